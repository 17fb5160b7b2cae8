"""Growth: `python -m tests.benchmarks.growth`: what a long history costs, on both databases.

The same turns over 0, 100,000 and 1,000,000 old rows of inbox and outbox. The cost of a turn must
stay flat: the longest history may cost a quarter more processor than none. About five minutes.
"""

import asyncio
import sys

from tests.benchmarks.figures import Figure, tell
from tests.benchmarks.machine import this_machine
from tests.benchmarks.storms import HEADER, TIMES, bench, figures_of, say

HISTORIES = (0, 100_000, 1_000_000)
RATE = 10.0
SECONDS = 8.0
MOST = 1.25


async def measure() -> list[Figure]:
    """Measure every history."""
    print(this_machine(), HEADER, sep="\n", flush=True)
    found: list[Figure] = []
    async with bench(SECONDS) as shared:
        for kind in ("sqlite", "postgresql"):
            runs = [say(await shared.advisor(kind, 1, RATE, rows)) for rows in HISTORIES]
            for run in runs:
                found += figures_of(run, *TIMES, "processor a turn")
            times = runs[-1].processor / runs[0].processor
            found.append(Figure(f"{kind}: a turn over {HISTORIES[-1]:,} rows", times, "x", MOST))
    return found


if __name__ == "__main__":
    sys.exit(tell(asyncio.run(measure())))
