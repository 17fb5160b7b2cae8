"""Ranges: bounds of a field, and whether what it begins with lies between them."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from bot.blocks.linting.checks import Fault, Object, as_number, join


def in_order(low: str, high: str) -> Callable[[Object, str], Iterator[Fault]]:
    """Return a judge of two bounds, and of a first number between them."""

    def check(value: Object, path: str) -> Iterator[Fault]:
        least, most = as_number(value.get(low)), as_number(value.get(high))
        if least is not None and most is not None and least > most:
            yield Fault(path, "range", f"{low} is larger than {high}")
        first = as_number(value.get("initial_value")) if low == "min_value" else None
        if first is not None and not _within(first, least, most):
            yield Fault(join(path, "initial_value"), "range", f"is outside {low} and {high}")

    return check


def whole_numbers(value: Object, path: str) -> Iterator[Fault]:
    """Check that a field for whole numbers is given whole numbers."""
    for name in ("initial_value", "min_value", "max_value"):
        number = as_number(value.get(name))
        if value.get("is_decimal_allowed") is False and number is not None and number % 1:
            yield Fault(join(path, name), "number", "decimals are not allowed here")


def short_enough(value: Object, path: str) -> Iterator[Fault]:
    """Check that the words a field begins with are words it takes."""
    first, most = value.get("initial_value"), value.get("max_length")
    if isinstance(first, str) and isinstance(most, int) and len(first) > most:
        yield Fault(join(path, "initial_value"), "length", f"is longer than max_length, {most}")


def _within(number: Decimal, least: Decimal | None, most: Decimal | None) -> bool:
    return (least is None or number >= least) and (most is None or number <= most)
