"""Other bots: ignored unless allowed, and never answered for ever."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.demo import demonstrating
from bot.playground import Message
from bot.playground.events import tell_message
from tests.settled import settle
from tests.waiting import quiet, worked
from tests.walks.conftest import USE_CASE, Walk

ALLOWED = "BOTTO"


@pytest.fixture
async def walk(tmp_path: Path) -> AsyncIterator[Walk]:
    async with demonstrating(settle(tmp_path), given={"allowed_bots": ALLOWED}) as demo:
        yield Walk(demo)


async def say_as_bot(walk: Walk, bot: str, text: str, thread_ts: str | None = None) -> Message:
    """Post a message as another program and wait until the bot under test has worked it."""
    slack = walk.slack
    otto = slack.world.add_person("T0PLAY", "otto", "Otto", "bot")
    channel = slack.workspace.channels[walk.team]
    message = Message(slack.world.new_ts(), channel.id, "T0PLAY", otto.id, text, thread_ts)
    message.bot_id, message.app_id = bot, "AOTTO"
    channel.add(message)
    for delivery in tell_message(slack.core, slack.workspace, channel, message):
        await delivery.finished.wait()
    await worked(walk.demo.bot.database)
    return message


def own(walk: Walk, root: Message) -> list[Message]:
    """Return what the bot under test wrote in a thread."""
    return [one for one in walk.thread(root) if one.bot_id == walk.slack.workspace.bot.bot_id]


async def test_two_bots_wired_to_each_other_stop_after_five_turns(walk: Walk) -> None:
    root = await say_as_bot(walk, ALLOWED, f"<@U0PLAYBOT> {USE_CASE}")
    for turn in range(4):
        await say_as_bot(walk, ALLOWED, f"<@U0PLAYBOT> what if we had {turn + 2}x?", root.ts)
    await walk.slack.wait_for(lambda: len(own(walk, root)) >= 5)
    await quiet(walk.demo.bot.database)
    answered = len(own(walk, root))
    for _ in range(3):
        await say_as_bot(walk, ALLOWED, "<@U0PLAYBOT> what if we had 9x?", root.ts)
    await quiet(walk.demo.bot.database)

    assert len(own(walk, root)) == answered


async def test_a_bot_that_nobody_allowed_is_not_heard(walk: Walk) -> None:
    await say_as_bot(walk, "BSTRANGER", f"<@U0PLAYBOT> {USE_CASE}")
    root = await walk.open()

    assert [one.ts for one in walk.slack.messages(walk.team) if one.bot_id != "BSTRANGER"] == [
        root.ts
    ]
