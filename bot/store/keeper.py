"""Keeper: writes to SQLite what somebody waits for, in one visit to a thread of its own.

Through an asynchronous connection a transaction takes seven visits to its thread, which cost more
processor time than the transaction itself (measured by tests/benchmarks/slack.py).
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import URL, Connection, Engine, Row, create_engine, event
from sqlalchemy.sql.base import Executable


@dataclass(slots=True)
class Keeper:
    """A connection of its own, in a thread of its own.

    The connection is held for as long as it works: to take it from a pool and give it back costs a
    quarter of a transaction.

    Attributes:
        engine: A synchronous engine on the same file.
    """

    engine: Engine
    _held: Connection | None = field(default=None, repr=False)
    _thread: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(1, "keeper"), repr=False
    )

    async def keep(
        self, statement: Executable, rows: Sequence[Mapping[str, object]]
    ) -> Sequence[Row[Any]]:
        """Run one statement as a transaction; return what it returns."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._thread, self._keep, statement, rows)

    def _keep(
        self, statement: Executable, rows: Sequence[Mapping[str, object]]
    ) -> Sequence[Row[Any]]:
        values = [dict(row) for row in rows]
        held = self._held = self._held or self.engine.connect()
        try:
            with held.begin():  # one row alone spares SQLAlchemy's batches
                return held.execute(statement, values if len(values) > 1 else values[0]).all()
        except BaseException:
            self._let_go()
            raise

    def _let_go(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.close()

    def _dispose(self) -> None:
        self._let_go()
        self.engine.dispose()

    async def close(self) -> None:
        """Close the connection; the thread waits, and ends with the keeper."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._dispose)


def open_keeper(address: URL, prepare: Callable[[Engine], None]) -> Keeper:
    """Open a keeper for a SQLite file.

    Args:
        address: Its address; the driver in it does not matter.
        prepare: Sets every new connection up.
    """
    engine = create_engine(address.set(drivername="sqlite"))
    prepare(engine)

    @event.listens_for(engine, "begin")
    def begin_as_writer(connection: Connection) -> None:
        connection.connection.cursor().execute("BEGIN IMMEDIATE")

    return Keeper(engine)
