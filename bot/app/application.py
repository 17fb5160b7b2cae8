"""Application: settings in, a running advisor out."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Final

import aiohttp
from prometheus_client import CollectorRegistry

from advisors import Catalogue, load_catalogue
from bot.app.carrier import Carrier
from bot.app.checks import check_form, check_secrets
from bot.app.watching import Readiness
from bot.clock import now, today
from bot.conversation import Desk, NoticeCard, Reply
from bot.delivery import Arrival, Inbox, Outgoing, Parked, Sender, Worker, resume
from bot.serving import serving
from bot.settings import Settings
from bot.slack import Door, People, SlackGateway, Socket, Watch, build_bolt, build_web
from bot.store import Database, Session, erase_workspace, lock_folder, open_database, upgrade
from bot.turns import Administration, Consulting, Pages, Place, Reception, Visit, post, read_visit
from knowledge import Library

DRAIN_SECONDS: Final = 20
"""Turns and messages under way may take so long when the process is told to stop."""
TURN_SECONDS: Final = 900
"""The longest turn is a reload of a large knowledge base."""
APOLOGY: Final = NoticeCard(
    "Something went wrong on my side, and trying again did not help. What you told me is kept.",
    "Ask again in other words, or tell whoever looks after me; the fault is in my log.",
    tone="problem",
)


@dataclass(frozen=True, slots=True)
class Running:
    """A running application.

    Attributes:
        address: Where it listens, "http://host:port".
        database: Its database.
        library: Its knowledge base.
    """

    address: str
    database: Database
    library: Library


@asynccontextmanager
async def open_library(settings: Settings) -> AsyncIterator[tuple[Database, Library]]:
    """Open the database, brought up to date, and the knowledge base in it."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as stack:
        database = open_database(settings.database())
        stack.push_async_callback(database.close)
        if not database.shared:
            stack.enter_context(lock_folder(settings.data_dir))
        await upgrade(database)
        library = await Library.open(database.engine, settings.data_dir / "knowledge", clock=now)
        stack.push_async_callback(library.close)
        yield database, library


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Running]:
    """Run the bot until the block ends; then finish what is under way.

    Raises:
        SettingsError: A secret is missing, the port or the data folder is taken.
    """
    check_secrets(settings)
    catalogue = load_catalogue()
    async with AsyncExitStack() as stack:
        database, library = await stack.enter_async_context(open_library(settings))
        await resume(database)
        http = await stack.enter_async_context(aiohttp.ClientSession())
        slack = SlackGateway(http, _token_source(settings), settings.slack_api_url)
        people = People(slack, settings.administrators())
        reception = _reception(library, slack, people, catalogue)
        inbox = await _start_delivery(stack, database, reception, slack, catalogue)
        address = await _open_doors(stack, settings, database, library, inbox)
        yield Running(address, database, library)


def _token_source(settings: Settings) -> "_OneToken":
    return _OneToken(settings.slack_bot_token.get_secret_value())


@dataclass(frozen=True, slots=True)
class _OneToken:
    """The bot token of the one workspace that the settings name."""

    token: str

    async def __call__(self, workspace: str) -> str:
        if not self.token:
            raise Parked(f"no token for {workspace}")
        return self.token


def _reception(
    library: Library, slack: SlackGateway, people: People, catalogue: Catalogue
) -> Reception:
    async def open_direct(workspace: str, user: str) -> str:
        opened = await slack.call(workspace, "conversations.open", {"users": user})
        return str(opened["channel"]["id"])

    async def tell(visit: Visit, card: NoticeCard) -> None:
        place = Place(visit.workspace, "", visit.channel, visit.thread_ts)
        for message in post([Reply(card, "", "user")], place, visit):
            await slack.send(message, ts=None)

    async def forget(session: Session, workspace: str) -> None:
        await library.forget(workspace)
        await erase_workspace(session)

    return Reception(
        desk=lambda: Desk(catalogue, today()),
        consulting=Consulting(library, open_direct),
        administration=Administration(library, people, tell),
        pages=Pages(library),
        forget=forget,
    )


async def _start_delivery(
    stack: AsyncExitStack,
    database: Database,
    reception: Reception,
    slack: SlackGateway,
    catalogue: Catalogue,
) -> Inbox:
    owner = secrets.token_hex(8)
    worker = Worker(database, reception.handle, owner, apologise, turn_seconds=TURN_SECONDS)
    inbox = Inbox(database, worker.wake)
    sender = Sender(database, Carrier(slack, catalogue, inbox.store), owner)
    worker.on_replies = sender.wake
    for part in (sender, worker):
        task = asyncio.create_task(part.run())
        stack.push_async_callback(_settle, part, task)
    return inbox


async def _settle(part: Worker | Sender, task: "asyncio.Task[None]") -> None:
    await part.drain(DRAIN_SECONDS)
    await asyncio.gather(task, return_exceptions=True)


def apologise(arrival: Arrival) -> Sequence[Outgoing]:
    """Say once, to the person, that a turn could not be worked."""
    visit = read_visit(arrival.payload)
    if not visit.user or not visit.channel:
        return ()
    place = Place(visit.workspace, "", visit.channel, visit.thread_ts)
    return post([Reply(APOLOGY, "", "user")], place, visit)


async def _open_doors(
    stack: AsyncExitStack,
    settings: Settings,
    database: Database,
    library: Library,
    inbox: Inbox,
) -> str:
    door = Door(inbox.store, check_form, lambda: now().timestamp())
    secret = settings.slack_signing_secret.get_secret_value()
    bolt = build_bolt(door, secret)
    readiness = Readiness(database, library)
    registry = CollectorRegistry()
    watch = Watch(readiness.faults, registry, lambda: now().timestamp())
    web = build_web(bolt if secret else None, secret, watch)
    address = await stack.enter_async_context(serving(web, settings.host, settings.port))
    app_token = settings.slack_app_token.get_secret_value()
    if app_token:
        socket = Socket(bolt, app_token, settings.slack_api_url)
        await stack.enter_async_context(socket)
        readiness.socket = socket.alive
    return address
