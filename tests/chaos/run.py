"""Run: one storm over one database, and what came of it."""

import tempfile
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Final

import aiohttp
from sqlalchemy import func, select

from bot.playground.faults import FOREVER, Fault
from bot.store import EVERY, Database, open_database, upgrade
from bot.store.tables import consultation, inbox
from tests.benchmarks.load import crowd
from tests.chaos.herd import Herd
from tests.chaos.slack import Slack
from tests.chaos.source import Kind, source
from tests.chaos.storm import Storm
from tests.chaos.target import Advisor, Target, Trivial

PROCESSES: Final = {"sqlite": 1, "postgresql": 2}
FAULT_RATE: Final = 0.02
CHUNK: Final = 10_000
_FAULTS: Final = tuple(
    replace(fault, method="chat.*", times=FOREVER, share=FAULT_RATE / 5)
    for fault in (
        Fault("rate_limit"),
        Fault("status", accepted=True),
        Fault("reset"),
        Fault("reset", accepted=True),
        Fault("stall", accepted=True),
    )
)
"""What the trivial target's Slack does wrong, of the stand-in Slack: each a fifth of the faults."""


@dataclass(frozen=True)
class Plan:
    """What to do.

    Attributes:
        name: What it is called in the table.
        events: How many are sent.
        kills: How many kill -9.
        rate: Events a second.
        history: Old rows in the inbox before it begins.
        seed: Of everything that is drawn by lot.
        whole: Whether the whole advisor runs, and not the queue with a trivial handler.
        pauses: How many SIGSTOP for longer than a lease; only where another process goes on.
        outages: How often the database is stopped, or locked by another process.
    """

    name: str
    events: int
    kills: int
    rate: float = 50.0
    history: int = 0
    seed: int = 1
    whole: bool = False
    pauses: int = 0
    outages: int = 0


@dataclass(frozen=True)
class Report:
    """What came of it; latencies and times to ready and to stop are in seconds, sorted."""

    kind: Kind
    plan: Plan
    acknowledged: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    broken: tuple[str, ...]
    misworked: tuple[str, ...]
    dead: int
    kills: int
    latencies: tuple[float, ...]
    ready: tuple[float, ...]
    stopped: tuple[float, ...]

    @property
    def good(self) -> bool:
        """Nothing lost, doubled, broken off, worked twice or put aside."""
        return not (self.lost or self.doubled or self.broken or self.misworked or self.dead)

    def row(self) -> str:
        ack = "/".join(f"{1000 * percentile(self.latencies, part):.0f}" for part in (50, 95, 99))
        return (
            f"{self.plan.name:<9} {self.kind:<10} {self.acknowledged:>6} "
            f"{self.plan.events - self.acknowledged:>7} {self.kills:>5} {self.plan.pauses:>6} "
            f"{self.plan.outages:>7} {len(self.lost):>4} {len(self.doubled):>7} "
            f"{len(self.broken):>6} {len(self.misworked):>6} {self.dead:>4} {ack:>14} "
            f"{percentile(self.ready, 50):>5.1f}/{percentile(self.ready, 100):<4.1f} "
            f"{percentile(self.stopped, 100):>6.1f}"
        )


HEADER: Final = (
    "storm     database    acked unacked kills pauses outages lost doubled broken "
    "twice dead   ack 50/95/99  ready 50/max stop max\n"
    "                                                                        "
    "                        (ms)         (s)        (s)"
)
"""`unacked`: Slack gave up on them, as it tells nobody to try again for ever; `broken`: messages
that begin and do not end; `twice`: turns that were worked twice."""


def percentile(values: tuple[float, ...], part: int) -> float:
    """Return the value below which a part of the sorted values lies; 0 of none."""
    return values[min(len(values) - 1, len(values) * part // 100)] if values else 0.0


async def run(kind: Kind, plan: Plan) -> Report:
    """Blow one storm."""
    random = Random(plan.seed)  # noqa: S311  (a storm that can be repeated, not a secret)
    timeout = aiohttp.ClientTimeout(total=3)
    with source(kind) as place:
        async with (
            _migrated(place.url) as database,
            _target(plan, place.url, random) as target,
            aiohttp.ClientSession(timeout=timeout) as session,
        ):
            await _fill(database, plan.history)
            async with Herd(target, session).running(PROCESSES[kind]) as herd:
                storm = Storm(herd, target, random, plan.rate, place)
                await storm.blow(
                    plan.events, kills=plan.kills, pauses=plan.pauses, outages=plan.outages
                )
            return await _report(kind, plan, storm, database)


@asynccontextmanager
async def _target(plan: Plan, url: str, random: Random) -> AsyncIterator[Target]:
    if not plan.whole:
        slack = Slack(random, FAULT_RATE)
        async with slack.serving() as address:
            yield Trivial(url, slack, address, random)
        return
    with tempfile.TemporaryDirectory(prefix="chaos") as folder:
        async with crowd(str(plan.seed)) as people:
            for fault in _FAULTS:
                people.slack.faults.add(fault)
            yield Advisor(url, people, Path(folder))


@asynccontextmanager
async def _migrated(url: str) -> AsyncIterator[Database]:
    database = open_database(url)
    await upgrade(database)
    yield database
    await database.close()


async def _fill(database: Database, history: int) -> None:
    for start in range(0, history, CHUNK):
        rows = [
            {
                "workspace": "T1",
                "key": f"Old{number}",
                "thread": f"C{number % 500}",
                "user": "U1",
                "kind": "said",
                "payload": {"text": "something that was said a while ago"},
                "state": "done",
                "done_at": 1.0,
            }
            for number in range(start, min(start + CHUNK, history))
        ]
        async with database.writing(EVERY) as session:
            await session.execute(inbox.insert(), rows)


async def _report(kind: Kind, plan: Plan, storm: Storm, database: Database) -> Report:
    target = storm.target
    told = target.told()
    async with database.reading(EVERY) as session:
        states = (await session.execute(select(consultation.c.state))).scalars()
        worked = Counter(key for state in states for key in state.get("keys", ()))
        dead = select(func.count()).where(inbox.c.state == "dead")
        return Report(
            kind=kind,
            plan=plan,
            acknowledged=len(storm.acknowledged),
            lost=tuple(sorted(storm.acknowledged - target.answered())),
            doubled=tuple(sorted(key for key, times in told.items() if times > 1)),
            broken=target.broken(),
            misworked=tuple(sorted(key for key in told if worked and worked[key] != 1)),
            dead=int((await session.execute(dead)).scalar_one()),
            kills=storm.herd.kills,
            latencies=tuple(sorted(storm.latencies)),
            ready=tuple(sorted(storm.herd.ready_seconds)),
            stopped=tuple(sorted(storm.herd.stop_seconds)),
        )
