"""Levels: where a use case stands on the scale of each fact, known or assumed."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from advisors.facts import FactDefinition, Facts, FactValue
from advisors.rules import UNKNOWN, Scale, Step

Definitions = Mapping[str, FactDefinition]


def find_levels(
    facts: Facts, definitions: Definitions, scales: Mapping[str, Scale]
) -> dict[str, str]:
    """Return the level of every fact that has a scale; assumed where it is not known."""
    return {name: find_level(scale, facts, definitions) for name, scale in scales.items()}


def find_level(scale: Scale, facts: Facts, definitions: Definitions) -> str:
    """Return the level of one fact, `unknown` when it is neither known nor assumed."""
    value = value_or_assumed(scale.fact, facts, definitions)
    if value is None:
        return UNKNOWN
    if isinstance(value, Decimal):
        return _step_of(scale, Fraction(value) * multiplier(scale, facts, definitions)).level
    return value


def value_or_assumed(name: str, facts: Facts, definitions: Definitions) -> FactValue | None:
    """Return the known value of a fact, else the presumed or the assumed one, else None."""
    value = facts.get(name)
    if value is None:
        value = facts.presumed.get(name)
    return definitions[name].assumed if value is None else value


def multiplier(scale: Scale, facts: Facts, definitions: Definitions) -> Fraction:
    """Return what the number counts for: its tokens over the tokens assumed; 1 without `times`."""
    if not scale.times:
        return Fraction(1)
    known = [value_or_assumed(name, facts, definitions) for name in scale.times]
    usual = [definitions[name].assumed for name in scale.times]
    return _sum(known) / _sum(usual)


def _sum(values: list[FactValue | None]) -> Fraction:
    return sum((Fraction(each) for each in values if isinstance(each, Decimal)), Fraction(0))


def value_at(step: Step, current: str, scale: Scale, times: Fraction) -> FactValue | None:
    """Return the nearest value of the fact that stands at a step; None when no number does.

    Upward it is the first whole number of the range and downward the last, so that a flip names
    the threshold; from an unknown level it is the value that stands for the range.
    """
    if not isinstance(step.value, Decimal):
        return step.value
    if times == 0:
        return None
    names = [each.level for each in scale.steps]
    place = names.index(step.level)
    if current not in names:
        rounded = floor(Fraction(step.value) / times)
    elif place > names.index(current):
        rounded = ceil(Fraction(step.start) / times)
    else:
        rounded = ceil(Fraction(scale.steps[place + 1].start) / times) - 1
    return Decimal(rounded) if _step_of(scale, rounded * times) is step else None


def _step_of(scale: Scale, number: Fraction) -> Step:
    found = scale.steps[0]
    for step in scale.steps:
        if number >= Fraction(step.start):
            found = step
    return found
