"""Storms: what a crowd asks of real processes at a rate, and what their answers took."""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic
from types import MappingProxyType
from typing import Any

import aiohttp
import psutil

from tests.benchmarks.figures import Figure
from tests.benchmarks.herd import Process, free_port, plain_environment, variables_for
from tests.benchmarks.load import Asked, Crowd, crowd, signed
from tests.benchmarks.machine import percentile
from tests.benchmarks.places import address, fill

WAIT_SECONDS = 60.0


@dataclass(frozen=True)
class Run:
    """One measurement; times in milliseconds.

    Attributes:
        processor: Processor time of all processes for one turn: what a busy machine changes least.
    """

    who: str
    database: str
    processes: int
    rate: float
    history: int
    acknowledgement_50: float = 0.0
    acknowledgement_99: float = 0.0
    turn_50: float = 0.0
    turn_95: float = 0.0
    turns_a_second: float = 0.0
    processor: float = 0.0
    failed: int = 0

    def row(self) -> str:
        name = f"{self.who} {self.database} x{self.processes}"
        return (
            f"{name:30}{self.history:>9,}{self.rate:>7.0f}{self.acknowledgement_50:>8.1f}"
            f"{self.acknowledgement_99:>9.1f}{self.turn_50:>10.0f}{self.turn_95:>10.0f}"
            f"{self.turns_a_second:>9.1f}{self.processor:>8.1f}{self.failed:>8}"
        )


HEADER = (
    f"{'':30}{'history':>9}{'rate/s':>7}{'ack 50':>8}{'ack 99':>9}"
    f"{'turn 50':>10}{'turn 95':>10}{'turns/s':>9}{'cpu':>8}{'failed':>8}   (ms)"
)


NAMED = {
    "acknowledgement p50": ("acknowledgement_50", "ms"),
    "acknowledgement p99": ("acknowledgement_99", "ms"),
    "whole turn p50": ("turn_50", "ms"),
    "whole turn p95": ("turn_95", "ms"),
    "turns done": ("turns_a_second", "/s"),
    "turns a core": ("a_core", "/s"),
    "processor a turn": ("processor", "ms"),
}
TIMES = ("acknowledgement p50", "acknowledgement p99", "whole turn p50", "whole turn p95")


@dataclass
class Bench:
    """What the measurements share.

    Attributes:
        session: Of the one who asks.
        seconds: How long each rate is held.
    """

    session: aiohttp.ClientSession
    seconds: float

    async def storm(
        self, people: Crowd, doors: list[str], rate: float, total: int
    ) -> dict[str, Any]:
        """Ask at a rate, wait for every answer; return the figures of a Run."""
        asked: dict[str, Asked] = {}
        acknowledged: list[float] = []
        began = monotonic()

        async def deliver(number: int) -> None:
            one = people.ask(number)
            sent = monotonic()
            if await self.delivered(people, doors[number % len(doors)], one):
                asked[one.key] = one
                acknowledged.append(1000 * (monotonic() - sent))

        async with asyncio.TaskGroup() as deliveries:
            for number in range(total):
                await asyncio.sleep(max(0.0, began + number / rate - monotonic()))
                deliveries.create_task(deliver(number))
        answered = await self._answers(people, set(asked))
        took = monotonic() - began
        turns = [1000 * (at - asked[key].at) for key, at in answered.items() if key in asked]
        return {
            "acknowledgement_50": percentile(acknowledged, 50),
            "acknowledgement_99": percentile(acknowledged, 99),
            "turn_50": percentile(turns, 50),
            "turn_95": percentile(turns, 95),
            "turns_a_second": len(turns) / took,
            "failed": total - len(turns),
        }

    async def delivered(self, people: Crowd, door: str, one: Asked) -> bool:
        """Send an event; tell whether it was acknowledged, which nobody does who is not up yet."""
        headers = signed(people.slack.signing_secret, one.body)
        try:
            async with self.session.post(
                f"{door}/slack/events", data=one.body, headers=headers
            ) as answer:
                return answer.status == 200
        except aiohttp.ClientConnectorError:
            return False

    async def _answers(self, people: Crowd, wanted: set[str]) -> dict[str, float]:
        until = monotonic() + WAIT_SECONDS
        while monotonic() < until:
            answered = people.answered()
            if wanted <= answered.keys():
                break
            await asyncio.sleep(0.05)
        return people.answered()

    @asynccontextmanager
    async def herd(self, people: Crowd, url: str, size: int) -> AsyncIterator[list[Process]]:
        """Run some processes over one database."""
        async with AsyncExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            processes = []
            for number in range(size):
                variables = variables_for(people.slack, url, folder / str(number))
                process = await Process("serve", variables, free_port()).start()
                stack.push_async_callback(process.stop)
                processes.append(process)
            for process in processes:
                await process.ready(self.session)
            yield processes

    async def advisor(self, kind: str, size: int, rate: float, history: int) -> Run:
        """Measure our own processes at a rate."""
        with address(kind) as url:
            await fill(url, history)
            async with crowd() as people, self.herd(people, url, size) as processes:
                doors = [process.address for process in processes]
                await self.storm(people, doors, 5, 10)  # warm
                before, total = used(processes), max(20, int(rate * self.seconds))
                found = await self.storm(people, doors, rate, total)
                found["processor"] = 1000 * (used(processes) - before) / total
        return Run("advisor", kind, size, rate, history, **found)

    async def peer(self, rate: float) -> Run:
        """Measure bare Bolt, which works in memory and can lose what it acknowledged."""
        async with crowd() as people:
            slack, port = people.slack, free_port()
            words = (str(port), slack.api_url, slack.bot_token, slack.signing_secret)
            process = Process("peer", {}, port)
            process.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.benchmarks.peer", *words), env=plain_environment()
            )
            try:
                await process.ready(self.session)
                await self.storm(people, [process.address], 5, 10)
                total = max(20, int(rate * self.seconds))
                found = await self.storm(people, [process.address], rate, total)
            finally:
                await process.stop()
        return Run("bare Bolt", "none", 1, rate, 0, **found)


def used(processes: list[Process]) -> float:
    """Return the seconds of processor that some processes have used."""
    times = [psutil.Process(process.pid).cpu_times() for process in processes]
    return sum(one.user + one.system for one in times)


@asynccontextmanager
async def bench(seconds: float) -> AsyncIterator[Bench]:
    """Open what the storms of one benchmark share."""
    timeout = aiohttp.ClientTimeout(total=30)
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:
        yield Bench(session, seconds)


def say(run: Run) -> Run:
    """Print the row of a run."""
    print(run.row(), flush=True)
    return run


def figures_of(
    run: Run, *names: str, targets: Mapping[str, float] = MappingProxyType({})
) -> list[Figure]:
    """Return some of the figures of a run, named by what was run; `targets` by their names."""
    old = f", {run.history:,} old rows" if run.history else ""
    where = "" if run.database == "none" else f" {run.database} x{run.processes}"
    kept = asdict(run) | {"a_core": 1000 / run.processor if run.processor else 0.0}
    head = f"{run.who}{where} at {run.rate:g} a second{old}"
    found = []
    for name in names:
        field, unit = NAMED[name]
        found.append(Figure(f"{head}: {name}", kept[field], unit, targets.get(name)))
    return found
