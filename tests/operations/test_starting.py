"""The doors open before the knowledge base is there, and nothing that comes in is lost."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.app import running
from bot.settings import read_settings
from knowledge import Library
from tests.benchmarks.herd import free_port
from tests.benchmarks.load import Crowd, crowd, signed

pytestmark = pytest.mark.timeout(120)


@dataclass
class Held:
    """A knowledge base that loads only when it is let.

    Attributes:
        begun: Set once somebody wants it.
        let: Set to let it load.
    """

    begun: asyncio.Event = field(default_factory=asyncio.Event)
    let: asyncio.Event = field(default_factory=asyncio.Event)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Held:
    load, held = Library.open, Held()

    async def wait(*given: Any, **named: Any) -> Library:
        held.begun.set()
        await held.let.wait()
        return await load(*given, **named)

    monkeypatch.setattr(Library, "open", wait)
    return held


@asynccontextmanager
async def starting(people: Crowd, folder: Path) -> AsyncIterator[str]:
    """Start the bot and give its address before it is up; stop it in the end."""
    settings = read_settings(
        slack_bot_token=people.slack.bot_token,
        slack_signing_secret=people.slack.signing_secret,
        slack_api_url=people.slack.api_url,
        data_dir=folder,
        port=free_port(),
    )
    over = asyncio.Event()

    async def run() -> None:
        async with running(settings):
            await over.wait()

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(run())
        yield f"http://{settings.host}:{settings.port}"
        over.set()


async def test_what_arrives_while_the_knowledge_base_loads_is_acknowledged_and_answered(
    tmp_path: Path, held: Held
) -> None:
    async with (
        crowd() as people,
        aiohttp.ClientSession() as http,
        starting(people, tmp_path) as address,
    ):
        await held.begun.wait()
        asked = people.ask(1)
        headers = signed(people.slack.signing_secret, asked.body)
        url = f"{address}/slack/events"
        async with http.post(url, data=asked.body, headers=headers) as acknowledged:
            assert acknowledged.status == 200
        async with http.get(f"{address}/readyz") as ready:
            assert ready.status == 503
            assert (await ready.json())["faults"] == {"knowledge": "is loading"}
        assert not people.told()
        held.let.set()
        await people.slack.wait_for(lambda: asked.key in people.answered(), 60)
