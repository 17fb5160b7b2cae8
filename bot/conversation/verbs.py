"""Verbs: every button a card can carry, and how a button's value is written.

A button's `action_id` is `verb.fact.value` (unique in its message); its value is
`verb|fact|value|version`. Selects and inputs carry `verb|fact||version` in their action_id.
"""

from typing import Final

VERBS: Final = {
    "answer": "answer the question about a fact with a value",
    "why": "why is this asked",
    "skip": "nobody knows this: assume it",
    "back": "take the last answer back",
    "stop": "stop asking, recommend now",
    "edit": "change one fact (opens the form at that fact)",
    "edit-all": "edit everything at once",
    "new": "open the form of a new consultation",
    "more": "show more fields of a form: the fact is its name, the value how much is shown",
    "what-if": "open the what-if form",
    "keep": "keep the what-if as the new facts",
    "drop": "leave the what-if",
    "details": "show everything behind the recommendation",
    "calculation": "show the whole calculation",
    "chart": "draw the cost chart",
    "helpful": "this helped",
    "unhelpful": "this did not help",
    "private": "go on in a direct message",
    "reread": "use the edited words",
    "admin": "an administrator's command: the value is its words",
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
