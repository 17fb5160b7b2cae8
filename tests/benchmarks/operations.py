"""Operations: `python -m tests.benchmarks.operations [--quick]`.

Acknowledgement and whole turn at fixed rates beside bare Bolt in the same run, cold start and
memory. The processes are the real command over real sockets. Bounded: about three minutes, one with
`--quick`.
"""

import argparse
import asyncio
import sys
from pathlib import Path
from time import monotonic

import psutil

from tests.benchmarks.figures import Figure, tell
from tests.benchmarks.herd import Process, free_port, variables_for
from tests.benchmarks.load import crowd
from tests.benchmarks.machine import this_machine
from tests.benchmarks.places import address
from tests.benchmarks.storms import HEADER, Bench, Run, bench, figures_of, say

RATES = (10, 20, 50, 100)
AIMED_AT = 20
TURN_MS, START_SECONDS, MEMORY_MB = 150.0, 1.5, 250.0
STARTS = 4


async def start(shared: Bench) -> list[Figure]:
    """Measure starts with everything built already, and the memory after some turns."""
    ready, spent, sizes = [], [], []
    with address("sqlite") as url:
        async with crowd() as people:
            folder = Path(url.removeprefix("sqlite:///")).parent / "data"
            for _ in range(STARTS):
                variables = variables_for(people.slack, url, folder)
                began = monotonic()
                process = await Process("serve", variables, free_port()).start()
                await process.ready(shared.session)
                ready.append(monotonic() - began)
                times = psutil.Process(process.pid).cpu_times()
                spent.append(times.user + times.system)
                await shared.storm(people, [process.address], 10, 50)
                sizes.append(psutil.Process(process.pid).memory_info().rss / 1e6)
                await process.stop()
    return [
        Figure("cold start to ready", min(ready[1:]), "s", START_SECONDS),
        Figure("cold start, processor", min(spent[1:]), "s"),
        Figure("resident memory after 50 turns", max(sizes[1:]), "MB", MEMORY_MB),
    ]


def compared(peers: list[Run], ours: list[Run]) -> list[Figure]:
    """Return the figures of each rate, and ours as multiples of the peer's."""
    found = []
    for peer, own in zip(peers, ours, strict=True):
        names = ("acknowledgement p99", "whole turn p95")
        found += figures_of(peer, *names) + figures_of(own, *names, "processor a turn")
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
    aimed = next(run for run in ours if run.rate == AIMED_AT)
    name = f"whole turn p95 at {AIMED_AT} a second"
    return [*compared([*peers], [*ours]), Figure(name, aimed.turn_95, "ms", TURN_MS), *started]


def main() -> int:
    """Measure and print; 1 when a target is missed."""
    parser = argparse.ArgumentParser(prog="tests.benchmarks.operations", description=__doc__)
    parser.add_argument("--quick", action="store_true")
    return tell(asyncio.run(measure(quick=parser.parse_args().quick)))


if __name__ == "__main__":
    sys.exit(main())
