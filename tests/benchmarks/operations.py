"""Operations: `python -m tests.benchmarks.operations [--quick]`.

Acknowledgement and whole turn at fixed rates beside bare Bolt in the same run, cold start and
memory. The processes are the real command over real sockets. Bounded: about three minutes, one with
`--quick`.
"""

import argparse
import asyncio
import sys
from dataclasses import astuple, dataclass
from pathlib import Path
from statistics import median
from time import monotonic

import psutil

from tests.benchmarks.figures import Figure, tell
from tests.benchmarks.herd import Process, free_port, variables_for
from tests.benchmarks.load import Crowd, crowd
from tests.benchmarks.machine import this_machine
from tests.benchmarks.places import address
from tests.benchmarks.storms import HEADER, TIMES, Bench, Run, bench, figures_of, say

RATES = (10, 20, 50, 100)
AIMED_AT = 20
TARGETS = {"acknowledgement p99": 100.0, "whole turn p95": 150.0}
"""Milliseconds, at the rate that is aimed at."""
START_SECONDS, MEMORY_MB = 1.5, 250.0
STARTS = 6


@dataclass(frozen=True)
class Start:
    """One start with everything built already; seconds since the process was begun, and megabytes."""

    acknowledged: float
    ready: float
    processor: float
    memory: float


async def start(shared: Bench) -> list[Figure]:
    """Measure starts; the first, which builds the database and the index, is left out."""
    with address("sqlite") as url:
        async with crowd() as people:
            folder = Path(url.removeprefix("sqlite:///")).parent / "data"
            variables = variables_for(people.slack, url, folder)
            starts = [await begun(shared, people, variables) for _ in range(STARTS)][1:]
    first, ready, spent, sizes = zip(*map(astuple, starts), strict=True)
    return [
        Figure("start to first acknowledgement", median(first), "s", START_SECONDS),
        Figure("start to ready", median(ready), "s", START_SECONDS),
        Figure("processor until ready", median(spent), "s"),
        Figure("resident memory after 50 turns", max(sizes), "MB", MEMORY_MB),
    ]


async def begun(shared: Bench, people: Crowd, variables: dict[str, str]) -> Start:
    """Start a process, deliver one event at once, wait until it is ready, then ask 50 times."""
    began = monotonic()
    process, event = await Process("serve", variables, free_port()).start(), people.ask(0)
    while not await shared.delivered(people, process.address, event):  # noqa: ASYNC110  (another process)
        await asyncio.sleep(0.01)
    acknowledged = monotonic() - began
    await process.ready(shared.session)
    ready = monotonic() - began
    times = psutil.Process(process.pid).cpu_times()
    await shared.storm(people, [process.address], 10, 50)
    memory = psutil.Process(process.pid).memory_info().rss / 1e6
    await process.stop()
    return Start(acknowledged, ready, times.user + times.system, memory)


def compared(peers: list[Run], ours: list[Run]) -> list[Figure]:
    """Return the figures of each rate, and ours as multiples of the peer's."""
    found = []
    for peer, own in zip(peers, ours, strict=True):
        targets = TARGETS if own.rate == AIMED_AT else {}
        found += figures_of(peer, *TIMES, "turns done")
        found += figures_of(own, *TIMES, "turns done", "processor a turn", targets=targets)
        times = own.acknowledgement_50 / peer.acknowledgement_50
        found.append(
            Figure(f"median acknowledgement at {own.rate:g} a second, over Bolt", times, "x")
        )
    return found


async def measure(*, quick: bool) -> list[Figure]:
    """Measure everything, printing as it goes."""
    print(this_machine(), HEADER, sep="\n", flush=True)
    rates = (AIMED_AT,) if quick else RATES
    async with bench(3.0 if quick else 5.0) as shared:
        pairs = [
            (say(await shared.peer(rate)), say(await shared.advisor("sqlite", 1, rate, 0)))
            for rate in rates
        ]
        started = await start(shared)
    peers, ours = zip(*pairs, strict=True)
    return [*compared([*peers], [*ours]), *started]


def main() -> int:
    """Measure and print; 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.operations", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    return tell(asyncio.run(measure(quick=parser.parse_args().quick)))


if __name__ == "__main__":
    sys.exit(main())
