"""Understanding: claims become facts, conflicts where they disagree, problems where they fail."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from advisors.catalogue import Catalogue
from advisors.errors import FactError
from advisors.facts import FactDefinition, FactValue
from advisors.intake.claims import Claim, Claimant, settle
from advisors.intake.dates import DEADLINE, find_dates
from advisors.intake.implications import blend
from advisors.intake.implying import imply
from advisors.intake.lexing import lex
from advisors.intake.nouns import Conflict, FoundFact, Intake, Problem
from advisors.intake.sheet import Sheet
from advisors.intake.unplaced import find_unplaced
from advisors.intake.vocabulary import Vocabulary, load_vocabulary
from advisors.reading import read_value, values_taken

SAME = Decimal("1.5")
"""Two numbers this close are one estimate told twice ("50k a month, about 2k a day")."""
COUNTED = frozenset({"days", "examples", "requests", "tokens"})
"""Units that come whole."""
LONGEST_QUOTE = 60
"""How many characters of someone's words a message repeats."""


@lru_cache(maxsize=32)
def read_text(text: str, *, on: date, catalogue: Catalogue) -> Intake:
    """Understand what a person wrote, by rules.

    Args:
        text: Anything; what is not understood is left alone.
        on: The day the words were written, for "by next Friday".
        catalogue: The facts to look for.

    Returns:
        The facts with the words they came from; conflicts and problems beside them.

    Raises:
        CatalogueError: When the vocabulary cannot be trusted.
    """
    vocabulary = load_vocabulary(catalogue)
    sheet = lex(text, vocabulary)
    claims = Claimant(sheet, vocabulary).claims()
    settled = settle([*claims, *find_dates(sheet, vocabulary, on)])
    stated = understand(text, sheet, settled, catalogue)
    implied = imply(text, sheet, stated, catalogue, vocabulary)
    return replace(implied, unplaced=tuple(find_unplaced(text, sheet, settled, vocabulary)))


def understand(text: str, sheet: Sheet, claims: list[Claim], catalogue: Catalogue) -> Intake:
    """Turn settled claims into facts, conflicts and problems."""
    vocabulary = load_vocabulary(catalogue)
    readings: dict[bool, list[FoundFact]] = {False: [], True: []}
    problems: list[Problem] = []
    for claim in _figures_first(claims):
        if claim.fact in catalogue.facts:
            read = _check(text, sheet, claim, catalogue.facts[claim.fact])
            if isinstance(read, FoundFact):
                readings[claim.weak].append(read)
            else:
                problems.append(read)
    stated, suggested = (_gather(readings[weak], catalogue, vocabulary) for weak in (False, True))
    conflicts = tuple(one for one in stated if isinstance(one, Conflict))
    facts = {one.name: one for one in stated if isinstance(one, FoundFact)}
    presumed: dict[str, FoundFact] = {}
    unsure = {one.fact for one in conflicts} | {one.fact for one in problems}
    for one in suggested:
        if isinstance(one, FoundFact) and one.name not in unsure:
            _presume(one, facts, presumed, vocabulary)
    return Intake(_in_order(facts), conflicts, tuple(problems), _in_order(presumed))


def _presume(
    one: FoundFact,
    facts: dict[str, FoundFact],
    presumed: dict[str, FoundFact],
    vocabulary: Vocabulary,
) -> None:
    """Presume what is suggested; where it adds to what is stated, the whole is only presumed."""
    stated = facts.get(one.name)
    if stated is None:
        presumed[one.name] = one
        return
    together = blend(vocabulary.blends, one.name, stated.value, one.value)
    if together is not None and together != stated.value:
        presumed[one.name] = replace(facts.pop(one.name), value=together)


def _in_order(facts: dict[str, FoundFact]) -> tuple[FoundFact, ...]:
    return tuple(sorted(facts.values(), key=lambda one: one.start))


def _gather(
    readings: list[FoundFact], catalogue: Catalogue, vocabulary: Vocabulary
) -> list[FoundFact | Conflict]:
    """Make one fact, or one conflict, of all readings of each fact."""
    return [
        _agree(name, [one for one in readings if one.name == name], vocabulary)
        for name in catalogue.facts
        if any(one.name == name for one in readings)
    ]


def _figures_first(claims: list[Claim]) -> list[Claim]:
    """Drop what a wording without a figure stands for, where a figure of the same fact is told."""
    figured = {claim.fact for claim in claims if claim.amount is not None}
    return [
        claim
        for claim in claims
        if claim.amount is not None
        or claim.fact not in figured
        or not isinstance(claim.value, Decimal)
        or not claim.value
    ]


def _check(text: str, sheet: Sheet, claim: Claim, fact: FactDefinition) -> FoundFact | Problem:
    start, end = sheet.tokens[claim.first].start, sheet.tokens[claim.last - 1].end
    words = text[start:end]
    shown = words if len(words) <= LONGEST_QUOTE else f"{words[: LONGEST_QUOTE - 1]}…"
    if claim.currency not in {"", "usd"}:
        what = f"“{shown}” is in {claim.currency.upper()}, and everything here is priced in USD."
        foreign = claim.currency.upper()
        mend = (
            f"Multiply it by the dollars you plan one {foreign} at, and write the result with a $."
        )
        return Problem(fact.name, words, what, mend, start, end)
    try:
        value = read_value(fact, _rounded(claim.value, fact))
    except FactError:
        what = f"“{shown}” {_reason(claim.value, fact)}."
        later = "Name a later day, or " if fact.name == DEADLINE else "Write "
        mend = f"{later}{values_taken(fact)}."
        return Problem(fact.name, words, what, mend, start, end)
    return FoundFact(fact.name, value, words, start, end)


def _rounded(value: FactValue | None, fact: FactDefinition) -> FactValue:
    if not isinstance(value, Decimal):
        return value or ""
    counted = fact.unit.split()[0] in COUNTED
    if abs(value) > fact.maximum or not (counted or fact.unit.startswith("USD")):
        return value
    return round(value, 0 if counted else 2)


def _reason(value: FactValue | None, fact: FactDefinition) -> str:
    if isinstance(value, Decimal) and value < fact.minimum:
        return "lies in the past" if fact.name == DEADLINE else "is less than can be meant"
    return "is more than can be meant"


def _agree(name: str, readings: list[FoundFact], vocabulary: Vocabulary) -> FoundFact | Conflict:
    """Make one fact of several readings, or a conflict when they disagree."""
    values = frozenset(reading.value for reading in readings)
    while len(values) > 1:
        blends = (blend for blend in vocabulary.blends if blend.fact == name)
        blend = next((blend for blend in blends if blend.values <= values), None)
        if blend is None:
            break
        values = values - blend.values | {blend.result}
    if len(values) == 1:
        (value,) = values
        best = next((one for one in readings if one.value == value), readings[0])
        return FoundFact(name, value, best.evidence, best.start, best.end)
    return readings[0] if _alike(values) else _conflict(name, readings)


def _alike(values: frozenset[FactValue]) -> bool:
    numbers = [value for value in values if isinstance(value, Decimal)]
    return len(numbers) == len(values) and min(numbers) > 0 and max(numbers) <= SAME * min(numbers)


def _conflict(name: str, readings: list[FoundFact]) -> Conflict:
    """Keep one reading for each value."""
    distinct: dict[FactValue, FoundFact] = {}
    for reading in readings:
        distinct.setdefault(reading.value, reading)
    return Conflict(name, tuple(distinct.values()))
