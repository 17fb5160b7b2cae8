"""Checks: small judges of JSON values, out of which the shapes of Block Kit are put together."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing Slack would refuse.

    Attributes:
        path: Where it stands: `blocks[2].elements[0].text.text`.
        rule: Short stable name of the rule.
        message: What is wrong and what is allowed.
    """

    path: str
    rule: str
    message: str


Check: TypeAlias = Callable[[object, str], Iterator[Fault]]
Object: TypeAlias = Mapping[str, Any]

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:\S+")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def anything(_value: object, _path: str) -> Iterator[Fault]:
    """Accept every value."""
    return iter(())


def string(maximum: int | None = None, minimum: int = 1) -> Check:
    """Return a check for a string of so many characters."""

    def check(value: object, path: str) -> Iterator[Fault]:
        if not isinstance(value, str):
            yield Fault(path, "type", "must be a string")
        elif len(value) < minimum:
            yield Fault(
                path, "empty", f"must have at least {minimum} character{'s' * (minimum > 1)}"
            )
        elif maximum is not None and len(value) > maximum:
            yield Fault(path, "length", f"has {len(value)} characters, {maximum} are allowed")

    return check


def flag(value: object, path: str) -> Iterator[Fault]:
    """Check a boolean."""
    if not isinstance(value, bool):
        yield Fault(path, "type", "must be true or false")


def whole(minimum: int | None = None, maximum: int | None = None) -> Check:
    """Return a check for a whole number in a range."""

    def check(value: object, path: str) -> Iterator[Fault]:
        if isinstance(value, bool) or not isinstance(value, int):
            yield Fault(path, "type", "must be a whole number")
        elif minimum is not None and value < minimum:
            yield Fault(path, "range", f"is {value}, at least {minimum} is needed")
        elif maximum is not None and value > maximum:
            yield Fault(path, "range", f"is {value}, at most {maximum} is allowed")

    return check


def number_value(value: object, path: str) -> Iterator[Fault]:
    """Check a JSON number; infinity and NaN, which Python reads, are none."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        yield Fault(path, "type", "must be a number")


def numeral(value: object, path: str) -> Iterator[Fault]:
    """Check a number written as text, as number inputs take it."""
    if not isinstance(value, str) or as_number(value) is None:
        yield Fault(path, "number", "must be a number written as a string")


def as_number(value: object) -> Decimal | None:
    """Return the number behind a numeral, or None."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def one_of(*names: str) -> Check:
    """Return a check for one of these words."""

    def check(value: object, path: str) -> Iterator[Fault]:
        if value not in names:
            yield Fault(path, "choice", f"must be one of {', '.join(names)}")

    return check


def url(maximum: int, *, secure: bool = False, web: bool = False) -> Check:
    """Return a check for an address: any scheme, http and https (`web`), or https only."""
    allowed = ("https://",) if secure else ("http://", "https://")

    def check(value: object, path: str) -> Iterator[Fault]:
        faults = tuple(string(maximum)(value, path))
        yield from faults
        if faults or not isinstance(value, str):
            return
        if (secure or web) and not value.lower().startswith(allowed):
            yield Fault(path, "url", f"must begin with {' or '.join(allowed)}")
        elif not _SCHEME.fullmatch(value):
            yield Fault(path, "url", "must be an address with a scheme, such as https://…")

    return check


def day(value: object, path: str) -> Iterator[Fault]:
    """Check a date, YYYY-MM-DD."""
    try:
        good = isinstance(value, str) and bool(_DAY.fullmatch(value) and date.fromisoformat(value))
    except ValueError:
        good = False
    if not good:
        yield Fault(path, "date", "must be a date in the form YYYY-MM-DD")


def clock(value: object, path: str) -> Iterator[Fault]:
    """Check a time, HH:mm."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        yield Fault(path, "time", "must be a time in the form HH:mm")


def many(item: Check, maximum: int | None = None, minimum: int = 1) -> Check:
    """Return a check for a list of so many items."""

    def check(value: object, path: str) -> Iterator[Fault]:
        if not isinstance(value, list | tuple):
            yield Fault(path, "type", "must be a list")
            return
        if len(value) < minimum:
            yield Fault(path, "empty", f"needs at least {minimum}, has {len(value)}")
        if maximum is not None and len(value) > maximum:
            yield Fault(path, "count", f"has {len(value)}, at most {maximum} are allowed")
        for place, one in enumerate(value):
            yield from item(one, f"{path}[{place}]")

    return check


def either(*checks: Check) -> Check:
    """Return a check that accepts what any of the checks accepts; else tells the first's faults."""

    def check(value: object, path: str) -> Iterator[Fault]:
        told = [tuple(one(value, path)) for one in checks]
        if all(told):
            yield from min(told, key=len)

    return check


def shape(
    fields: Mapping[str, Check],
    needed: Collection[str] = (),
    *also: Callable[[Object, str], Iterator[Fault]],
) -> Check:
    """Return a check for an object.

    Args:
        fields: What each key holds; every other key is a fault.
        needed: Keys that must be there.
        also: Judges of several keys together; asked only when the object is one.
    """

    def check(value: object, path: str) -> Iterator[Fault]:
        if not isinstance(value, Mapping):
            yield Fault(path, "type", "must be an object")
            return
        for key in needed:
            if value.get(key) is None:
                yield Fault(join(path, key), "required", f"{key} is required")
        yield from _fields(value, path, fields)
        for together in also:
            yield from together(value, path)

    return check


def _fields(value: Object, path: str, fields: Mapping[str, Check]) -> Iterator[Fault]:
    for key, one in value.items():
        judge = fields.get(key)
        if judge is None:
            yield Fault(join(path, str(key)), "unknown-key", f"{key} is not a field here")
        elif one is not None:
            yield from judge(one, join(path, key))


def typed(kinds: Mapping[str, Check], what: str, known: Collection[str] = ()) -> Check:
    """Return a check that chooses by `type`.

    Args:
        kinds: The check for each type allowed here.
        what: What stands here, for the message ("block", "element").
        known: Every type there is, to tell a misplaced one from an unknown one.
    """

    def check(value: object, path: str) -> Iterator[Fault]:
        kind = value.get("type") if isinstance(value, Mapping) else None
        if not isinstance(value, Mapping):
            yield Fault(path, "type", f"must be an object: a {what}")
        elif not isinstance(kind, str):
            yield Fault(join(path, "type"), "required", f"a {what} needs a type")
        elif kind in kinds:
            yield from kinds[kind](value, path)
        elif kind in known:
            yield Fault(
                path, "placement", f"a {kind} is not allowed here; allowed: {', '.join(kinds)}"
            )
        else:
            yield Fault(join(path, "type"), "unknown-type", f"there is no {what} of type {kind!r}")

    return check


def join(path: str, key: str) -> str:
    """Return the path of a key below a path."""
    return f"{path}.{key}" if path else key
