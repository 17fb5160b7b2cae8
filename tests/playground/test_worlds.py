"""More than one workspace, people of every role, and the page's own door."""

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import SettingsError, UsageError
from bot.playground import Playground
from tests.playground.plain_bot import build_bot, running
from tests.playground.test_web_api import refused


async def test_a_token_sees_its_own_workspace_only(
    slack: Playground, client: AsyncWebClient
) -> None:
    slack.add_workspace("T2", "Other", "xoxb-other")
    guest = slack.world.add_person("T2", "gus", "Gus Guest", "guest")
    place = slack.world.add_channel("T2", "secret", "public", [guest.id])
    assert await refused(client.users_info(user=guest.id)) == "user_not_found"
    assert await refused(client.conversations_info(channel=place.id)) == "channel_not_found"
    other = AsyncWebClient(token="xoxb-other", base_url=slack.api_url)
    assert (await other.users_info(user=guest.id))["user"]["is_restricted"] is True


async def test_events_carry_the_workspace_and_whether_the_channel_is_shared(
    slack: Playground,
) -> None:
    workspace = slack.add_workspace("T2", "Other", "xoxb-other")
    zoe = slack.world.add_person("T2", "zoe", "Zoe")
    place = slack.world.add_channel("T2", "joint", "public", [zoe.id, workspace.bot.id])
    place.shared = True
    app = build_bot(slack)
    async with running(app, slack, "socket"):
        await slack.say(zoe.id, "#joint", "hello")
        await slack.settle()
    body = slack.deliveries[0].body
    assert (body["team_id"], body["is_ext_shared_channel"]) == ("T2", True)
    assert body["authorizations"][0]["user_id"] == workspace.bot.id


async def test_a_manifest_decides_which_events_are_told() -> None:
    events = {"event_subscriptions": {"bot_events": ["message.im"]}}
    async with Playground(manifest={"settings": events}, retries=()) as slack:
        await slack.say(slack.member.id, "#general", "not heard")
        await slack.say(slack.member.id, slack.direct(slack.member.id), "heard")
        assert [d.body["event"]["text"] for d in slack.deliveries] == ["heard"]


async def test_ids_differ_from_those_of_an_earlier_world() -> None:
    async def event_id(moment: float) -> str:
        async with Playground(retries=(), clock=lambda: moment) as slack:
            await slack.say(slack.member.id, "#general", "x")
            return str(slack.deliveries[0].body["event_id"])

    assert await event_id(1_800_000_000.0) != await event_id(1_800_000_000.5)


async def test_what_a_person_cannot_do_is_said_with_what_they_can(slack: Playground) -> None:
    with pytest.raises(UsageError, match="no conversation '#nowhere'"):
        await slack.say(slack.member.id, "#nowhere", "x")
    message = await slack.say(slack.member.id, "#general", "x")
    with pytest.raises(UsageError, match="nothing here is called 'High'"):
        await slack.press(slack.member.id, message, "High")


async def test_a_port_in_use_is_said_plainly(slack: Playground) -> None:
    with pytest.raises(SettingsError, match=f"Port {slack.port} .* cannot be taken"):
        await Playground(port=slack.port).__aenter__()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.test"}, 403),
        ({}, 403),
        ({"Host": "evil.test"}, 400),
    ],
)
async def test_another_web_site_cannot_act_through_the_browser(
    slack: Playground, headers: dict[str, str], status: int
) -> None:
    asked = {"act": "say", "user": slack.member.id, "channel": "#general", "text": "x"}
    url = f"{slack.page_url}page/act"
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, json=asked, headers=headers) as answer,
    ):
        assert answer.status == status
    assert not slack.messages("#general")


@pytest.mark.parametrize("asked", [[], {}, {"act": "rm"}, {"act": "press", "user": "U1"}])
async def test_nonsense_asked_of_the_page_is_refused(slack: Playground, asked: object) -> None:
    origin = {"Origin": slack.page_url.rstrip("/")}
    async with (
        aiohttp.ClientSession(headers=origin) as session,
        session.post(f"{slack.page_url}page/act", json=asked) as answer,
    ):
        assert answer.status == 400


async def test_the_page_is_served_with_a_strict_policy(slack: Playground) -> None:
    async with aiohttp.ClientSession() as session, session.get(slack.page_url) as answer:
        policy = answer.headers["Content-Security-Policy"]
        text = await answer.text()
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http://" not in text
    assert "https://" not in text


async def test_a_permalink_leads_to_the_message_on_the_page(
    slack: Playground, client: AsyncWebClient
) -> None:
    said = await slack.say(slack.member.id, "#general", "x")
    link = (await client.chat_getPermalink(channel=said.channel, message_ts=said.ts))["permalink"]
    async with (
        aiohttp.ClientSession() as session,
        session.get(link, allow_redirects=False) as answer,
    ):
        assert answer.headers["location"] == f"/#/{said.channel}/{said.ts}"


async def test_the_state_of_the_page_holds_only_what_the_person_sees(
    slack: Playground, client: AsyncWebClient
) -> None:
    await client.chat_postEphemeral(channel="#general", user=slack.member.id, text="psst")
    slack.world.add_channel(slack.workspace.id, "hidden", "private", [slack.admin.id])
    async with aiohttp.ClientSession() as session:
        seen = {}
        for person in (slack.member, slack.admin):
            async with session.get(f"{slack.page_url}page/state?user={person.id}") as answer:
                seen[person.name] = await answer.text()
    assert ("psst" in seen["mia"], "hidden" in seen["mia"]) == (True, False)
    assert ("psst" in seen["ada"], "hidden" in seen["ada"]) == (False, True)
