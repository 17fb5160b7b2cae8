"""Movers: the assumptions that move the twelve-month total most over their stated ranges."""

from collections.abc import Iterable, Iterator, Mapping
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
    for name in _ranged(_used(one, likely), scenarios):
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


class _Asked(dict[str, Decimal]):
    """A scenario that holds, in the end, only the numbers that were asked for."""

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self.scenario = scenario

    def __missing__(self, name: str) -> Decimal:
        self[name] = self.scenario[name]
        return self[name]


def _used(one: Plan, scenario: Scenario) -> list[str]:
    """Return the names of the numbers that the cost of an offer depends on, sorted."""
    asked = _Asked(scenario)
    exact_total(one, asked)
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
