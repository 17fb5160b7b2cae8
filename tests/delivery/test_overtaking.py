"""What is shown while a turn is worked goes out past the outbox only where nothing waits."""

from bot.delivery import Outgoing, enqueue, overtake
from bot.delivery.outbox import BURST_SECONDS, WHOLE_WORKSPACE, hold_channel
from bot.store import Database


async def may_go(database: Database, lane: str = "c1", channel: str = "C1") -> bool:
    async with database.writing("T1") as session:
        return await overtake(session, lane, channel)


async def test_nothing_overtakes_what_its_own_consultation_still_says(database: Database) -> None:
    waiting = Outgoing("T1", "c1", "", "C1", "1.0", "chat.postMessage", {"text": "first"}, "k#0")
    async with database.writing("T1") as session:
        await enqueue(session, [waiting])

    assert not await may_go(database)
    assert await may_go(database, lane="c2")


async def test_nothing_goes_where_slack_asked_for_patience(database: Database) -> None:
    async with database.writing("T1") as session:
        await hold_channel(session, "C1", 60.0)
    assert not await may_go(database)
    assert await may_go(database, channel="C2")

    async with database.writing("T1") as session:
        await hold_channel(session, WHOLE_WORKSPACE, 60.0)
    assert not await may_go(database, channel="C2")


async def test_what_overtakes_counts_towards_the_pace_of_its_channel(database: Database) -> None:
    went = [await may_go(database) for _ in range(int(BURST_SECONDS) + 20)]

    assert went[0]
    assert not went[-1]
