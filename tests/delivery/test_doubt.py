"""Doubt: what happens when nobody knows whether Slack has a message."""

import asyncio
from collections import deque

import pytest
from typing_extensions import override

from bot.delivery import Ambiguous, NotSent, Outgoing, Parked, Refused
from bot.delivery.queue import OUTBOX
from bot.store import EVERY, Database, messages
from bot.store.tables import outbox
from tests.delivery.stage import (
    WORKSPACE,
    Slack,
    faults,
    move,
    put,
    reply,
    running,
    sender,
    settle,
    states,
    time_passes,
    until_there_are,
)


@pytest.mark.parametrize("accepted", [True, False])
async def test_a_doubtful_message_is_looked_up_before_it_is_repeated(
    database: Database, *, accepted: bool
) -> None:
    slack = Slack(faults=faults(Ambiguous()), accepts=deque([accepted]))
    await put(database, reply("one", consultation="k", slot="root"), reply("two", consultation="k"))
    async with running(sender(database, slack)):
        await settle(database)
    assert slack.texts == ["one", "two"]
    assert slack.looked_up == ["one"]
    async with database.reading(WORKSPACE) as session:
        assert await messages.find(session, "k", "root") == messages.Place("C1", "1.0")


async def test_a_message_whose_sender_was_killed_is_looked_up(database: Database) -> None:
    slack = Slack()
    await put(database, reply("one"))
    async with database.writing(EVERY) as session:
        row = await OUTBOX.claim(session, "killed", 60, state="sending")
    assert row is not None
    await slack.send(reply("one"), ts=None)  # it was sent, and then the process was gone
    await time_passes(database, 61, leases=True)
    async with running(sender(database, slack)):
        await settle(database)
    assert (slack.texts, slack.looked_up) == (["one"], ["one"])


async def test_a_doubt_stays_while_slack_cannot_be_asked(database: Database) -> None:
    slack = Slack(
        faults=faults(Ambiguous()),
        accepts=deque([True]),
        find_faults=deque([NotSent(1.0), Ambiguous(), Parked()]),
    )
    await put(database, reply("one"))
    async with running(sender(database, slack)):
        await settle(database)
    assert slack.texts == ["one"]
    assert len(slack.looked_up) == 4


async def test_without_the_right_to_look_a_message_is_rather_sent_twice_than_never(
    database: Database,
) -> None:
    slack = Slack(faults=faults(Ambiguous()), find_faults=deque([Refused("missing_scope")]))
    await put(database, reply("one"))
    async with running(sender(database, slack)):
        await settle(database)
    assert slack.texts == ["one"]


@pytest.mark.parametrize("method", ["chat.postEphemeral", "respond"])
async def test_what_is_seen_for_a_moment_is_sent_once_even_in_doubt(
    database: Database, method: str
) -> None:
    slack = Slack(faults=faults(Ambiguous()), accepts=deque([True]))
    await put(database, reply("one", method=method))
    async with running(sender(database, slack)):
        await settle(database)
    assert slack.texts == ["one"]
    assert slack.looked_up == []


async def test_an_update_in_doubt_is_repeated_without_a_look(database: Database) -> None:
    slack = Slack(faults=faults(None, Ambiguous()))
    await put(database, *(reply(key, consultation="k", slot="s") for key in ("one", "two")))
    async with running(sender(database, slack)):
        await settle(database)
    assert slack.texts == ["one", "two"]
    assert slack.looked_up == []


async def test_a_gateway_with_a_bug_loses_nothing(database: Database) -> None:
    slack = Slack(faults=deque([TypeError("a bug"), RuntimeError("another")]))
    await put(database, reply("one"))
    async with running(sender(database, slack)):
        await settle(database)
    assert slack.texts == ["one"]


async def test_a_sender_that_is_stopped_in_a_call_leaves_a_doubt_behind(
    database: Database,
) -> None:
    class Stalled(Slack):
        @override
        async def send(self, outgoing: Outgoing, *, ts: str | None) -> str | None:
            await super().send(outgoing, ts=ts)
            await asyncio.Event().wait()
            return None

    slack = Stalled()
    await put(database, reply("one"))
    stuck = sender(database, slack)
    run = asyncio.ensure_future(stuck.run())
    await until_there_are(1, slack.shown)
    await stuck.drain(0.05)
    assert run.done()
    assert await states(database, outbox) == [("one", "sending")]
    calm = Slack(shown=slack.shown)
    async with running(sender(database, calm)):
        await settle(database)
    assert calm.texts == ["one"]


async def test_a_sender_that_was_paused_past_its_lease_does_not_send(database: Database) -> None:
    resumed = asyncio.Event()

    class Paused(Slack):
        @override
        async def find(self, outgoing: Outgoing, *, since: float) -> str | None:
            self.looked_up.append(outgoing.key)
            await resumed.wait()
            return None

    await put(database, reply("one"))
    await claim(database, "killed")
    slack = Paused()
    paused = sender(database, slack, lease_seconds=0.0, concurrency=1)
    async with running(paused):
        await until_there_are(1, slack.looked_up)
        await claim(database, "faster")
        resumed.set()
    assert slack.shown == []
    async with database.reading(EVERY) as session:
        assert (await session.execute(outbox.select())).one().owner == "faster"


async def claim(database: Database, owner: str) -> None:
    """Take the row as another process would once the lease of whoever has it ran out."""
    async with database.writing(EVERY) as session:
        await move(session, 61, leases=True)
        assert await OUTBOX.claim(session, owner, 60, state="sending")
    if owner == "killed":
        await time_passes(database, 61, leases=True)
