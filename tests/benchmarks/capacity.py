"""Capacity: `python -m tests.benchmarks.capacity`: turns a second on both databases.

More is asked than the processes can do, and what they did is counted: 1, 2 and 4 processes over
PostgreSQL, one over SQLite. On a machine with fewer cores than processes, "turns a core" is what
says how many cores a load needs. About four minutes.
"""

import asyncio
import sys

from tests.benchmarks.figures import Figure, tell
from tests.benchmarks.machine import this_machine
from tests.benchmarks.storms import HEADER, TIMES, bench, figures_of, say

HERDS = (("sqlite", 1), ("postgresql", 1), ("postgresql", 2), ("postgresql", 4))
RATE = 100.0
SECONDS = 3.0


async def measure() -> list[Figure]:
    """Measure every herd."""
    print(this_machine(), HEADER, sep="\n", flush=True)
    found: list[Figure] = []
    async with bench(SECONDS) as shared:
        for kind, size in HERDS:
            run = say(await shared.advisor(kind, size, RATE, 0))
            found += figures_of(run, *TIMES, "turns done", "processor a turn", "turns a core")
    return found


if __name__ == "__main__":
    sys.exit(tell(asyncio.run(measure())))
