"""Rounds: claim a row, work on it beside others, claim the next; wait when there is none."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    NotSupportedError,
    ProgrammingError,
    SQLAlchemyError,
)

from bot.errors import DeliveryError

_LOG: Final = logging.getLogger(__name__)
DATABASE_ERRORS: Final = (SQLAlchemyError, DeliveryError, OSError, TimeoutError)
"""What a database that is down, locked or full looks like from here."""

_OF_THE_VALUES: Final = (DataError, IntegrityError, NotSupportedError, ProgrammingError)

Job = TypeVar("Job")


def is_away(error: Exception) -> bool:
    """Tell whether an error is the database's own trouble, and not that of what it was given."""
    return isinstance(error, DBAPIError) and not isinstance(error, _OF_THE_VALUES)


@dataclass(slots=True)
class Rounds(Generic[Job]):
    """A loop that several jobs run in at once, that can be woken, and that ends cleanly.

    Attributes:
        claim: Returns a job to do now, None when there is none.
        work: Does it; must not raise, and when cancelled gives its claim back.
        concurrency: How many jobs run at once.
        poll_seconds: How long to wait for the bell before looking again anyway.
    """

    claim: Callable[[], Awaitable[Job | None]]
    work: Callable[[Job], Awaitable[None]]
    concurrency: int
    poll_seconds: float
    _bell: asyncio.Event = field(default_factory=asyncio.Event)
    _jobs: set[asyncio.Task[None]] = field(default_factory=set)
    _draining: bool = False
    _running: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Work until drained or cancelled."""
        self._running = asyncio.current_task()
        try:
            while not self._draining:
                self._bell.clear()
                job = await self._claim() if len(self._jobs) < self.concurrency else None
                if job is None:
                    await self._wait()
                else:
                    self._begin(job)
            await self._finish()
        except asyncio.CancelledError:
            await self._abandon()
            raise

    def wake(self) -> None:
        """Look again now."""
        self._bell.set()

    async def drain(self, timeout: float) -> None:  # noqa: ASYNC109  (the deadline of a whole shutdown)
        """Claim nothing more; finish what runs, and after `timeout` seconds give it back."""
        self._draining = True
        self.wake()
        if self._running is not None:
            _, late = await asyncio.wait([self._running], timeout=timeout)
            for run in late:
                run.cancel()
            await asyncio.wait([self._running])

    async def _claim(self) -> Job | None:
        try:
            return await self.claim()
        except DATABASE_ERRORS as error:
            _LOG.warning("cannot claim work: %s", type(error).__name__)
            return None

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(self.poll_seconds):
                await self._bell.wait()
        except TimeoutError:
            pass  # a row may have come due, or come from another process

    def _begin(self, job: Job) -> None:
        task = asyncio.ensure_future(self.work(job))
        self._jobs.add(task)
        task.add_done_callback(self._end)

    def _end(self, task: "asyncio.Task[None]") -> None:
        self._jobs.discard(task)
        self.wake()  # the next of its thread may go now
        if not task.cancelled() and (error := task.exception()):
            _LOG.error("a job failed outside its own care: %s", type(error).__name__)

    async def _finish(self) -> None:
        if self._jobs:
            await asyncio.wait(self._jobs)

    async def _abandon(self) -> None:
        for task in self._jobs:
            task.cancel()
        await self._finish()
