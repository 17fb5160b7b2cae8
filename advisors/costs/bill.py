"""Bills: an offer priced line by line, month by month, rounded to the cent at the line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from advisors.costs.inputs import CASES, Case, CostInputs
from advisors.costs.offers import Offer, find_heir
from advisors.costs.scenario import Scenario
from advisors.costs.tariff import Tariff, has_step, read_tariff, refuse_ended
from advisors.costs.terms import Term, monthly_terms, moving_terms, one_off_terms
from advisors.estimate import Band, Group, Line, Month, OptionCost, Period, Season
from advisors.prices import Price, PriceBook

CENT = Decimal("0.01")
ZERO = Band(Decimal("0.00"), Decimal("0.00"), Decimal("0.00"))
GROUPS: tuple[Group, ...] = ("model", "hosting", "retrieval", "people")
QUANTITY = Decimal("0.000001")


class Stretch(NamedTuple):
    """A run of months that cost the same.

    Attributes:
        offer: What answers: the offer of the plan, or its heir after a shutdown.
        tariff: The prices of these months.
        days: Their first days.
        moves: True for the month in which the heir is tuned.
    """

    offer: Offer
    tariff: Tariff
    days: tuple[date, ...]
    moves: bool = False

    def terms(self, scenario: Scenario, case: Case) -> Iterator[Term]:
        """Yield the rows of one of these months."""
        yield from monthly_terms(self.offer, self.tariff, scenario, case)
        if self.moves:
            yield from moving_terms(self.offer, self.tariff, scenario, case)


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """The tariffs of an offer over the horizon.

    Attributes:
        offer: What is bought.
        start: The prices on the day asked about.
        seasons: Each run of months that cost the same.
    """

    offer: Offer
    start: Tariff
    seasons: tuple[Stretch, ...]

    @property
    def move(self) -> Stretch | None:
        """Return the month in which the model is tuned again elsewhere, or None."""
        return next((one for one in self.seasons if one.moves), None)


def list_months(on: date) -> tuple[date, ...]:
    """Return the first days of the twelve months after a day (or from it, when it is a first)."""
    first = on.month - 1 + (0 if on.day == 1 else 1)
    return tuple(date(on.year + at // 12, at % 12 + 1, 1) for at in range(first, first + 12))


def end_of_horizon(on: date) -> date:
    """Return the day after the twelfth month."""
    last = list_months(on)[-1]
    return date(last.year + last.month // 12, last.month % 12 + 1, 1)


@lru_cache(maxsize=4096)
def plan(offer: Offer, on: date, prices: PriceBook, costs: CostInputs) -> Plan:
    """Read the tariffs of an offer for the start and every month; equal ones are one object.

    Raises:
        PriceError: A price is unknown, or has expired with nothing to follow it.
    """
    refuse_ended(offer, on)
    start = read_tariff(offer, on, prices, costs.retrieval)
    months: list[tuple[date, Offer, Tariff]] = []
    answering, standing, rows, since = offer, start, start.rows(), on
    for day in list_months(on):
        shut = answering.shutdown is not None and answering.shutdown <= day
        if shut:
            answering = find_heir(answering, prices, costs)
        if shut or not _holds(rows, since, day, prices):
            standing = read_tariff(answering, day, prices, costs.retrieval)
            rows, since = standing.rows(), day
        months.append((day, answering, standing))
    return Plan(offer, start, tuple(_seasons(offer, months)))


def _seasons(before: Offer, months: Iterable[tuple[date, Offer, Tariff]]) -> Iterator[Stretch]:
    """Gather months that cost the same; the first one after a shutdown stands alone."""
    for _, run in groupby(months, key=lambda month: id(month[2])):
        days, (offer, *_), (tariff, *_) = zip(*run, strict=True)
        if offer is not before:
            yield Stretch(offer, tariff, days[:1], moves=True)
            days = days[1:]
        if days:
            yield Stretch(offer, tariff, days)
        before = offer


def _holds(rows: Iterable[Price], since: date, day: date, prices: PriceBook) -> bool:
    """Tell whether prices read on one day still hold on another: no step, no end."""
    return all(
        (row.until is None or day <= row.until) and not has_step(row, since, day, prices)
        for row in rows
    )


def draw_up(planned: Plan, scenarios: Mapping[Case, Scenario]) -> OptionCost:
    """Price an offer: lines, months, totals and split that agree to the cent."""
    offer = planned.offer
    once = _one_off(planned, scenarios)
    split = dict.fromkeys(GROUPS, ZERO.likely)
    _split(split, once, 1)
    months: list[Month] = []
    seasons: list[Season] = []
    for stretch in planned.seasons:
        lines = _monthly(stretch, scenarios)
        amount = total(lines)
        months += [Month(day, amount) for day in stretch.days]
        seller = stretch.offer
        first, count = stretch.days[0], len(stretch.days)
        seasons.append(Season(first, count, seller.provider, seller.model, lines))
        _split(split, lines, count)
    one_off = total(once)
    return OptionCost(
        provider=offer.provider,
        model=offer.model,
        one_off=one_off,
        monthly=months[0].amount,
        twelve_months=_sum([one_off, *(month.amount for month in months)]),
        months=tuple(months),
        lines=(*once, *seasons[0].lines),
        seasons=tuple(seasons),
        split=MappingProxyType(split),
        available=not offer.closed,
        unavailable_because=offer.closed,
        ends=offer.ends if offer.ends and offer.ends <= months[-1].first_day else None,
    )


def _split(split: dict[Group, Decimal], lines: Iterable[Line], times: int) -> None:
    for line in lines:
        split[line.group] += line.amount.likely * times


def charge(quantity: Decimal, unit_price: Decimal) -> Decimal:
    """Return quantity x unit price in USD, rounded half up to the cent: the one rounding there is."""
    return (quantity * unit_price).quantize(CENT, ROUND_HALF_UP)


def total(lines: Iterable[Line]) -> Band:
    """Add the amounts of lines."""
    return _sum(line.amount for line in lines)


def _sum(amounts: Iterable[Band]) -> Band:
    low, likely, high = ZERO.low, ZERO.likely, ZERO.high
    for amount in amounts:
        low, likely, high = low + amount.low, likely + amount.likely, high + amount.high
    return Band(low, likely, high)


def exact_total(planned: Plan, scenario: Scenario) -> Decimal:
    """Return the likely twelve-month cost before rounding."""
    return exact_start(planned, scenario) + exact_months(planned, scenario)


def exact_start(planned: Plan, scenario: Scenario) -> Decimal:
    """Return the likely one-off cost before rounding."""
    terms = one_off_terms(planned.offer, planned.start, scenario, "likely")
    return sum([term.quantity * term.unit_price for term in terms], Decimal(0))


def exact_months(planned: Plan, scenario: Scenario) -> Decimal:
    """Return the likely cost of the twelve months before rounding."""
    whole = Decimal(0)
    for stretch in planned.seasons:
        terms = stretch.terms(scenario, "likely")
        whole += len(stretch.days) * sum(
            [one.quantity * one.unit_price for one in terms], Decimal(0)
        )
    return whole


def _one_off(planned: Plan, scenarios: Mapping[Case, Scenario]) -> tuple[Line, ...]:
    offer, start = planned.offer, planned.start
    return _lines([one_off_terms(offer, start, scenarios[case], case) for case in CASES], "one-off")


def _monthly(stretch: Stretch, scenarios: Mapping[Case, Scenario]) -> tuple[Line, ...]:
    return _lines([stretch.terms(scenarios[case], case) for case in CASES], "monthly")


def _lines(cases: Iterable[Iterable[Term]], period: Period) -> tuple[Line, ...]:
    rows = zip(*cases, strict=True)
    lines = [_line(cheap, likely, dear, period) for cheap, likely, dear in rows]
    return tuple(line for line in lines if line.amount.high)


def _line(cheap: Term, likely: Term, dear: Term, period: Period) -> Line:
    """Round one row in its three cases; the quantity is kept to a millionth."""
    quantity = likely.quantity.quantize(QUANTITY, ROUND_HALF_UP)
    low = charge(cheap.quantity, cheap.unit_price)
    high = charge(dear.quantity, dear.unit_price)
    middle = charge(quantity, likely.unit_price)
    return Line(
        item=likely.item,
        quantity=quantity.normalize(),
        unit=likely.unit,
        unit_price=likely.unit_price,
        amount=Band(min(low, middle, high), middle, max(low, middle, high)),
        period=period,
        group=likely.group,
        source=likely.source,
        assumption=likely.assumption,
    )
