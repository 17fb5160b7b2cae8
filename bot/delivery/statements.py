"""Statements: what the queues run, each put together once: that takes longer than running it."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Double,
    Select,
    Update,
    and_,
    bindparam,
    exists,
    or_,
    select,
    update,
)

from bot.store import now

NOW: Final = now()
"""The moment a statement runs."""
LATER: Final = now() + bindparam("seconds", type_=Double())
"""So many seconds after it."""
LONGEST_HOLD_SECONDS: Final = 3600.0
"""Nothing is put off for longer, nor held by anybody. What seems to be was written before the
clock was set back: without this it would wait until that hour comes again."""
Values: TypeAlias = tuple[tuple[str, ColumnElement[Any] | None], ...]
"""Columns to set, each to an expression, or to a value that is given when the statement runs."""

HELD: Final = ("workspace", "id", "owner", "attempts")
"""What fences a row: its holder names all of it."""


def is_over(moment: ColumnElement[float]) -> ColumnElement[bool]:
    """Return the condition that what lasts until a moment is over."""
    return or_(moment <= NOW, moment > NOW + LONGEST_HOLD_SECONDS)


@lru_cache(maxsize=64)
def claiming(
    table: Any, lane: Any, conditions: tuple[ColumnElement[bool], ...], values: Values
) -> Update:
    """Return the statement of a claim: takes `owner_`, `seconds` and what `given` returns."""
    row = table.c
    return (
        update(table)
        .where(row.id == _next(table, lane, conditions).scalar_subquery())
        .values(
            owner=bindparam("owner_"),
            lease_until=LATER,
            attempts=row.attempts + 1,
            **_set(table, values),
        )
        .returning(*row)
    )


@lru_cache(maxsize=64)
def changing(table: Any, values: Values) -> Update:
    """Return the statement that changes a row while it is held: takes `held_` and each of HELD."""
    row = table.c
    held = [row[name] == bindparam(f"held_{name}", type_=row[name].type) for name in HELD]
    return update(table).where(*held, row.done_at.is_(None)).values(**_set(table, values))


def _set(table: Any, values: Values) -> dict[str, ColumnElement[Any]]:
    row = table.c
    return {
        name: bindparam(f"{name}_", type_=row[name].type) if value is None else value
        for name, value in values
    }


def written(values: Mapping[str, object]) -> Values:
    """Return what a statement must know of values before it runs."""
    expressions = (one if isinstance(one, ColumnElement) else None for one in values.values())
    return tuple(zip(values, expressions, strict=True))


def given(values: Mapping[str, object]) -> dict[str, object]:
    """Return what is given to a statement when it runs."""
    plain = {name: one for name, one in values.items() if not isinstance(one, ColumnElement)}
    return {f"{name}_": one for name, one in plain.items()}


def _next(table: Any, lane: Any, conditions: tuple[ColumnElement[bool], ...]) -> Select[Any]:
    row, other = table.c, table.alias("other")
    in_the_way = exists().where(
        other.c.workspace == row.workspace,
        other.c[lane.name] == lane,
        other.c.done_at.is_(None),
        or_(other.c.id < row.id, and_(other.c.owner.is_not(None), other.c.id != row.id)),
    )
    return (
        select(row.id)
        .where(
            row.done_at.is_(None),
            is_over(row.not_before),
            or_(row.owner.is_(None), is_over(row.lease_until)),
            ~in_the_way,
            *conditions,
        )
        .order_by(row.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
