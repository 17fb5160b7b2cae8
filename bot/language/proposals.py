"""Proposals: what a model says a text states, kept only with the words that state it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from advisors import (
    Catalogue,
    FactDefinition,
    FactError,
    Facts,
    FactValue,
    FoundFact,
    Intake,
    read_answer,
    read_value,
)
from bot.language.model_request import Shape
from bot.language.numbers import figures, values
from bot.language.words import has_denial, is_negative, stems

MOST: Final = 40
"""Proposals looked at: more than there are facts."""
LONGEST_EVIDENCE: Final = 240
_CLAUSE_END: Final = re.compile(
    r"[.;:!?,()\n\u2013\u2014]|\b(?:but|and|though|yet|because)\b", re.IGNORECASE
)
_SUPPOSED: Final = re.compile(
    r"\b(?:if|unless|whether|suppose|supposing|imagine|say)\b", re.IGNORECASE
)
_NOTHING: Final = Intake()


class ProposedFact(Shape):
    """A fact as the model puts it."""

    name: str
    value: str
    words: str


class ProposedFacts(Shape):
    """Every fact the model sees in a text."""

    facts: list[ProposedFact]


class ProposedChange(Shape):
    """A supposed change as the model puts it."""

    name: str
    change: str
    value: str
    words: str


class ProposedChanges(Shape):
    """Every change the model sees in a text."""

    changes: list[ProposedChange]


@dataclass(frozen=True, slots=True)
class Reader:
    """Checks proposals against a text.

    Attributes:
        text: What the person wrote.
        on: The day it was written.
        catalogue: The facts.
        rules: What the rules read in it.
    """

    text: str
    on: date
    catalogue: Catalogue
    rules: Intake = _NOTHING

    def facts(self, proposed: Iterable[ProposedFact]) -> Iterator[FoundFact]:
        """Yield what stands in the text, with values that code has read or checked.

        Where the rules read another value from the same words, theirs is yielded as well, so that
        the two are asked about and neither is chosen. Words that are denied or only supposed in
        their clause state nothing.
        """
        stated = (one for one in self._set(proposed) if not _is_open(self.text, one.start))
        yield from stated

    def changes(self, proposed: Iterable[ProposedChange], known: Facts) -> Iterator[FoundFact]:
        """Yield the supposed values that stand in the text; factors are of what is known."""
        proposed = list(proposed)[:MOST]
        changes = (one for one in proposed if one.change == "set")
        yield from self._set(
            ProposedFact(name=one.name, value=one.value, words=one.words) for one in changes
        )
        for one in proposed:
            found = self._find(one.name, one.words) if one.change == "multiply" else None
            if found is None or is_negative(_clause_before(self.text, found[2][0])):
                continue
            definition, words, place = found
            value = _multiplied(definition, known, one.value, words)
            if value is not None:
                yield FoundFact(one.name, value, words, *place)

    def _set(self, proposed: Iterable[ProposedFact]) -> Iterator[FoundFact]:
        for one in list(proposed)[:MOST]:
            found = self._find(one.name, one.words)
            if found is not None and not self._says_other(one.name, found[2]):
                definition, words, place = found
                for value in self._values(definition, one.value, words):
                    yield FoundFact(one.name, value, words, *place)

    def _find(self, name: str, words: str) -> tuple[FactDefinition, str, tuple[int, int]] | None:
        definition, place = self.catalogue.facts.get(name), find_words(self.text, words)
        if definition is None or place is None:
            return None
        return definition, self.text[place[0] : place[1]], place

    def _says_other(self, name: str, place: tuple[int, int]) -> bool:
        """Tell whether the rules have read all of the words at a place as another fact."""
        others = (one for one in self.rules.found if one.name != name)
        return any(one.start <= place[0] and place[1] <= one.end for one in others)

    def _values(self, fact: FactDefinition, value: str, words: str) -> tuple[FactValue, ...]:
        """Return the value that code reads from the words, or the model's where that is allowed.

        A number must stand in the words, marked as the fact counts. From words that deny only the
        rules may read a level: "no drama" is not dramatic.
        """
        denied = has_denial(words)
        if denied and fact.kind == "number":  # "never had 3 errors" counts nothing
            return ()
        try:
            read = read_answer(fact.name, words, on=self.on, catalogue=self.catalogue)
        except FactError:  # negative, absurd, another currency: the rules say so already
            return ()
        told = _checked(fact, value)
        if fact.kind == "number":
            if read is not None:
                return (read.value,)
            return (told,) if told is not None and told in _countable(words, fact) else ()
        if denied or (fact.kind == "name" and str(told) not in words.lower()):
            told = None
        said = read.value if read is not None else None
        return tuple(dict.fromkeys(one for one in (said, told) if one is not None))


def _countable(words: str, fact: FactDefinition) -> frozenset[Decimal]:
    """Return the figures in words that a fact can be counted by: "95%" is no number of examples."""
    marks = {"", "$"} if fact.unit.startswith("USD") else {""}
    return frozenset(value for value, mark in figures(words) if mark in marks)


def _is_open(text: str, start: int) -> bool:
    """Tell whether the clause before a place denies or only supposes what follows."""
    clause = _clause_before(text, start)
    return is_negative(clause) or bool(_SUPPOSED.search(clause))


def _clause_before(text: str, start: int) -> str:
    return _CLAUSE_END.split(text[:start])[-1]


def find_words(text: str, words: str) -> tuple[int, int] | None:
    """Return where words stand in a text, letter for letter and whole, or None."""
    words = words.strip()
    if not 0 < len(words) <= LONGEST_EVIDENCE or not (stems(words) or values(words)):
        return None  # words like "we" or "it is" state nothing
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        if not (_joins(text, start) or _joins(text, end)):
            return start, end
        start = text.find(words, start + 1)
    return None


def _joins(text: str, place: int) -> bool:
    """Tell whether a word goes on across a place."""
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def _checked(fact: FactDefinition, value: object) -> FactValue | None:
    try:
        return read_value(fact, value)
    except FactError:
        return None


def _multiplied(fact: FactDefinition, known: Facts, factor: str, words: str) -> FactValue | None:
    base = known.get(fact.name) or fact.assumed
    said = figures(words)
    if not isinstance(base, Decimal) or len(said) != 1:  # "two thirds" is neither factor alone
        return None
    ((times, mark),) = said
    if mark or times not in values(factor):  # "50%" is no factor of 50
        return None
    whole = Decimal("0.01") if fact.unit.startswith("USD") else Decimal(1)
    return _checked(fact, (base * times).quantize(whole))
