"""Clocks: a database whose clock was set back, so that everything it holds is of an hour to come."""

from sqlalchemy import select

from bot.delivery import NotSent
from bot.store import EVERY, Database, now
from bot.store.tables import pace
from tests.delivery.stage import (
    WORKSPACE,
    Slack,
    arrival,
    faults,
    put,
    reply,
    running,
    sender,
    settle,
    store,
    time_passes,
    worker,
)
from tests.delivery.test_sender import is_waiting
from tests.waiting import until

SET_BACK = -7200


async def test_what_was_put_off_before_the_clock_was_set_back_goes_on(database: Database) -> None:
    slack = Slack(faults=faults(NotSent(600.0)))
    await put(database, reply("one"))
    async with running(sender(database, slack)):
        await until(lambda: is_waiting(database, "one"))
        await put(database, reply("two"))
        await time_passes(database, SET_BACK)
        await settle(database)
    assert sorted(map(str, slack.texts)) == ["one", "two"]


async def test_what_a_dead_process_held_before_the_clock_was_set_back_is_taken_over(
    database: Database,
) -> None:
    slack = Slack()
    await store(database, arrival("one"))
    dead = worker(database, owner="dead")
    assert await dead._claim()  # noqa: SLF001  (it dies right after)
    await time_passes(database, SET_BACK, leases=True)
    async with running(worker(database), sender(database, slack)):
        await settle(database)
    assert slack.texts == ["re:one"]


async def test_slacks_pace_is_kept_after_the_clock_was_set_back(database: Database) -> None:
    to_come = await database.clock() - SET_BACK
    async with database.writing(WORKSPACE) as session:
        await session.insert(pace, channel="C1", free_at=to_come)
    slack = Slack(faults=faults(NotSent(30.0)))
    await put(database, reply("one"))
    async with running(sender(database, slack)):
        await until(lambda: is_waiting(database, "one"))
        async with database.reading(EVERY) as session:
            held = (await session.execute(select(pace.c.free_at - now()))).scalar_one()
    assert 20 < held < 40
    assert slack.texts == []
