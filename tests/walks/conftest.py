"""The whole advisor against the stand-in Slack, over HTTP and over Socket Mode."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.app import Demo, demonstrating
from bot.playground import Message, Playground

USE_CASE = (
    "We answer 50k router support tickets a month, lots of telecom jargon, ~95% must be right, "
    "$2k a month, and we have 3,000 solved tickets"
)


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

    async def recommended(self, root: Message) -> Message:
        """Answer the first question and return the recommendation."""
        question = await self.until(root, "what is missing?")
        await self.slack.press(self.mia, question, "It lacks our knowledge")
        return await self.recommended_after(root, question)

    async def recommended_after(self, root: Message, question: Message) -> Message:
        """Leave open what is asked after a question, and return the recommendation."""

        def look() -> Message | None:
            last = self.thread(root)[-1]
            asks = "Answers:" in last.text and last.ts != question.ts
            return last if asks or "Recommendation for" in last.text else None

        last = await self.slack.wait_for(look)
        assert last is not None
        if "Recommendation for" not in last.text:
            await self.slack.press(self.mia, last, "Recommend now")
        return await self.until(root, "Recommendation for")


@pytest.fixture(params=["http", "socket"])
async def walk(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Walk]:
    async with demonstrating(tmp_path, over_socket=request.param == "socket") as demo:
        yield Walk(demo)


@pytest.fixture
async def http_walk(tmp_path: Path) -> AsyncIterator[Walk]:
    async with demonstrating(tmp_path) as demo:
        yield Walk(demo)
