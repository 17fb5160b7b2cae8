"""Words that try to act, from people, documents and the model: none of them acts in what is sent.

What is judged is the JSON that reaches Slack, not what some function returns.
"""

import asyncio
import json
import re
from itertools import count, cycle
from pathlib import Path
from typing import Any

from bot.app.demo import Demo
from bot.playground import Playground
from tests.bot.naughty import NAUGHTY
from tests.language.consulting import advised
from tests.standins.model import StandInModel, task_of
from tests.waiting import quiet

CASE = "We answer 50k router tickets a month, 95% must be right, we have 3,000 solved ones. {}"
HOSTILE = [" ".join(NAUGHTY[start::12]) for start in range(12)]
"""A few at a time: a turn takes longer than a word."""
DOCUMENT = "\n\n".join(
    f"# Gizmo {number}\n\nGizmo number {number} costs three credits {hostile}\n"
    for number, hostile in enumerate(HOSTILE)
).replace("\x00", "")  # with it, it is refused as binary data
ALIVE = re.compile(r"<(?:[!#@]|https?:|mailto:|tel:)|\]\([a-z]+:|[a-z]://")
SHOWN = ("text", "markdown_text", "blocks", "chunks", "view")
KEPT_OUT = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f\x00-\x08\x0b-\x1f]")


def obeying(words: Any) -> Any:
    """Return a model that writes hostile words wherever it may write at all."""

    def answer(body: dict[str, Any]) -> str:
        evil = next(words)
        if task_of(body) == "word-answer":
            passage = str(body["messages"][1]["content"]).split("[1] ", 1)[1].split("\n", 1)[1]
            quote = passage.split("\n", 1)[0]
            return json.dumps({"sentence": f"{quote} {evil}", "passage": 1, "quote": quote})
        fact = {"name": "accuracy", "value": evil, "words": evil}
        return json.dumps({"facts": [fact], "changes": [fact], "introduction": f"Right. {evil}"})

    return answer


async def test_hostile_words_do_nothing_whoever_writes_them(tmp_path: Path) -> None:
    model = StandInModel(obeying(cycle(HOSTILE)))
    async with advised(tmp_path, model) as demo:
        library, slack = demo.bot.library, demo.slack
        await library.add(slack.workspace.id, "gizmos.md", DOCUMENT.encode(), by=slack.admin.id)
        names = count()
        await asyncio.gather(*(meet(demo, next(names), one) for one in HOSTILE))
        await quiet(demo.bot.database)
        people = {slack.member.id, slack.admin.id}

        assert len(slack.calls_of("chat.postMessage")) >= len(HOSTILE)
        assert any("!channel" in one for one in said(slack)), "nothing hostile was repeated"
        assert [one for one in said(slack) if acts(one, people)] == []


async def meet(demo: Demo, number: int, hostile: str) -> None:
    """Say hostile words in every way there is, and ask for what the document says."""
    slack = demo.slack
    bot, mia = slack.workspace.bot.id, slack.member.id
    people = [mia, slack.admin.id, bot]
    channel = slack.world.add_channel(slack.workspace.id, f"case-{number}", "public", people).id
    await slack.command(mia, channel, "/advise", CASE.format(hostile))
    await slack.command(slack.admin.id, channel, "/advise-admin", f"search {hostile}")
    await slack.say(mia, channel, f"<@{bot}> what does gizmo number {number} cost?")
    await slack.wait_for(lambda: slack.messages(channel), 60)
    root = slack.messages(channel)[0]
    await slack.say(mia, channel, f"what is {hostile}?", thread_ts=root.ts)


def said(slack: Playground) -> list[str]:
    """Return every text the bot sent, whether Slack showed it or not."""
    sent: list[Any] = [
        {name: call.args[name] for name in SHOWN if name in call.args} for call in slack.calls
    ]
    for channel in slack.workspace.channels.values():
        whispers = [one for one in channel.messages.values() if one.only_for and one.bot_id]
        sent += [{"text": one.text, "blocks": one.blocks} for one in whispers]
    return [text for one in sent for text in texts(one)]


def texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in texts(one)]


def acts(text: str, people: set[str]) -> bool:
    """Tell whether Slack would find a command, a strange mention or a strange link in a text."""
    for person in people:
        text = text.replace(f"<@{person}>", "")
    return bool(ALIVE.search(text) or KEPT_OUT.search(text))
