"""Estimating: every option priced on a day, with what moves it, what is to come, what is left out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from advisors.costs.bill import Plan, draw_up
from advisors.costs.breaking_even import Curve, break_even, draw_curve
from advisors.costs.budgeting import Trial, find_overruns, list_mends, list_pairs
from advisors.costs.choosing import Market, survey
from advisors.costs.happening import list_events
from advisors.costs.moving import find_movers
from advisors.costs.offers import APPROACHES
from advisors.costs.ranking import Drawn, rounded_year
from advisors.costs.reporting import (
    list_ends,
    list_moves,
    list_stale,
    list_unpriced,
    list_warnings,
    oldest_check,
)
from advisors.costs.scenario import CostCatalogue, Scenario, build_scenarios, read_number
from advisors.costs.sellers import find_provider
from advisors.costs.tariff import INPUT
from advisors.errors import PriceError
from advisors.estimate import BreakEven, Estimate, OptionCost
from advisors.facts import Facts
from advisors.prices import Price


class Pair(NamedTuple):
    """Two approaches that differ in tuning alone, and whether both retrieve."""

    tuned: str
    untuned: str
    retrieval: bool


PLAIN = Pair("fine-tune", "prompt", retrieval=False)
RETRIEVING = Pair("hybrid", "rag", retrieval=True)
Ranked: TypeAlias = tuple[Plan, Decimal]
"""An offer and its likely cost over the year."""


def estimate(facts: Facts, *, on: date, catalogue: CostCatalogue) -> Estimate:
    """Price every approach with every provider, month by month, at each month's own prices.

    Args:
        facts: What is known; a fact named like an input of costs.toml replaces it.
        on: The day asked about; the twelve months begin with the next first of a month.
        catalogue: Prices, inputs and fact definitions.

    Returns:
        The cheapest sensible route of each approach, and the others behind it.

    Raises:
        PriceError: The provider or model is unknown, a volume is zero or negative, or nothing can
            be priced on the day.
    """
    scenarios = build_scenarios(facts, catalogue)
    market = survey(facts, on, catalogue)
    ranked = [(one, rounded_year(one, scenarios["likely"])) for one in market.shown]
    ranked.sort(key=_rank)
    plans = {name: _cheapest(name, market, ranked, on) for name in APPROACHES}
    options = {}
    for name, one in plans.items():
        cost = draw_up(one, scenarios)
        tried = Trial(one, _rivals(one, market), scenarios["likely"], catalogue.prices, on)
        tries = (partial(list_mends, tried), partial(list_pairs, tried))
        overruns = find_overruns(cost, tries, facts)
        movers = find_movers(one, scenarios, catalogue)
        options[name] = replace(cost, overruns=overruns, movers=movers)
    provider, rows = find_provider(facts, catalogue), _rows(plans.values())
    return Estimate(
        currency="USD",
        prices_as_of=oldest_check(rows, on),
        options=MappingProxyType(options),
        alternatives=Drawn(_alternatives(plans, ranked), lambda one: draw_up(one, scenarios)),
        break_even=_break_even(PLAIN, market, scenarios["likely"], on, catalogue),
        break_even_with_retrieval=_break_even(
            RETRIEVING, market, scenarios["likely"], on, catalogue
        ),
        value_break_even=value_break_even(facts),
        events=list_events([*plans.values()], market.shown, provider, on, catalogue.prices),
        movers=min(options.values(), key=_year).movers,
        not_priced=list_unpriced(market, facts, catalogue),
        warnings=(
            *list_moves(options),
            *list_ends(options),
            *list_warnings(rows, plans, facts, on, catalogue),
            *list_stale(market, plans, on),
        ),
    )


def for_approach(estimated: Estimate, approach: str) -> Estimate:
    """Return the estimate with the movers of one approach, such as the recommended one."""
    chosen = estimated.options.get(approach)
    return estimated if chosen is None else replace(estimated, movers=chosen.movers)


def value_break_even(facts: Facts) -> Decimal | None:
    """Return the least share of right answers that pays, when both values are stated.

    Right answers earn `success_value_usd`, wrong ones cost `failure_cost_usd`: accuracy x value =
    (1 - accuracy) x cost, after OpenAI's guide "Optimizing LLM accuracy".
    """
    cost, value = read_number(facts, "failure_cost_usd"), read_number(facts, "success_value_usd")
    if cost is None or value is None or not cost + value:
        return None
    return cost / (cost + value)


def _cheapest(approach: str, market: Market, ranked: Sequence[Ranked], on: date) -> Plan:
    """Return the cheapest sensible offer of an approach over the year, ties by name."""
    for one, _ in ranked:
        if one.offer.approach == approach and one in market.sensible:
            return one
    raise PriceError(
        f"Nothing can be priced for {approach} on {on}.",
        "Ask for a day within the catalogue, or another provider; see `advisor prices`.",
    )


def _rank(pair: Ranked) -> tuple[bool, Decimal, str, str]:
    one, year = pair
    return bool(one.offer.closed), year, one.offer.provider, one.offer.model


def _year(cost: OptionCost) -> Decimal:
    return cost.twelve_months.likely


def _alternatives(
    plans: Mapping[str, Plan], ranked: Sequence[Ranked]
) -> dict[str, tuple[Plan, ...]]:
    """Return the other routes of each approach: those that can be bought first, cheapest first."""
    return {
        approach: tuple(
            one for one, _ in ranked if one.offer.approach == approach and one is not chosen
        )
        for approach, chosen in plans.items()
    }


def _rivals(one: Plan, market: Market) -> list[Plan]:
    """Return everything that could be bought for the approach of an offer, the offer included."""
    same = [plan for plan in market.plans if plan.offer.approach == one.offer.approach]
    return [plan for plan in same if not plan.offer.closed]


def _break_even(
    pair: Pair, market: Market, scenario: Scenario, on: date, catalogue: CostCatalogue
) -> BreakEven:
    curves: dict[str, list[Curve]] = {pair.tuned: [], pair.untuned: []}
    for one in market.sensible:
        if one.offer.approach in curves:
            times = _times_base(one, on, catalogue)
            curves[one.offer.approach].append(draw_curve(one, scenario, times))
    return break_even(curves[pair.tuned], curves[pair.untuned], retrieval=pair.retrieval)


def _times_base(one: Plan, on: date, catalogue: CostCatalogue) -> Decimal:
    """Return how many times its base price a tuned input token costs, or zero when unknown."""
    route, quote = one.offer.route, one.start.input
    if route is None or not route.base or quote is None:
        return Decimal(0)
    if not catalogue.prices.has(f"{route.base}/base", INPUT):
        return Decimal(0)
    base = catalogue.prices.price(f"{route.base}/base", INPUT, on)
    return quote.likely / base.value if base.value else Decimal(0)


def _rows(plans: Iterable[Plan]) -> tuple[Price, ...]:
    found: dict[Price, None] = {}
    for one in plans:
        for stretch in one.seasons:
            found |= dict.fromkeys(stretch.tariff.rows())
    return tuple(found)
