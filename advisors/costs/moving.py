"""Movers: the assumptions that move the twelve-month total most over their stated ranges."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeAlias

from advisors.costs.bill import CENT, Plan, exact_months, exact_start
from advisors.costs.inputs import Case
from advisors.costs.scenario import CostCatalogue, Scenario
from advisors.estimate import Mover

Cost: TypeAlias = Callable[[Plan, Scenario], Decimal]
"""A part of the twelve-month cost, unrounded."""
TOLD = 3
"""So many are shown: more would bury the ones that matter."""


def find_movers(
    one: Plan, scenarios: Mapping[Case, Scenario], catalogue: CostCatalogue
) -> tuple[Mover, ...]:
    """Return the three assumptions with the largest swing, largest first.

    Each is moved alone from the value of its low case to that of its high case.
    """
    likely = scenarios["likely"]
    swings: dict[str, Decimal] = {}
    for cost in (exact_start, exact_months):
        for name in _ranged(_used(cost, one, likely), scenarios):
            low = cost(one, {**likely, name: scenarios["cheap"][name]})
            high = cost(one, {**likely, name: scenarios["dear"][name]})
            swings[name] = swings.get(name, Decimal(0)) + high - low
    largest = sorted(swings, key=lambda name: (-abs(swings[name]), name))[:TOLD]
    return tuple(_tell(name, swings[name], likely[name], catalogue) for name in largest)


def _tell(name: str, swing: Decimal, value: Decimal, catalogue: CostCatalogue) -> Mover:
    label, unit = _words(name, catalogue)
    moved = abs(swing).quantize(CENT, ROUND_HALF_UP)
    return Mover(name, label, f"{show_number(value)} {unit}", moved)


def show_number(value: Decimal) -> str:
    """Write a number with thousands separators and no idle zeros."""
    return f"{value.normalize():,f}"


class _Asked(dict[str, Decimal]):
    """A scenario that holds, in the end, only the numbers that were asked for."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self.scenario = scenario

    def __missing__(self, name: str) -> Decimal:
        self[name] = self.scenario[name]
        return self[name]


def _used(cost: Cost, one: Plan, scenario: Scenario) -> list[str]:
    """Return the names of the numbers that a cost of an offer depends on, sorted."""
    asked = _Asked(scenario)
    cost(one, asked)
    return sorted(asked)


def _ranged(names: Iterable[str], scenarios: Mapping[Case, Scenario]) -> Iterator[str]:
    cheap, dear = scenarios["cheap"], scenarios["dear"]
    return (name for name in names if cheap[name] != dear[name])


def _words(name: str, catalogue: CostCatalogue) -> tuple[str, str]:
    one = catalogue.costs.inputs.get(name)
    if one is not None:
        return one.label, one.unit
    definition = catalogue.facts.get(name)
    if definition is not None:
        return definition.label, definition.unit
    return name.replace("_", " "), ""
