"""Session: one transaction, bound to one workspace."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import CursorResult, Select, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.base import Executable

from bot.errors import DeliveryError
from bot.store.tenancy import EVERY, WorkspaceMissingError, require_workspace

_INSERTS: Final[Mapping[str, Callable[[Table], Any]]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


@dataclass(frozen=True, slots=True)
class Writer:
    """The one who may write to a SQLite file, of all the sessions of a process.

    SQLite itself lets writers wait by trying again and again, which at the 99th percentile took
    fifteen times as long as standing in this line.

    Attributes:
        wait_seconds: How long a session stands in the line.
    """

    wait_seconds: float
    _line: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def begin(self) -> None:
        """Wait for the writer before.

        Raises:
            DeliveryError: It did not end in time.
        """
        try:
            async with asyncio.timeout(self.wait_seconds):
                await self._line.acquire()
        except TimeoutError as error:
            raise DeliveryError(
                "The database was busy with another write for too long.", "Try again in a moment."
            ) from error

    def end(self) -> None:
        """Let the next one in."""
        self._line.release()


class Session:
    """One transaction.

    On SQLite it begins writing at its first write, and one session of the process writes at a
    time; before that, reading takes no lock at all. On PostgreSQL it is a transaction at READ
    COMMITTED, which sees the same.

    Attributes:
        workspace: The workspace whose rows it may touch, or EVERY.
    """

    def __init__(
        self, connection: AsyncConnection, workspace: str, writer: Writer | None = None
    ) -> None:
        """Bind a connection to a workspace; `writer` is the line to stand in, if any."""
        self.workspace = workspace
        self._connection = connection
        self._writer = writer
        self._writing = False

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
            await self._begin_writing()
        values = [dict(row) for row in rows]
        if len(values) == 1:  # a list, even of one, has neither a row count nor RETURNING
            return await self._connection.execute(statement, values[0])
        return await self._connection.execute(statement, values or None)

    async def insert(self, table: Table, **values: object) -> bool:
        """Insert one row of this workspace; return False when its keys are taken."""
        statement = _INSERTS[self._connection.dialect.name](table).on_conflict_do_nothing()
        return (await self.execute(statement, [self._own(values)])).rowcount == 1

    async def put(self, table: Table, **values: object) -> None:
        """Insert one row of this workspace, or replace the one with its primary key."""
        statement = _INSERTS[self._connection.dialect.name](table)
        keys = list(table.primary_key)
        others = {column.name: column for column in statement.excluded if column.name not in keys}
        replaced = statement.on_conflict_do_update(index_elements=keys, set_=others)
        await self.execute(replaced, [self._own(values)])

    def narrow(self, workspace: str) -> None:
        """Bind a session of EVERY workspace to one of them, for the rest of its transaction."""
        if self.workspace not in {EVERY, workspace}:
            raise WorkspaceMissingError(f"{self.workspace} cannot become {workspace}")
        self.workspace = workspace

    async def end(self, *, keep: bool) -> None:
        """Commit or roll back, then let the next writer in."""
        try:
            await (self._connection.commit() if keep else self._connection.rollback())
        finally:
            if self._writer is not None and self._writing:
                self._writing = False
                self._writer.end()

    def _own(self, values: Mapping[str, object]) -> Mapping[str, object]:
        return values if "workspace" in values else {"workspace": self.workspace, **values}

    async def _begin_writing(self) -> None:
        if self._writer is not None and not self._writing:
            await self._writer.begin()
            self._writing = True
