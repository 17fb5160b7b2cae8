"""Turns: what a person did, in words that know no Slack."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Surface: TypeAlias = Literal["command", "mention", "direct", "thread", "shortcut", "terminal"]


@dataclass(frozen=True, slots=True)
class Said:
    """Words typed by a person.

    Attributes:
        text: The words, without the bot's mention, as typed.
        surface: Where they were typed.
        addressed: False for a message in an engaged thread that does not name the bot.
    """

    text: str
    surface: Surface
    addressed: bool = True


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button pressed or an option selected on a card.

    Attributes:
        verb: What the button does: one of `bot.conversation.verbs.VERBS`.
        fact: The fact it concerns, or "".
        value: The value it carries, or "".
        version: The version of the consultation that the card showed.
    """

    verb: str
    fact: str = ""
    value: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Submitted:
    """A form sent in.

    Attributes:
        form: Name of the form ("edit", "what-if", "feedback", "start").
        values: What was filled in, by field name; empty fields are left out.
    """

    form: str
    values: tuple[tuple[str, str], ...]
    version: int = 0


@dataclass(frozen=True, slots=True)
class Edited:
    """A message changed after it was sent: its new words; empty when it was deleted."""

    key: str
    text: str


Act: TypeAlias = Said | Pressed | Submitted | Edited


@dataclass(frozen=True, slots=True)
class Turn:
    """One act of one person at one moment.

    Attributes:
        key: Unique id; the same key twice is the same turn.
        at: Slack timestamp ("1763823600.000100"); turns of a consultation are ordered by
            (at, key), whatever order they arrive in.
        user: Id of the person.
        act: What the person did.
    """

    key: str
    at: str
    user: str
    act: Act
