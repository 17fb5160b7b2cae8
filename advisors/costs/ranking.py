"""Ranking: which routes are cheapest over the year, without drawing up every bill in full."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from typing_extensions import override

from advisors.costs.bill import QUANTITY, Plan, charge
from advisors.costs.scenario import Scenario
from advisors.costs.terms import Term, one_off_terms
from advisors.estimate import OptionCost


def rounded_year(planned: Plan, likely: Scenario) -> Decimal:
    """Return the likely twelve-month cost of a bill, USD, as its lines are rounded."""
    offer = planned.offer
    year = _rounded(one_off_terms(offer, planned.start, likely, "likely"))
    for stretch in planned.seasons:
        year += len(stretch.days) * _rounded(stretch.terms(likely, "likely"))
    return year


def _rounded(terms: Iterator[Term]) -> Decimal:
    return sum(
        (charge(one.quantity.quantize(QUANTITY, ROUND_HALF_UP), one.unit_price) for one in terms),
        Decimal(0),
    )


class Drawn(Mapping[str, tuple[OptionCost, ...]]):
    """Bills by approach, drawn up when somebody looks: a recommendation shows none of them."""

    def __init__(
        self, plans: Mapping[str, Sequence[Plan]], draw: Callable[[Plan], OptionCost]
    ) -> None:
        """Keep what is to be drawn up, and how."""
        self._plans = plans
        self._draw = draw

    @override
    def __getitem__(self, approach: str) -> tuple[OptionCost, ...]:
        return self._bills[approach]

    @override
    def __iter__(self) -> Iterator[str]:
        return iter(self._plans)

    @override
    def __len__(self) -> int:
        return len(self._plans)

    @cached_property
    def _bills(self) -> dict[str, tuple[OptionCost, ...]]:
        return {name: tuple(map(self._draw, plans)) for name, plans in self._plans.items()}
