"""Turns: in order within a thread, side by side between threads, never twice, never forgotten."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Row, select

from bot.delivery import Arrival, NotSent, Outgoing, Parked
from bot.delivery.queue import INBOX
from bot.delivery.worker import AWAY_SECONDS, PARKED_SECONDS
from bot.store import EVERY, Database, Session
from bot.store.tables import inbox, outbox
from tests.delivery.stage import (
    arrival,
    done,
    echo,
    reply,
    running,
    settle,
    states,
    store,
    time_passes,
    until_there_are,
    worker,
)
from tests.waiting import until


async def over(database: Database, seconds: float) -> bool:
    """Let time pass; return whether every turn is done or put aside."""
    await time_passes(database, seconds)
    return all(state != "waiting" for _, state in await states(database, inbox))


async def is_done(database: Database, key: str) -> bool:
    return (key, "done") in await states(database, inbox)


async def test_the_turns_of_a_thread_are_worked_in_order_of_arrival(database: Database) -> None:
    worked: list[str] = []

    async def note(_session: Session, said: Arrival) -> Sequence[Outgoing]:
        worked.append(said.key)
        return ()

    keys = [f"Ev{n}" for n in range(12)]
    await store(database, *(arrival(key) for key in keys))
    async with running(worker(database, handler=note)):
        await until_there_are(len(keys), worked)
    assert worked == keys


async def test_threads_are_worked_side_by_side(database: Database) -> None:
    both = asyncio.Barrier(2)

    async def meet(_session: Session, _said: Arrival) -> Sequence[Outgoing]:
        await both.wait()
        return ()

    await store(database, arrival("Ev1", "one"), arrival("Ev2", "two"))
    async with running(worker(database, handler=meet)):
        await settle(database, 0)
    assert await done(database)


async def test_two_workers_never_meet_in_a_thread_and_work_each_turn_once(
    database: Database,
) -> None:
    inside: Counter[str] = Counter()
    worked: Counter[str] = Counter()
    overlaps: list[str] = []

    async def watch(_session: Session, said: Arrival) -> Sequence[Outgoing]:
        inside[said.thread] += 1
        if inside[said.thread] > 1:
            overlaps.append(said.thread)
        await asyncio.sleep(0)
        worked[said.key] += 1
        inside[said.thread] -= 1
        return [reply(said.key)]

    await store(database, *(arrival(f"Ev{n}", f"thread {n % 5}") for n in range(40)))
    two = [worker(database, handler=watch, owner=f"worker-{n}") for n in (1, 2)]
    async with running(*two):
        await until_there_are(40, worked)
    assert overlaps == []
    assert set(worked.values()) == {1}
    assert len(await states(database, outbox)) == 40


async def test_a_turn_and_its_replies_are_stored_together_or_not_at_all(
    database: Database,
) -> None:
    attempts: list[int] = []

    async def fail_after_replying(session: Session, said: Arrival) -> Sequence[Outgoing]:
        attempts.append(1)
        if len(attempts) == 1:
            return [reply("good"), reply("bad", payload={"text": object()})]
        return await echo(session, said)

    await store(database, arrival("Ev1"))
    async with running(worker(database, handler=fail_after_replying)):
        await until(lambda: over(database, 1))
    assert await states(database, outbox) == [("re:Ev1", "pending")]


async def test_a_turn_that_always_fails_is_put_aside_with_one_apology(database: Database) -> None:
    attempts: list[str] = []

    async def poisoned(session: Session, said: Arrival) -> Sequence[Outgoing]:
        if said.key == "Ev1":
            attempts.append(said.key)
            raise ValueError(said.payload)
        return await echo(session, said)

    await store(database, arrival("Ev1"), arrival("Ev2"))
    async with running(worker(database, handler=poisoned)):
        await until(lambda: over(database, 20))
    assert len(attempts) == 5
    assert await states(database, inbox) == [("Ev1", "dead"), ("Ev2", "done")]
    assert [key for key, _ in await states(database, outbox)] == ["sorry:Ev1", "re:Ev2"]


async def test_a_turn_that_kills_its_process_every_time_is_put_aside_too(
    database: Database,
) -> None:
    await store(database, arrival("Ev1"))
    for _ in range(10):  # ten processes claim it and die
        async with database.writing(EVERY) as session:
            assert await INBOX.claim(session, "killed", 0.0)
        await time_passes(database, 1, leases=True)
    async with running(worker(database)):
        await until(lambda: over(database, 0))
    assert await states(database, inbox) == [("Ev1", "dead")]
    assert await states(database, outbox) == [("sorry:Ev1", "pending")]


async def test_a_turn_waits_for_a_new_token_without_using_its_attempts_up(
    database: Database,
) -> None:
    calls: list[int] = []

    async def parked(session: Session, said: Arrival) -> Sequence[Outgoing]:
        calls.append(1)
        if len(calls) <= 8:
            raise Parked
        return await echo(session, said)

    await store(database, arrival("Ev1"))
    async with running(worker(database, handler=parked)):
        await until(lambda: over(database, 60))
    assert len(calls) == 9
    assert await done(database)


@pytest.mark.parametrize(("told", "waits"), [(None, AWAY_SECONDS), (10.0, 10.0)])
async def test_a_turn_whose_call_slack_did_not_take_waits_as_long_as_slack_asks(
    database: Database, told: float | None, waits: float
) -> None:
    """A token that is dead waits longer; none of it uses the turn's attempts up."""

    async def unheard(_session: Session, _said: Arrival) -> Sequence[Outgoing]:
        raise NotSent(told)

    await store(database, arrival("Ev1"))
    async with running(worker(database, handler=unheard)):
        await until(lambda: put_off(database))
    (row,) = await put_off(database)
    assert waits <= row.not_before - row.stored_at < PARKED_SECONDS
    assert (row.attempts, row.state) == (0, "waiting")


async def put_off(database: Database) -> Sequence[Row[Any]]:
    """Return the turns that wait for a time to come."""
    waiting = select(inbox).where(inbox.c.not_before > 0, inbox.c.owner.is_(None))
    async with database.reading(EVERY) as session:
        return (await session.execute(waiting)).all()


async def test_draining_finishes_what_runs_and_gives_back_what_does_not_end(
    database: Database,
) -> None:
    begun = asyncio.Event()

    async def endless(session: Session, said: Arrival) -> Sequence[Outgoing]:
        begun.set()
        if said.key == "Ev1":
            await asyncio.Event().wait()
        return await echo(session, said)

    await store(database, arrival("Ev1", "one"), arrival("Ev2", "two"))
    one = worker(database, handler=endless)
    run = asyncio.ensure_future(one.run())
    await begun.wait()
    await until(lambda: is_done(database, "Ev2"))
    await one.drain(0.05)
    assert run.done()
    async with database.writing(EVERY) as session:
        again = await INBOX.claim(session, "next process", 60)
    assert again is not None
    assert (again.key, again.attempts) == ("Ev1", 1)  # the interrupted attempt does not count
