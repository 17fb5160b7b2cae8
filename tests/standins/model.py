"""A stand-in for an OpenAI-compatible endpoint, over real HTTP, that can fail in many ways."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.serving import serving
from tests.standins.faults import FAULTS, USAGE, Failing

KEY: Final = "sk-canary-0123456789abcdef"
EMBEDDING_SIZE: Final = 8

Answering = Callable[[dict[str, Any]], str]
"""Takes a request's body and returns what the model writes."""


def says(text: str) -> Answering:
    """Return a model that always writes the same."""
    return lambda _body: text


@dataclass
class StandInModel:
    """One endpoint.

    Attributes:
        answers: What the model writes.
        fault: How every answer fails, or ""; see `tests.standins.faults`.
        faults_left: How many answers fail before the endpoint is well again; None for all.
        asked: The bodies of the requests.
        keys: The keys that came with them.
        called: The paths and queries that they were sent to.
        address: Its base URL, once it listens.
    """

    answers: Answering = field(default_factory=lambda: says("{}"))
    fault: str = ""
    faults_left: int | None = None
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)
    called: list[str] = field(default_factory=list)
    address: str = ""
    released: asyncio.Event = field(default_factory=asyncio.Event)

    async def chat(self, request: Request) -> Response:
        """Answer `POST /chat/completions`."""
        body = await request.json()
        self.asked.append(body)
        self.keys.append(request.headers.get("authorization", request.headers.get("api-key", "")))
        self.called.append(f"{request.url.path}?{request.url.query}")
        fault = self._next_fault()
        text = self.answers(body)
        if fault:
            return Failing(FAULTS[fault], body, text, self.released)
        if body.get("stream"):
            return Failing(FAULTS["well"], body, text, self.released)
        return JSONResponse(completion(body, text))

    async def embed(self, request: Request) -> Response:
        """Answer `POST /embeddings` with vectors made from the letters."""
        body = await request.json()
        texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
        rows = [
            {"object": "embedding", "index": i, "embedding": vector(t)} for i, t in enumerate(texts)
        ]
        used = {"prompt_tokens": 1, "total_tokens": 1}
        return JSONResponse({"object": "list", "model": body["model"], "data": rows, "usage": used})

    def _next_fault(self) -> str:
        if self.faults_left is None:
            return self.fault
        self.faults_left -= 1
        return self.fault if self.faults_left >= 0 else ""

    def app(self) -> Starlette:
        """Return the application."""
        chat = [
            Route("/v1/chat/completions", self.chat, methods=["POST"]),
            Route("/openai/deployments/{model}/chat/completions", self.chat, methods=["POST"]),
        ]
        return Starlette(routes=[*chat, Route("/v1/embeddings", self.embed, methods=["POST"])])


@asynccontextmanager
async def listening(model: StandInModel) -> AsyncIterator[StandInModel]:
    """Let a stand-in listen on a free port of this machine."""
    async with serving(model.app(), "127.0.0.1", 0) as address:
        model.address = f"{address}/v1"
        try:
            yield model
        finally:
            model.released.set()


def completion(body: dict[str, Any], text: str) -> dict[str, Any]:
    """Return a whole answer: as the call of a tool when the request asks for one."""
    message: dict[str, Any] = {"role": "assistant", "content": text}
    if tools := body.get("tools"):
        call = {"name": tools[0]["function"]["name"], "arguments": text}
        message = {
            "role": "assistant",
            "content": None,
            "tool_calls": [{"id": "call_1", "type": "function", "function": call}],
        }
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1,
        "model": body["model"],
        "choices": [choice],
        "usage": USAGE,
    }


def vector(text: str) -> list[float]:
    """Return a vector made from the letters of a text."""
    counts = [1.0] * EMBEDDING_SIZE
    for letter in text.encode():
        counts[letter % EMBEDDING_SIZE] += 1
    return counts


def task_of(body: dict[str, Any]) -> str:
    """Tell which prompt a request was made from."""
    system = str(body["messages"][0]["content"])
    marks = {
        "word-answer": "numbered passages",
        "word-recommendation": "already decided",
        "read-changes": "it supposes",
        "read-facts": "list the facts",
    }
    return next((name for name, mark in marks.items() if mark in system), "probe")
