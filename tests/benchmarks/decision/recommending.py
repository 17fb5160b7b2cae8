"""Recommending without costs: the decision alone, on a fixed day."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from advisors import Advice, Catalogue, Facts
from advisors.advising import Request, decide
from advisors.estimate import BreakEven, Estimate, OptionCost

DAY = date(2026, 11, 22)
_NONE: Mapping[str, OptionCost] = MappingProxyType({})
UNPRICED = Estimate(
    currency="USD",
    prices_as_of=DAY,
    options=_NONE,
    alternatives=MappingProxyType({}),
    break_even=BreakEven(None, "Not priced here."),
    break_even_with_retrieval=BreakEven(None, "Not priced here."),
    value_break_even=None,
    events=(),
    movers=(),
    not_priced=(),
    warnings=(),
)


def recommend(
    facts: Facts, *, catalogue: Catalogue, two_option: bool = False, on: date = DAY
) -> Advice:
    """Return an advice whose costs are left out."""
    request = Request(facts, on, catalogue, two_option)
    return decide(request, lambda *_args, **_names: UNPRICED)
