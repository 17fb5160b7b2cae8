"""Answer: what a question gets back, with quotes that stand letter for letter in their source."""

from dataclasses import dataclass

DOES_NOT_SAY = "The guidance does not say."


@dataclass(frozen=True, slots=True)
class Citation:
    """One quote and where it stands.

    Attributes:
        source: Title of the document.
        section: Heading path, "Maintenance and updates (paper §6.2)".
        quote: The exact words, a substring of the source.
        link: An https address, when the document has one.
    """

    source: str
    section: str
    quote: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A grounded answer, with a reservation or without, or "the guidance does not say".

    Attributes:
        text: The reply in plain text, its reservation included.
        grounded: True when every sentence rests on a citation.
        citations: The quotes, best first; empty when not grounded.
        closest: Headings of the nearest sections when the guidance does not say.
        degraded: Why the search was not at full strength, or None.
        reservation: What must be said before the quotes when they may not answer the question, or
            "".
    """

    text: str
    grounded: bool
    citations: tuple[Citation, ...]
    closest: tuple[str, ...] = ()
    degraded: str | None = None
    reservation: str = ""

    @property
    def direct(self) -> bool:
        """Whether it is given as the answer, and not as what comes closest to one."""
        return self.grounded and not self.reservation


@dataclass(frozen=True, slots=True)
class Hit:
    """One passage found.

    Attributes:
        passage: Stable id of the passage.
        source: Title of the document.
        section: Heading path.
        text: The passage as it stands in the document.
        start: Offset of the first character in the document.
        end: Offset behind the last character.
        score: Fused score, 0-1.
    """

    passage: str
    source: str
    section: str
    text: str
    start: int
    end: int
    score: float
