"""Phrases: a small language for families of wordings, matched in bounded steps.

A phrase is written as words. `word*` takes every ending, `a|b` either word, `one-off` both words in
turn, `gpt-5!` one word with its hyphen, `<family>` any member of a family, `part?` is optional, `...` skips up to four
words (never a number, never a denial),
`_` is any one word, `#` a number, `%` a share, `$` an amount of money, `@` a period ("a day") and
`@week` that period.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias


# Atoms and families are compared by identity: a text's index looks them up a thousand times.
@dataclass(frozen=True, slots=True, eq=False)
class Atom:
    """One token: any of some words, of some beginnings, or of a kind."""

    words: tuple[str, ...]
    beginnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """Wordings of one notion, to be named in phrases as `<family>`."""

    members: "tuple[Phrase, ...]"


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One part of a phrase: an atom, a family, or a gap (None)."""

    part: Atom | Family | None
    optional: bool = False


Phrase: TypeAlias = tuple[Step, ...]


def phrase(written: str, families: Mapping[str, Family]) -> Phrase:
    """Understand a phrase as it is written in the data.

    Raises:
        KeyError: It names an unknown family.
        ValueError: It is empty, begins or ends with a gap, or may be absent altogether.
    """
    steps = tuple(_step(part, families) for part in written.lower().split())
    if all(step.optional or step.part is None for step in steps):
        raise ValueError(written)
    if steps[0].part is None or steps[-1].part is None:
        raise ValueError(written)
    return steps


def _step(part: str, families: Mapping[str, Family]) -> Step:
    optional = part.endswith("?")
    part = part.removesuffix("?")
    if part == "...":
        return Step(None)
    words = part.split("|")
    if not any("<" in word or _is_chain(word) for word in words):
        return Step(_atom(part), optional)
    members = (member for word in words for member in _members(word, families))
    return Step(Family(tuple(members)), optional)


def _members(word: str, families: Mapping[str, Family]) -> tuple[Phrase, ...]:
    if word.startswith("<") and word.endswith(">"):
        return families[word[1:-1]].members
    parts = word.split("-") if _is_chain(word) else [word]
    return (tuple(Step(_atom(one)) for one in parts),)


def _is_chain(word: str) -> bool:
    return "-" in word and not word.endswith(("*", "!"))


@cache
def _atom(part: str) -> Atom:
    words = [word.removesuffix("!") for word in part.split("|")]
    if not all(words):
        raise ValueError(part)
    beginnings = tuple(word[:-1] for word in words if word.endswith("*"))
    return Atom(tuple(word for word in words if not word.endswith("*")), beginnings)


def need(wanted: Phrase) -> Atom | None:
    """Return what a phrase needs a word of: its longest atom that is not optional."""
    atoms = [step.part for step in wanted if isinstance(step.part, Atom) and not step.optional]
    return max(atoms, key=_shortest, default=None)


def _shortest(atom: Atom) -> int:
    return min(map(len, (*atom.words, *atom.beginnings)))
