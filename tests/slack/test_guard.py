"""The guard lets nothing unsigned, stale, large or shapeless through, over real HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.serving import serving
from bot.slack import guard
from bot.slack.guard import LARGEST_BODY, Guard, sign

SECRET = "made-up-secret"
NOW = 1_763_823_600
BODY = json.dumps({"type": "event_callback"}).encode()
JSON = "application/json"


async def through(request: Request) -> PlainTextResponse:
    return PlainTextResponse(f"through {len(await request.body())}")


@pytest.fixture
async def address() -> AsyncIterator[str]:
    inside = Starlette(routes=[Route("/slack/events", through, methods=["POST"])])
    async with serving(Guard(inside, SECRET, lambda: float(NOW)), "127.0.0.1", 0) as url:
        yield f"{url}/slack/events"


def headers(
    body: bytes = BODY, *, at: str = str(NOW), secret: str = SECRET, kind: str = JSON
) -> dict[str, str]:
    signature = sign(secret, at.encode(), body).decode()
    return {
        "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": signature,
        "Content-Type": kind,
    }


async def post(url: str, body: bytes, given: dict[str, str]) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=body, headers=given) as answer,
    ):
        return answer.status, await answer.text()


async def test_a_signed_fresh_request_goes_through_with_its_body(address: str) -> None:
    assert await post(address, BODY, headers()) == (200, f"through {len(BODY)}")


async def test_a_form_goes_through(address: str) -> None:
    body = b"command=%2Fadvise&text=hello"
    given = headers(body, kind="application/x-www-form-urlencoded")

    assert (await post(address, body, given))[0] == 200


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, 401),
        (headers(secret="another"), 401),
        (headers(at=str(NOW - 301)), 401),
        (headers(at=str(NOW + 301)), 401),
        (headers(at=str(NOW - 299)), 200),
        (headers(at=str(NOW + 299)), 200),
        ({**headers(), "X-Slack-Request-Timestamp": "soon"}, 401),
        ({**headers(), "X-Slack-Request-Timestamp": "9" * 40}, 401),
        ({**headers(), "X-Slack-Request-Timestamp": "-5"}, 401),
        ({**headers(), "X-Slack-Signature": "v0=ünïcode"}, 401),
        ({**headers(), "X-Slack-Signature": ""}, 401),
    ],
)
async def test_wrong_headers_are_refused_without_an_error(
    address: str, given: dict[str, str], status: int
) -> None:
    assert (await post(address, BODY, given))[0] == status


@pytest.mark.parametrize(
    "body", [b"null", b"[1, 2]", b"{", b"[" * 200_000, b"\xff\xfe", b'"text"', b"", b"NaN"]
)
async def test_signed_bodies_without_the_shape_of_a_payload_are_refused(
    address: str, body: bytes
) -> None:
    assert (await post(address, body, headers(body)))[0] == 400


@pytest.mark.parametrize(
    "body",
    [
        b"payload=",
        b"payload=null",
        b"payload=[1]",
        b"payload=%7B",
        b"{",
        b'{"event": null}',
        b'{"event": [1]}',
    ],
)
async def test_forms_without_a_payload_of_slacks_are_refused(address: str, body: bytes) -> None:
    form = "application/x-www-form-urlencoded"
    assert (await post(address, body, headers(body, kind=form)))[0] == 400


async def test_a_body_over_the_limit_is_refused(address: str) -> None:
    body = b"x" * (LARGEST_BODY + 1)

    assert (await post(address, body, headers(body)))[0] == 413


async def test_only_posts_are_taken(address: str) -> None:
    async with aiohttp.ClientSession() as session, session.get(address) as answer:
        assert answer.status == 405


async def begin(url: str, given: dict[str, str], begun: bytes) -> bytes:
    """Send the head of a request and the beginning of its body; return the line of the answer."""
    address = urlsplit(url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    lines = [f"POST {address.path} HTTP/1.1", "Host: x", "Content-Length: 900000"]
    lines += [f"{name}: {value}" for name, value in given.items()]
    writer.write("\r\n".join([*lines, "", ""]).encode() + begun)
    answer = await reader.readline()
    writer.close()
    return answer


async def test_who_sends_a_body_drop_by_drop_is_not_waited_for(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "READ_SECONDS", 0.05)

    assert b" 408 " in await begin(address, headers(), b"{")


async def test_who_comes_too_late_is_refused_before_the_body_is_read(address: str) -> None:
    assert b" 401 " in await begin(address, headers(at=str(NOW - 301)), b"")
