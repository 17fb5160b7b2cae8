"""Forms: replies that are filled in, in a window of the person who acted."""

from dataclasses import dataclass
from typing import Literal

from advisors.facts import FactDefinition, FactValue


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields that stand together under a title, or under none."""

    title: str
    definitions: tuple[FactDefinition, ...]


@dataclass(frozen=True, slots=True)
class EditForm:
    """A field a fact, with the values known so far.

    Attributes:
        groups: The facts.
        values: What is known of them.
        version: Version of the consultation.
        problems: What is wrong with fields, as (fact, what to write instead).
        focus: The only fact, or "".
        assumed: What stands for that fact until somebody says it, in words, or "".
        level: How much is shown, see `bot.conversation.fields`.
        more: Words of the button that shows the next group, or "".
    """

    groups: tuple[FieldGroup, ...]
    values: tuple[tuple[str, FactValue], ...]
    version: int
    problems: tuple[tuple[str, str], ...] = ()
    focus: str = ""
    assumed: str = ""
    level: int = 0
    more: str = ""


@dataclass(frozen=True, slots=True)
class TextForm:
    """One box for words: a use case ("start") or a change to try ("what-if").

    A start form may carry fact fields below the box, for people who prefer one form; `level` and
    `more` as in `EditForm`.
    """

    form: Literal["start", "what-if"]
    version: int
    text: str = ""
    groups: tuple[FieldGroup, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()
    level: int = 0
    more: str = ""


@dataclass(frozen=True, slots=True)
class FeedbackForm:
    """Why it helped or did not, in the reader's words."""

    helpful: bool
