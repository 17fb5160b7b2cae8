"""Socket Mode beside the conversation: refreshed connections and tickets."""

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground
from tests.playground.plain_bot import build_bot, running


async def test_a_refreshed_connection_comes_again_and_hears_on(slack: Playground) -> None:
    app = build_bot(slack)
    async with running(app, slack, "socket"):
        await slack.refresh_sockets()
        await slack.wait_for_connection()
        await slack.say(slack.member.id, "#general", "still there?")
        assert slack.deliveries[0].acknowledged


async def test_a_ticket_opens_one_connection(slack: Playground) -> None:
    client = AsyncWebClient(base_url=slack.api_url)
    url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(url) as link:
            assert (await link.receive_json())["type"] == "hello"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(url)


async def test_without_a_connection_an_event_is_lost_after_its_retries(slack: Playground) -> None:
    await slack.say(slack.member.id, "#general", "anybody?")
    await slack.settle()
    assert [a.problem for a in slack.deliveries[0].attempts] == ["connection_failed"] * 4
