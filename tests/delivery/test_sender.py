"""Messages: in order, at Slack's pace, into their slots, and not twice when Slack leaves us in doubt."""

import pytest
from sqlalchemy import select
from typing_extensions import override

from bot.delivery import NotSent, Outgoing, Parked, Refused
from bot.delivery.outbox import enqueue
from bot.store import EVERY, Database, messages
from bot.store.tables import outbox, pace
from tests.delivery.stage import (
    WORKSPACE,
    Slack,
    faults,
    put,
    reply,
    running,
    sender,
    settle,
    states,
    time_passes,
    until_there_are,
)
from tests.waiting import until


async def test_the_messages_of_a_consultation_are_sent_in_order(database: Database) -> None:
    slack = Slack()
    keys = [f"{n}" for n in range(8)]
    await put(database, *(reply(key, consultation="k") for key in keys))
    async with running(sender(database, slack)):
        await settle(database)
    assert slack.texts == keys


async def test_a_reply_stored_twice_is_sent_once(database: Database) -> None:
    slack = Slack()
    await put(database, reply("one"), reply("one"))
    await put(database, reply("one"))
    async with running(sender(database, slack)):
        await settle(database)
    async with running(sender(database, slack)):  # draining twice changes nothing
        await settle(database)
    assert slack.texts == ["one"]


async def test_a_later_reply_in_a_slot_updates_the_message_there(database: Database) -> None:
    slack = Slack()
    first = reply("first", consultation="k", slot="advice")
    await put(database, first, reply("second", consultation="k", slot="advice"))
    async with running(sender(database, slack)):
        await settle(database)
    posted, updated = slack.shown
    assert (posted[0].method, posted[1]) == ("chat.postMessage", None)
    assert (updated[0].method, updated[1]) == ("chat.update", "1.0")
    assert updated[0].payload == {"text": "second", "channel": "C1", "ts": "1.0"}
    async with database.reading(WORKSPACE) as session:
        assert await messages.find(session, "k", "advice") == messages.Place("C1", "1.0")


async def test_a_reply_goes_into_the_thread_of_the_root_message(database: Database) -> None:
    slack = Slack()
    await put(
        database,
        reply("root", consultation="k", slot="root"),
        reply("question", consultation="k", slot="question"),
        reply("elsewhere", consultation="k", slot="other", thread_ts="7.0"),
    )
    async with running(sender(database, slack)):
        await settle(database)
    threads = [outgoing.payload.get("thread_ts") for outgoing, _ in slack.shown]
    assert threads == [None, "1.0", "7.0"]


async def test_retry_after_is_honoured_for_the_whole_channel(database: Database) -> None:
    slack = Slack(faults=faults(NotSent(30.0)))
    await put(database, reply("one"))
    async with running(sender(database, slack)):
        await until(lambda: is_waiting(database, "one"))
        await put(database, reply("two"), reply("elsewhere", channel="C2"))
        await until_there_are(1, slack.shown)
        await time_passes(database, 29)
        assert slack.texts == ["elsewhere"]
        await time_passes(database, 2)
        await settle(database)
    assert sorted(map(str, slack.texts)) == ["elsewhere", "one", "two"]


async def is_waiting(database: Database, key: str) -> bool:
    async with database.reading(EVERY) as session:
        row = (await session.execute(outbox.select().where(outbox.c.key == key))).one()
    return bool(row.state == "pending" and row.attempts)


async def test_a_channel_gets_a_short_burst_and_then_one_message_a_second(
    database: Database,
) -> None:
    slack = Slack()
    await put(database, *(reply(f"{n}") for n in range(10)))
    await put(database, reply("form", method="views.open"), reply("other", channel="C2"))
    async with running(sender(database, slack)):
        await until_there_are(7, slack.shown)
        assert {"form", "other"} <= set(slack.texts)  # others do not wait for a full channel
        assert "9" not in slack.texts
        await settle(database)
    assert len(slack.shown) == 12


async def test_a_dead_token_keeps_the_queue_of_its_workspace_until_there_is_a_new_one(
    database: Database,
) -> None:
    slack = Slack(faults=faults(Parked()))
    await put(database, reply("one", consultation="k"), reply("two", consultation="k"))
    async with database.writing("T2") as session:
        await enqueue(session, [reply("foreign", workspace="T2")])
    sending = sender(database, slack, concurrency=1)
    async with running(sending):
        await until_there_are(1, slack.shown)
        assert slack.texts == ["foreign"]
        await sending.unpark(WORKSPACE)
        await settle(database, 0)
    assert slack.texts == ["foreign", "one", "two"]


async def test_a_token_that_dies_while_its_successor_comes_parks_nothing(
    database: Database,
) -> None:
    class Reinstalled(Slack):
        @override
        async def send(self, outgoing: Outgoing, *, ts: str | None) -> str | None:
            if not self.shown and not self.looked_up:
                self.looked_up.append("the old token")
                await sending.unpark(WORKSPACE)
                raise Parked
            return await super().send(outgoing, ts=ts)

    slack = Reinstalled()
    sending = sender(database, slack)
    await put(database, reply("one"))
    async with running(sending):
        await settle(database)
    assert slack.texts == ["one"]
    async with database.reading(WORKSPACE) as session:
        query = select(pace.c.channel).where(pace.c.workspace == WORKSPACE)
        held = (await session.execute(query)).scalars().all()
    assert held == ["C1"], "its own pace, and not the whole workspace"


@pytest.mark.parametrize(
    ("method", "fallback", "sent_by"),
    [
        ("chat.postMessage", {"text": "plain"}, "chat.postMessage"),
        ("chat.postEphemeral", {"text": "plain", "user": "U1"}, "chat.postEphemeral"),
        ("views.open", {"text": "plain"}, "chat.postMessage"),
        ("views.open", {"text": "plain", "user": "U1"}, "chat.postEphemeral"),
    ],
)
async def test_a_refused_payload_is_replaced_by_its_plain_fallback(
    database: Database, method: str, fallback: dict[str, object], sent_by: str
) -> None:
    slack = Slack(faults=faults(Refused("invalid_blocks")))
    await put(database, reply("rich", method=method, fallback=fallback))
    async with running(sender(database, slack)):
        await settle(database)
    assert slack.texts == ["plain"]
    assert slack.shown[0][0].method == sent_by


async def test_a_message_refused_for_good_lets_the_next_one_go(database: Database) -> None:
    slack = Slack(faults=faults(Refused("is_archived")))
    await put(database, reply("one", consultation="k"), reply("two", consultation="k"))
    async with running(sender(database, slack)):
        await settle(database)
    assert await states(database, outbox) == [("one", "refused"), ("two", "sent")]


async def test_an_update_of_a_deleted_message_is_posted_anew(database: Database) -> None:
    slack = Slack(faults=faults(None, Refused("message_not_found")))
    await put(database, *(reply(key, consultation="k", slot="s") for key in ("one", "two")))
    async with running(sender(database, slack)):
        await settle(database)
    assert [(outgoing.method, ts) for outgoing, ts in slack.shown] == [
        ("chat.postMessage", None),
        ("chat.postMessage", None),
    ]
