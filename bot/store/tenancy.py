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
        confined = _is_confined(statement, rows[0] if len(rows) == 1 else {}, workspace)
    if not confined:
        raise WorkspaceMissingError(f"not confined to one workspace: {statement}")


def _is_confined(statement: Executable, given: Mapping[str, object], workspace: str) -> bool:
    """Tell whether every table of ours that a statement touches is compared with the workspace."""
    touched: set[object] = set()
    confined: set[object] = set()
    for element in _elements(statement):
        if isinstance(element, Column | Table):
            touched.add(element if isinstance(element, Table) else element.table)
        elif isinstance(element, BinaryExpression) and element.operator is eq:
            column, value = element.left, element.right
            bound = isinstance(value, BindParameter) and given.get(value.key, value.value)
            if isinstance(column, Column) and (column.name, bound) == ("workspace", workspace):
                confined.add(column.table)
    ours = {one for one in touched if isinstance(one, Table) and one.metadata is metadata}
    return ours <= confined


def _elements(statement: Executable) -> Iterator[object]:
    if isinstance(statement, ClauseElement):
        yield from visitors.iterate(statement)
    yield getattr(statement, "table", None)
