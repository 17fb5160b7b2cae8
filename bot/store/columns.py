"""Columns: the kinds of value the tables hold, the same on SQLite and PostgreSQL."""

import json
from typing import Any, TypeVar

from sqlalchemy import BigInteger, Column, Double, Integer, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlalchemy.types import TypeDecorator
from typing_extensions import override

Value = TypeVar("Value")

_REPLACED = {0: None, **dict.fromkeys(range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}")}

BigNumber = BigInteger().with_variant(Integer, "sqlite")
"""64 bits; SQLite counts up by itself only in a column that is called INTEGER."""


def storable(value: Value) -> Value:
    """Return JSON-like data without NUL and lone surrogates.

    SQLite takes both and PostgreSQL refuses them, so a fault would show only in production.
    """
    if isinstance(value, str):
        if value.isascii() and "\0" not in value:
            return value
        return value.translate(_REPLACED)  # type: ignore[return-value]  # str in, str out
    if isinstance(value, dict):
        return {storable(k): storable(v) for k, v in value.items()}  # type: ignore[return-value]  # the same shape
    if isinstance(value, (list, tuple)):
        return [storable(item) for item in value]  # type: ignore[return-value]  # JSON has no tuples
    return value


class Words(TypeDecorator[str]):
    """Text of any length that every database takes."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Clean what goes in."""
        return storable(value)


class Json(TypeDecorator[Any]):
    """A JSON value, kept as text: read as a whole, never queried inside."""

    impl = Text
    cache_ok = True

    @override
    def process_bind_param(self, value: object, dialect: Dialect) -> str | None:
        """Write it; NaN and infinity are refused because JSON has neither."""
        if value is None:
            return None
        written = json.dumps(value, ensure_ascii=False, allow_nan=False)
        if written.isascii() and "\\u0000" not in written:
            return written
        return json.dumps(storable(value), ensure_ascii=False, allow_nan=False)

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """Read it."""
        return None if value is None else json.loads(value)


class now(FunctionElement[float]):  # noqa: N801  (reads as the SQL function it is)
    """The database's clock: seconds since 1970. Every lease and every delay is told by it."""

    type = Double()
    inherit_cache = True


@compiles(now, "sqlite")
def _now_in_sqlite(_element: now, _compiler: SQLCompiler, **_: object) -> str:
    return "((julianday('now') - 2440587.5) * 86400.0)"


@compiles(now, "postgresql")
def _now_in_postgresql(_element: now, _compiler: SQLCompiler, **_: object) -> str:
    return "extract(epoch from clock_timestamp())::double precision"


def words(name: str, *, optional: bool = False) -> Column[str]:
    """Text that is always there, unless optional."""
    return Column(name, Words, nullable=optional)


def moment(name: str) -> Column[float]:
    """Seconds since 1970, 0 where nothing is said."""
    return Column(name, Double, nullable=False, default=0.0)


def stamp(name: str) -> Column[float]:
    """When the row was made, by the database's clock."""
    return Column(name, Double, nullable=False, default=now())


def json_value(name: str) -> Column[object]:
    """A JSON value."""
    return Column(name, Json, nullable=False)


def number(name: str) -> Column[int]:
    """A small whole number."""
    return Column(name, Integer, nullable=False)


def row_id() -> Column[int]:
    """A number that grows: the order of arrival."""
    return Column("id", BigNumber, primary_key=True, autoincrement=True)
