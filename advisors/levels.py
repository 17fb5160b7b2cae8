"""Levels: where a use case stands on the scale of each fact, known or assumed."""

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

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
    """Return a plain value of the fact that stands at a step; None when no number does.

    Upward it is the first number of the range, so that a flip names the threshold.
    """
    if not isinstance(step.value, Decimal):
        return step.value
    if times == 0:
        return None
    names = [each.level for each in scale.steps]
    upward = current in names and names.index(step.level) > names.index(current)
    wanted = Fraction(step.start if upward else step.value) / times
    exact = Decimal(wanted.numerator) / Decimal(wanted.denominator)
    rounded = exact.to_integral_value(ROUND_CEILING if upward else ROUND_FLOOR)
    return rounded if _step_of(scale, Fraction(rounded) * times) is step else None


def _step_of(scale: Scale, number: Fraction) -> Step:
    found = scale.steps[0]
    for step in scale.steps:
        if number >= Fraction(step.start):
            found = step
    return found
