"""The minute in which a workspace's token is renewed, through the whole application."""

import asyncio
from collections import Counter

import pytest

from bot.app.demo import Demo
from bot.playground.methods import oauth
from bot.slack import tokens
from tests.walks.test_installation import HOME, Browser, demo

__all__ = ["demo"]

EVENTS = 50
HOUR = 3600


async def test_fifty_events_in_the_minute_of_rotation_are_one_renewal_and_fifty_answers(
    demo: Demo, monkeypatch: pytest.MonkeyPatch
) -> None:
    slack = demo.slack
    slack.core.rotating = True
    monkeypatch.setattr(tokens, "AHEAD_SECONDS", 0.0)
    monkeypatch.setattr(oauth, "LIFETIME", HOUR)
    await Browser(demo).install(HOME)
    before = len(slack.calls_of("oauth.v2.access"))
    monkeypatch.setattr(oauth, "LIFETIME", 12 * HOUR)
    monkeypatch.setattr(tokens, "AHEAD_SECONDS", 2.0 * HOUR)  # from now on it is due

    people = [slack.member.id, slack.workspace.bot.id]
    channels = [
        slack.world.add_channel(HOME, f"shift-{number}", "public", people).id
        for number in range(EVENTS)
    ]
    words = f"<@{slack.workspace.bot.id}> what is few-shot prompting?"
    asked = await asyncio.gather(*(slack.say(slack.member.id, one, words) for one in channels))

    def answered() -> Counter[str]:
        return Counter(
            one.channel
            for said in asked
            for one in slack.messages(said.channel, said.ts)
            if one.bot_id and not one.streaming
        )

    await slack.wait_for(lambda: len(answered()) == EVENTS, 60)
    await slack.settle()
    assert set(answered().values()) == {1}
    assert len(slack.calls_of("oauth.v2.access")) - before == 1
