"""Forms: replies that are filled in, in a window of the person who acted."""

from dataclasses import dataclass
from typing import Literal

from advisors.facts import FactDefinition, FactValue


@dataclass(frozen=True, slots=True)
class EditForm:
    """A field a fact, with the values known so far; `focus` names the only fact, or is ""."""

    definitions: tuple[FactDefinition, ...]
    values: tuple[tuple[str, FactValue], ...]
    version: int
    problems: tuple[tuple[str, str], ...] = ()
    focus: str = ""


@dataclass(frozen=True, slots=True)
class TextForm:
    """One box for words: a use case ("start") or a change to try ("what-if").

    A start form may carry fact fields below the box, for people who prefer one form.
    """

    form: Literal["start", "what-if"]
    version: int
    text: str = ""
    definitions: tuple[FactDefinition, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FeedbackForm:
    """Why it helped or did not, in the reader's words."""

    helpful: bool
    version: int
