"""Long answers are written bit by bit, can be stopped, and are whole whatever breaks on the way."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from bot.playground import Message
from tests.walks.conftest import Walk

QUESTION = "how does retrieval compare to fine-tuning?"
CLOSES = "rich_text"


async def ask(walk: Walk) -> Message:
    """Open a consultation, ask a question with a long answer, and return the root."""
    root = await walk.open()
    await walk.question(root)
    await walk.say(root, QUESTION)
    return root


def in_words(message: Message) -> bool:
    """Tell whether a message quotes the guidance in its words, as a stream does."""
    return "\n> " in message.text


def in_blocks(message: Message) -> bool:
    """Tell whether a message quotes the guidance in a block, as one posted whole does."""
    return CLOSES in {block["type"] for block in message.blocks}


async def answered(walk: Walk, root: Message, quotes: Callable[[Message], bool]) -> Message:
    """Wait for the whole answer, with the quotes it rests on."""

    def look() -> Message | None:
        found = [one for one in walk.thread(root) if quotes(one)]
        return found[-1] if found and not found[-1].streaming else None

    message = await walk.slack.wait_for(look)
    assert message is not None
    return message


async def test_a_long_answer_is_written_bit_by_bit_and_quotes_nothing_twice(walk: Walk) -> None:
    root = await ask(walk)
    message = await answered(walk, root, in_words)

    (start,) = walk.slack.calls_of("chat.startStream")
    appended = walk.slack.calls_of("chat.appendStream")
    (stop,) = walk.slack.calls_of("chat.stopStream")
    pieces = [call.args["markdown_text"] for call in (start, *appended)]
    assert start.args["recipient_user_id"] == walk.mia
    assert start.args["recipient_team_id"] == "T0PLAY"
    assert all(256 <= len(piece) <= 512 for piece in pieces[:-1])
    assert len({call.at for call in (start, *appended, stop)}) == len(pieces) + 1
    moments = [call.at for call in (start, *appended)]
    assert all(later - earlier >= 0.95 for earlier, later in pairwise(moments))
    assert message.text == "".join(pieces)
    quoted = [line for line in message.text.splitlines() if line.startswith("> ")]
    assert len(quoted) == len(set(quoted))
    assert not in_blocks(message)


@pytest.mark.parametrize("method", ["chat.startStream", "chat.appendStream", "chat.stopStream"])
@pytest.mark.parametrize("code", ["message_not_in_streaming_state", "internal_error"])
async def test_a_stream_that_breaks_is_made_whole_once(
    http_walk: Walk, method: str, code: str
) -> None:
    walk = http_walk
    walk.slack.faults.fail(method, code)
    root = await ask(walk)
    unsure = (method, code) == ("chat.startStream", "internal_error")
    ends = in_words if unsure else in_blocks  # one that never began is begun again
    await answered(walk, root, ends)

    shown = walk.thread(root)
    assert len([one for one in shown if ends(one)]) == 1


async def test_blocks_that_slack_refuses_are_sent_again_as_text(http_walk: Walk) -> None:
    walk = http_walk
    walk.slack.faults.fail("chat.stopStream", "invalid_blocks", times=2)
    walk.slack.faults.fail("chat.update", "invalid_blocks")
    root = await ask(walk)
    await walk.slack.wait_for_calls("chat.update", 2)

    answer = walk.slack.calls_of("chat.update")[-1]
    assert "blocks" not in answer.args
    assert "retrieval" in answer.args["text"].lower()
    assert root.ts


async def test_stop_ends_the_answer_and_is_confirmed(http_walk: Walk) -> None:
    walk = http_walk
    root = await ask(walk)
    await walk.slack.wait_for_calls("chat.startStream")
    await walk.slack.stop_agent(walk.mia, root.channel, root.ts)
    await walk.until(root, "Stopped")
    await walk.slack.wait_for_calls("chat.appendStream")
    await walk.slack.wait_for_calls("agents.sessions.setStatus", 2)

    assert not [one for one in walk.thread(root) if CLOSES in str(one.blocks)]
    assert walk.slack.calls_of("agents.sessions.setStatus")[-1].args["status"] == "active"
