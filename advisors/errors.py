"""Everything that can go wrong in the advisors, as one family.

AdvisorError
├── FactError        a fact's name or value is not one the advisor takes
├── CatalogueError   a data file cannot be trusted: every problem, with file and line
└── PriceError       no price can be stated for what was asked
"""


class AdvisorError(Exception):
    """What happened, and in `mend` what to do next.

    Attributes:
        mend: One sentence that tells the reader what to do next.
    """

    def __init__(self, what: str, mend: str) -> None:
        """Say what happened and what to do next."""
        super().__init__(what)
        self.mend = mend


class FactError(AdvisorError):
    """A fact's name or value is not one the advisor takes.

    Attributes:
        fact: The name of the fact, as it was given.
    """

    def __init__(self, fact: str, what: str, mend: str) -> None:
        """Name the fact that was refused."""
        super().__init__(what, mend)
        self.fact = fact


class CatalogueError(AdvisorError):
    """A data file cannot be trusted; the message lists every problem with file and line."""


class PriceError(AdvisorError):
    """No price can be stated for what was asked: unknown, expired or not sold."""
