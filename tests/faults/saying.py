"""Saying: rows of every kind, carried to a stand-in Slack by processes that fail and die on cue.

A case is a few troubles, each at a call of its own: a fault of Slack, or the death of the process
just before or after the call. Whatever they are, what people see is checked.
"""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

import aiohttp
import pytest_asyncio
from typing_extensions import override

from bot.app.carrier import Carrier
from bot.delivery import Arrival, Outgoing, Sender
from bot.delivery.outbox import enqueue
from bot.playground import Message, Playground
from bot.playground.faults import Fault
from bot.slack import SlackGateway, Streaming
from bot.store import Database, open_database
from bot.turns import EXPORT
from tests.delivery.stage import settle, time_passes

WORDS: Final = "Retrieval gives a model the facts it lacks; tuning changes how it answers. " * 9
PLAIN: Final = {"text": WORDS}
BLOCKS: Final = [{"type": "section", "text": {"type": "plain_text", "text": WORDS}}]
Trouble: TypeAlias = Fault | Literal["dies before", "dies after"]
TROUBLES: Final[Mapping[str, Trouble]] = {
    "429": Fault("rate_limit"),
    "500": Fault("status"),
    "500 after accept": Fault("status", accepted=True),
    "html": Fault("html"),
    "cut answer after accept": Fault("cut", status=200, accepted=True),
    "reset": Fault("reset"),
    "reset after accept": Fault("reset", accepted=True),
    "internal_error": Fault("error"),
    "internal_error after accept": Fault("error", accepted=True),
    "invalid_blocks": Fault("error", code="invalid_blocks"),
    "dies before": "dies before",
    "dies after": "dies after",
}
"""What can go wrong at one call."""


class DeathError(BaseException):
    """The process is gone: nothing catches this, nothing is written down any more."""


@dataclass(frozen=True, slots=True)
class Mortal(SlackGateway):
    """The real gateway, in a process that dies at some calls.

    Attributes:
        deaths: At which call, counted from 0, and on which side of it.
    """

    deaths: Mapping[int, str] = field(default_factory=dict)
    calls: "count[int]" = field(default_factory=count)

    @override
    async def call(
        self, workspace: str, method: str, payload: Mapping[str, object]
    ) -> Mapping[str, Any]:
        death = self.deaths.get(next(self.calls))
        if death == "dies before":
            raise DeathError
        answer = await SlackGateway.call(self, workspace, method, payload)
        if death == "dies after":
            raise DeathError
        return answer


@dataclass
class Stage:
    """A database, a Slack and the processes between them."""

    database: Database
    slack: Playground
    session: aiohttp.ClientSession
    thread: str = ""
    _numbers: "count[int]" = field(default_factory=count)

    @property
    def channel(self) -> str:
        return next(
            one.id for one in self.slack.workspace.channels.values() if one.name == "ml-team"
        )

    def row(self, method: str, payload: Mapping[str, object], **changes: Any) -> Outgoing:
        """Return a row of a new consultation in the thread."""
        number = next(self._numbers)
        plain = Outgoing(
            self.slack.workspace.id,
            f"k{number}",
            "",
            self.channel,
            self.thread,
            method,
            payload,
            f"Ev{number}#0",
            PLAIN,
        )
        return replace(plain, **changes)

    def ask(self) -> None:
        """Let somebody open a new thread."""
        world, channel = self.slack.world, self.slack.workspace.channels[self.channel]
        said = Message(
            world.new_ts(), channel.id, self.slack.workspace.id, self.slack.member.id, "?"
        )
        channel.add(said)
        self.thread = said.ts

    def seen(self) -> list[Message]:
        """Return what the bot has written since the thread began, in it or beside it."""
        messages = self.slack.workspace.channels[self.channel].messages.values()
        return [one for one in messages if one.bot_id and one.ts > self.thread]

    async def say(self, rows: Sequence[Outgoing], troubles: Mapping[int, Trouble]) -> None:
        """Have the rows sent, through the troubles, until nothing is open."""
        self.slack.faults.clear()
        for at, trouble in troubles.items():
            if isinstance(trouble, Fault):
                self.slack.faults.add(replace(trouble, after=at))
        deaths = {at: one for at, one in troubles.items() if isinstance(one, str)}
        async with self.database.writing(self.slack.workspace.id) as session:
            await enqueue(session, rows)
        gateway = Mortal(self.session, _token, self.slack.api_url, deaths)
        await self._live_and_die(gateway, len(deaths))

    async def _live_and_die(self, gateway: SlackGateway, lives: int) -> None:
        """Run a process; when it dies run the next, once the lease of the dead one is over."""
        for _ in range(lives + 1):
            died = asyncio.Event()
            sender = Sender(self.database, _Watched(self._carrier(gateway), died), "me")
            sender.poll_seconds = 0.005
            run = asyncio.ensure_future(sender.run())
            waits = [
                asyncio.ensure_future(one) for one in (died.wait(), settle(self.database, 4.0))
            ]
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            run.cancel()
            await asyncio.gather(run, return_exceptions=True)
            if not died.is_set():
                await waits[1]
                return
            waits[1].cancel()
            await asyncio.gather(*waits, return_exceptions=True)
            await time_passes(self.database, 61, leases=True)

    def _carrier(self, gateway: SlackGateway) -> Carrier:
        streaming = Streaming(gateway, _never, _at_once)
        return Carrier(gateway, streaming, None, _store, self.database)  # type: ignore[arg-type]  # no chart is drawn


@dataclass(frozen=True)
class _Watched:
    """The carrier of a process; tells when the process dies."""

    carrier: Carrier
    died: asyncio.Event

    async def send(self, outgoing: Outgoing, *, ts: str | None) -> str | None:
        try:
            return await self.carrier.send(outgoing, ts=ts)
        except DeathError:
            self.died.set()
            raise

    async def find(self, outgoing: Outgoing, *, since: float) -> str | None:
        try:
            return await self.carrier.find(outgoing, since=since)
        except DeathError:
            self.died.set()
            raise


@pytest_asyncio.fixture
async def stage(sqlite_file: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    """A stage over SQLite: what doubt leads to in either database is told by tests/delivery."""
    shutil.copyfile(sqlite_file, tmp_path / "stage.sqlite3")
    database = open_database(f"sqlite:///{tmp_path / 'stage.sqlite3'}")
    silent: dict[str, Any] = {"settings": {"event_subscriptions": {"bot_events": []}}}
    async with Playground(manifest=silent) as slack, aiohttp.ClientSession() as session:
        yield Stage(database, slack, session)
    await database.close()


async def _token(_workspace: str) -> str:
    return "xoxb-playground"


async def _never(_outgoing: Outgoing) -> bool:
    return False


async def _at_once(_seconds: float) -> None:
    await asyncio.sleep(0)


async def _store(_arrival: Arrival) -> bool:
    return True


def letters(text: object) -> str:
    """Return what is said, without what only lays it out."""
    return "".join(one for one in str(text) if one.isalnum())


Kind: TypeAlias = Callable[[Stage], list[Outgoing]]


def post_in_thread(stage: Stage) -> list[Outgoing]:
    return [stage.row("chat.postMessage", {"text": WORDS, "blocks": BLOCKS})]


def post_in_channel(stage: Stage) -> list[Outgoing]:
    return [stage.row("chat.postMessage", PLAIN, slot="root", thread_ts=None)]


def post_and_update(stage: Stage) -> list[Outgoing]:
    first = stage.row("chat.postMessage", {"text": "Thinking"}, slot="advice")
    later = replace(first, payload={"text": WORDS, "blocks": BLOCKS}, key=f"{first.key}1")
    return [first, later]


def write_bit_by_bit(stage: Stage) -> list[Outgoing]:
    payload = {
        "text": WORDS,
        "blocks": BLOCKS,
        "unfurl_links": False,
        "unfurl_media": False,
        "markdown": WORDS,
        "closing": [{"type": "divider"}],
        "recipient": stage.slack.member.id,
        "asked_at": stage.thread,
    }
    return [stage.row("stream", payload)]


def upload(stage: Stage) -> list[Outgoing]:
    return [stage.row(EXPORT, {})]


KINDS: Final[Mapping[Kind, int]] = {
    post_in_thread: 1,
    post_in_channel: 1,
    post_and_update: 2,
    write_bit_by_bit: 4,
    upload: 2,
}
"""What is said, and in how many calls when nothing fails."""
