"""Merging: what rules and model read; where they differ the person is asked."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Final

from advisors import Conflict, FactValue, FoundFact, Intake

_SAME: Final = Decimal("1.5")
"""Two numbers this close are one estimate told twice, as in the intake."""


def merge(rules: Intake, proposals: Iterable[FoundFact]) -> Intake:
    """Return the rules' reading with what the model adds.

    A fact that only the model found is added. One that both found in different ways becomes a
    conflict. What the rules doubt or refuse stays as they have it.
    """
    proposals = tuple(proposals)
    settled = {one.fact for one in rules.conflicts} | {one.fact for one in rules.problems}
    readings: dict[str, list[FoundFact]] = {one.name: [one] for one in rules.found}
    for one in proposals:
        known = readings.setdefault(one.name, [])
        if one.name not in settled and not any(_agree(one.value, other.value) for other in known):
            known.append(one)
    agreed = [ways[0] for ways in readings.values() if len(ways) == 1]
    doubted = [
        Conflict(name, tuple(sorted(ways, key=lambda one: (one.start, one.end))))
        for name, ways in sorted(readings.items())
        if len(ways) > 1
    ]
    conflicts = sorted((*rules.conflicts, *doubted), key=lambda one: one.fact)
    found = sorted(agreed, key=lambda one: (one.start, one.end, one.name))
    presumed = tuple(one for one in rules.presumed if one.name not in readings)
    lent = [one.evidence for one in proposals]
    unplaced = tuple(one for one in rules.unplaced if not any(one in words for words in lent))
    return Intake(tuple(found), tuple(conflicts), rules.problems, presumed, unplaced, rules.task)


def suggest(read: Intake, rules: Intake) -> Intake:
    """Return a reading of a use case in which nothing is stated but by the rules.

    A model may put a wrong level, or the wrong fact, to words that a person really wrote. So what
    only it found is presumed, which shows it with those words and asks it all the same, and what
    the rules presume stays. Where the two differ, the rules' reading is presumed until the person
    settles it.
    """
    stated, suggested = ({one.name for one in found} for found in (rules.found, rules.presumed))
    doubted = {one.fact for one in read.conflicts}
    held = (one for one in rules.found if one.name in doubted)
    lent = (one for one in read.found if one.name not in stated | suggested)
    presumed = sorted((*rules.presumed, *held, *lent), key=lambda one: (one.start, one.end))
    found = tuple(one for one in read.found if one.name in stated)
    return replace(read, found=found, presumed=tuple(presumed))


def _agree(one: FactValue, other: FactValue) -> bool:
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        low, high = sorted((one, other))
        return low == high or (low > 0 and high <= _SAME * low)
    return one == other
