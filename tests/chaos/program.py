"""Program: the process that is killed: an endpoint, a worker and a sender over one database.

`python -m tests.chaos.program URL PORT SLACK OWNER`. `POST /arm/{point}` makes it kill itself the
next time it passes that point.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import aiohttp
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.delivery import (
    Ambiguous,
    Arrival,
    Inbox,
    NotSent,
    Outgoing,
    Sender,
    Worker,
    pending_age,
    resume,
)
from bot.store import Database, Session, StoredConsultation, consultations, open_database

Point: TypeAlias = Literal[
    "before-insert", "after-insert", "after-claim", "after-outbox", "before-send", "after-send"
]
POINTS: Final[tuple[Point, ...]] = (
    "before-insert",
    "after-insert",
    "after-claim",
    "after-outbox",
    "before-send",
    "after-send",
)
LEASE_SECONDS: Final = 5.0
"""Shorter than in production, so that a take-over is seen within a run."""
WORKSPACE: Final = "T1"

_armed: set[str] = set()


def pass_point(point: Point) -> None:
    """Die here, if armed, as by a power cut: nothing is flushed, nobody is told."""
    if point in _armed:
        os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class Web:
    """A gateway to the stand-in Slack."""

    session: aiohttp.ClientSession
    address: str

    async def send(self, outgoing: Outgoing, *, ts: str | None) -> str | None:
        pass_point("before-send")
        body = {**outgoing.payload, "key": outgoing.key, "ts": ts}
        try:
            async with self.session.post(f"{self.address}/send", json=body) as answer:
                if answer.status == 429:
                    raise NotSent(float(answer.headers["Retry-After"]))
                if answer.status != 200:
                    raise Ambiguous
                found = str((await answer.json())["ts"])
        except (TimeoutError, aiohttp.ClientError) as error:
            raise Ambiguous from error
        pass_point("after-send")
        return found

    async def find(self, outgoing: Outgoing, *, since: float) -> str | None:
        assert since > 0
        try:
            async with self.session.get(f"{self.address}/find/{outgoing.key}") as answer:
                return str((await answer.json())["ts"] or "") or None
        except (TimeoutError, aiohttp.ClientError, ValueError) as error:
            raise Ambiguous from error


async def answer(session: Session, arrival: Arrival) -> Sequence[Outgoing]:
    """Note the event in the consultation of its thread and answer it once."""
    pass_point("after-claim")
    thread = arrival.thread
    known = await consultations.load(session, thread)
    keys = [*(known.state["keys"] if known else ()), arrival.key]
    version = known.version if known else 0
    changed = StoredConsultation(thread, thread, None, "U1", "", {"keys": keys}, version + 1)
    await consultations.save(session, changed, expected=version)
    slot = f"answer:{arrival.key}"
    text = {"text": arrival.key}
    return [Outgoing(WORKSPACE, thread, slot, thread, None, "chat.postMessage", text, arrival.key)]


@dataclass(frozen=True)
class Endpoints:
    """The door of the process."""

    database: Database
    inbox: Inbox

    async def event(self, request: Request) -> Response:
        said = await request.json()
        pass_point("before-insert")
        await self.inbox.store(Arrival(said["key"], WORKSPACE, said["thread"], "said", said))
        pass_point("after-insert")
        return Response()

    async def arm(self, request: Request) -> Response:
        _armed.add(request.path_params["point"])
        return Response()

    async def ready(self, _: Request) -> Response:
        await pending_age(self.database)
        return Response()

    async def serve(self, port: int) -> None:
        routes = [
            Route("/event", self.event, methods=["POST"]),
            Route("/arm/{point}", self.arm, methods=["POST"]),
            Route("/readyz", self.ready),
        ]
        config = uvicorn.Config(Starlette(routes=routes), port=port, log_level="critical")
        await uvicorn.Server(config).serve()


async def run(url: str, port: int, slack: str, owner: str) -> None:
    """Run until SIGTERM, then drain."""
    database = open_database(url)
    await resume(database)
    timeout = aiohttp.ClientTimeout(total=LEASE_SECONDS / 6)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        sender = Sender(database, Web(session, slack), owner, LEASE_SECONDS)

        def ring() -> None:
            pass_point("after-outbox")
            sender.wake()

        worker = Worker(database, answer, owner, lambda _: (), LEASE_SECONDS, on_replies=ring)
        runs = [asyncio.ensure_future(each.run()) for each in (worker, sender)]
        await Endpoints(database, Inbox(database, worker.wake)).serve(port)
        for each in (worker, sender):
            await each.drain(20)
        await asyncio.gather(*runs)
    await database.close()


if __name__ == "__main__":
    asyncio.run(run(sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]))
