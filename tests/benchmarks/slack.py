"""What taking in a request of Slack costs: `python -m tests.benchmarks.slack`.

Beside a bare Bolt application in the same run, each server in a process of its own, on loopback:
time to the acknowledgement and CPU per acknowledged request. The bot's door verifies twice, keeps
a row in SQLite (WAL, synchronous FULL) and only then answers. Held to: a median below the bare
default's at one connection, and twice the bare CPU at most. Then: calls per streamed answer.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

import aiohttp
import psutil
from prometheus_client import CollectorRegistry
from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.app.checks import check_form
from bot.delivery import Inbox, Outgoing
from bot.serving import serving
from bot.slack import Door, Streaming, Watch, build_bolt, build_web
from bot.slack.guard import sign
from bot.store import open_database, upgrade
from tests.benchmarks.figures import Figure, tell

SECRET = "made-up-secret"
CONNECTIONS = {1: 600, 64: 4000}
SERVERS = ("bare", "bare, answering first", "the bot's door")
HELD_TO_RATIO = 2.0
HELD_TO_MS = 11.0
ANSWER = 3000
HANDS_OVER = "ready "


@dataclass(frozen=True)
class Figures:
    """What one server took at one number of connections."""

    p50: float
    p99: float
    cpu_us: float


def bare(*, first: bool) -> ASGIApp:
    """Return a Bolt application that does nothing but acknowledge a command."""

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=enterprise_id, team_id=team_id)

    app = AsyncApp(signing_secret=SECRET, authorize=authorize, process_before_response=first)

    @app.command("/advise")
    async def advise(ack: AsyncAck) -> None:
        await ack()

    handler = AsyncSlackRequestHandler(app)

    async def events(request: Request) -> Response:
        return await handler.handle(request)

    return Starlette(routes=[Route("/slack/events", events, methods=["POST"])])


async def door(folder: Path) -> ASGIApp:
    """Return the bot's own web application over a database of its own."""
    database = open_database(f"sqlite:///{folder / 'inbox.sqlite3'}")
    await upgrade(database)

    async def note(_: str, __: str) -> None: ...

    async def ready() -> Mapping[str, str]:
        return {}

    taking = Door(Inbox(database).store, check_form, time.time, note)
    watch = Watch(ready, CollectorRegistry(), time.time)
    return build_web(build_bolt(taking, SECRET), SECRET, watch)


async def serve(name: str) -> None:
    """Serve until killed, and say where."""
    with tempfile.TemporaryDirectory() as folder:
        app = await door(Path(folder)) if name == SERVERS[2] else bare(first=name == SERVERS[1])
        async with serving(app, "127.0.0.1", 0) as address:
            print(f"{HANDS_OVER}{address}", flush=True)
            await asyncio.Event().wait()


async def measure(name: str) -> dict[int, Figures]:
    """Start a server and send it commands."""
    module = "tests.benchmarks.slack"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, name, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        line = (await process.stdout.readline()).decode()
        url = f"{line.removeprefix(HANDS_OVER).strip()}/slack/events"
        numbers = count()
        await _send(url, 1, 100, numbers)  # warm
        watched = psutil.Process(process.pid)
        return {n: await _load(url, n, watched, numbers) for n in CONNECTIONS}
    finally:
        process.kill()
        await process.wait()


async def _load(url: str, connections: int, server: psutil.Process, numbers: Any) -> Figures:
    requests = CONNECTIONS[connections]
    before = sum(server.cpu_times()[:2])
    taken = await _send(url, connections, requests, numbers)
    spent = sum(server.cpu_times()[:2]) - before
    return Figures(median(taken), quantiles(taken, n=100)[98], spent / requests * 1e6)


async def _send(url: str, connections: int, requests: int, numbers: Any) -> list[float]:
    taken: list[float] = []
    left = iter(range(requests))

    async def one(session: aiohttp.ClientSession) -> None:
        for _ in left:
            body, headers = _command(next(numbers))
            began = time.perf_counter()
            async with session.post(url, data=body, headers=headers) as answer:
                await answer.read()
                assert answer.status == 200
            taken.append((time.perf_counter() - began) * 1000)

    connector = aiohttp.TCPConnector(limit=connections)
    async with aiohttp.ClientSession(connector=connector) as session:
        await asyncio.gather(*(one(session) for _ in range(connections)))
    return taken


def _command(number: int) -> tuple[bytes, dict[str, str]]:
    fields = {
        "token": "x",
        "team_id": "T0001",
        "team_domain": "acme",
        "channel_id": "C0001",
        "channel_name": "ml-team",
        "user_id": "U0001",
        "user_name": "mia",
        "command": "/advise",
        "text": "We answer 50k router support tickets a month, ~95% must be right",
        "api_app_id": "A0001",
        "is_enterprise_install": "false",
        "response_url": "https://hooks.slack.com/commands/T0001/1/x",
        "trigger_id": f"{number}.2.3",
    }
    body, now = urlencode(fields).encode(), str(int(time.time()))
    return body, {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": now,
        "X-Slack-Signature": sign(SECRET, now.encode(), body).decode(),
    }


@dataclass
class Counter:
    """Stands where Slack stands, and counts."""

    methods: list[str] = field(default_factory=list)

    async def call(self, _: str, method: str, __: Mapping[str, object]) -> Mapping[str, Any]:
        self.methods.append(method)
        return {"ts": "2.0"}


async def count_calls() -> int:
    """Return the calls that an answer of 3,000 characters takes."""
    counter = Counter()

    async def never(_: Outgoing) -> bool:
        return False

    async def at_once(_: float) -> None: ...

    streaming = Streaming(counter, never, at_once)  # type: ignore[arg-type]  # it only calls
    words = ("word " * ANSWER)[:ANSWER]
    payload = {"markdown": words, "closing": [], "text": "", "blocks": [], "recipient": "U1"}
    await streaming.send(Outgoing("T1", "c", "s", "C1", "1.0", "stream", payload, "k"))
    return len(counter.methods)


async def main() -> int:
    """Measure, print, and return 1 when a target is missed."""
    found = {name: await measure(name) for name in SERVERS}
    print(f"{'server':24}{'connections':>12}{'p50 ms':>9}{'p99 ms':>9}{'CPU us':>9}")
    for name, rows in found.items():
        for connections, row in rows.items():
            figures = f"{row.p50:>9.2f}{row.p99:>9.1f}{row.cpu_us:>9.0f}"
            print(f"{name:24}{connections:>12}{figures}")
    plain, ours = found[SERVERS[0]], found[SERVERS[2]]
    ratios = {n: ours[n].cpu_us / plain[n].cpu_us for n in CONNECTIONS}
    name = "processor an acknowledgement, the bot's door over bare Bolt"
    calls = await count_calls()
    return tell(
        [
            *(Figure(f"{name}, {n} at once", one, "x", HELD_TO_RATIO) for n, one in ratios.items()),
            Figure("acknowledgement by the door, median", ours[1].p50, "ms", HELD_TO_MS),
            Figure(
                f"calls of Slack for a streamed answer of {ANSWER:,} characters", calls, "calls"
            ),
        ]
    )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        asyncio.run(serve(sys.argv[1]))
    else:
        sys.exit(asyncio.run(main()))
