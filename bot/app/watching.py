"""Watching: whether the application can do its work right now, and the gauges that show it."""

import asyncio
import logging
import shutil
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final

import aiohttp
from sqlalchemy import func, select

from bot.app.metrics import Metrics
from bot.delivery import Backlog, count_dead, pending_age
from bot.expected import EXPECTED
from bot.store import EVERY, Database
from knowledge import Library
from knowledge import metadata as knowledge_metadata

_LOG: Final = logging.getLogger(__name__)

OLDEST_SECONDS: Final = 60.0
"""A turn or a message that waits longer than this is a fault somebody should look at."""
SKEW_SECONDS: Final = 60.0
"""Slack's signatures are good for five minutes: a clock four minutes from there is a late alarm."""
LEAST_FREE: Final = 0.05
"""With less of the disk free, the database will soon refuse what Slack delivers."""
LOOK_SECONDS: Final = 10.0
SLOW_LOOK_SECONDS: Final = 300.0
"""Between two looks at what changes slowly, or costs a walk through the history."""
_PROBE: Final = "what is fine-tuning"
SHARED: Final = ""
"""The workspace that stands for the shared knowledge base."""
PARTS: Final = ("database", "knowledge", "socket", "clock", "disk", "process")


async def _nothing_to_check() -> bool:
    return True


@dataclass
class Readiness:
    """Checks database, knowledge base, queues, Socket Mode, clock and disk by using them.

    Attributes:
        database: Must answer.
        folder: Must have room.
        library: Must find something: a damaged index still counts its rows. None: still loading.
        socket: Returns whether the connection lives; without Socket Mode it always does.
        skew: Seconds this clock is ahead of Slack's, as last seen.
        is_stopping: Whether the process was told to stop.
    """

    database: Database
    folder: Path
    library: Library | None = None
    socket: Callable[[], Awaitable[bool]] = _nothing_to_check
    skew: float = 0.0
    is_stopping: bool = False

    async def faults(self) -> Mapping[str, str]:
        """Return what is wrong, by part; empty when everything works."""
        checks = (
            self._database,
            self._knowledge,
            self._socket,
            self._clock,
            self._disk,
            self._process,
        )
        found = {part: await check() for part, check in zip(PARTS, checks, strict=True)}
        return {part: what for part, what in found.items() if what}

    async def _database(self) -> str:
        try:
            backlog = await pending_age(self.database)
        except Exception as error:  # noqa: BLE001  (whatever a driver raises, it is not ready)
            return f"does not answer ({type(error).__name__})"
        oldest = max(backlog.oldest_arrival, backlog.oldest_reply)
        return f"work waits for {oldest:.0f} s" if oldest > OLDEST_SECONDS else ""

    async def _knowledge(self) -> str:
        if self.library is None:
            return "is loading"
        try:
            is_found = await self.library.finds(_PROBE, workspace=SHARED)
        except EXPECTED as error:
            return str(error)
        except Exception as error:  # noqa: BLE001  (a probe reports every fault, a bug too)
            return f"does not answer ({type(error).__name__})"
        return "" if is_found else "finds nothing"

    async def _socket(self) -> str:
        return "" if await self.socket() else "is not connected"

    async def _clock(self) -> str:
        return f"is {self.skew:+.0f} s from Slack's" if abs(self.skew) > SKEW_SECONDS else ""

    async def _disk(self) -> str:
        free = free_part(self.folder)
        return f"has {free:.1%} free" if free < LEAST_FREE else ""

    async def _process(self) -> str:
        return "is stopping" if self.is_stopping else ""


def free_part(folder: Path) -> float:
    """Return which part of a folder's disk is free, from 0 to 1."""
    usage = shutil.disk_usage(folder)
    return usage.free / usage.total


@dataclass(slots=True)
class HealthMonitor:
    """Reads the gauges every few seconds, so that a scrape costs nothing.

    Attributes:
        readiness: What is looked at.
        metrics: Where it is shown.
        session: Asks Slack for the time.
        slack_url: Address of the Web API.
        seconds: The present time in seconds since 1970.
    """

    readiness: Readiness
    metrics: Metrics
    session: aiohttp.ClientSession
    slack_url: str
    seconds: Callable[[], float]
    _heard: float = 0.0
    _next_slow_look: float = 0.0

    async def run(self) -> None:
        """Look until cancelled."""
        while True:
            try:
                await self.look()
            except Exception as error:  # noqa: BLE001  (the monitor outlives whatever it looks at)
                _LOG.warning("the gauges could not be read: %s", type(error).__name__)
            await asyncio.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """Read every gauge once."""
        if self.seconds() >= self._next_slow_look:
            self._next_slow_look = self.seconds() + SLOW_LOOK_SECONDS
            await self._read_clock()
            await self._read_history()
        await self._read_socket()
        self.metrics.disk_free.set(free_part(self.readiness.folder))
        faults = await self.readiness.faults()
        for part in PARTS:
            self.metrics.faults.labels(part).set(part in faults)
        await self._read_queues()
        self.metrics.looked_at.set(self.seconds())

    async def _read_clock(self) -> None:
        """Compare the clocks; a Slack that does not answer says nothing about ours."""
        with suppress(aiohttp.ClientError, TimeoutError, ValueError, KeyError):
            timeout = aiohttp.ClientTimeout(total=5)
            async with self.session.head(
                self.slack_url, timeout=timeout, allow_redirects=False
            ) as answer:
                theirs = parsedate_to_datetime(answer.headers["Date"]).timestamp()
            skew = self.seconds() - theirs
            self.readiness.skew = 0.0 if 0 <= skew < 1 else skew  # the header has whole seconds
        self.metrics.clock_skew.set(self.readiness.skew)

    async def _read_socket(self) -> None:
        if await self.readiness.socket():
            self._heard = self.seconds()
        silence = self.seconds() - self._heard if self._heard else 0.0
        self.metrics.socket_silence.set(silence)

    async def _read_queues(self) -> None:
        backlog: Backlog = await pending_age(self.readiness.database)
        self.metrics.inbox_age.set(backlog.oldest_arrival)
        self.metrics.inbox_depth.set(backlog.arrivals)
        self.metrics.outbox_age.set(backlog.oldest_reply)
        self.metrics.outbox_depth.set(backlog.replies)

    async def _read_history(self) -> None:
        made = knowledge_metadata.tables["kb_generation"]
        async with self.readiness.database.reading(EVERY) as session:
            states = select(made.c.state, func.count().label("number")).group_by(made.c.state)
            for row in await session.execute(states):
                self.metrics.reloads.labels(row.state).set(row.number)
        self.metrics.dead.set(await count_dead(self.readiness.database))
