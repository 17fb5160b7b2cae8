"""`python -m tests.chaos`: break the bot again and again and count what got lost or said twice.

Without options: every storm below on each database, in about twenty minutes.
"""

import argparse
import asyncio
import sys
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, get_args

from tests.chaos.run import HEADER, Plan, Report, run
from tests.chaos.source import Kind

HISTORY: Final = 100_000
STORMS: Final = (
    Plan("kills", 10_000, 50, 50.0, HISTORY),
    Plan("outages", 1_000, 0, 30.0, HISTORY, outages=3),
    Plan("pauses", 1_000, 0, 30.0, HISTORY, pauses=3),
    Plan("advisor", 1_000, 10, 10.0, HISTORY, whole=True),
    Plan("quiet", 3_000, 0, 50.0, HISTORY),
    Plan("whole", 1_200, 0, 20.0, HISTORY, whole=True),
)
"""The queue under fifty kill -9, without its database, held still for longer than a lease; the whole
advisor; and a minute of each with nothing broken, for how long an acknowledgement takes. Every
twentieth event comes twice, every fiftieth call of Slack fails."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="tests.chaos", description=__doc__)
    parser.add_argument("--storm", choices=[one.name for one in STORMS], help="one of them only")
    parser.add_argument("--database", choices=get_args(Kind), help="one of them only")
    parser.add_argument("--events", type=int, help="how many instead of the storm's own")
    parser.add_argument("--kills", type=int, help="how many kill -9 instead of the storm's own")
    parser.add_argument("--rate", type=float, help="events a second")
    parser.add_argument("--history", type=int, help="old rows before the start")
    parser.add_argument("--seed", type=int, help="of everything that is drawn by lot")
    given = {name: value for name, value in vars(parser.parse_args()).items() if value is not None}
    kinds, storm = given.pop("database", ""), given.pop("storm", "")
    print(HEADER, flush=True)
    good = True
    for kind in get_args(Kind):
        for plan in STORMS:
            if kinds in {"", kind} and storm in {"", plan.name} and not _is_idle(kind, plan):
                report = asyncio.run(run(kind, replace(plan, **given)))
                print("\n".join((report.row(), *_named(report))), flush=True)
                good = good and report.good
    return 0 if good else 1


def _is_idle(kind: Kind, plan: Plan) -> bool:
    """Tell whether a storm would only wait: nobody takes over from SQLite's one process."""
    return kind == "sqlite" and plan.pauses > 0


def _named(report: Report) -> Iterator[str]:
    for what in ("lost", "doubled", "broken"):
        if keys := getattr(report, what):
            yield f"  {what}: {', '.join(keys[:10])}"


if __name__ == "__main__":
    sys.exit(main())
