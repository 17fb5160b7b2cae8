"""Session: one transaction, bound to one workspace."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import CursorResult, Select, Table
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.base import Executable

from bot.errors import DeliveryError
from bot.store.tenancy import require_workspace

WRITER_WAIT_SECONDS: Final = 10.0
"""How long a write waits for the one before it."""


class Session:
    """One transaction.

    On SQLite it begins writing at its first write, and one session of the process writes at a
    time; before that, reading takes no lock at all. On PostgreSQL it is a transaction at READ
    COMMITTED, which sees the same.

    Attributes:
        workspace: The workspace whose rows it may touch, or EVERY.
    """

    def __init__(
        self, connection: AsyncConnection, workspace: str, writer: asyncio.Lock | None = None
    ) -> None:
        """Bind a connection to a workspace; `writer` is the lock of the one writer, if any."""
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
        if len(values) == 1:  # a list of one would lose RETURNING and the row count
            return await self._connection.execute(statement, values[0])
        return await self._connection.execute(statement, values or None)

    async def insert(self, table: Table, **values: object) -> None:
        """Insert one row of the session's workspace."""
        await self.execute(table.insert(), [{"workspace": self.workspace, **values}])

    async def end(self, *, keep: bool) -> None:
        """Commit or roll back, then let the next writer in."""
        try:
            await (self._connection.commit() if keep else self._connection.rollback())
        finally:
            if self._writer is not None and self._writing:
                self._writing = False
                self._writer.release()

    async def _begin_writing(self) -> None:
        if self._writer is None or self._writing:
            return
        try:
            async with asyncio.timeout(WRITER_WAIT_SECONDS):
                await self._writer.acquire()
        except TimeoutError as error:
            raise DeliveryError(
                "The database was busy with another write for too long.", "Try again in a moment."
            ) from error
        self._writing = True
