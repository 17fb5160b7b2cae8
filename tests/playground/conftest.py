"""A stand-in Slack, alone or with a small bot connected in each transport."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground
from tests.playground.plain_bot import build_bot, running


@pytest.fixture
async def slack() -> AsyncIterator[Playground]:
    """Yield a stand-in Slack that tries again without waiting."""
    async with Playground(retries=(0.0, 0.0, 0.0)) as playground:
        yield playground


@pytest.fixture
def client(slack: Playground) -> AsyncWebClient:
    """Return a real client of the bot's."""
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)


@dataclass(frozen=True)
class Stage:
    """A stand-in Slack and what its bot heard."""

    slack: Playground
    heard: list[dict[str, Any]]

    def heard_of(self, kind: str) -> list[dict[str, Any]]:
        """Return what the bot heard of one kind of event or interaction."""
        return [b for b in self.heard if kind in {b.get("event", {}).get("type"), b.get("type")}]


@pytest.fixture(params=["http", "socket"])
async def stage(slack: Playground, request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    """Yield a stand-in Slack with a small bot connected."""
    app = build_bot(slack)
    async with running(app, slack, request.param):
        yield Stage(slack, app.heard)  # type: ignore[attr-defined]  # noted by build_bot
        await slack.settle()
