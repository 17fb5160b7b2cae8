"""The ways in which a stand-in endpoint can fail."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Any

from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from typing_extensions import override

USAGE = {"prompt_tokens": 120, "completion_tokens": 30, "total_tokens": 150}
BIG = 10_000_000
DRIP_SECONDS = 0.02


class CutError(Exception):
    """The connection ends here, in the middle."""


@dataclass(frozen=True)
class Fault:
    """One way to fail.

    Attributes:
        body: Makes the bytes, given the request, the good text and the event of the end.
        status: The HTTP status.
        kind: The content type; "" for the right one.
        headers: Further headers.
    """

    body: Callable[[dict[str, Any], str, asyncio.Event], AsyncIterator[bytes]]
    status: int = 200
    kind: str = ""
    headers: tuple[tuple[str, str], ...] = ()


class Failing(Response):
    """A response that a fault writes; when it says so, the connection breaks."""

    def __init__(
        self, fault: Fault, body: dict[str, Any], text: str, released: asyncio.Event
    ) -> None:
        right = "text/event-stream" if body.get("stream") else "application/json"
        super().__init__(None, fault.status, dict(fault.headers), fault.kind or right)
        self._pieces = fault.body(body, text, released)

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = [pair for pair in self.raw_headers if pair[0] != b"content-length"]
        await send({"type": "http.response.start", "status": self.status_code, "headers": headers})
        left = asyncio.ensure_future(_left(receive))
        try:
            async for piece in self._pieces:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
                await asyncio.sleep(0)
                if left.done():
                    return
        except CutError:
            return  # the server closes a connection whose response is not whole
        finally:
            left.cancel()
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def chunk(body: dict[str, Any], delta: dict[str, Any], finish: str | None = None) -> bytes:
    """Return one event of a stream."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    event = {
        "id": "c1",
        "object": "chat.completion.chunk",
        "created": 1,
        "model": body["model"],
        "choices": [choice],
    }
    return f"data: {json.dumps(event)}\n\n".encode()


def whole(body: dict[str, Any], message: dict[str, Any], finish: str = "stop") -> bytes:
    """Return one whole answer with this message."""
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": finish}
    head = {"id": "c1", "object": "chat.completion", "created": 1, "model": body["model"]}
    return json.dumps({**head, "choices": [choice], "usage": USAGE}).encode()


async def _well(body: dict[str, Any], text: str, _end: asyncio.Event) -> AsyncIterator[bytes]:
    if not body.get("stream"):
        yield whole(body, {"content": text})
        return
    for start in range(0, len(text), 7):
        yield chunk(body, {"content": text[start : start + 7]})
    yield chunk(body, {}, "stop")
    event = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": body["model"]}
    yield f"data: {json.dumps({**event, 'choices': [], 'usage': USAGE})}\n\ndata: [DONE]\n\n".encode()


async def _hold(body: dict[str, Any], text: str, end: asyncio.Event) -> AsyncIterator[bytes]:
    """Stream every line but the last, and that one when it is let go."""
    begun, _, last = text.rpartition("\n")
    if begun:
        yield chunk(body, {"content": f"{begun}\n"})
        await end.wait()
    async for piece in _well(body, last, end):
        yield piece


def _midway(break_off: Callable[[dict[str, Any], asyncio.Event], AsyncIterator[bytes]]) -> Any:
    """Return a fault that streams every line and, when it is let go, fails in this way."""

    async def send(body: dict[str, Any], text: str, end: asyncio.Event) -> AsyncIterator[bytes]:
        if not body.get("stream"):
            yield whole(body, {"content": text})
            return
        yield chunk(body, {"content": f"{text}\n"})
        await end.wait()
        async for piece in break_off(body, end):
            yield piece

    return send


async def _broken(_body: dict[str, Any], end: asyncio.Event) -> AsyncIterator[bytes]:
    if end.is_set():
        raise CutError
    yield b""


async def _silent(_body: dict[str, Any], _end: asyncio.Event) -> AsyncIterator[bytes]:
    while True:  # until whoever asks has gone
        yield b""
        await asyncio.sleep(DRIP_SECONDS)


async def _dripping(_body: dict[str, Any], _end: asyncio.Event) -> AsyncIterator[bytes]:
    while True:
        yield b": still here\n\n"
        await asyncio.sleep(DRIP_SECONDS)


async def _flooding(_body: dict[str, Any], _end: asyncio.Event) -> AsyncIterator[bytes]:
    for _ in range(BIG // 100_000):
        yield b" " * 100_000


async def _babbling(body: dict[str, Any], _end: asyncio.Event) -> AsyncIterator[bytes]:
    for _ in range(100):
        yield chunk(body, {"content": "and so on " * 100})


def _sending(*raw: bytes) -> Any:
    """Return what sends these bytes and ends."""

    async def send(_body: dict[str, Any], _end: asyncio.Event) -> AsyncIterator[bytes]:
        for piece in raw:
            yield piece

    return send


def _ending(delta: dict[str, Any], finish: str) -> Any:
    """Return what ends with this delta for this reason."""

    async def send(body: dict[str, Any], _end: asyncio.Event) -> AsyncIterator[bytes]:
        yield chunk(body, delta, finish)

    return send


def _saying(text: str) -> Any:
    """Return a fault whose model writes this."""
    return lambda body, _text, end: _well(body, text, end)


def _bytes(raw: bytes) -> Any:
    """Return a fault that sends these bytes."""

    async def send(_body: dict[str, Any], _text: str, _end: asyncio.Event) -> AsyncIterator[bytes]:
        yield raw

    return send


def _error(code: str) -> Any:
    return _bytes(json.dumps({"error": {"message": "no", "type": code, "code": code}}).encode())


async def _stall(_body: dict[str, Any], _text: str, end: asyncio.Event) -> AsyncIterator[bytes]:
    await end.wait()
    yield b""


async def _drip(_body: dict[str, Any], _text: str, end: asyncio.Event) -> AsyncIterator[bytes]:
    while not end.is_set():
        yield b" " if not _body.get("stream") else b": still here\n\n"
        await asyncio.sleep(DRIP_SECONDS)


async def _cut(body: dict[str, Any], text: str, _end: asyncio.Event) -> AsyncIterator[bytes]:
    if body.get("stream"):
        yield chunk(body, {"content": text[: len(text) // 2]})
    else:
        good = whole(body, {"content": text})
        yield good[: len(good) // 2]
    raise CutError


async def _reset(_body: dict[str, Any], _text: str, end: asyncio.Event) -> AsyncIterator[bytes]:
    if not end.is_set():
        raise CutError
    yield b""


async def _flood(_body: dict[str, Any], _text: str, _end: asyncio.Event) -> AsyncIterator[bytes]:
    for _ in range(BIG // 100_000):
        yield b" " * 100_000


async def _refuse(body: dict[str, Any], _text: str, _end: asyncio.Event) -> AsyncIterator[bytes]:
    if body.get("stream"):
        yield chunk(body, {"refusal": "I cannot help with that."}, "content_filter")
    else:
        yield whole(body, {"content": None, "refusal": "I cannot help with that."})


async def _long(body: dict[str, Any], text: str, _end: asyncio.Event) -> AsyncIterator[bytes]:
    if body.get("stream"):
        yield chunk(body, {"content": text[: len(text) // 2]}, "length")
    else:
        yield whole(body, {"content": text[: len(text) // 2]}, "length")


def _using(usage: Any) -> Any:
    """Return a fault that answers well and lies about what that took."""

    async def send(body: dict[str, Any], text: str, end: asyncio.Event) -> AsyncIterator[bytes]:
        async for piece in _well(body, text, end):
            yield piece.replace(json.dumps(USAGE).encode(), json.dumps(usage).encode())

    return send


async def _call_tool(body: dict[str, Any], _text: str, _end: asyncio.Event) -> AsyncIterator[bytes]:
    function = {"name": "delete_everything", "arguments": "{}"}
    call = {"index": 0, "id": "call_1", "type": "function", "function": function}
    if body.get("stream"):
        yield chunk(body, {"content": None, "tool_calls": [call]}, "tool_calls")
    else:
        yield whole(body, {"content": None, "tool_calls": [call]}, "tool_calls")


async def _empty(body: dict[str, Any], _text: str, _end: asyncio.Event) -> AsyncIterator[bytes]:
    yield (
        chunk(body, {"content": ""}, "stop") if body.get("stream") else whole(body, {"content": ""})
    )


FAULTS = {
    "well": Fault(_well),
    "usage beyond belief": Fault(
        _using({"prompt_tokens": 10**30, "completion_tokens": 10**30, "total_tokens": 10**30})
    ),
    "usage below nothing": Fault(
        _using({"prompt_tokens": -5, "completion_tokens": -9, "total_tokens": -14})
    ),
    "held": Fault(_hold),
    "held, then cut": Fault(_midway(_broken)),
    "held, then silent": Fault(_midway(_silent)),
    "held, then dripping": Fault(_midway(_dripping)),
    "held, then ten megabytes": Fault(_midway(_flooding)),
    "held, then no end": Fault(_midway(_babbling)),
    "held, then an error": Fault(_midway(_sending(b'data: {"error": {"message": "no"}}\n\n'))),
    "held, then garbage": Fault(_midway(_sending(b'data: {"choices": [{"del\n\n'))),
    "held, then null": Fault(_midway(_sending(b"data: null\n\n"))),
    "held, then a page": Fault(_midway(_sending(b"<html>Bad gateway</html>"))),
    "held, then choices null": Fault(_midway(_sending(b'data: {"choices": null}\n\n'))),
    "held, then no bytes of text": Fault(_midway(_sending(b"data: \xff\xfe\n\n"))),
    "held, then nothing more": Fault(_midway(_sending(b""))),
    "held, then done too early": Fault(_midway(_sending(b"data: [DONE]\n\n"))),
    "held, then cut off by length": Fault(_midway(_ending({}, "length"))),
    "held, then filtered": Fault(_midway(_ending({"refusal": "I cannot."}, "content_filter"))),
    "held, then the call of a tool": Fault(_midway(_ending({}, "tool_calls"))),
    "stall": Fault(_stall),
    "slow drip": Fault(_drip),
    "429": Fault(_error("rate_limit_exceeded"), 429),
    "429 for an hour": Fault(
        _error("rate_limit_exceeded"), 429, headers=(("retry-after", "3600"),)
    ),
    "500": Fault(_error("server_error"), 500),
    "502 page": Fault(_bytes(b"<html>Bad gateway</html>"), 502, "text/html"),
    "503": Fault(_error("overloaded"), 503),
    "401": Fault(_error("invalid_api_key"), 401),
    "403": Fault(_error("forbidden"), 403),
    "404": Fault(_error("model_not_found"), 404),
    "400": Fault(_error("unsupported_parameter"), 400),
    "a page with status 200": Fault(_bytes(b"<html>Sign in</html>"), 200, "text/html"),
    "no body": Fault(_bytes(b"")),
    "garbage": Fault(_bytes(b'{"choices": [{"message": {"content": "')),
    "null": Fault(_bytes(b"null")),
    "no choices": Fault(_bytes(b'{"id": "c1", "object": "chat.completion", "choices": []}')),
    "choices null": Fault(_bytes(b'{"id": "c1", "object": "chat.completion", "choices": null}')),
    "empty answer": Fault(_empty),
    "prose instead of JSON": Fault(_saying("Sure! Here is what I found: accuracy is high.")),
    "not a number": Fault(_saying('{"facts": NaN, "changes": Infinity, "introduction": NaN}')),
    "wrong schema": Fault(_saying('{"facts": [{"name": 3}], "execute": "rm -rf /"}')),
    "nested too deep": Fault(_saying("[" * 4_000)),
    "refusal": Fault(_refuse),
    "call of a tool": Fault(_call_tool),
    "usage that is no number": Fault(_using({"prompt_tokens": "many", "completion_tokens": []})),
    "cut off by length": Fault(_long),
    "cut stream": Fault(_cut),
    "reset": Fault(_reset),
    "ten megabytes": Fault(_flood),
}
WELL = ("well", "held", "usage beyond belief", "usage below nothing")
"""These answer after all."""
MIDWAY = tuple(name for name in FAULTS if name.startswith("held, then "))
"""The ways in which a stream breaks off, for as long as nobody lets it go on."""
FAULT_NAMES = tuple(name for name in FAULTS if name not in {*WELL, *MIDWAY})
