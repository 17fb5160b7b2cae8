"""Movers: the assumptions that move the twelve-month total most over their stated ranges."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from advisors.costs.bill import CENT, Plan, exact_total
from advisors.costs.inputs import Case
from advisors.costs.scenario import CostCatalogue, Scenario
from advisors.estimate import Mover

TOLD = 3
"""So many are shown: more would bury the ones that matter."""


def find_movers(
    one: Plan, scenarios: Mapping[Case, Scenario], catalogue: CostCatalogue
) -> tuple[Mover, ...]:
    """Return the three assumptions with the largest swing, largest first.

    Each is moved alone from the value of its low case to that of its high case.
    """
    likely = scenarios["likely"]
    found = []
    for name in _ranged(scenarios):
        low = exact_total(one, {**likely, name: scenarios["cheap"][name]})
        high = exact_total(one, {**likely, name: scenarios["dear"][name]})
        swing = abs(high - low).quantize(CENT, ROUND_HALF_UP)
        if swing:
            label, unit = _words(name, catalogue)
            found.append(Mover(name, label, f"{show_number(likely[name])} {unit}", swing))
    found.sort(key=lambda mover: (-mover.swing, mover.fact))
    return tuple(found[:TOLD])


def show_number(value: Decimal) -> str:
    """Write a number with thousands separators and no idle zeros."""
    return f"{value.normalize():,f}"


def _ranged(scenarios: Mapping[Case, Scenario]) -> Iterator[str]:
    return (name for name, value in scenarios["cheap"].items() if value != scenarios["dear"][name])


def _words(name: str, catalogue: CostCatalogue) -> tuple[str, str]:
    one = catalogue.costs.inputs.get(name)
    if one is not None:
        return one.label, one.unit
    definition = catalogue.facts.get(name)
    if definition is not None:
        return definition.label, definition.unit
    return name.replace("_", " "), ""
