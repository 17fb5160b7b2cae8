"""Database: opens SQLite or PostgreSQL and hands out sessions."""

from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal

from sqlalchemy import Connection, Engine, Row, event, select, text
from sqlalchemy.engine import URL
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.sql.base import Executable

from bot.store.address import read_address
from bot.store.columns import now
from bot.store.keeper import Keeper, open_keeper
from bot.store.session import Session
from bot.store.tenancy import EVERY
from bot.store.writer import Writer, WriteTurn

Commit = Literal["lasting", "urgent", "passing"]
"""How a session is committed.

lasting: it waits for the disk.
urgent: the same, for an acknowledgement that somebody waits for. It has connections that nothing
    else takes, and on SQLite it goes before every other writer; there it takes a connection only
    when it is its turn, so that a crowd of them does not use them up.
passing: a loss of power within the next second may undo it, unless something lasting was committed
    after it: the log is written in order. Only for what would then be done again.
"""
CONNECTIONS: Final[Mapping[Commit, int]] = {"lasting": 8, "urgent": 4, "passing": 12}
"""A process's pools: for the sender's claims, the probes, and some room; for the door, which finds
one free with everything else at work; for the turns at work and what is noted after sending."""
WAIT_SECONDS: Final = 10
"""For one of them. Slack gives up on an acknowledgement after three seconds, but what is stored
late is answered all the same, and known when Slack delivers it again."""

_PRAGMAS: Final = (
    "journal_mode = WAL",  # readers and the writer do not wait for each other
    "busy_timeout = 5000",
    "foreign_keys = ON",
    "secure_delete = ON",  # erased words leave no bytes behind
)
_LASTING: Final = "synchronous = FULL"
"""What was acknowledged survives a loss of power."""
_PASSING: Final = "synchronous = NORMAL"
"""Written in order all the same: the next commit that lasts takes what was before it along."""
_READS: Final = ("select", "pragma", "explain", "with")


@dataclass(frozen=True, slots=True)
class Database:
    """An open database.

    Attributes:
        engines: SQLAlchemy's engines, one for each way to commit.
        keeper: Writes arrivals on SQLite.
    """

    engines: Mapping[Commit, AsyncEngine] = field(repr=False)
    _writer: Writer | None = field(repr=False)
    keeper: Keeper | None = field(repr=False)

    @property
    def engine(self) -> AsyncEngine:
        """Return the engine whose commits last, for rooms with tables of their own."""
        return self.engines["lasting"]

    @property
    def dialect(self) -> str:
        """Return "sqlite" or "postgresql"."""
        return self.engine.dialect.name

    @property
    def file(self) -> Path | None:
        """Return the file of a SQLite database."""
        name = self.engine.url.database
        return None if self.shared or not name else Path(name)

    @property
    def shared(self) -> bool:
        """Return whether several processes may work on it at the same time."""
        return self._writer is None

    @asynccontextmanager
    async def reading(self, workspace: str) -> AsyncIterator[Session]:
        """Yield a session that changes nothing."""
        turn = WriteTurn(self._writer)
        try:
            async with self.engine.connect() as connection:
                yield Session(connection, workspace, turn)
        finally:
            turn.end()

    @asynccontextmanager
    async def writing(
        self, workspace: str, *, commit: Commit = "lasting"
    ) -> AsyncIterator[Session]:
        """Yield a session that is committed at the end, or undone by an error.

        Args:
            workspace: The workspace it is bound to, or EVERY.
            commit: Whether it waits for the disk, and whether somebody waits for it.
        """
        turn = WriteTurn(self._writer)
        if commit == "urgent":
            await turn.take(urgent=True)
        try:
            async with self.engines[commit].connect() as connection:
                yield Session(connection, workspace, turn)
                await connection.commit()
        finally:
            turn.end()

    async def keep(
        self, statement: Executable, rows: Sequence[Mapping[str, object]]
    ) -> Sequence[Row[Any]]:
        """Run an insert that somebody waits for, as a transaction before every other one.

        Returns:
            The rows that the statement returns, once they survive a kill.
        """
        if self.keeper is None:
            async with self.writing(EVERY, commit="urgent") as session:
                return (await session.execute(statement, rows)).all()
        turn = WriteTurn(self._writer)
        await turn.take(urgent=True)
        try:
            return await self.keeper.keep(statement, rows)
        finally:
            turn.end()

    async def clock(self) -> float:
        """Return the database's time, in seconds since 1970; proves that it answers."""
        async with self.reading(EVERY) as session:
            return float((await session.execute(select(now()))).scalar_one())

    async def compact(self) -> bool:
        """Let no byte of what was erased stay behind in SQLite's write-ahead log.

        Returns:
            False when somebody was reading, so that it must be tried again.
        """
        if self.shared:
            return True
        async with self.writing(EVERY) as session:
            busy, *_ = (await session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))).one()
        return not busy

    async def close(self) -> None:
        """Close every connection."""
        for engine in self.engines.values():
            await engine.dispose()
        if self.keeper is not None:
            await self.keeper.close()


def open_database(url: str, *, writer_wait_seconds: float = 10.0) -> Database:
    """Open a database; nothing is read before the first session.

    Args:
        url: `sqlite:///path` or `postgresql://user:password@host/name`.
        writer_wait_seconds: How long a write to SQLite waits for the one before it.

    Raises:
        SettingsError: The address is not one of these.
    """
    address = read_address(url)
    engines = {commit: _engine(address, commit) for commit in CONNECTIONS}
    if address.get_backend_name() != "sqlite":
        return Database(engines, None, None)
    keeper = open_keeper(address, partial(_set_up, pragmas=(*_PRAGMAS, _LASTING)))
    return Database(engines, Writer(writer_wait_seconds), keeper)


def _engine(address: URL, commit: Commit) -> AsyncEngine:
    is_lasting = commit != "passing"
    pool: dict[str, Any] = {
        "pool_size": CONNECTIONS[commit],
        "max_overflow": 0,
        "pool_timeout": WAIT_SECONDS,
    }
    if address.get_backend_name() == "sqlite":
        engine = create_async_engine(address, **pool)
        _prepare_sqlite(engine, (*_PRAGMAS, _LASTING if is_lasting else _PASSING))
        return engine
    relaxed = {} if is_lasting else {"server_settings": {"synchronous_commit": "off"}}
    return create_async_engine(
        address,
        **pool,
        pool_pre_ping=True,  # PostgreSQL was restarted: the next session must not fail for it
        connect_args={"timeout": WAIT_SECONDS, "command_timeout": 60, **relaxed},
    )


def _set_up(engine: Engine, pragmas: Iterable[str]) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: Any, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        try:
            for pragma in pragmas:
                connection.execute(f"PRAGMA {pragma}").close()
        except BaseException:
            connection.close()  # or its thread would outlive the program
            raise


def _prepare_sqlite(engine: AsyncEngine, pragmas: Iterable[str]) -> None:
    """Read without a transaction; begin one, as a writer at once, at the first write.

    SQLite's deferred transaction fails at once when it has read and then wants to write after
    somebody else did, whatever the time-out; this one never reads before it is the writer.
    """
    _set_up(engine.sync_engine, pragmas)

    @event.listens_for(engine.sync_engine, "before_cursor_execute")
    def begin_at_first_write(
        connection: Connection,
        _cursor: object,
        statement: str,
        *_: object,
    ) -> None:
        driver: Any = connection.connection.driver_connection
        if not statement.lstrip().lower().startswith(_READS) and not driver.in_transaction:
            adapter: Any = connection.connection.dbapi_connection
            adapter.run_async(lambda opened: opened.execute("BEGIN IMMEDIATE"))
