"""Listing: the price rows as a table with their age, and where they disagree with the library."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from advisors.errors import PriceError
from advisors.prices.book import STALE_AFTER_DAYS, VERIFY_AFTER_DAYS, Price, PriceBook
from advisors.prices.library import library_rows
from advisors.prices.units import UNITS


@dataclass(frozen=True, slots=True)
class PriceRow:
    """One price in force on a day, as a table shows it.

    Attributes:
        price: The row.
        unit: What it is paid for, in words.
        age_days: Days since it was checked.
        state: "fresh", "verify" (over 90 days), "stale" (over 180), "expired" or "to come".
    """

    price: Price
    unit: str
    age_days: int
    state: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A base price of our files that the library states differently, or does not know.

    Attributes:
        price: Our row.
        library: The library's value, or None when it knows no such price.
        what: One sentence.
    """

    price: Price
    library: Decimal | None
    what: str


def list_prices(prices: PriceBook, *, on: date, match: str = "") -> tuple[PriceRow, ...]:
    """Return every price with its age on a day, in order of name.

    Args:
        prices: The price book.
        on: The day; of a price's history, the row in force and those to come are listed.
        match: Words that must all stand in the id, unit or source; "" lists everything.
    """
    words = match.lower().split()
    found = [
        PriceRow(row, UNITS[row.unit], row.age(on), _state(row, on))
        for rows in prices.history.values()
        for row in _standing(rows, on)
        if all(word in f"{row.id} {row.unit} {row.source}".lower() for word in words)
    ]
    return tuple(sorted(found, key=lambda one: (one.price.id, one.unit, one.price.first_day)))


def check_prices(prices: PriceBook, on: date) -> tuple[Disagreement, ...]:
    """Compare every base price in force or to come with the library; none is returned when all agree."""
    found = []
    for (price_id, unit), rows in prices.history.items():
        if price_id.endswith("/base"):
            for row in _standing(rows, on):
                theirs = _theirs(price_id, unit, max(on, row.first_day))
                if theirs != row.value:
                    found.append(Disagreement(row, theirs, _words(row, theirs)))
    return tuple(sorted(found, key=lambda one: (one.price.id, one.price.unit)))


def _standing(rows: tuple[Price, ...], on: date) -> tuple[Price, ...]:
    """Return the row in force (or the first) and every later one."""
    started = [row for row in rows if row.first_day <= on]
    return tuple(rows[max(0, len(started) - 1) :])


def _state(row: Price, on: date) -> str:
    if row.until is not None and row.until < on:
        return "expired"
    if row.first_day > on:
        return "to come"
    if row.age(on) > STALE_AFTER_DAYS:
        return "stale"
    return "verify" if row.age(on) > VERIFY_AFTER_DAYS else "fresh"


def _theirs(price_id: str, unit: str, on: date) -> Decimal | None:
    provider, _, model = price_id.removesuffix("/base").partition("/")
    try:
        rows = [row for row in library_rows(provider, model) if row.unit == unit]
    except PriceError:
        return None
    values = [row.value for row in rows if row.first_day <= on]
    return values[-1] if values else None


def _words(row: Price, theirs: Decimal | None) -> str:
    ours = f"{row.id} ({row.where}): {UNITS[row.unit]} at {row.value} USD here"
    return f"{ours}, not in genai-prices" if theirs is None else f"{ours}, {theirs} in genai-prices"
