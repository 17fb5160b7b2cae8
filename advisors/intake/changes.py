"""Changes: what-ifs, relative to what is known ("ten times the volume", "without the GDPR")."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from advisors.catalogue import Catalogue
from advisors.errors import FactError
from advisors.facts import Facts
from advisors.intake.claims import AMOUNTS, Claim, Claimant, settle
from advisors.intake.dates import find_dates
from advisors.intake.lexing import lex
from advisors.intake.nouns import FoundFact
from advisors.intake.sheet import Sheet
from advisors.intake.understanding import understand
from advisors.intake.vocabulary import Vocabulary, load_vocabulary

ONE, NONE, HUNDRED = Decimal(1), Decimal(0), Decimal(100)
_KINDS: Mapping[str, Callable[[Decimal], tuple[Decimal, Decimal]]] = {
    "fixed": lambda number: (number, NONE),
    "times": lambda number: (number, NONE),
    "divided": lambda number: (1 / number if number else ONE, NONE),
    "up": lambda number: (1 + number / HUNDRED, NONE),
    "down": lambda number: (1 - number / HUNDRED, NONE),
    "more": lambda number: (ONE, number),
    "fewer": lambda number: (ONE, -number),
}
"""What a factor's kind makes of its number: what is known times this, plus that."""


@dataclass(frozen=True, slots=True)
class _Multiple:
    """How much of something: `times` of what is known, plus `more`."""

    first: int
    last: int
    times: Decimal
    more: Decimal


def read_changes(
    text: str, facts: Facts, *, on: date, catalogue: Catalogue
) -> tuple[FoundFact, ...]:
    """Read what someone supposes to be different.

    Args:
        text: Such as "what if we had ten times the volume and labelled data?".
        facts: What is known: multiples are of these values, or else of the assumed ones.
        on: The day the words were written.
        catalogue: The facts.

    Returns:
        The supposed facts in the order of the text; empty when nothing is supposed.

    Raises:
        FactError: A supposed number is negative, absurd or in another currency.
        CatalogueError: When the vocabulary cannot be trusted.
    """
    vocabulary = load_vocabulary(catalogue)
    sheet = lex(text, vocabulary)
    multiples = list(_changed(sheet, vocabulary, facts, catalogue))
    multiplied = {claim.fact for claim in multiples}
    claims = Claimant(sheet, vocabulary, supposing=True).claims()
    claims += find_dates(sheet, vocabulary, on)
    others = [claim for claim in settle(claims) if claim.fact not in multiplied]
    intake = understand(text, sheet, [*multiples, *others], catalogue)
    for problem in intake.problems[:1]:
        raise FactError(problem.fact, problem.what, problem.mend)
    return intake.found


def _changed(
    sheet: Sheet, vocabulary: Vocabulary, facts: Facts, catalogue: Catalogue
) -> Iterator[Claim]:
    taken: set[str] = set()
    for multiple in sorted(_multiples(sheet, vocabulary), key=lambda one: (one.first, -one.last)):
        measured = _measured(sheet, vocabulary, multiple, facts)
        if measured is None or measured[0] in taken or measured[0] not in catalogue.facts:
            continue
        fact, first, last = measured
        known = facts.get(fact) or catalogue.facts[fact].assumed
        if isinstance(known, Decimal):
            taken.add(fact)
            first, last = min(first, multiple.first), max(last, multiple.last)
            yield Claim(fact, known * multiple.times + multiple.more, first, last, last - first)


def _multiples(sheet: Sheet, vocabulary: Vocabulary) -> Iterator[_Multiple]:
    """Find every factor, share or addition in the text."""
    for factor in vocabulary.factors:
        for one in factor.phrases:
            for first, last in sheet.find(one):
                yield _multiple(sheet, factor.name, factor.value, first, last)


def _multiple(sheet: Sheet, name: str, value: Decimal, first: int, last: int) -> _Multiple:
    amounts = (one.value for one in sheet.tokens[first:last] if one.kind in AMOUNTS)
    times, more = _KINDS[name](next(amounts, value))
    return _Multiple(first, last, times, more)


def _measured(
    sheet: Sheet, vocabulary: Vocabulary, multiple: _Multiple, facts: Facts
) -> tuple[str, int, int] | None:
    """Find what a multiple is of: the nearest measure of its sentence, a known one if equal."""
    sentence = sheet.tokens[multiple.first].sentence
    near = [
        (
            _distance(multiple, first, last),
            first - last,
            facts.get(measure.name) is None,
            place,
            (measure.name, first, last),
        )
        for place, measure in enumerate(vocabulary.measures)
        for one in measure.phrases
        for first, last in sheet.find(one)
        if sheet.tokens[first].sentence == sentence
    ]
    return min(near)[-1] if near else None


def _distance(multiple: _Multiple, first: int, last: int) -> int:
    return max(first - multiple.last, multiple.first - last, 0)
