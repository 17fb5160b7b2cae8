"""Stage: what a delivery test needs: arrivals, a handler, a Slack that misbehaves on cue, time."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Sequence, Sized
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from sqlalchemy import select, update

from bot.delivery import Arrival, Inbox, Outgoing, Sender, SendError, Worker
from bot.delivery.outbox import enqueue
from bot.store import EVERY, Database, Session
from bot.store.tables import inbox, outbox, pace
from tests.waiting import until

WORKSPACE = "T1"


def arrival(key: str, thread: str = "C1:1", **changes: Any) -> Arrival:
    plain = Arrival(key, WORKSPACE, thread, "said", {"text": f"words of {key}"}, user="U1")
    return replace(plain, **changes)


def reply(key: str, **changes: Any) -> Outgoing:
    plain = Outgoing(WORKSPACE, "", "", "C1", None, "chat.postMessage", {"text": key}, key)
    return replace(plain, **changes)


async def echo(_session: Session, said: Arrival) -> Sequence[Outgoing]:
    """Answer every arrival with one message in a channel of its own thread."""
    return [reply(f"re:{said.key}", channel=said.thread, consultation=said.thread)]


def sorry(said: Arrival) -> Sequence[Outgoing]:
    return [reply(f"sorry:{said.key}")]


@dataclass
class Slack:
    """A gateway whose faults are set beforehand; `shown` is what people see.

    Attributes:
        faults: Taken one a call: None sends, an error is raised instead.
        accepts: Taken one a fault: whether the message is there although the call failed.
    """

    shown: list[tuple[Outgoing, str | None]] = field(default_factory=list)
    faults: deque[Exception | None] = field(default_factory=deque)
    accepts: deque[bool] = field(default_factory=deque)
    looked_up: list[str] = field(default_factory=list)
    find_faults: deque[Exception] = field(default_factory=deque)

    async def send(self, outgoing: Outgoing, *, ts: str | None) -> str | None:
        fault = self.faults.popleft() if self.faults else None
        if fault is None or (self.accepts and self.accepts.popleft()):
            self.shown.append((outgoing, ts))
        if fault is not None:
            raise fault
        return ts or f"{len(self.shown)}.0"

    async def find(self, outgoing: Outgoing, *, since: float) -> str | None:
        assert since > 0
        self.looked_up.append(outgoing.key)
        if self.find_faults:
            raise self.find_faults.popleft()
        for number, (found, _) in enumerate(self.shown, start=1):
            if found.key == outgoing.key:
                return f"{number}.0"
        return None

    @property
    def texts(self) -> list[object]:
        return [outgoing.payload["text"] for outgoing, _ in self.shown]


def worker(database: Database, **changes: Any) -> Worker:
    given = {"handler": echo, "owner": "worker-1", "apologise": sorry, "poll_seconds": 0.02}
    return Worker(database, **{**given, **changes})


def sender(database: Database, slack: Slack, **changes: Any) -> Sender:
    return Sender(database, slack, **{"owner": "sender-1", "poll_seconds": 0.02, **changes})


class Runs(Protocol):
    """A worker or a sender."""

    async def run(self) -> None: ...
    async def drain(self, timeout: float) -> None: ...  # noqa: ASYNC109  (the worker's own)


@asynccontextmanager
async def running(*workers: Runs) -> AsyncIterator[None]:
    tasks = [asyncio.ensure_future(each.run()) for each in workers]
    try:
        yield
    finally:
        for each in workers:
            await each.drain(5)
        await asyncio.gather(*tasks)


async def until_there_are(number: int, things: Sized) -> None:
    """Wait until a test's own list has so many things."""

    async def enough() -> bool:
        return len(things) >= number

    await until(enough)


async def states(database: Database, table: Any) -> list[tuple[str, str]]:
    """Return (key, state) of every row, in order."""
    async with database.reading(EVERY) as session:
        rows = await session.execute(select(table).order_by(table.c.id))
        return [(row.key, row.state) for row in rows]


async def settle(database: Database, seconds: float = 1.0) -> None:
    """Let time pass until no row is open."""

    async def nothing_open() -> bool:
        if seconds:
            await time_passes(database, seconds)
        async with database.reading(EVERY) as session:
            still = [
                (await session.execute(select(table.c.id).where(table.c.done_at.is_(None)))).all()
                for table in (inbox, outbox)
            ]
        return not any(still)

    await until(nothing_open)


async def time_passes(database: Database, seconds: float, *, leases: bool = False) -> None:
    """Move what waits into the past, for the database's clock cannot be moved.

    Leases of what is under way run out only when asked for.
    """
    async with database.writing(EVERY) as session:
        await move(session, seconds, leases=leases)


async def move(session: Session, seconds: float, *, leases: bool = False) -> None:
    """Let time pass in a transaction, so that nobody acts between it and what comes next there."""
    for table in (inbox, outbox):
        earlier = {name: table.c[name] - seconds for name in ("not_before", "stored_at")}
        if leases:
            earlier["lease_until"] = table.c.lease_until - seconds
        await session.execute(update(table).values(earlier))
    await session.execute(update(pace).values(free_at=pace.c.free_at - seconds))


def faults(*errors: SendError | None) -> "deque[Exception | None]":
    return deque(errors)


async def put(database: Database, *replies: Outgoing) -> None:
    async with database.writing(WORKSPACE) as session:
        await enqueue(session, replies)


async def store(database: Database, *arrivals: Arrival) -> None:
    for each in arrivals:
        await Inbox(database).store(each)


async def done(database: Database) -> bool:
    return all(state == "done" for _, state in await states(database, inbox))
