"""Calls: whatever Slack, or a proxy before it, answers becomes one of four outcomes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.delivery import Ambiguous, NotSent, Parked, Refused, SendError
from bot.serving import serving
from bot.slack import calls
from bot.slack.calls import call_slack

JSON = "application/json"
Answer = Callable[[Request], Awaitable[Response]]


@asynccontextmanager
async def slack(answer: Answer) -> AsyncIterator[Callable[[], Awaitable[object]]]:
    """Serve a Web API that always answers so; yield a call of it."""
    site = Starlette(routes=[Route("/api/{method}", answer, methods=["POST"])])
    async with serving(site, "127.0.0.1", 0) as address, aiohttp.ClientSession() as session:

        async def call() -> object:
            return await call_slack(session, f"{address}/api/", "chat.postMessage", json={})

        yield call


async def outcome(response: Response) -> SendError | object:
    async def answer(_: Request) -> Response:
        return response

    async with slack(answer) as call:
        try:
            return await call()
        except SendError as error:
            return error


@pytest.mark.parametrize(
    ("status", "kind", "body", "becomes"),
    [
        (200, JSON, '{"ok": true, "ts": "1.2"}', dict),
        (200, JSON, '{"ok": false, "error": "is_archived"}', Refused),
        (200, JSON, '{"ok": false, "error": "token_expired"}', Parked),
        (200, JSON, '{"ok": false, "error": "internal_error"}', Ambiguous),
        (200, JSON, '{"ok": false, "error": "ratelimited"}', NotSent),
        (200, JSON, '{"ok": true, "t', Ambiguous),
        (200, JSON, "[1, 2]", Ambiguous),
        (200, JSON, "null", Ambiguous),
        (200, JSON, "", Ambiguous),
        (200, "text/html", "<html>", Ambiguous),
        (200, "text/plain", "ok", Ambiguous),
        (200, "application/gzip", "zip", Ambiguous),
        (302, "text/plain", "", Ambiguous),
        (403, "text/html", "<html>", Refused),
        (403, JSON, "no", Refused),
        (429, "text/html", "<html>", NotSent),
        (429, JSON, "slow", NotSent),
        (500, JSON, '{"ok": false, "error": "is_archived"}', Ambiguous),
        (502, "text/plain", "upstream", Ambiguous),
        (503, JSON, "upstream", Ambiguous),
    ],
)
async def test_every_answer_becomes_what_is_known_of_the_message(
    status: int, kind: str, body: str, becomes: type
) -> None:
    found = await outcome(Response(body, status, media_type=kind))
    assert isinstance(found, becomes), repr(found)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("7", 7.0),
        ("0.5", 0.5),
        ("", 1.0),
        ("soon", 1.0),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 1.0),
        ("nan", 1.0),
        ("inf", 1.0),
        ("-3", 0.0),
        ("1e12", 3600.0),
    ],
)
@pytest.mark.parametrize("name", ["Retry-After", "retry-after"])
async def test_slack_is_given_the_time_it_asks_for_and_never_longer_than_an_hour(
    name: str, told: str, seconds: float
) -> None:
    found = await outcome(JSONResponse({"ok": False}, 429, headers={name: told}))
    assert isinstance(found, NotSent)
    assert found.retry_after == seconds


async def test_a_slack_that_does_not_answer_leaves_a_doubt_and_holds_nobody_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The SDK's own time-out does not count where it is given a session: that waits five minutes."""
    monkeypatch.setattr(calls, "TIMEOUT_SECONDS", 0.05)
    over = asyncio.Event()

    async def answer(_: Request) -> Response:
        await over.wait()
        return PlainTextResponse("")

    async with slack(answer) as call:
        with pytest.raises(Ambiguous):
            await call()
        over.set()
