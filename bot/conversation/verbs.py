"""Verbs: every button a card can carry, and how a button's value is written.

A button's `action_id` is `verb.fact.value` (unique in its message); its value is
`verb|fact|value|version`. Selects and inputs carry `verb|fact||version` in their action_id.
"""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

Hearing: TypeAlias = Literal["always", "asking", "addressed"]
"""When the word alone is heard in a thread: always, while a question is open, if addressed."""


@dataclass(frozen=True, slots=True)
class Verb:
    """What a button does, and how the same word is taken.

    Attributes:
        meaning: In a few words.
        only_shows: Pressed again, it shows the same again.
        opens_form: It is answered in a window.
        heard: When its word is heard.
        needs_case: Its word means nothing before a use case was told.
    """

    meaning: str
    only_shows: bool = False
    opens_form: bool = False
    heard: Hearing = "addressed"
    needs_case: bool = False


def _shows(meaning: str) -> Verb:
    return Verb(meaning, only_shows=True, opens_form=True)


def _asks(meaning: str, *, only_shows: bool = False) -> Verb:
    return Verb(meaning, only_shows, heard="asking", needs_case=True)


def _ends(meaning: str) -> Verb:
    return Verb(meaning, heard="always", needs_case=True)


def _sends(meaning: str) -> Verb:
    return Verb(meaning, only_shows=True, heard="always")


VERBS: Final = {
    "answer": Verb("answer the question about a fact with a value"),
    "why": _asks("why is this asked", only_shows=True),
    "skip": _asks("nobody knows this: assume it"),
    "back": _asks("take the last answer back"),
    "stop": _asks("stop asking, recommend now"),
    "edit": _shows("change one fact (opens the form at that fact)"),
    "edit-all": Verb("edit everything at once", only_shows=True, opens_form=True, needs_case=True),
    "new": Verb("open the form of a new consultation", only_shows=True),
    "more": Verb(
        "show more fields of a form: the fact is its name, the value how much is shown",
        only_shows=True,
    ),
    "what-if": _shows("open the what-if form"),
    "keep": _ends("keep the what-if as the new facts"),
    "drop": _ends("leave the what-if"),
    "details": _shows("show everything behind the recommendation"),
    "calculation": _sends("show the whole calculation"),
    "chart": _sends("draw the cost chart"),
    "csv": _sends("send every line of the costs as CSV"),
    "json": _sends("send every line of the costs as JSON"),
    "helpful": _shows("this helped"),
    "unhelpful": _shows("this did not help"),
    "private": Verb("go on in a direct message"),
    "reread": Verb("use the edited words"),
    "admin": Verb("an administrator's command: the value is its words"),
}


def button(verb: str, fact: str = "", value: str = "", version: int = 0) -> str:
    """Return the value of a button: `verb|fact|value|version`.

    Raises:
        ValueError: the verb is unknown, or a part holds the separator.
    """
    if verb not in VERBS or "|" in fact + value:
        raise ValueError(f"no such button: {verb!r} {fact!r} {value!r}")
    return f"{verb}|{fact}|{value}|{version}"


def field_id(verb: str, fact: str, version: int) -> str:
    """Return the action_id of a select or an input: `verb|fact||version`."""
    return button(verb, fact, "", version)
