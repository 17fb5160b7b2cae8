"""A catalogue for the tests: the shipped prices and inputs, on a fixed day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from advisors.costs import CostInputs, estimate, load_inputs
from advisors.estimate import Estimate, OptionCost
from advisors.facts import FactDefinition, Facts, FactValue
from advisors.prices import PriceBook, load_prices

DAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Shelf:
    """Prices, inputs and fact definitions."""

    prices: PriceBook = field(default_factory=load_prices)
    costs: CostInputs = field(default_factory=load_inputs)
    facts: Mapping[str, FactDefinition] = field(default_factory=dict)


def make_facts(**values: FactValue | int) -> Facts:
    numbers = {
        name: Decimal(value) if isinstance(value, int) else value for name, value in values.items()
    }
    return Facts(numbers)


def price(on: date = DAY, shelf: Shelf | None = None, /, **values: FactValue | int) -> Estimate:
    return estimate(make_facts(**values), on=on, catalogue=shelf or Shelf())


def every_option(estimated: Estimate) -> list[OptionCost]:
    others = [cost for costs in estimated.alternatives.values() for cost in costs]
    return [*estimated.options.values(), *others]
