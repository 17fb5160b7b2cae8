"""Leases: who holds a turn, who takes it over, and who comes too late."""

import asyncio
from collections.abc import Sequence
from functools import partial

import pytest

from bot.delivery import Arrival, Outgoing, resume
from bot.delivery.queue import INBOX, OvertakenError
from bot.store import EVERY, Database, Session
from bot.store.tables import inbox
from tests.delivery.stage import (
    arrival,
    done,
    running,
    store,
    time_passes,
    until_there_are,
    worker,
)
from tests.waiting import until


async def test_a_dead_workers_turn_is_taken_over_when_its_lease_runs_out(
    database: Database,
) -> None:
    await store(database, arrival("Ev1"))
    async with database.writing(EVERY) as session:
        assert await INBOX.claim(session, "dead", 60)
        assert await INBOX.claim(session, "alive", 60) is None
    await time_passes(database, 61, leases=True)
    async with database.writing(EVERY) as session:
        taken = await INBOX.claim(session, "alive", 60)
    assert taken is not None
    assert (taken.key, taken.attempts) == ("Ev1", 2)


async def test_who_was_overtaken_cannot_close_renew_or_give_back(database: Database) -> None:
    await store(database, arrival("Ev1"))
    async with database.writing(EVERY) as session:
        slow = await INBOX.claim(session, "same name", 60)
    await time_passes(database, 61, leases=True)
    async with database.writing(EVERY) as session:
        fast = await INBOX.claim(session, "same name", 60)
    assert slow is not None
    assert fast is not None
    for late in (
        partial(INBOX.close, claimed=slow, state="done"),
        partial(INBOX.renew, claimed=slow, lease_seconds=60),
        partial(INBOX.give_back, claimed=slow, after=0),
    ):
        with pytest.raises(OvertakenError):
            async with database.writing(EVERY) as session:
                await late(session)
    async with database.writing(EVERY) as session:
        await INBOX.close(session, fast, "done")
    assert await done(database)


async def test_a_slow_turn_keeps_its_claim_by_renewing_it(database: Database) -> None:
    ended = asyncio.Event()
    started: list[str] = []

    async def slow(_session: Session, said: Arrival) -> Sequence[Outgoing]:
        started.append(said.key)
        await ended.wait()
        return ()

    await store(database, arrival("Ev1"))
    both = [worker(database, handler=slow, owner=name, lease_seconds=3.0) for name in "ab"]
    async with running(*both):
        await until_there_are(1, started)
        claimed_until = await lease(database)
        await until(lambda: lease_lasts(database, claimed_until + 0.5))
        ended.set()
    assert started == ["Ev1"]
    assert await done(database)


async def lease_lasts(database: Database, moment: float) -> bool:
    return await lease(database) >= moment


async def lease(database: Database) -> float:
    async with database.reading(EVERY) as session:
        return float((await session.execute(inbox.select())).one().lease_until)


async def test_a_killed_process_leaves_nothing_held_where_it_was_the_only_one(
    database: Database,
) -> None:
    await store(database, arrival("Ev1"))
    async with database.writing(EVERY) as session:
        await INBOX.claim(session, "killed", 60)
    await resume(database)
    async with database.writing(EVERY) as session:
        claimed = await INBOX.claim(session, "next", 60)
    assert (claimed is None) is database.shared  # elsewhere the holder may be alive
