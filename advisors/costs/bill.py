"""Bills: an offer priced line by line, month by month, rounded to the cent at the line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from advisors.costs.inputs import CASES, Case
from advisors.costs.offers import Offer
from advisors.costs.scenario import CostCatalogue, Scenario
from advisors.costs.tariff import Tariff, has_step, read_tariff
from advisors.costs.terms import Term, monthly_terms, one_off_terms
from advisors.estimate import Band, Group, Line, Month, OptionCost, Period
from advisors.prices import Price

CENT = Decimal("0.01")
ZERO = Band(Decimal("0.00"), Decimal("0.00"), Decimal("0.00"))
GROUPS: tuple[Group, ...] = ("model", "hosting", "retrieval", "people")
_QUANTITY = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Plan:
    """The tariffs of an offer over the horizon: the one at the start and one for each month."""

    offer: Offer
    start: Tariff
    months: tuple[tuple[date, Tariff], ...]


def list_months(on: date) -> tuple[date, ...]:
    """Return the first days of the twelve months after a day (or from it, when it is a first)."""
    first = on.month - 1 + (0 if on.day == 1 else 1)
    return tuple(date(on.year + at // 12, at % 12 + 1, 1) for at in range(first, first + 12))


def end_of_horizon(on: date) -> date:
    """Return the day after the twelfth month."""
    last = list_months(on)[-1]
    return date(last.year + last.month // 12, last.month % 12 + 1, 1)


def plan(offer: Offer, on: date, catalogue: CostCatalogue) -> Plan:
    """Read the tariffs of an offer for the start and every month; equal ones are one object.

    Raises:
        PriceError: A price is unknown or expires with nothing to follow it.
    """
    start = read_tariff(offer, on, catalogue)
    months: list[tuple[date, Tariff]] = []
    standing, rows, since = start, start.rows(), on
    for day in list_months(on):
        if not _holds(offer, rows, since, day, catalogue):
            standing = read_tariff(offer, day, catalogue)
            rows, since = standing.rows(), day
        months.append((day, standing))
    return Plan(offer, start, tuple(months))


def _holds(
    offer: Offer, rows: Iterable[Price], on: date, day: date, catalogue: CostCatalogue
) -> bool:
    """Tell whether the prices read on the first day still hold: no step, no end, no shutdown."""
    shutdown = offer.route.shutdown if offer.route is not None else None
    if shutdown is not None and on < shutdown <= day:
        return False
    return all(
        (row.until is None or day <= row.until) and not has_step(row, on, day, catalogue.prices)
        for row in rows
    )


def draw_up(planned: Plan, scenarios: Mapping[Case, Scenario]) -> OptionCost:
    """Price an offer: lines, months, totals and split that agree to the cent."""
    offer = planned.offer
    once = _lines(planned, planned.start, scenarios, "one-off")
    priced: list[tuple[Line, ...]] = []
    for at, (_, tariff) in enumerate(planned.months):
        same = at > 0 and tariff is planned.months[at - 1][1]
        priced.append(priced[-1] if same else _lines(planned, tariff, scenarios, "monthly"))
    days = [day for day, _ in planned.months]
    months = tuple(Month(day, total(lines)) for day, lines in zip(days, priced, strict=True))
    every = [*once, *(line for lines in priced for line in lines)]
    return OptionCost(
        provider=offer.provider,
        model=offer.model,
        one_off=total(once),
        monthly=months[0].amount,
        twelve_months=sum((month.amount for month in months), total(once)),
        months=months,
        lines=(*once, *priced[0]),
        split=MappingProxyType({group: _likely(every, group) for group in GROUPS}),
        available=not offer.closed,
        unavailable_because=offer.closed,
    )


def total(lines: Iterable[Line]) -> Band:
    """Add the amounts of lines."""
    return sum((line.amount for line in lines), ZERO)


def exact_total(planned: Plan, scenario: Scenario) -> Decimal:
    """Return the likely twelve-month cost before rounding."""
    whole = sum((term.amount for term in _once(planned, scenario, "likely")), Decimal(0))
    before, monthly = None, Decimal(0)
    for _, tariff in planned.months:
        if tariff is not before:
            terms = monthly_terms(planned.offer, tariff, scenario, "likely")
            before, monthly = tariff, sum((term.amount for term in terms), Decimal(0))
        whole += monthly
    return whole


def _once(planned: Plan, scenario: Scenario, case: Case) -> Iterator[Term]:
    return one_off_terms(planned.offer, planned.start, scenario, case)


def _lines(
    planned: Plan, tariff: Tariff, scenarios: Mapping[Case, Scenario], period: Period
) -> tuple[Line, ...]:
    terms = one_off_terms if period == "one-off" else monthly_terms
    cases = [list(terms(planned.offer, tariff, scenarios[case], case)) for case in CASES]
    rows = zip(*cases, strict=True)
    lines = (_line(cheap, likely, dear, period) for cheap, likely, dear in rows)
    return tuple(line for line in lines if line.amount.high)


def _line(cheap: Term, likely: Term, dear: Term, period: Period) -> Line:
    """Round one row in its three cases; the quantity is kept to a millionth."""
    low, middle, high = (_cents(term) for term in (cheap, likely, dear))
    return Line(
        item=likely.item,
        quantity=likely.quantity.quantize(_QUANTITY, ROUND_HALF_UP).normalize() + 0,
        unit=likely.unit,
        unit_price=likely.unit_price,
        amount=Band(min(low, middle, high), middle, max(low, middle, high)),
        period=period,
        group=likely.group,
        source=likely.source,
        assumption=likely.assumption,
    )


def _cents(term: Term) -> Decimal:
    quantity = term.quantity.quantize(_QUANTITY, ROUND_HALF_UP)
    return (quantity * term.unit_price).quantize(CENT, ROUND_HALF_UP)


def _likely(lines: Iterable[Line], group: Group) -> Decimal:
    return sum((line.amount.likely for line in lines if line.group == group), Decimal("0.00"))
