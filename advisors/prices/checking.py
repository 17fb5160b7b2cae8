"""Checks that need more than one row: ratios to the base price, cached prices, steps in time."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from advisors.prices.book import Price, PriceBook, Route

_TUNED_LEAST, _TUNED_MOST = Decimal("0.5"), Decimal(4)
_STEP = 10
_INPUT, _CACHED = "usd_per_mtok_input", "usd_per_mtok_cached_input"
_BATCH_LEAST, _BATCH_MOST = Decimal("0.4"), Decimal("0.9")


def find_problems(book: PriceBook) -> tuple[str, ...]:
    """Return every problem between rows, each with file, line and what to mend."""
    found = [
        *_cached_above_input(book),
        *_tuned_far_from_base(book),
        *_batch_out_of_bounds(book),
        *_unexplained_steps(book),
        *_odd_values(book),
        *_same_days(book),
        *_missing_prices(book),
        *_wrong_successors(book),
    ]
    return tuple(found)


def _odd_values(book: PriceBook) -> Iterator[str]:
    for row in book.rows:
        if row.value < 0:
            yield f"{row.where}: {row.unit} is {row.value}; a price is zero or more."
        if not row.low <= row.value <= row.high:
            yield f"{row.where}: {row.unit} lies outside its range; widen the range."
        if row.until is not None and row.until < row.first_day:
            yield f"{row.where}: ends on {row.until}, before it begins on {row.first_day}."


def _cached_above_input(book: PriceBook) -> Iterator[str]:
    for row in book.rows:
        if row.unit == _CACHED:
            full = _at(book, row.id, _INPUT, row)
            if full is not None and row.value > full.value:
                yield f"{row.where}: cached input {row.value} is above input {full.value}; mend one."


def _tuned_far_from_base(book: PriceBook) -> Iterator[str]:
    bases = {route.key: route.base for route in book.routes if route.base}
    for row in book.rows:
        owner, _, kind = row.id.rpartition("/")
        if kind == "tuned" and owner in bases:
            base = _at(book, f"{bases[owner]}/base", row.unit, row)
            if base is not None and not _near(row.value, base.value):
                yield (
                    f"{row.where}: tuned {row.unit} {row.value} is outside 0.5-4 x the base price "
                    f"{base.value} ({base.where}); check both."
                )


def _near(tuned: Decimal, base: Decimal) -> bool:
    return _TUNED_LEAST * base <= tuned <= _TUNED_MOST * base


def _batch_out_of_bounds(book: PriceBook) -> Iterator[str]:
    for row in book.rows:
        if row.unit.startswith("usd_per_mtok_batch_"):
            live = _at(book, row.id, row.unit.replace("batch_", ""), row)
            if live is not None and live.value:
                share = row.value / live.value
                if not _BATCH_LEAST <= share <= _BATCH_MOST and not row.comment:
                    yield f"{row.where}: batch is {share:.2f} of live, outside 0.4-0.9; say why."


def _unexplained_steps(book: PriceBook) -> Iterator[str]:
    for rows in book.history.values():
        for before, after in pairwise(rows):
            small, large = sorted((before.value, after.value))
            if large > _STEP * small and not after.comment:
                yield (
                    f"{after.where}: {after.id} steps from {before.value} to {after.value}, more "
                    f"than {_STEP}-fold; add a comment that says why, or mend the value."
                )


def _same_days(book: PriceBook) -> Iterator[str]:
    for rows in book.history.values():
        for before, after in pairwise(rows):
            if before.first_day == after.first_day:
                yield (
                    f"{after.where}: {after.id} begins on {after.first_day}, as the row of "
                    f"{before.where} does; keep one, or give the later its own day."
                )


def _missing_prices(book: PriceBook) -> Iterator[str]:
    for route in book.routes:
        for price_id, unit in _needs(route):
            if not book.has(price_id, unit):
                yield f"{route.where}: needs the price {price_id!r} in {unit}; add the row."


def _wrong_successors(book: PriceBook) -> Iterator[str]:
    """Find shutdowns that lead to what nobody could tune for long, or to servers of another kind."""
    routes = {route.key: route for route in book.routes}
    for route in book.routes:
        heir = routes.get(route.successor)
        if route.successor and (heir is None or not _lasts(heir) or heir.serving == "gpu"):
            yield (
                f"{route.where}: successor {route.successor!r} is no priced tuning that is billed "
                "per token, open to anyone and without an end; name another."
            )


def _lasts(route: Route) -> bool:
    ends = (route.newcomers_until, route.customers_until, route.shutdown)
    return not (route.closed or route.unpriced or any(ends)) and "supervised" in route.methods


def _needs(route: Route) -> Iterator[tuple[str, str]]:
    """Yield id and unit of every price without which a quoted route cannot be estimated."""
    if route.unpriced or route.closed or "supervised" not in route.methods:
        return
    if route.newcomers_until is not None and not route.customers_until:
        return  # closed to everyone: kept for the reason it gives
    if route.train == "tokens":
        yield f"{route.key}/training", "usd_per_mtok_training"
    if route.serving == "gpu":
        yield route.gpu, "usd_per_gpu_hour"
    else:
        yield f"{route.key}/tuned", _INPUT
    if route.serving == "deployment":
        yield f"{route.key}/hosting", "usd_per_deployment_hour"
    if route.job:
        yield route.job, "usd_per_job"


def _at(book: PriceBook, price_id: str, unit: str, row: Price) -> Price | None:
    """Return the sibling row in force when this row begins, expired or not."""
    rows = book.history.get((price_id, unit), ())
    started = [sibling for sibling in rows if sibling.first_day <= row.first_day]
    return started[-1] if started else next(iter(rows), None)
