"""`python -m tests.chaos`: kill the bot again and again and count what got lost or said twice."""

import argparse
import asyncio
import sys
from typing import get_args

from tests.chaos.run import HEADER, Kind, Plan, run


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.chaos", description=__doc__)
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--rate", type=float, default=50.0, help="events a second")
    parser.add_argument("--history", type=int, default=100_000, help="old rows before the start")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=[*get_args(Kind), "both"], default="both")
    parser.add_argument("--whole", action="store_true", help="the whole advisor, not the queue")
    given = parser.parse_args()
    chosen = (given.events, given.kills, given.rate, given.history, given.seed)
    plan = Plan(*chosen, whole=given.whole)
    kinds: list[Kind] = list(get_args(Kind)) if given.database == "both" else [given.database]
    print(HEADER, flush=True)
    good = True
    for kind in kinds:
        report = asyncio.run(run(kind, plan))
        print(report.row(), flush=True)
        for what, keys in (("lost", report.lost), ("doubled", report.doubled)):
            if keys:
                print(f"  {what}: {', '.join(keys[:10])}", flush=True)
        good = good and report.good
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
