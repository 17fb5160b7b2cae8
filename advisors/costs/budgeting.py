"""Budgets: by how much an option exceeds one, and the cheapest change that brings it inside."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple, TypeAlias

from advisors.costs.bill import CENT, Plan, exact_total
from advisors.costs.choosing import find_unchecked
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
    """A change, or two, that could bring an option inside its budget.

    Attributes:
        words: What to do.
        planned: What is bought then.
        scenario: How it is used then.
        unchecked: The day since which nobody checked a price of it, when that is too long ago.
    """

    words: str
    planned: Plan
    scenario: Scenario
    unchecked: date | None = None


def find_overruns(
    cost: OptionCost, tries: Sequence[Callable[[], Iterable[Mend]]], facts: Facts
) -> tuple[Overrun, ...]:
    """Return the stated budgets that the likely cost exceeds; no budget stated, no overrun.

    Args:
        cost: What the option costs.
        tries: Changes to try, the simplest first: the next are made only when none of these fits.
        facts: What is known.
    """
    found = []
    for period, name in _BUDGETS:
        budget = read_number(facts, name)
        likely = (cost.one_off if period == "one-off" else cost.monthly).likely
        if budget is not None and likely > budget:
            over = (likely - budget).quantize(CENT, ROUND_HALF_UP)
            mended = (_cheapest(mends(), period, budget) for mends in tries)
            mend = next((words for words in mended if words is not None), None)
            found.append(Overrun(period, over, mend, _people(cost, period)))
    return tuple(found)


def _people(cost: OptionCost, period: Period) -> Decimal:
    """Return what people's hours cost in a period."""
    paid = [
        one.amount.likely for one in cost.lines if (one.period, one.group) == (period, "people")
    ]
    return sum(paid, Decimal(0))


@dataclass(frozen=True, slots=True)
class Trial:
    """An option that exceeds a budget, and what could be changed about it.

    Attributes:
        one: What the option is priced with.
        rivals: Everything else that could be bought for the same approach.
        scenario: How it is used.
        prices: The price book, for batch prices.
        on: The day asked about.
    """

    one: Plan
    rivals: Sequence[Plan]
    scenario: Scenario
    prices: PriceBook
    on: date


def list_mends(tried: Trial) -> Iterator[Mend]:
    """Yield every single change that is tried: other provider or model, batch, cache, shorter prompt."""
    yield from _swaps(tried)
    yield from _ways(Mend("", tried.one, tried.scenario), tried.prices, _WAYS)


def list_pairs(tried: Trial) -> Iterator[Mend]:
    """Yield every two changes together: a swap with a way of asking, or two ways of asking."""
    for swap in _swaps(tried):
        yield from _ways(swap, tried.prices, _WAYS)
    for place, way in enumerate(_WAYS, 1):
        for first in _ways(Mend("", tried.one, tried.scenario), tried.prices, (way,)):
            yield from _ways(first, tried.prices, _WAYS[place:])


def _swaps(tried: Trial) -> Iterator[Mend]:
    one = tried.one
    for rival in tried.rivals:
        if rival is not one:
            offer = rival.offer
            same = offer.provider == one.offer.provider
            name = offer.model if same else f"{offer.provider} {offer.model}"
            smaller = SIZES.index(offer.size) < SIZES.index(one.offer.size)
            words = f"use the smaller {name}" if smaller else f"use {name}"
            yield Mend(words, rival, tried.scenario, find_unchecked(rival, tried.on))


def _ways(mend: Mend, prices: PriceBook, ways: Iterable["Way"]) -> Iterator[Mend]:
    for way in ways:
        changed = way(mend, prices)
        if changed is not None:
            words = f"{mend.words} and {changed.words}" if mend.words else changed.words
            yield changed._replace(words=words, unchecked=mend.unchecked)


def _batched(mend: Mend, prices: PriceBook) -> Mend | None:
    planned = _batch(mend.planned, prices)
    words = "send what can wait as a batch"
    return None if planned is None else Mend(words, planned, mend.scenario)


def _cached(mend: Mend, _: PriceBook) -> Mend | None:
    if _prefix(mend.scenario) < CACHE_FLOOR:
        return None
    cached = {**mend.scenario, "cache_hit_rate": Decimal(1)}
    return Mend("keep the start of the prompt in the cache", mend.planned, cached)


def _shortened(mend: Mend, _: PriceBook) -> Mend | None:
    half = _prefix(mend.scenario) / 2
    if not half:
        return None
    shorter = {"shared_prefix_tokens": half, "input_tokens": mend.scenario["input_tokens"] - half}
    return Mend("halve the fixed part of the prompt", mend.planned, {**mend.scenario, **shorter})


Way: TypeAlias = Callable[[Mend, PriceBook], Mend | None]
_WAYS: Final[tuple[Way, ...]] = (_batched, _shortened, _cached)


def _prefix(scenario: Scenario) -> Decimal:
    return min(scenario["shared_prefix_tokens"], scenario["input_tokens"])


def _cheapest(mends: Iterable[Mend], period: Period, budget: Decimal) -> str | None:
    """Return the words of the change that is cheapest over a year and inside the budget.

    One that rests on prices nobody checked for half a year is taken when there is no other.
    """
    inside = [mend for mend in mends if _cost(mend, period) <= budget]
    best = min(inside, key=_preference, default=None)
    if best is None or best.unchecked is None:
        return best and best.words
    return f"{best.words} (prices not checked since {best.unchecked}: verify)"


def _preference(mend: Mend) -> tuple[bool, Decimal, str]:
    return mend.unchecked is not None, exact_total(mend.planned, mend.scenario), mend.words


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
