"""Herd: the processes under test; one that is killed is started again at once."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count
from time import monotonic
from typing import Final

import aiohttp

from tests.chaos.program import Point
from tests.chaos.target import Target

PASSING_SECONDS: Final = 2.0
"""In which an armed process has to pass its point; then it is killed where it stands."""


@dataclass
class Member:
    """One process and the port it always listens on."""

    port: int
    process: asyncio.subprocess.Process | None = None
    started: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@dataclass
class Herd:
    """The processes.

    Attributes:
        target: What they run.
        ready_seconds: How long each took from a kill until it was ready again.
        stop_seconds: How long each took from SIGTERM until it had left.
        kills: How many were killed.
    """

    target: Target
    session: aiohttp.ClientSession
    members: list[Member] = field(default_factory=list)
    ready_seconds: list[float] = field(default_factory=list)
    stop_seconds: list[float] = field(default_factory=list)
    kills: int = 0
    _numbers: "count[int]" = field(default_factory=lambda: count(1))

    @asynccontextmanager
    async def running(self, size: int) -> AsyncIterator["Herd"]:
        """Start the processes, keep them alive, and stop them with SIGTERM in the end."""
        self.members = [Member(_free_port()) for _ in range(size)]
        for member in self.members:
            await self._start(member)
        keepers = [asyncio.ensure_future(self._keep(member)) for member in self.members]
        try:
            yield self
        finally:
            for keeper in keepers:
                keeper.cancel()
            await asyncio.gather(*(self._stop(member) for member in self.members))

    async def kill(self, member: Member, point: Point | None) -> None:
        """Kill a process now, or when it next passes a point; return when it is dead."""
        await member.started.wait()
        process = member.process
        assert process is not None
        if point is None:
            process.kill()
        else:
            await self._arm(member, point)
        try:
            async with asyncio.timeout(PASSING_SECONDS):
                await process.wait()
        except TimeoutError:
            if process.returncode is None:
                process.kill()
            await process.wait()
        self.kills += 1

    async def pause(self, member: Member, seconds: float) -> None:
        """Hold a process still, as a stalled machine does, and let it go on as if nothing were."""
        await member.started.wait()
        _signal(member, signal.SIGSTOP)
        await asyncio.sleep(seconds)
        _signal(member, signal.SIGCONT)

    async def _stop(self, member: Member) -> None:
        began = monotonic()
        _signal(member, signal.SIGTERM)
        assert member.process is not None
        async with asyncio.timeout(30):
            await member.process.wait()
        self.stop_seconds.append(monotonic() - began)

    async def _arm(self, member: Member, point: Point) -> None:
        try:
            async with self.session.post(f"{member.address}/arm/{point}"):
                pass
        except aiohttp.ClientError:
            pass  # it is just starting; it is killed without being armed

    async def _keep(self, member: Member) -> None:
        while True:
            assert member.process is not None
            await member.process.wait()
            member.started.clear()
            began = monotonic()
            if await self._start(member):
                self.ready_seconds.append(monotonic() - began)

    async def _start(self, member: Member) -> bool:
        """Start a process; return whether it became ready before it was killed again."""
        command, environment = self.target.command(member.port, next(self._numbers))
        member.process = await asyncio.create_subprocess_exec(
            *command, env=environment, stdout=asyncio.subprocess.DEVNULL
        )
        member.started.set()
        while member.process.returncode is None:
            if await self._ready(member):
                return True
            await asyncio.sleep(0.02)
        return False

    async def _ready(self, member: Member) -> bool:
        try:
            async with self.session.get(f"{member.address}{self.target.probe}") as answer:
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False


def _signal(member: Member, number: signal.Signals) -> None:
    if member.process is not None and member.process.returncode is None:
        member.process.send_signal(number)


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
