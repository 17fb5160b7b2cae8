"""Exporting: an estimate as JSON and as CSV, every quantity, unit price, amount and source."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from typing import Protocol

from advisors.estimate import Band, Estimate, Line, OptionCost, Overrun, Season
from advisors.written import json_number

COLUMNS = (
    "approach",
    "provider",
    "model",
    "period",
    "group",
    "item",
    "quantity",
    "unit",
    "unit_price_usd",
    "low_usd",
    "likely_usd",
    "high_usd",
    "source",
    "first_month",
    "months",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins with one of these runs as a formula in a spreadsheet."""


class Priced(Protocol):
    """Anything that carries an estimate, such as an advice."""

    @property
    def cost(self) -> Estimate:
        """Return the estimate."""


def export_csv(priced: Estimate | Priced) -> str:
    """Return every line of every option as CSV, and the totals after each option's lines.

    The twelve months are the sum of `likely_usd` x `months` over the lines: those paid once count
    once, those of the first month and of later ones as often as they are paid.
    """
    estimated = priced if isinstance(priced, Estimate) else priced.cost
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for approach, cost in estimated.options.items():
        writer.writerows([_safe(cell) for cell in (approach, *row)] for row in _rows(cost))
    return text.getvalue()


def estimate_as_json(estimated: Estimate) -> dict[str, object]:
    """Return the estimate in the shape that other programs rely on, numbers as JSON numbers."""
    even, retrieving = estimated.break_even, estimated.break_even_with_retrieval
    return {
        "currency": estimated.currency,
        "prices_as_of": estimated.prices_as_of.isoformat(),
        "options": {name: _option(cost) for name, cost in estimated.options.items()},
        "alternatives": {
            name: [_summary(cost) for cost in costs]
            for name, costs in estimated.alternatives.items()
        },
        "break_even_requests_per_month": _number(even.requests_per_month),
        "break_even_reason": even.reason,
        "break_even_against": even.peer,
        "break_even_with_retrieval": {
            "requests_per_month": _number(retrieving.requests_per_month),
            "reason": retrieving.reason,
            "against": retrieving.peer,
        },
        "value_break_even_accuracy": _number(estimated.value_break_even),
        "events": [
            {"date": event.date.isoformat(), "what": event.what, "source": event.source}
            for event in estimated.events
        ],
        "movers": [
            {
                "fact": mover.fact,
                "label": mover.label,
                "assumed": mover.assumed,
                "swing": _number(mover.swing),
            }
            for mover in estimated.movers
        ],
        "not_priced": [*estimated.not_priced],
        "warnings": [*estimated.warnings],
    }


def _option(cost: OptionCost) -> dict[str, object]:
    return {
        **_summary(cost),
        "months": [
            {"first_day": month.first_day.isoformat(), **_band(month.amount)}
            for month in cost.months
        ],
        "split": {group: _number(amount) for group, amount in cost.split.items()},
        "lines": [_line(line) for line in cost.lines],
        "seasons": [_season(season) for season in cost.seasons],
        "overruns": [_overrun(overrun) for overrun in cost.overruns],
    }


def _summary(cost: OptionCost) -> dict[str, object]:
    return {
        "provider": cost.provider,
        "model": cost.model,
        "one_off": _band(cost.one_off),
        "monthly": _band(cost.monthly),
        "twelve_months": _band(cost.twelve_months),
        "available": cost.available,
        "unavailable_because": cost.unavailable_because,
        "ends": cost.ends and cost.ends.isoformat(),
    }


def _season(season: Season) -> dict[str, object]:
    return {
        "first_day": season.first_day.isoformat(),
        "months": season.months,
        "provider": season.provider,
        "model": season.model,
        "lines": [_line(line) for line in season.lines],
    }


def _line(line: Line) -> dict[str, object]:
    return {
        "item": line.item,
        "quantity": _number(line.quantity),
        "unit": line.unit,
        "unit_price": _number(line.unit_price),
        "amount": _number(line.amount.likely),
        "low": _number(line.amount.low),
        "high": _number(line.amount.high),
        "period": line.period,
        "group": line.group,
        "source": line.source,
        "assumption": line.assumption,
    }


def _overrun(overrun: Overrun) -> dict[str, object]:
    return {
        "period": overrun.period,
        "by": _number(overrun.by),
        "cheapest_mend": overrun.cheapest_mend,
        "people": _number(overrun.people),
    }


def _band(band: Band) -> dict[str, object]:
    return {
        "low": _number(band.low),
        "likely": _number(band.likely),
        "high": _number(band.high),
    }


def _number(value: Decimal | None) -> float | int | None:
    return None if value is None else json_number(value)


def _rows(cost: OptionCost) -> Iterator[tuple[str, ...]]:
    head = (cost.provider, cost.model)
    for line in cost.lines:
        if line.period == "one-off":
            yield (*head, line.period, *_cells(line), "", "1")
    for at, season in enumerate(cost.seasons):
        period = "later months" if at else "monthly"
        months = (season.first_day.isoformat(), str(season.months))
        for line in season.lines:
            yield (season.provider, season.model, period, *_cells(line), *months)
    totals = (
        ("one-off", "One-off", cost.one_off),
        ("monthly", "First month", cost.monthly),
        ("twelve months", "Twelve months", cost.twelve_months),
    )
    for period, item, band in totals:
        what = (period, "total", item, "", "", "")
        yield (*head, *what, *_amounts(band), "sum of the lines", "", "")


def _cells(line: Line) -> tuple[str, ...]:
    what = (line.group, line.item, f"{line.quantity:f}", line.unit, f"{line.unit_price:f}")
    return (*what, *_amounts(line.amount), line.source)


def _amounts(band: Band) -> tuple[str, str, str]:
    return f"{band.low:f}", f"{band.likely:f}", f"{band.high:f}"


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
