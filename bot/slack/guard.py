"""Guard: what a request must be before a single byte of it is parsed."""

import asyncio
import hashlib
import hmac
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias
from urllib.parse import parse_qs

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BODY: Final = 1_000_000
"""Bytes. Slack's own payloads stay far below; a modal's state is at most 250 kB (views.open)."""
WINDOW_SECONDS: Final = 300
"""Slack's signature is good for five minutes on either side (docs.slack.dev, verifying requests)."""
READ_SECONDS: Final = 10.0
"""Slack sends a request at once, and gives up on it after three seconds."""
_PERHAPS_PAYLOAD: Final = re.compile(r"(?:^|&)(?:payload|[^=&%]*%)")
"""A field of a form that is called payload, or whose name must be decoded to know."""
_STAMP: Final = b"x-slack-request-timestamp"
Refusal: TypeAlias = tuple[int, str]
"""Status and reason."""


@dataclass
class Guard:
    """An ASGI layer in front of Bolt: size, header shape, signature and age.

    A request replayed inside the window meets its own key in the inbox and has no second effect.
    The guard answers 4xx to everything it does not let through, never 500, and logs no byte of it.

    Attributes:
        app: What is behind the guard.
        secret: Slack's signing secret.
        seconds: The present time in seconds since 1970.
        path: The only guarded path; others pass.
    """

    app: ASGIApp
    secret: str
    seconds: Callable[[], float]
    path: str = "/slack/events"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a signed, fresh, small request through; refuse any other."""
        if scope["type"] != "http" or scope["path"] != self.path:
            await self.app(scope, receive, send)
            return
        refusal = self._refuse(scope) or await self._admit(scope, receive, send)
        if refusal:
            await _answer(send, *refusal)

    async def _admit(self, scope: Scope, receive: Receive, send: Send) -> Refusal | None:
        """Read the body and let it through, or return why not."""
        try:
            async with asyncio.timeout(READ_SECONDS):
                body = await _read(receive)
        except TimeoutError:
            return 408, "too slow"
        if body is None:
            return 413, "too large"
        headers = _headers(scope)
        signed = sign(self.secret, headers[_STAMP], body)
        if not hmac.compare_digest(headers.get(b"x-slack-signature", b""), signed):
            return 401, "wrong signature"
        if not _shaped(headers, body):
            return 400, "not a payload"
        await self.app(scope, _replay(body), send)
        return None

    def _refuse(self, scope: Scope) -> Refusal | None:
        """Return why a request is refused before a byte of its body is read."""
        if scope["method"] != "POST":
            return 405, "only POST"
        stamp = _headers(scope).get(_STAMP, b"")
        if not (stamp.isdigit() and len(stamp) <= len("9999999999")):
            return 401, "no timestamp"
        if abs(self.seconds() - int(stamp)) > WINDOW_SECONDS:
            return 401, "too old"
        return None


def _headers(scope: Scope) -> dict[bytes, bytes]:
    return {name.lower(): value for name, value in scope["headers"]}


def sign(secret: str, stamp: bytes, body: bytes) -> bytes:
    """Return Slack's v0 signature of a request body.

    The SDK's verifier takes words: bytes that are no UTF-8, signed or not, would raise in it.
    """
    basis = b"v0:" + stamp + b":" + body
    return b"v0=" + hmac.new(secret.encode(), basis, hashlib.sha256).hexdigest().encode()


def _shaped(headers: dict[bytes, bytes], body: bytes) -> bool:
    """Refuse what Bolt's parser cannot take, signed or not."""
    try:
        words = body.decode()
    except UnicodeDecodeError:
        return False
    is_json = headers.get(b"content-type", b"").startswith(b"application/json")
    if not (is_json or words.startswith("{")):  # Bolt reads these two as JSON
        if not _PERHAPS_PAYLOAD.search(words):
            return True  # a command: its fields are words
        inside = parse_qs(words, keep_blank_values=True).get("payload")
        if inside is None:
            return True
        words = inside[-1]
    try:
        payload = json.loads(words)
    except (ValueError, RecursionError):
        return False
    return isinstance(payload, dict) and isinstance(payload.get("event", {}), dict)


async def _read(receive: Receive) -> bytes | None:
    """Read the body; None as soon as it is longer than the largest allowed."""
    body = bytearray()
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            return None
        if not message.get("more_body", False):
            return bytes(body)


def _replay(body: bytes) -> Receive:
    """Return a receive function that hands out a body already read."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    return receive


async def _answer(send: Send, status: int, why: str) -> None:
    content = json.dumps({"error": why}).encode()
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(content))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": content})
