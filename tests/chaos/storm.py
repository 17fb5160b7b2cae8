"""Storm: events at a fixed rate, delivered as Slack does, while things are broken."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from time import monotonic
from typing import Final

import aiohttp

from tests.chaos.herd import Herd
from tests.chaos.program import LEASE_SECONDS
from tests.chaos.source import Source
from tests.chaos.target import Event, Target

REDELIVERED: Final = 0.05
RETRY_SECONDS: Final = (0.0, 0.05, 0.5, 1.0, 2.0, 4.0, 4.0, 8.0, 8.0)
"""Slack's schedule (at once, a minute, five minutes), squeezed."""
PAUSE_SECONDS: Final = 1.5 * LEASE_SECONDS
"""A stall in which a process loses what it held."""
OUTAGE_SECONDS: Final = 5.0
"""Of the database, against the squeezed schedule."""


@dataclass
class Storm:
    """One run.

    Attributes:
        source: The database, which fails now and then.
        rate: Events a second.
        acknowledged: Keys that were answered with 200.
        latencies: Seconds from request to 200.
    """

    herd: Herd
    target: Target
    random: Random
    rate: float
    source: Source
    acknowledged: set[str] = field(default_factory=set)
    latencies: list[float] = field(default_factory=list)

    async def blow(self, events: int, *, kills: int, pauses: int, outages: int) -> None:
        """Send the events and break things meanwhile; wait until all is answered or quiet."""
        breaking = ((self._kill, kills), (self._pause, pauses), (self._fail, outages))
        breakers = [
            asyncio.ensure_future(self._repeat(blow, times, events / self.rate))
            for blow, times in breaking
        ]
        async with asyncio.TaskGroup() as deliveries:
            began = monotonic()
            for number in range(events):
                await asyncio.sleep(max(0.0, began + number / self.rate - monotonic()))
                deliveries.create_task(self._deliver(number))
        await asyncio.gather(*breakers)
        await self._calm_down()

    async def _deliver(self, number: int) -> None:
        event = self.target.event(number)
        for wait in RETRY_SECONDS:
            await asyncio.sleep(wait)
            if await self._post(event):
                break
        if self.random.random() < REDELIVERED:
            await asyncio.sleep(self.random.uniform(0, 2))
            await self._post(event)

    async def _post(self, event: Event) -> bool:
        member = self.random.choice(self.herd.members)
        address, headers = f"{member.address}{self.target.path}", self.target.headers(event.body)
        began = monotonic()
        try:
            async with self.herd.session.post(address, data=event.body, headers=headers) as answer:
                acknowledged = answer.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False
        if acknowledged:
            self.acknowledged.add(event.key)
            self.latencies.append(monotonic() - began)
        return acknowledged

    async def _repeat(
        self, blow: Callable[[], Awaitable[None]], times: int, seconds: float
    ) -> None:
        moments = sorted(self.random.uniform(0.02, 0.98) * seconds for _ in range(times))
        for before, moment in pairwise([0.0, *moments]):
            await asyncio.sleep(moment - before)
            await blow()

    async def _kill(self) -> None:
        point = self.random.choice((None, *self.target.points))
        await self.herd.kill(self.random.choice(self.herd.members), point)

    async def _pause(self) -> None:
        await self.herd.pause(self.random.choice(self.herd.members), PAUSE_SECONDS)

    async def _fail(self) -> None:
        await self.source.fail(OUTAGE_SECONDS)

    async def _calm_down(self) -> None:
        async for missing in self._missing():
            if not missing:
                return

    async def _missing(self) -> AsyncIterator[int]:
        """Yield how many are unanswered, until that number has not changed for long."""
        changed, last = monotonic(), -1
        while monotonic() - changed < self.target.quiet_seconds:
            missing = len(self.acknowledged - self.target.answered())
            if missing != last:
                changed, last = monotonic(), missing
            yield missing
            await asyncio.sleep(0.5)
