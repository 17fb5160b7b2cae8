"""Operating: the jobs beside the bot's work, and the order in which it stops."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from logging import getLogger
from typing import Final

from opentelemetry.trace import Tracer
from sqlalchemy import select

from bot.app.metrics import Metrics
from bot.app.watching import Readiness
from bot.delivery import Sender, Worker
from bot.store import EVERY, Database, forget_old, now, preferences

_LOG: Final = getLogger(__name__)

DRAIN_SECONDS: Final = 15.0
"""For turns and messages under way together, after up to five for the requests: 20 of the 30 that
an orchestrator gives."""
DAY: Final = 86400.0
HOUR: Final = 3600.0
COMPACT_SECONDS: Final = 30.0
"""Erased words are out of every file a minute after they were erased, at the latest."""
_FORGOTTEN_AT: Final = "forgotten_at"


@dataclass(slots=True)
class Operation:
    """What watches over one process, and its one deadline for everything that must finish.

    Attributes:
        metrics: Its counters.
        tracer: Its traces.
        readiness: Whether it can work; told first when it stops, so that nobody sends more.
    """

    metrics: Metrics
    tracer: Tracer
    readiness: Readiness
    _until: float = 0.0

    def begin_stopping(self) -> None:
        """Say that the process stops."""
        self.readiness.is_stopping = True

    async def settle(self, part: Worker | Sender, task: "asyncio.Task[None]") -> None:
        """Let a part finish what is under way, or give it back at the deadline."""
        time = asyncio.get_running_loop().time()
        self._until = self._until or time + DRAIN_SECONDS
        await part.drain(max(1.0, self._until - time))
        await asyncio.gather(task, return_exceptions=True)


def keep_running(stack: AsyncExitStack, job: Callable[[], Awaitable[None]]) -> None:
    """Run a job beside everything else until the stack is left."""

    async def stop(task: "asyncio.Task[None]") -> None:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    stack.push_async_callback(stop, asyncio.create_task(_run(job)))


async def _run(job: Callable[[], Awaitable[None]]) -> None:
    await job()


@dataclass(frozen=True, slots=True)
class Forgetting:
    """The daily retention job; of several processes over one database, one does it.

    Attributes:
        database: What is looked through.
        days: For workspaces that set no days of their own.
    """

    database: Database
    days: int

    async def run(self) -> None:
        """Forget once a day until cancelled; look every hour whether it is time."""
        while True:
            try:
                if await self._is_due():
                    rows = await forget_old(self.database, self.days)
                    _LOG.info("retention: %d rows forgotten", rows)
            except Exception as error:  # noqa: BLE001  (tomorrow is another day)
                _LOG.warning("retention failed: %s", type(error).__name__)
            await asyncio.sleep(HOUR)

    async def _is_due(self) -> bool:
        """Take the day's turn, unless another process has."""
        async with self.database.writing(EVERY) as session:
            moment = float((await session.execute(select(now()))).scalar_one())
            last = (await preferences.of_workspace(session)).get(_FORGOTTEN_AT, 0.0)
            if moment - float(last) < DAY:
                return False
            await preferences.set_for_workspace(session, _FORGOTTEN_AT, moment)
            return True


async def keep_compact(database: Database) -> None:
    """Empty SQLite's write-ahead log, where erased words stay readable, until cancelled."""
    while True:
        await asyncio.sleep(COMPACT_SECONDS)
        try:
            await database.compact()
        except Exception as error:  # noqa: BLE001  (the next half minute is another chance)
            _LOG.warning("the log is not emptied: %s", type(error).__name__)
