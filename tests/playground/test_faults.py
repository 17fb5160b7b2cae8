"""Faults on demand: what the real client sees, and what Slack's retries bring."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncRateLimitErrorRetryHandler
from slack_sdk.signature import SignatureVerifier
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.playground import Fault, Faults, Playground
from bot.serving import serving
from tests.playground.conftest import Stage


@asynccontextmanager
async def listening(slack: Playground, *statuses: int) -> AsyncIterator[list[Request]]:
    """Serve a door that answers these statuses in turn, then 200, and keeps what came."""
    came: list[Request] = []
    left = list(statuses)

    async def door(request: Request) -> Response:
        await request.body()
        came.append(request)
        return PlainTextResponse("", left.pop(0) if left else 200)

    site = Starlette(routes=[Route("/", door, methods=["POST"])])
    async with serving(site, "127.0.0.1", 0) as address:
        slack.listen_at(f"{address}/")
        yield came


async def test_a_rate_limit_names_its_wait_and_the_real_handler_gets_through(
    slack: Playground, client: AsyncWebClient
) -> None:
    slack.faults.rate_limit("chat.postMessage", retry_after=0)
    client.retry_handlers.append(AsyncRateLimitErrorRetryHandler(max_retry_count=1))
    await client.chat_postMessage(channel="#general", text="hi")
    assert len(slack.calls_of("chat.postMessage")) == 2
    assert len(slack.messages("#general")) == 1


@pytest.mark.parametrize(("accepted", "posted"), [(False, 0), (True, 1)])
async def test_a_reset_cuts_the_connection_before_or_after_the_effect(
    slack: Playground, client: AsyncWebClient, *, accepted: bool, posted: int
) -> None:
    client.retry_handlers.clear()
    slack.faults.reset("chat.postMessage", accepted=accepted)
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel="#general", text="hi")
    assert len(slack.messages("#general")) == posted


async def test_each_fault_looks_like_slack_in_trouble(
    slack: Playground, client: AsyncWebClient
) -> None:
    client.retry_handlers.clear()
    slack.faults.break_down("auth.test")
    slack.faults.answer_html("auth.test")
    slack.faults.fail("auth.test", "fatal_error")
    slack.faults.delay("auth.test", times=1, seconds=0.0)
    seen = []
    for _ in range(3):
        with pytest.raises(SlackApiError) as caught:
            await client.auth_test()
        seen.append(caught.value.response.status_code)
    assert seen == [500, 200, 200]
    assert (await client.auth_test())["ok"] is True


async def test_a_stall_ends_with_the_callers_patience(slack: Playground) -> None:
    slack.faults.stall("auth.test", seconds=60)
    client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url, timeout=1)
    client.retry_handlers.clear()
    with pytest.raises(TimeoutError):
        await client.auth_test()


def test_the_same_seed_strikes_the_same_calls() -> None:
    def struck(seed: str) -> list[bool]:
        faults = Faults(seed)
        faults.add(Fault("error", "*", times=1000, share=0.3))
        return [faults.take("chat.postMessage") is not None for _ in range(200)]

    assert struck("a") == struck("a") != struck("b")
    assert 30 < sum(struck("a")) < 90


def test_a_fault_waits_for_its_turn_and_its_method() -> None:
    faults = Faults()
    faults.add(Fault("error", "chat.*", times=1, after=1))
    calls = ["auth.test", "chat.update", "chat.update", "chat.update"]
    assert [faults.take(m) is not None for m in calls] == [False, False, True, False]


async def test_strict_rates_take_a_burst_and_then_one_message_a_second() -> None:
    moment = [1_800_000_000.0]
    async with Playground(clock=lambda: moment[0], strict_rates=True) as slack:
        client = AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)
        for _ in range(5):
            await client.chat_postMessage(channel="#general", text="hi")
        with pytest.raises(SlackApiError) as caught:
            await client.chat_postMessage(channel="#general", text="hi")
        assert caught.value.response.headers["Retry-After"] == "1"
        await client.chat_postMessage(channel="#ml-team", text="hi")
        moment[0] += 1
        await client.chat_postMessage(channel="#general", text="hi")


async def test_requests_are_signed_as_slack_signs_them(slack: Playground) -> None:
    async with listening(slack) as came:
        await slack.say(slack.member.id, "#general", "hi")
    verifier = SignatureVerifier(slack.signing_secret)
    body = await came[0].body()
    assert verifier.is_valid_request(body, dict(came[0].headers))
    assert not verifier.is_valid_request(body + b" ", dict(came[0].headers))


async def test_an_unacknowledged_event_comes_again_with_its_number_and_reason(
    slack: Playground,
) -> None:
    async with listening(slack, 500, 404) as came:
        await slack.say(slack.member.id, "#general", "hi")
        await slack.settle()
    numbers = [r.headers.get("x-slack-retry-num") for r in came]
    assert numbers == [None, "1", "2"]
    assert came[1].headers["x-slack-retry-reason"] == "http_error"
    assert len({await r.body() for r in came}) == 1


async def test_slack_gives_up_after_three_retries(slack: Playground) -> None:
    async with listening(slack, *[500] * 9) as came:
        await slack.say(slack.member.id, "#general", "hi")
        await slack.settle()
    assert len(came) == 4
    assert slack.deliveries[0].acknowledged is False


async def test_a_command_is_tried_once_and_the_failure_is_shown(slack: Playground) -> None:
    async with listening(slack, 500) as came:
        await slack.command(slack.member.id, "#general", "/advise", "x")
    assert len(came) == 1
    shown = slack.messages("#general", viewer=slack.member.id)[-1].text
    assert shown == "/advise failed with the error “dispatch_failed”"


async def test_an_acknowledged_event_is_redelivered_when_told_to(stage: Stage) -> None:
    stage.slack.faults.redeliver()
    await stage.slack.say(stage.slack.member.id, "#general", "hi")
    await stage.slack.settle()
    ids = [body["event_id"] for body in stage.heard]
    assert len(ids) == 2
    assert len(set(ids)) == 1


async def test_response_urls_wear_out(stage: Stage) -> None:
    slack = stage.slack
    await slack.command(slack.member.id, "#general", "/advise", "x")
    url = stage.heard[0]["response_url"]
    async with aiohttp.ClientSession() as session:
        answers = []
        for number in range(6):
            async with session.post(url, json={"text": f"{number}"}) as answer:
                answers.append(answer.status)
    assert answers == [200] * 5 + [404]
