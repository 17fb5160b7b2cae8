"""Tenancy: refuses a statement that is not confined to one workspace."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from sqlalchemy import Column, Insert, Table
from sqlalchemy.sql import visitors
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, ClauseElement
from sqlalchemy.sql.operators import eq

from bot.store.tables import metadata

EVERY: Final = "*"
"""The workspace of a session that works for all of them: queues, retention, operators."""


class WorkspaceMissingError(Exception):
    """A statement does not say which workspace it is for: a bug, never a user's mistake."""


def require_workspace(
    statement: Executable, rows: Sequence[Mapping[str, object]], workspace: str
) -> None:
    """Check that an insert writes, and anything else reads and writes, this workspace alone.

    Raises:
        WorkspaceMissingError: A table of ours is touched and its `workspace` is not compared
            with the session's.
    """
    if workspace == EVERY:
        return
    if isinstance(statement, Insert):
        confined = bool(rows) and all(row.get("workspace") == workspace for row in rows)
    else:
        given = rows[0] if len(rows) == 1 else {}
        confined = not set(_touched(statement)) - set(_confined(statement, given, workspace))
    if not confined:
        raise WorkspaceMissingError(f"not confined to one workspace: {statement}")


def _touched(statement: Executable) -> Iterator[Table]:
    for element in _elements(statement):
        table = element.table if isinstance(element, Column) else element
        if isinstance(table, Table) and table.metadata is metadata:
            yield table


def _confined(
    statement: Executable, given: Mapping[str, object], workspace: str
) -> Iterator[Table]:
    for element in _elements(statement):
        if isinstance(element, BinaryExpression) and element.operator is eq:
            column, value = element.left, element.right
            if (
                isinstance(column, Column)
                and column.name == "workspace"
                and isinstance(value, BindParameter)
                and given.get(value.key, value.value) == workspace
            ):
                yield column.table


def _elements(statement: Executable) -> Iterator[object]:
    if isinstance(statement, ClauseElement):
        yield from visitors.iterate(statement)
    yield getattr(statement, "table", None)
