"""The whole advisor against the stand-in Slack, over HTTP and over Socket Mode."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app.demo import Demo, demonstrating
from bot.playground import Message, Playground, View
from bot.turns.windows import WAITING
from tests.settled import settle

USE_CASE = (
    "We answer 50k router support tickets a month, lots of telecom jargon, ~95% must be right, "
    "$2k a month, and we have 3,000 solved tickets"
)


def buttons(message: Message) -> list[str]:
    """Return the words on a message's buttons, in order."""
    found = [
        element
        for block in message.blocks
        for element in block.get("elements", [])
        if element.get("type") == "button"
    ]
    return [str(one["text"]["text"]) for one in found]


@dataclass(frozen=True)
class Walk:
    """A person's way through the advisor.

    Attributes:
        demo: Bot and stand-in Slack, talking over real sockets.
    """

    demo: Demo

    @property
    def slack(self) -> Playground:
        return self.demo.slack

    @property
    def mia(self) -> str:
        return self.slack.member.id

    @property
    def ada(self) -> str:
        return self.slack.admin.id

    @property
    def team(self) -> str:
        return self.channel("ml-team")

    def channel(self, name: str) -> str:
        return next(
            channel.id
            for workspace in self.slack.world.workspaces.values()
            for channel in workspace.channels.values()
            if channel.name == name
        )

    async def open(self, text: str = USE_CASE, channel: str = "") -> Message:
        """Ask with /advise and return the root message."""
        where = channel or self.team
        before = len(self.slack.messages(where))
        await self.slack.command(self.mia, where, "/advise", text)
        await self.slack.wait_for(lambda: len(self.slack.messages(where)) > before)
        return self.slack.messages(where)[-1]

    def thread(self, root: Message) -> list[Message]:
        """Return what the advisor wrote in a thread, without the root."""
        written = self.slack.messages(root.channel, root.ts)
        return [one for one in written if one.bot_id and one.ts != root.ts]

    async def until(self, root: Message, words: str) -> Message:
        """Wait for a message of the advisor in a thread that holds some words; return it."""

        def look() -> Message | None:
            found = [one for one in self.thread(root) if words.lower() in one.text.lower()]
            return found[-1] if found else None

        message = await self.slack.wait_for(look)
        assert message is not None
        return message

    async def say(self, root: Message, text: str, user: str = "") -> None:
        await self.slack.say(user or self.mia, root.channel, text, thread_ts=root.ts)

    async def seen(self, user: str, channel: str, words: str) -> Message:
        """Wait for a message that only one person sees."""

        def look() -> Message | None:
            shown = self.slack.messages(channel, viewer=user)
            found = [one for one in shown if one.only_for == user and words in one.text]
            return found[-1] if found else None

        message = await self.slack.wait_for(look)
        assert message is not None
        return message

    def open_question(self, root: Message) -> Message | None:
        """Return the question that is open now, if one is."""
        asked = [one for one in self.thread(root) if "Why do you ask?" in buttons(one)]
        return asked[-1] if asked else None

    async def form(self) -> View:
        """Wait for the form that opens; a slow one says to wait in the same window first."""

        def look() -> View | None:
            view = self.slack.modal(self.mia)
            return view if view is not None and view.title != WAITING else None

        view = await self.slack.wait_for(look)
        assert view is not None
        return view

    async def question(self, root: Message) -> Message:
        """Wait for the open question, whichever the advisor finds matters most; return it."""
        message = await self.slack.wait_for(lambda: self.open_question(root))
        assert message is not None
        return message

    async def answer(self, question: Message) -> str:
        """Press the first answer of a question; return its words."""
        words = buttons(question)[0]
        await self.slack.press(self.mia, question, words)
        return words

    async def folded(self, question: Message) -> str:
        """Wait until a question is folded into one line; return the line."""
        await self.slack.wait_for(lambda: "Why do you ask?" not in buttons(question))
        return question.text

    async def recommended(self, root: Message) -> Message:
        """Stop the questions, if any are left, and return the recommendation."""
        advised = "Recommendation for"
        await self.slack.wait_for(
            lambda: self.open_question(root) or advised in str([m.text for m in self.thread(root)])
        )
        if question := self.open_question(root):
            await self.slack.press(self.mia, question, "Recommend now")
        return await self.until(root, advised)


@pytest.fixture(params=["http", "socket"])
async def walk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Walk]:
    async with demonstrating(settle(tmp_path), over_socket=request.param == "socket") as demo:
        yield Walk(demo)


@pytest.fixture
async def http_walk(tmp_path: Path) -> AsyncIterator[Walk]:
    async with demonstrating(settle(tmp_path)) as demo:
        yield Walk(demo)
