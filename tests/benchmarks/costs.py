"""How long an estimate takes: `python -m tests.benchmarks.costs`.

Prints the median of an estimate with every route priced and ranked (held to 20 ms), of one whose
every route is drawn up row by row as `--json` needs it, and of a process that loads and estimates once.
"""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from statistics import median
from time import perf_counter

from advisors import load_catalogue
from advisors.costs import estimate
from advisors.facts import Facts
from tests.benchmarks.figures import Figure, tell

DAY = date(2026, 11, 22)
ROUNDS = 60
HELD_TO_MS = 20
ONCE = """
from datetime import date
from advisors import load_catalogue
from advisors.costs import estimate
from advisors.facts import Facts
estimate(Facts(), on=date(2026, 11, 22), catalogue=load_catalogue())
"""


def main() -> int:
    """Measure, print, and return 1 when an estimate takes longer than it may."""
    catalogue = load_catalogue()
    volumes = iter(range(1, 10 * ROUNDS))
    taken = _median(
        lambda: estimate(
            Facts({"requests_per_month": Decimal(1000 * next(volumes))}),
            on=DAY,
            catalogue=catalogue,
        )
    )
    drawn = _median(
        lambda: [
            *estimate(
                Facts({"requests_per_month": Decimal(1000 * next(volumes))}),
                on=DAY,
                catalogue=catalogue,
            ).alternatives.values()
        ]
    )
    process = _median(lambda: subprocess.run([sys.executable, "-c", ONCE], check=True), 7)
    empty = _median(lambda: subprocess.run([sys.executable, "-c", ""], check=True), 7)
    sys.stdout.write(
        f"full estimate, median of {ROUNDS}: {taken:.1f} ms (held to {HELD_TO_MS} ms)\n"
        f"with every route drawn up row by row: {drawn:.1f} ms\n"
        f"process with catalogue and one estimate, median of 7: {process:.0f} ms "
        f"(an empty one: {empty:.0f} ms)\n"
    )
    return tell([Figure("one estimate, every route ranked", taken, "ms", HELD_TO_MS)])


def _median(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """Return the median time of some work in milliseconds, after one unmeasured run."""
    work()
    times = []
    for _ in range(rounds):
        started = perf_counter()
        work()
        times.append((perf_counter() - started) * 1000)
    return median(times)


if __name__ == "__main__":
    sys.exit(main())
