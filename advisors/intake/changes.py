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
_JOINING = frozenset({"and", "the", "our", "of", "both", "as", "well", ","})
"""Words that can stand between two things of which there is so much more."""


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
        for fact, first, last in _measured(sheet, vocabulary, multiple, facts):
            if fact in taken or fact not in catalogue.facts:
                break
            known = facts.get(fact) or catalogue.facts[fact].assumed
            if isinstance(known, Decimal):
                taken.add(fact)
                start, end = min(first, multiple.first), max(last, multiple.last)
                amount = known * multiple.times + multiple.more
                yield Claim(fact, amount, start, end, end - start)


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
) -> list[tuple[str, int, int]]:
    """Find what a multiple is of: the nearest measure, if equal one without "and" between, or known.

    A factor is also of what is joined to that by "and": "ten times the volume and labelled data".
    """
    sentence = sheet.tokens[multiple.first].sentence
    near = sorted(
        (
            _distance(multiple, first, last),
            _is_apart(sheet, multiple, first, last),
            first - last,
            facts.get(measure.name) is None,
            place,
            (measure.name, first, last),
        )
        for place, measure in enumerate(vocabulary.measures)
        for one in measure.phrases
        for first, last in sheet.find(one)
        if sheet.tokens[first].sentence == sentence
    )
    found = [one[-1] for one in near[:1]]
    for *_, (fact, first, last) in near[1:] if not multiple.more else []:
        known = {one[0] for one in found}
        if fact not in known and any(_are_joined(sheet, one, (first, last)) for one in found):
            found.append((fact, first, last))
    return found


def _is_apart(sheet: Sheet, multiple: _Multiple, first: int, last: int) -> bool:
    """Tell whether "and" stands between a multiple and a measure."""
    between = sheet.tokens[last : multiple.first] or sheet.tokens[multiple.last : first]
    return any(token.text == "and" for token in between)


def _are_joined(sheet: Sheet, one: tuple[str, int, int], other: tuple[int, int]) -> bool:
    """Tell whether only "and", or "as well as", stands between two measures."""
    before, after = sorted((one[1:], other))
    between = [token.text for token in sheet.tokens[before[1] : after[0]]]
    return not {"and", "well"}.isdisjoint(between) and _JOINING.issuperset(between)


def _distance(multiple: _Multiple, first: int, last: int) -> int:
    return max(first - multiple.last, multiple.first - last, 0)
