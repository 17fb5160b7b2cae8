"""Run: one storm over one database, and what came of it."""

import tempfile
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final, Literal, TypeAlias

import aiohttp
from sqlalchemy import func, select

from bot.store import EVERY, Database, now, open_database, upgrade
from bot.store.tables import consultation, inbox
from tests.chaos.herd import Herd
from tests.chaos.slack import Slack
from tests.chaos.storm import Storm
from tests.databases import postgresql

Kind: TypeAlias = Literal["sqlite", "postgresql"]
PROCESSES: Final = {"sqlite": 1, "postgresql": 2}
FAULT_RATE: Final = 0.02
CHUNK: Final = 10_000


@dataclass(frozen=True)
class Plan:
    """What to do.

    Attributes:
        events: How many are sent.
        kills: How many kill -9.
        rate: Events a second.
        history: Old rows in the inbox before it begins.
        seed: Of everything that is drawn by lot.
    """

    events: int
    kills: int
    rate: float = 50.0
    history: int = 0
    seed: int = 1


@dataclass(frozen=True)
class Report:
    """What came of it; latencies and times to ready are in seconds, sorted."""

    kind: Kind
    acknowledged: int
    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    misworked: tuple[str, ...]
    dead: int
    kills: int
    latencies: tuple[float, ...]
    ready: tuple[float, ...]
    faults: Counter[str]

    @property
    def good(self) -> bool:
        """Nothing lost, doubled, worked twice or put aside."""
        return not (self.lost or self.doubled or self.misworked or self.dead)

    def row(self) -> str:
        ack = "/".join(f"{1000 * percentile(self.latencies, part):.0f}" for part in (50, 95, 99))
        return (
            f"{self.kind:<10} {self.acknowledged:>6} {self.kills:>5} {len(self.lost):>4} "
            f"{len(self.doubled):>7} {len(self.misworked):>9} {self.dead:>4} {ack:>12} "
            f"{percentile(self.ready, 100):>9.1f}"
        )


HEADER: Final = "database    acked kills lost doubled misworked dead ack50/95/99ms ready max s"


def percentile(values: tuple[float, ...], part: int) -> float:
    """Return the value below which a part of the sorted values lies; 0 of none."""
    return values[min(len(values) - 1, len(values) * part // 100)] if values else 0.0


async def run(kind: Kind, plan: Plan) -> Report:
    """Blow one storm."""
    random = Random(plan.seed)  # noqa: S311  (a storm that can be repeated, not a secret)
    slack = Slack(random, FAULT_RATE)
    timeout = aiohttp.ClientTimeout(total=3)
    with _address(kind) as url:
        async with (
            _migrated(url) as database,
            slack.serving() as address,
            aiohttp.ClientSession(timeout=timeout) as session,
        ):
            await _fill(database, plan.history)
            async with Herd(url, address, session).running(PROCESSES[kind]) as herd:
                storm = Storm(herd, slack, random, plan.rate)
                await storm.blow(plan.events, plan.kills)
            return await _report(kind, storm, database)


@contextmanager
def _address(kind: Kind) -> Iterator[str]:
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="chaos") as folder:
            yield f"sqlite:///{Path(folder) / 'chaos.sqlite3'}"
    else:
        with postgresql(durable=True) as server:
            yield server.url("postgres")


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


async def _report(kind: Kind, storm: Storm, database: Database) -> Report:
    shown = storm.slack.shown
    async with database.reading(EVERY) as session:
        states = (await session.execute(select(consultation.c.state))).scalars()
        worked = Counter(key for state in states for key in state["keys"])
        dead = select(func.count()).where(inbox.c.state == "dead", inbox.c.stored_at < now())
        return Report(
            kind=kind,
            acknowledged=len(storm.acknowledged),
            lost=tuple(sorted(storm.acknowledged - shown.keys())),
            doubled=tuple(sorted(key for key, times in shown.items() if times > 1)),
            misworked=tuple(sorted(key for key in shown if worked[key] != 1)),
            dead=int((await session.execute(dead)).scalar_one()),
            kills=storm.herd.kills,
            latencies=tuple(sorted(storm.latencies)),
            ready=tuple(sorted(storm.herd.ready_seconds)),
            faults=storm.slack.faults,
        )
