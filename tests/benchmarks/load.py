"""Load: what a crowd in Slack asks of the bot, signed as Slack signs it, and what it is told."""

import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import time
from typing import Any, Final

from bot.playground import Message, Playground
from bot.playground.channels import Channel
from bot.playground.delivery import sign
from bot.playground.events import envelope

CHANNELS: Final = 400
"""Slack takes one message a second a channel, so a crowd speaks in many."""
QUESTIONS: Final = (
    "what is few-shot prompting?",
    "what does reinforcement fine-tuning need?",
    "when is retrieval better than fine-tuning?",
)
USE_CASE: Final = (
    "We answer 50k router support tickets a month, lots of telecom jargon, ~95% must be right, "
    "$2k a month, and we have 3,000 solved tickets"
)


@dataclass(frozen=True)
class Asked:
    """One mention of the bot, as Slack would deliver it.

    Attributes:
        key: The id of the event.
        body: JSON.
        at: When it was said, in seconds since 1970.
    """

    key: str
    body: str
    at: float


def signed(secret: str, body: str) -> dict[str, str]:
    """Return the headers of one delivery, signed now."""
    return {"Content-Type": "application/json", **sign(secret, int(time()), body)}


@dataclass(frozen=True)
class Crowd:
    """People who mention the bot in many channels of a stand-in Slack.

    Attributes:
        slack: The stand-in; what the bot says ends up there.
        channels: Where they speak.
    """

    slack: Playground
    channels: tuple[Channel, ...]
    _asked: "Counter[str]" = field(default_factory=Counter)

    def ask(self, number: int) -> Asked:
        """Let somebody say something; every tenth describes a use case, the others ask."""
        workspace, world = self.slack.workspace, self.slack.world
        channel = self.channels[number % len(self.channels)]
        words = QUESTIONS[number % len(QUESTIONS)] if number % 10 else USE_CASE
        text = f"<@{workspace.bot.id}> {words}"
        message = Message(world.new_ts(), channel.id, workspace.id, self.slack.member.id, text)
        channel.add(message)
        event = {**message.as_json(), "type": "app_mention", "channel": channel.id}
        body = envelope(self.slack.core, workspace, event, shared=False)
        return Asked(str(body["event_id"]), json.dumps(body), float(message.ts))

    def told(self) -> "Counter[str]":
        """Return how often each reply was posted, by its key (`event#number`)."""
        return Counter(_key(message) for message in self._messages() if _key(message))

    def broken(self) -> tuple[str, ...]:
        """Return what the bot began to write and did not end: it carries no key yet."""
        return tuple(
            message.ts
            for message in self._messages()
            if message.bot_id and not message.only_for and (message.streaming or not _key(message))
        )

    def answered(self) -> dict[str, float]:
        """Return when each event was first answered, in seconds since 1970."""
        first: dict[str, float] = {}
        for message in self._messages():
            event = _key(message).partition("#")[0]
            if event:
                first.setdefault(event, float(message.ts))
        return first

    def _messages(self) -> list[Message]:
        return [message for channel in self.channels for message in channel.messages.values()]


def _key(message: Message) -> str:
    payload = (message.metadata or {}).get("event_payload", {})
    return str(payload.get("key", ""))


@asynccontextmanager
async def crowd(seed: str = "0") -> AsyncIterator[Crowd]:
    """Open a stand-in Slack that delivers nothing by itself: the load does."""
    silent: dict[str, Any] = {"settings": {"event_subscriptions": {"bot_events": []}}}
    async with Playground(manifest=silent, seed=seed) as slack:
        team, people = slack.workspace.id, [slack.member.id, slack.workspace.bot.id]
        channels = tuple(
            slack.world.add_channel(team, f"crowd-{number}", "public", people)
            for number in range(CHANNELS)
        )
        yield Crowd(slack, channels)
