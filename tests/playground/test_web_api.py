"""The Web API as the real client meets it: state, limits, streams, files, error codes."""

from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground

SECTION = {"type": "section", "text": {"type": "mrkdwn", "text": "fine"}}


async def refused(call: Any) -> str:
    """Await a call that must fail and return Slack's error code."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


async def test_metadata_is_kept_and_read_back_only_when_asked_for(
    slack: Playground, client: AsyncWebClient
) -> None:
    note = {"event_type": "advice", "event_payload": {"key": "k1"}}
    await client.chat_postMessage(channel="#general", text="hi", metadata=note)
    channel = slack.messages("#general")[0].channel
    plain = await client.conversations_history(channel=channel)
    full = await client.conversations_history(channel=channel, include_all_metadata=True)
    assert "metadata" not in plain["messages"][0]
    assert full["messages"][0]["metadata"] == note


async def test_a_thread_is_read_from_its_root_on_and_history_shows_roots_only(
    slack: Playground, client: AsyncWebClient
) -> None:
    root = await client.chat_postMessage(channel="#general", text="root")
    for number in range(3):
        await client.chat_postMessage(
            channel="#general", text=f"reply {number}", thread_ts=root["ts"]
        )
    thread = await client.conversations_replies(channel=root["channel"], ts=root["ts"], limit=2)
    assert [m["text"] for m in thread["messages"]] == ["root", "reply 0"]
    assert thread["has_more"] is True
    cursor = thread["response_metadata"]["next_cursor"]
    rest = await client.conversations_replies(channel=root["channel"], ts=root["ts"], cursor=cursor)
    assert [m["text"] for m in rest["messages"]] == ["reply 1", "reply 2"]
    history = await client.conversations_history(channel=root["channel"])
    assert [m["reply_count"] for m in history["messages"]] == [3]
    assert len(slack.messages("#general")) == 4


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"channel": "C404", "text": "x"}, "channel_not_found"),
        ({"channel": "#random", "text": "x"}, "not_in_channel"),
        ({"channel": "#general", "text": ""}, "no_text"),
        ({"channel": "#general", "text": "x" * 40_001}, "msg_too_long"),
        ({"channel": "#general", "text": "x", "thread_ts": "1.2"}, "thread_not_found"),
        ({"channel": "#general", "text": "x", "blocks": [SECTION] * 51}, "invalid_blocks"),
        ({"channel": "#general", "text": "x", "blocks": [{"type": "no"}]}, "invalid_blocks"),
        ({"channel": "#general", "markdown_text": "x" * 12_001}, "msg_too_long"),
    ],
)
async def test_a_message_is_refused_with_the_code_that_slack_gives(
    client: AsyncWebClient, arguments: dict[str, Any], code: str
) -> None:
    assert await refused(client.api_call("chat.postMessage", json=arguments)) == code


async def test_only_its_own_messages_can_be_changed_by_the_bot(
    slack: Playground, client: AsyncWebClient
) -> None:
    theirs = await slack.say(slack.member.id, "#general", "mine")
    update: dict[str, Any] = {"channel": theirs.channel, "text": "yours"}
    assert await refused(client.chat_update(ts=theirs.ts, **update)) == "cant_update_message"
    assert await refused(client.chat_update(ts="9.9", **update)) == "message_not_found"
    own = await client.chat_postMessage(channel="#general", text="x")
    long: dict[str, Any] = {"channel": own["channel"], "ts": own["ts"], "text": "x" * 4_001}
    assert await refused(client.chat_update(**long)) == "msg_too_long"
    deletion = client.chat_delete(channel=theirs.channel, ts=theirs.ts)
    assert await refused(deletion) == "cant_delete_message"


async def test_a_stream_grows_in_a_thread_and_ends_with_blocks(
    slack: Playground, client: AsyncWebClient
) -> None:
    asked = await slack.say(slack.member.id, "#general", "why?")
    stream = await client.chat_stream(
        channel=asked.channel,
        thread_ts=asked.ts,
        buffer_size=4,
        recipient_team_id=slack.workspace.id,
        recipient_user_id=slack.member.id,
    )
    await stream.append(markdown_text="**Because** ")
    await stream.append(markdown_text="it is cheaper.")
    answer = slack.messages("#general")[-1]
    assert (answer.streaming, answer.text) == (True, "**Because** it is cheaper.")
    await stream.stop(blocks=[SECTION])
    assert [b["type"] for b in answer.blocks] == ["markdown", "section"]
    late = client.chat_appendStream(channel=asked.channel, ts=answer.ts, markdown_text="x")
    assert await refused(late) == "message_not_in_streaming_state"


@pytest.mark.parametrize(
    ("recipient", "code"),
    [
        ({}, "missing_recipient_team_id"),
        ({"recipient_team_id": "T0PLAY"}, "missing_recipient_user_id"),
    ],
)
async def test_a_stream_in_a_channel_needs_a_recipient(
    slack: Playground, client: AsyncWebClient, recipient: dict[str, Any], code: str
) -> None:
    asked = await slack.say(slack.member.id, "#general", "why?")
    start = client.chat_startStream(channel=asked.channel, thread_ts=asked.ts, **recipient)
    assert await refused(start) == code


async def test_a_stream_dies_of_age(slack: Playground, client: AsyncWebClient) -> None:
    asked = await slack.say(slack.member.id, slack.direct(slack.member.id), "why?")
    started = await client.chat_startStream(channel=asked.channel, thread_ts=asked.ts)
    slack.core.stream_seconds = -1.0
    late = client.chat_appendStream(
        channel=asked.channel, ts=started["ts"], markdown_text="too late"
    )
    assert await refused(late) == "message_not_in_streaming_state"


async def test_a_picture_is_uploaded_in_three_steps_with_its_words(
    slack: Playground, client: AsyncWebClient
) -> None:
    root = await client.chat_postMessage(channel="#general", text="root")
    uploaded = await client.files_upload_v2(
        channel=root["channel"],
        thread_ts=root["ts"],
        filename="costs.png",
        content=b"\x89PNG",
        alt_txt="Costs by month",
        title="Costs",
    )
    shown = slack.messages("#general", root["ts"])[-1].files[0]
    assert (shown["alt_txt"], shown["title"]) == ("Costs by month", "Costs")
    known = await client.files_info(file=uploaded["file"]["id"])
    headers = {"Authorization": f"Bearer {slack.bot_token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.get(known["file"]["url_private"], headers=headers) as answer,
    ):
        assert await answer.read() == b"\x89PNG"


async def test_tokens_die_in_the_ways_slack_names(
    slack: Playground, client: AsyncWebClient
) -> None:
    assert (await client.auth_test())["user_id"] == slack.workspace.bot.id
    wrong = AsyncWebClient(token="xoxb-wrong", base_url=slack.api_url)
    assert await refused(wrong.auth_test()) == "invalid_auth"
    nobody = AsyncWebClient(base_url=slack.api_url)
    assert await refused(nobody.auth_test()) == "not_authed"
    slack.world.tokens[slack.bot_token].state = "token_expired"
    assert await refused(client.auth_test()) == "token_expired"


async def test_status_prompts_and_sessions_are_kept_and_a_post_ends_the_status(
    slack: Playground, client: AsyncWebClient
) -> None:
    asked = await slack.say(slack.member.id, slack.direct(slack.member.id), "why?")
    place: dict[str, Any] = {"channel_id": asked.channel, "thread_ts": asked.ts}
    await client.assistant_threads_setStatus(status="is thinking…", **place)
    await client.assistant_threads_setSuggestedPrompts(
        channel_id=asked.channel, prompts=[{"title": "Start", "message": "Help me"}]
    )
    await client.agents_sessions_setStatus(status="processing", title="Support", **place)
    assert len(slack.workspace.statuses) == 1
    assert slack.workspace.prompts[asked.channel, ""]["prompts"][0]["message"] == "Help me"
    assert slack.workspace.sessions[asked.channel, asked.ts]["status"] == "processing"
    await client.chat_postMessage(channel=asked.channel, text="so", thread_ts=asked.ts)
    assert not slack.workspace.statuses


async def test_reactions_people_and_channels_answer_like_slack(
    slack: Playground, client: AsyncWebClient
) -> None:
    said = await slack.say(slack.member.id, "#general", "hi")
    await client.reactions_add(channel=said.channel, timestamp=said.ts, name="eyes")
    again = client.reactions_add(channel=said.channel, timestamp=said.ts, name="eyes")
    assert await refused(again) == "already_reacted"
    admin = await client.users_info(user=slack.admin.id)
    assert admin["user"]["is_admin"] is True
    assert await refused(client.users_info(user="U404")) == "user_not_found"
    listed = await client.conversations_list(types="public_channel")
    assert [c["is_member"] for c in listed["channels"]] == [True, True, False]
    joined = await client.conversations_join(channel=listed["channels"][2]["id"])
    assert joined["channel"]["is_member"] is True
    opened = await client.conversations_open(users=slack.member.id)
    assert opened["channel"]["id"] == slack.direct(slack.member.id)


async def test_an_ephemeral_message_is_for_one_member_of_the_channel(
    slack: Playground, client: AsyncWebClient
) -> None:
    await client.chat_postEphemeral(channel="#general", user=slack.member.id, text="psst")
    assert not slack.messages("#general")
    assert len(slack.messages("#general", viewer=slack.member.id)) == 1
    outside = client.chat_postEphemeral(channel="#general", user="U404", text="psst")
    assert await refused(outside) == "user_not_found"


async def test_oauth_exchanges_a_code_once(slack: Playground) -> None:
    client = AsyncWebClient(base_url=slack.api_url)
    back = "http://127.0.0.1:1/back"
    ask = f"{slack.page_url}oauth/v2/authorize?redirect_uri={back}&state=s1"
    async with (
        aiohttp.ClientSession() as session,
        session.get(ask, allow_redirects=False) as answer,
    ):
        target = answer.headers["location"]
    assert target.startswith(back)
    assert target.endswith("state=s1")
    code = target.partition("code=")[2].partition("&")[0]
    exchange = {"client_id": "1", "client_secret": slack.client_secret, "code": code}
    wrong = client.api_call("oauth.v2.access", data=exchange | {"client_secret": "x"})
    assert await refused(wrong) == "bad_client_secret"
    granted = await client.api_call("oauth.v2.access", data=exchange)
    own = AsyncWebClient(token=granted["access_token"], base_url=slack.api_url)
    assert (await own.auth_test())["team_id"] == slack.workspace.id
    again = client.api_call("oauth.v2.access", data=exchange)
    assert await refused(again) == "invalid_code"
