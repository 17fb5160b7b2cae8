"""The queue against a model: whatever the order of arrivals, claims, crashes and late closings."""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from bot.delivery import Inbox
from bot.delivery.queue import INBOX, Claimed, OvertakenError
from bot.store import EVERY, Database
from bot.store.tables import inbox
from tests.delivery.stage import arrival, states, time_passes

LEASE = 60.0
THREADS = 2
STEPS = st.one_of(
    st.tuples(st.just("store"), st.integers(0, 7)),
    st.tuples(st.just("claim"), st.integers(0, 1)),
    st.tuples(st.just("close"), st.integers(0, 7)),
    st.tuples(st.just("give back"), st.integers(0, 7)),
    st.tuples(st.just("leases run out"), st.just(0)),
)


@dataclass
class Entry:
    """A row in the model; `holder` is the claim that holds it."""

    key: str
    thread: int
    open: bool = True
    holder: Claimed | None = None
    expired: bool = False


@dataclass
class Model:
    """What the queue should be, in plain Python."""

    entries: list[Entry] = field(default_factory=list)
    claims: list[Claimed] = field(default_factory=list)

    def next(self) -> Entry | None:
        for entry in self.entries:
            thread = [
                other for other in self.entries if other.thread == entry.thread and other.open
            ]
            free = entry.holder is None or entry.expired
            held = any(other.holder is not None for other in thread if other is not entry)
            if entry.open and free and not held and thread[0] is entry:
                return entry
        return None


@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, min_size=5, max_size=40))
async def test_claims_follow_the_model(database: Database, steps: list[tuple[str, int]]) -> None:
    async with database.writing(EVERY) as session:
        await session.execute(delete(inbox))
    model = Model()
    for step, number in steps:
        if step == "store":
            await store(database, model, number)
        elif step == "claim":
            await claim(database, model, number)
        elif step == "leases run out":
            await time_passes(database, LEASE + 1, leases=True)
            for entry in model.entries:
                entry.expired = True
        elif model.claims:
            await end(database, model, model.claims[number % len(model.claims)], step)
    expected = [(entry.key, "waiting" if entry.open else "done") for entry in model.entries]
    assert await states(database, inbox) == expected


async def store(database: Database, model: Model, number: int) -> None:
    key, thread = f"Ev{number}", number % THREADS
    new = await Inbox(database).store(arrival(key, f"thread {thread}"))
    assert new is all(entry.key != key for entry in model.entries)
    if new:
        model.entries.append(Entry(key, thread))


async def claim(database: Database, model: Model, worker: int) -> None:
    expected = model.next()
    async with database.writing(EVERY) as session:
        claimed = await INBOX.claim(session, f"worker {worker}", LEASE)
    assert (claimed and claimed.key) == (expected and expected.key)
    if claimed is not None and expected is not None:
        expected.holder, expected.expired = claimed, False
        model.claims.append(claimed)


async def end(database: Database, model: Model, claimed: Claimed, step: str) -> None:
    entry = next(entry for entry in model.entries if entry.key == claimed.key)
    held = entry.open and entry.holder is claimed  # even expired, while nobody took it over

    async def change() -> None:
        async with database.writing(claimed.workspace) as session:
            if step == "close":
                await INBOX.close(session, claimed, "done")
            else:
                await INBOX.give_back(session, claimed, 0.0)

    if not held:
        with pytest.raises(OvertakenError):
            await change()
        return
    await change()
    entry.holder, entry.open = None, step != "close"
