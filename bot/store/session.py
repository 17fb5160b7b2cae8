"""Session: one transaction, bound to one workspace."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, CursorResult, Select, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.base import Executable

from bot.store.tenancy import EVERY, WorkspaceMissingError, require_workspace
from bot.store.writer import WriteTurn

_INSERTS: Final[Mapping[str, Callable[[Table], Any]]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


class Session:
    """One transaction.

    On SQLite it begins writing at its first write, and one session of the process writes at a
    time; before that, reading takes no lock at all. On PostgreSQL it is a transaction at READ
    COMMITTED, which sees the same.

    Attributes:
        workspace: The workspace whose rows it may touch, or EVERY.
    """

    def __init__(self, connection: AsyncConnection, workspace: str, turn: WriteTurn) -> None:
        """Bind a connection to a workspace; its first write takes the turn."""
        self.workspace = workspace
        self._connection = connection
        self._turn = turn

    async def execute(
        self, statement: Executable, rows: Sequence[Mapping[str, object]] = ()
    ) -> CursorResult[Any]:
        """Run a statement; an insert takes its values as `rows`.

        Raises:
            WorkspaceMissingError: It is not confined to the session's workspace.
            DeliveryError: Another writer did not finish in time.
        """
        require_workspace(statement, rows, self.workspace)
        if not isinstance(statement, Select):
            await self._turn.take()
        values = [dict(row) for row in rows]
        if len(values) == 1:  # a list, even of one, has neither a row count nor RETURNING
            return await self._connection.execute(statement, values[0])
        return await self._connection.execute(statement, values or None)

    async def insert(self, table: Table, **values: object) -> bool:
        """Insert one row of this workspace; return False when its keys are taken."""
        statement = inserting(self._connection.dialect.name, table)
        return (await self.execute(statement, [self._own(values)])).rowcount == 1

    async def put(
        self,
        table: Table,
        replacing: Mapping[str, ColumnElement[Any]] | None = None,
        **values: object,
    ) -> None:
        """Insert one row of this workspace, or change the one with its primary key.

        Args:
            table: The table.
            replacing: What to change in a row that is there; the new values by default.
            values: The new row.
        """
        others = tuple((replacing or {}).items())
        statement = _putting(self._connection.dialect.name, table, others)
        await self.execute(statement, [self._own(values)])

    def narrow(self, workspace: str) -> None:
        """Bind a session of EVERY workspace to one of them, for the rest of its transaction."""
        if self.workspace not in {EVERY, workspace}:
            raise WorkspaceMissingError(f"{self.workspace} cannot become {workspace}")
        self.workspace = workspace

    def _own(self, values: Mapping[str, object]) -> Mapping[str, object]:
        return values if "workspace" in values else {"workspace": self.workspace, **values}


@lru_cache(maxsize=64)
def inserting(dialect: str, table: Table) -> Any:
    """Return an insert that leaves rows whose keys are taken as they are."""
    return _INSERTS[dialect](table).on_conflict_do_nothing()


@lru_cache(maxsize=64)
def _putting(dialect: str, table: Table, replacing: tuple[tuple[str, Any], ...]) -> Any:
    statement = _INSERTS[dialect](table)
    others = dict(replacing) or {column.name: column for column in statement.excluded}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key), set_=others)
