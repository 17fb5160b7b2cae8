"""Delivery to the bot: signed HTTP or Socket Mode, with Slack's retries."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Literal, TypeAlias
from urllib.parse import urlencode

import aiohttp
from slack_sdk.signature import SignatureVerifier

from bot.playground.changes import Changes, Json
from bot.playground.faults import Faults
from bot.playground.sockets import Sockets

DeliveryKind: TypeAlias = Literal["event", "command", "interaction"]


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try: the HTTP status (0 without an answer), and why it did not count, or ""."""

    status: int
    problem: str
    seconds: float


@dataclass(slots=True, eq=False)
class Delivery:
    """One thing told to the bot, with every try.

    Attributes:
        body: The payload: an event envelope, a command's fields, an interaction.
        answer: What the bot answered with its acknowledgement; {} when nothing.
        first: Set when the first try is over; `finished` when no further try follows.
    """

    kind: DeliveryKind
    team: str
    body: Json
    attempts: list[Attempt] = field(default_factory=list)
    acknowledged: bool = False
    answer: Json = field(default_factory=dict)
    first: asyncio.Event = field(default_factory=asyncio.Event)
    finished: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def name(self) -> str:
        """What it tells: the event's type, the command, the interaction's type."""
        event = self.body.get("event") or {}
        return str(event.get("type") or self.body.get("command") or self.body.get("type"))

    @property
    def problem(self) -> str:
        """Why the last try failed, or ""."""
        return "" if self.acknowledged or not self.attempts else self.attempts[-1].problem


@dataclass(eq=False)
class Courier:
    """Carries deliveries to the bot, each in its own task, as Slack does.

    Attributes:
        bot_url: Where the bot listens; None: over Socket Mode.
        retries: Seconds before each further try of an event: Slack waits about 0, 60 and 300.
        ack_seconds: How long the bot may take to acknowledge.
        sent: Every delivery so far, in order.
    """

    changes: Changes
    faults: Faults
    sockets: Sockets
    clock: Callable[[], float]
    signing_secret: str
    bot_url: str | None = None
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)
    ack_seconds: float = 3.0
    sent: list[Delivery] = field(default_factory=list)
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _session: aiohttp.ClientSession | None = None

    def send(self, kind: DeliveryKind, team: str, body: Json) -> Delivery:
        """Start one delivery and return it at once."""
        delivery = Delivery(kind, team, body)
        self.sent.append(delivery)
        task = asyncio.get_running_loop().create_task(self._carry(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return delivery

    async def close(self) -> None:
        """Give up what is still under way."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    async def _carry(self, delivery: Delivery) -> None:
        """Try until acknowledged; only events are tried again [docs: Events API, retries]."""
        waits = (0.0, *self.retries) if delivery.kind == "event" else (0.0,)
        try:
            for number, wait in enumerate(waits):
                await asyncio.sleep(wait + self.faults.delivery_delay)
                if await self._try(delivery, number):
                    break
            if delivery.kind == "event" and delivery.acknowledged:
                await self._repeat(delivery)
        finally:
            delivery.first.set()
            delivery.finished.set()
            self.changes.announce_delivery(delivery.name)

    async def _repeat(self, delivery: Delivery) -> None:
        """Send an acknowledged event once more when told to (`Faults.redeliver`)."""
        if self.faults.draw(self.faults.redelivered):
            delivery.first.set()
            await self._try(delivery, 1)

    async def _try(self, delivery: Delivery, number: int) -> bool:
        """Try once; True when no further try must follow."""
        began = self.clock()
        reason = delivery.attempts[-1].problem if delivery.attempts else ""
        send = self._post if self.bot_url else self.sockets.send
        stop, status, problem = False, 0, ""
        try:
            async with asyncio.timeout(self.ack_seconds):
                status, answer, stop = await send(delivery.kind, delivery.body, number, reason)
            problem = "" if status == HTTPStatus.OK else "http_error"
            delivery.answer = delivery.answer or answer
        except TimeoutError:
            problem = "http_timeout"
        except (OSError, aiohttp.ClientError):
            problem = "connection_failed"
        delivery.attempts.append(Attempt(status, problem, self.clock() - began))
        delivery.acknowledged = delivery.acknowledged or not problem
        delivery.first.set()
        self.changes.announce_delivery(delivery.name)
        return stop or not problem

    async def _post(
        self, kind: DeliveryKind, body: Json, number: int, reason: str
    ) -> tuple[int, Json, bool]:
        """Send it as a signed HTTP request; return status, answer, and whether to stop."""
        if self._session is None:
            self._session = aiohttp.ClientSession()
        raw, content_type = encode(kind, body)
        headers = {
            **sign(self.signing_secret, int(self.clock()), raw),
            "Content-Type": content_type,
        }
        if number:
            headers |= {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason}
        async with self._session.post(
            self.bot_url or "", data=raw.encode(), headers=headers, allow_redirects=False
        ) as response:
            text = await response.text()
            stop = response.headers.get("X-Slack-No-Retry") == "1"
            return response.status, read_answer(text), stop


def sign(secret: str, seconds: int, body: str) -> dict[str, str]:
    """Return the two headers that prove a request to be Slack's.

    Source: docs.slack.dev, "Verifying requests from Slack".
    """
    stamp = str(seconds)
    proof = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": proof or ""}


def encode(kind: DeliveryKind, body: Json) -> tuple[str, str]:
    """Return a delivery as the body of a request, and its content type."""
    if kind == "event":
        return json.dumps(body), "application/json"
    fields = body if kind == "command" else {"payload": json.dumps(body)}
    return urlencode(fields), "application/x-www-form-urlencoded"


def read_answer(text: str) -> Json:
    """Return what an acknowledgement says: its JSON, its plain text, or nothing."""
    if not text.strip():
        return {}
    try:
        answer = json.loads(text)
    except ValueError:
        return {"text": text}
    return answer if isinstance(answer, dict) else {}
