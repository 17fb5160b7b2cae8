"""What the tests of whole consultations share: the advisor in Slack, beside a model that may fail."""

import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from typing_extensions import override

from bot.app.demo import Demo, demonstrating
from bot.language.breaker import Breaker
from bot.playground import Message
from tests.settled import settle
from tests.standins.model import KEY, StandInModel, listening

CASE: Final = (
    "We sort 50k support tickets a month for a clinic, ~95% must be right, we have 3,000 solved "
    "tickets with labels, and we launch in {days} days. All of it should read as if one hand wrote it."
)
ANSWER: Final = "I would say that it mostly gets our own products wrong"
QUESTION: Final = "what is few-shot prompting?"
STOP: Final = "recommend now"
WHAT_IF: Final = "what if we had ten times the volume?"
PATIENCE: Final = 60.0
"""Far above what anything takes: whoever waits longer waits in vain."""
_REMARK: Final = re.compile("so this is said without it")
_DAYS: Final = re.compile(r"\b[34]\d\d days")


class Tireless(Breaker):
    """A breaker that lets every call through, so that each failure is met and not foreseen."""

    @override
    def lets(self, now: float) -> bool:
        return True


@dataclass
class Consultation:
    """One consultation in a channel of its own.

    Attributes:
        demo: The advisor and its Slack.
        days: A number by which the model knows it.
    """

    demo: Demo
    days: int = 300

    async def open(self) -> Message:
        """Tell the use case; return the root message, once a question stands below it."""
        slack = self.demo.slack
        members = [slack.member.id, slack.workspace.bot.id]
        name = f"case-{self.days}"
        channel = slack.world.add_channel(slack.workspace.id, name, "public", members).id
        await slack.command(slack.member.id, channel, "/advise", CASE.format(days=self.days))
        await slack.wait_for(lambda: slack.messages(channel), PATIENCE)
        self.root = slack.messages(channel)[0]
        await slack.wait_for(self.replies, PATIENCE)
        return self.root

    def replies(self) -> list[Message]:
        """Return what the advisor wrote below the root."""
        return [one for one in self._written() if one.ts != self.root.ts]

    def _written(self) -> list[Message]:
        found = self.demo.slack.messages(self.root.channel, self.root.ts)
        return [one for one in found if one.bot_id]

    async def say(self, text: str) -> None:
        slack = self.demo.slack
        await slack.say(slack.member.id, self.root.channel, text, thread_ts=self.root.ts)

    async def until(self, words: str) -> Message:
        """Wait for a reply that holds some words, and return it."""

        def look() -> list[Message]:
            return [one for one in self.replies() if words in str(one.blocks)]

        return (await self.demo.slack.wait_for(look, PATIENCE))[-1]

    async def walk(self) -> list[Any]:
        """Go through every step; return what stands in the end, without remarks on the model."""
        await self.open()
        for text in (QUESTION, STOP, ANSWER, WHAT_IF):
            await self.say(text)
        await self.until("500,000")
        return [shown(one) for one in self._written()]


def shown(message: Message) -> list[Any]:
    """Return what a message says, the same whatever number the consultation has."""
    kept = [
        {name: one for name, one in block.items() if name != "block_id"}
        for block in message.blocks
        if not _REMARK.search(json.dumps(block))
    ]
    return [_DAYS.sub("N days", message.text), json.loads(_DAYS.sub("N days", json.dumps(kept)))]


def marked(body: dict[str, Any]) -> int:
    """Return the number of the consultation that a request is about, 0 for none."""
    found = _DAYS.findall(str(body["messages"]))
    return int(found[0].split()[0]) if found else 0


@asynccontextmanager
async def advised(
    folder: Path, model: StandInModel | None = None, **given: Any
) -> AsyncIterator[Demo]:
    """Run the advisor with a model at a stand-in endpoint, or without one."""
    if model is None:
        none = {"model": "", "openai_api_key": "", "openai_base_url": ""}
        async with demonstrating(settle(folder), given=none) as demo:
            yield demo
        return
    async with listening(model):
        named = {"model": "gpt-5-mini", "openai_base_url": model.address, "openai_api_key": KEY}
        plenty = {"model_tokens_per_user_day": 10**7}
        async with demonstrating(settle(folder), given={**plenty, **named, **given}) as demo:
            assert demo.bot.language is not None
            demo.bot.language.client.breaker = Tireless()
            await demo.bot.language.warm()
            yield demo


@dataclass
class MoodyModel(StandInModel):
    """A model that fails each consultation in its own way.

    Attributes:
        moods: The fault of a consultation by its number; "" for none.
    """

    moods: dict[int, str] = field(default_factory=dict)

    @override
    async def chat(self, request: Request) -> Response:
        self.fault = self.moods.get(marked(await request.json()), "")
        return await super().chat(request)
