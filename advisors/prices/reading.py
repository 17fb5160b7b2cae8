"""Reading the price files: TOML tables become dated rows, and every problem is collected."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path

from advisors.prices.book import Price, Route, Vendor
from advisors.prices.units import UNITS

_ROW_KEYS = frozenset(
    {"id", "from", "until", "checked", "confidence", "source", "comment", "range"}
)
_ROUTE_KEYS = frozenset(column.name for column in fields(Route)) - {"where"}
_CONFIDENCES = ("A", "B", "C")
_SERVING = ("deployment", "gpu", "tokens")


@dataclass(slots=True)
class PriceFiles:
    """What one or more files gave: rows, routes, vendors, and what must be mended."""

    rows: list[Price] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)
    vendors: list[Vendor] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_file(path: Path, text: str, files: PriceFiles) -> None:
    """Read one file into the files; problems name file and line and are collected, not raised."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        files.problems.append(f"{path.name}: not readable as TOML ({error}); mend that line.")
        return
    vendor = str(document.get("vendor", path.stem))
    aliases = tuple(str(alias) for alias in document.get("aliases", ()))
    files.vendors.append(Vendor(vendor, str(document.get("name", vendor)), aliases))
    for line, table in _tables(document, text, "price"):
        _read_row(f"{path.name}:{line}", table, files)
    for line, table in _tables(document, text, "route"):
        _read_route(f"{path.name}:{line}", {"provider": vendor, **table}, files)


def _tables(
    document: Mapping[str, object], text: str, name: str
) -> Iterator[tuple[int, dict[str, object]]]:
    """Pair every table of an array with the line of its header."""
    header = f"[[{name}]]"
    lines = [at for at, line in enumerate(text.splitlines(), 1) if line.strip() == header]
    tables = document.get(name, [])
    if isinstance(tables, list):
        yield from zip(lines, tables, strict=False)


def _read_row(where: str, table: Mapping[str, object], files: PriceFiles) -> None:
    found = [*_row_problems(table)]
    values: dict[str, Decimal] = {}
    for key in table:
        if key in UNITS:
            value = _number(table[key])
            if value is None:
                found.append(f"{key} is {table[key]!r}; write a decimal number in quotes")
            else:
                values[key] = value
    bounds = table.get("range", ["0", "0"])
    if not (isinstance(bounds, list) and len(bounds) == 2 and None not in map(_number, bounds)):  # noqa: PLR2004  (low and high)
        found.append(f"range is {bounds!r}; write [low, high] as decimal numbers in quotes")
    files.problems += [f"{where}: {problem}." for problem in found]
    if not found:
        files.rows += [_row(where, table, unit, value) for unit, value in values.items()]


def _number(written: object) -> Decimal | None:
    """Return a finite number, or None where it is none."""
    try:
        value = Decimal(str(written))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _row_problems(table: Mapping[str, object]) -> Iterator[str]:
    yield from _unit_problems(table)
    if not table.get("id"):
        yield "no id; name what is sold, such as vendor/model/training"
    if not str(table.get("source", "")).strip():
        yield "no source; say where the price was read"
    for key in ("from", "checked"):
        if not isinstance(table.get(key), date):
            yield f"no day in {key!r}; write it as YYYY-MM-DD"
    if table.get("confidence") not in _CONFIDENCES:
        yield "confidence is not A, B or C"
    if table.get("confidence") == "C" and "range" not in table:
        yield "confidence C without a range; add range = [low, high] or leave the row out"


def _unit_problems(table: Mapping[str, object]) -> Iterator[str]:
    units = [key for key in table if key not in _ROW_KEYS]
    for unit in units:
        if unit not in UNITS:
            yield f"unknown unit or key {unit!r}; use one of advisors/prices/units.py"
        elif not isinstance(table[unit], str):
            yield f"{unit} is not in quotes; write the number as a string, so that it stays exact"
    if not units:
        yield "no value; add a key that names the unit, such as usd_per_month"


def _row(where: str, table: Mapping[str, object], unit: str, value: Decimal) -> Price:
    bounds = table.get("range")
    low, high = (Decimal(str(x)) for x in bounds) if isinstance(bounds, list) else (value, value)
    return Price(
        id=str(table["id"]),
        unit=unit,
        value=value,
        low=low,
        high=high,
        first_day=_day(table.get("from")) or date.min,
        until=_day(table.get("until")),
        checked=_day(table.get("checked")) or date.min,
        confidence=str(table["confidence"]),
        source=str(table["source"]),
        comment=str(table.get("comment", "")),
        where=where,
    )


def _read_route(where: str, table: dict[str, object], files: PriceFiles) -> None:
    found = [*_route_problems(table)]
    files.problems += [f"{where}: {problem}." for problem in found]
    if not found:
        methods = table["methods"]
        table["methods"] = tuple(methods) if isinstance(methods, list) else (str(methods),)
        files.routes.append(Route(**table, where=where))  # type: ignore[arg-type]  # keys checked


def _route_problems(table: Mapping[str, object]) -> Iterator[str]:
    for key in sorted(set(table) - _ROUTE_KEYS):
        yield f"unknown key {key!r}; see Route in advisors/prices/book.py"
    for key in ("model", "methods", "source"):
        if not table.get(key):
            yield f"no {key}; add it"
    if table.get("serving") not in _SERVING:
        yield f"serving is not one of {', '.join(_SERVING)}"
    for key in ("minimum_examples", "minimum_days"):
        if not isinstance(table.get(key), int):
            yield f"{key} is not a whole number"
    if not isinstance(table.get("checked"), date):
        yield "no day in 'checked'; write it as YYYY-MM-DD"


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
