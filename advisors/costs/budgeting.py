"""Budgets: by how much an option exceeds one, and the cheapest change that brings it inside."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from advisors.costs.bill import CENT, Plan, exact_total
from advisors.costs.offers import SIZES
from advisors.costs.scenario import Scenario, read_number
from advisors.costs.tariff import (
    BATCH_INPUT,
    BATCH_OUTPUT,
    Tariff,
    find_base,
    quote,
)
from advisors.costs.terms import one_off_terms
from advisors.costs.traffic import CACHE_FLOOR
from advisors.estimate import OptionCost, Overrun, Period
from advisors.facts import Facts
from advisors.prices import PriceBook

_BUDGETS: tuple[tuple[Period, str], ...] = (
    ("one-off", "budget_one_off_usd"),
    ("monthly", "budget_monthly_usd"),
)


class Mend(NamedTuple):
    """One change that could bring an option inside its budget."""

    words: str
    planned: Plan
    scenario: Scenario


def find_overruns(cost: OptionCost, mends: Iterable[Mend], facts: Facts) -> tuple[Overrun, ...]:
    """Return the stated budgets that the likely cost exceeds; no budget stated, no overrun."""
    found = []
    tried: tuple[Mend, ...] = ()
    for period, name in _BUDGETS:
        budget = read_number(facts, name)
        likely = (cost.one_off if period == "one-off" else cost.monthly).likely
        if budget is not None and likely > budget:
            over = (likely - budget).quantize(CENT, ROUND_HALF_UP)
            tried = tried or tuple(mends)
            people = sum(
                (
                    one.amount.likely
                    for one in cost.lines
                    if (one.period, one.group) == (period, "people")
                ),
                Decimal(0),
            )
            found.append(Overrun(period, over, _cheapest(tried, period, budget), people))
    return tuple(found)


def list_mends(
    one: Plan, rivals: Sequence[Plan], scenario: Scenario, prices: PriceBook
) -> Iterator[Mend]:
    """Yield every change that is tried: other provider or model, batch, cache, shorter prompt."""
    for rival in rivals:
        if rival is not one:
            offer = rival.offer
            same = offer.provider == one.offer.provider
            name = offer.model if same else f"{offer.provider} {offer.model}"
            smaller = SIZES.index(offer.size) < SIZES.index(one.offer.size)
            words = f"use the smaller {name}" if smaller else f"use {name}"
            yield Mend(words, rival, scenario)
    batched = _batch(one, prices)
    if batched is not None:
        yield Mend("send what can wait as a batch", batched, scenario)
    prefix = min(scenario["shared_prefix_tokens"], scenario["input_tokens"])
    if prefix >= CACHE_FLOOR:
        cached = {**scenario, "cache_hit_rate": Decimal(1)}
        yield Mend("keep the start of the prompt in the cache", one, cached)
    if prefix:
        shorter = {"shared_prefix_tokens": prefix / 2, "input_tokens": _less(scenario, prefix)}
        yield Mend("halve the fixed part of the prompt", one, {**scenario, **shorter})


def _less(scenario: Scenario, prefix: Decimal) -> Decimal:
    return scenario["input_tokens"] - prefix / 2


def _cheapest(mends: Sequence[Mend], period: Period, budget: Decimal) -> str | None:
    """Return the words of the change that is cheapest over a year and inside the budget."""
    inside = [mend for mend in mends if _cost(mend, period) <= budget]
    best = min(
        inside,
        key=lambda mend: (exact_total(mend.planned, mend.scenario), mend.words),
        default=None,
    )
    return None if best is None else best.words


def _cost(mend: Mend, period: Period) -> Decimal:
    """Return the likely one-off or first monthly cost after a change, unrounded."""
    one, scenario = mend.planned, mend.scenario
    if period == "one-off":
        terms = one_off_terms(one.offer, one.start, scenario, "likely")
    else:
        terms = one.seasons[0].terms(scenario, "likely")
    return sum((term.amount for term in terms), Decimal(0))


def _batch(one: Plan, prices: PriceBook) -> Plan | None:
    """Return the plan at batch prices, or None when the model has none."""
    seasons = []
    for stretch in one.seasons:
        cheaper = _at_batch(stretch.tariff, stretch.days[0], prices)
        if cheaper is None:
            return None
        seasons.append(stretch._replace(tariff=cheaper))
    return replace(one, seasons=tuple(seasons))


def _at_batch(tariff: Tariff, day: date, prices: PriceBook) -> Tariff | None:
    if tariff.input is None:
        return None
    rates = tariff.input.row.id
    incoming = find_base(prices, rates, BATCH_INPUT, day)
    outgoing = find_base(prices, rates, BATCH_OUTPUT, day)
    if incoming is None or outgoing is None:
        return None
    given = quote(incoming)
    return replace(tariff, input=given, cached=given, output=quote(outgoing))
