"""Everything that can go wrong in the knowledge base, as one family.

KnowledgeError
├── DocumentError      one document was refused: name and reason
├── ReloadError        a reload stopped; the old version stays live
│   └── ConfirmationNeededError   the load is empty, much smaller than the last, or much of it is refused
├── VersionError       no such version to go back to
└── SearchError        neither leg of the search answers
"""


class KnowledgeError(Exception):
    """What happened, and in `mend` what to do next.

    Attributes:
        mend: One sentence that tells the reader what to do next.
    """

    def __init__(self, what: str, mend: str) -> None:
        """Say what happened and what to do next."""
        super().__init__(what)
        self.mend = mend


class DocumentError(KnowledgeError):
    """One document was refused; the others are not affected."""


class ReloadError(KnowledgeError):
    """A reload stopped; the version that was live stays live."""


class ConfirmationNeededError(ReloadError):
    """The load is empty, much smaller, or more than a fifth of it refused: a person must confirm."""


class VersionError(KnowledgeError):
    """There is no such version to go back to."""


class SearchError(KnowledgeError):
    """Neither the dense nor the lexical leg can answer."""
