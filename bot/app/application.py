"""Application: settings in, a running advisor out."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import aiohttp
from prometheus_client import CollectorRegistry
from slack_bolt.async_app import AsyncApp
from starlette.routing import Route

from bot.app.answering import apologise, build_carrier, build_reception
from bot.app.checks import check_form, check_secrets
from bot.app.lining import LiningUp
from bot.app.metrics import Metrics, TimedGateway, TimedRequests, count_visits, time_turns
from bot.app.operating import Forgetting, Operation, keep_compact, keep_running
from bot.app.parts import Parts, gather_parts
from bot.app.restored import Careful
from bot.app.speaking import start_language
from bot.app.telemetry import tracing
from bot.app.watching import SHARED, HealthMonitor, Readiness
from bot.app.workspaces import installing_of
from bot.clock import now, seconds
from bot.delivery import Inbox, Sender, Worker, restored_turns, resume
from bot.language import Language, embedding_endpoint
from bot.serving import serving
from bot.settings import Settings
from bot.slack import Door, Socket, Watch, build_bolt, build_web
from bot.store import (
    Database,
    begin,
    lock_file,
    lock_folder,
    make_folder,
    open_database,
    upgrade,
)
from knowledge import Library

SENDS: Final = 64
"""Messages under way at a time: a streamed answer takes seconds, and nearly all of them it waits."""
TURN_SECONDS: Final = 900
"""The longest turn is a reload of a large knowledge base."""


@dataclass(frozen=True, slots=True)
class Running:
    """A running application.

    Attributes:
        address: Where it listens, "http://host:port".
        database: Its database.
        library: Its knowledge base.
        language: Its language model, where the settings name one.
    """

    address: str
    database: Database
    library: Library
    language: Language | None = None


@dataclass(frozen=True, slots=True)
class Doors:
    """What Slack comes in by.

    Attributes:
        parts: What the bot works with.
        inbox: Takes everything in.
        sender: Sends to a workspace again when it has come back.
    """

    parts: Parts
    inbox: Inbox
    sender: Sender

    def bolt(self, secret: str, metrics: Metrics) -> AsyncApp:
        """Return the Bolt application, which stores whatever comes in."""
        store = count_visits(self.inbox.store, metrics)
        bots = self.parts.settings.bots()
        door = Door(store, check_form, seconds, self.parts.register.note, bots)
        return build_bolt(door, secret)

    def routes(self) -> Sequence[Route]:
        """Return the routes by which a workspace installs the app, where there are any."""
        parts = self.parts
        way_in = installing_of(
            parts.settings, parts.tokens, parts.oauth, self.sender, parts.register
        )
        return way_in.routes if way_in else ()


@asynccontextmanager
async def open_library(settings: Settings) -> AsyncIterator[tuple[Database, Library]]:
    """Open the database and the knowledge base in it, for one command.

    It holds nothing against a bot at work: a published index is never written again, and reloads
    take turns by a lease. Nor does it change the tables under one: a database is brought up to
    date by the bot's start and by `advisor db upgrade` alone.

    Raises:
        SettingsError: The tables are of another version of this program.
    """
    async with _kept(settings) as database, _known(settings, database) as library:
        yield database, library


@asynccontextmanager
async def _kept(settings: Settings, *, alone: bool = False) -> AsyncIterator[Database]:
    """Open the database.

    Args:
        settings: Where it is.
        alone: Bring it up to date, and hold a SQLite database and its data folder, as whoever
            works turns must.
    """
    make_folder(settings.data_dir)
    async with AsyncExitStack() as stack:
        database = open_database(settings.database())
        stack.push_async_callback(database.close)
        if alone and database.file:
            stack.enter_context(lock_folder(settings.data_dir))
            stack.enter_context(lock_file(database.file))
        await (upgrade if alone else begin)(database)
        yield database


@asynccontextmanager
async def _known(settings: Settings, database: Database) -> AsyncIterator[Library]:
    """Open the knowledge base."""
    endpoint = embedding_endpoint(settings)
    folder = settings.data_dir / "knowledge"
    library = await Library.open(database.engine, folder, clock=now, endpoint=endpoint)
    try:
        yield library
    finally:
        await library.close()


@asynccontextmanager
async def running(settings: Settings, *, door: bool = True) -> AsyncIterator[Running]:
    """Run the bot until the block ends; then finish what is under way.

    The doors open first: what Slack delivers while the knowledge base loads is stored and
    acknowledged, and answered as soon as it is there. Until then /readyz says so.

    Args:
        settings: What to run with.
        door: Whether Slack can reach it; without a door it works turns, sends and answers probes.

    Raises:
        SettingsError: A secret is missing, the port or the data folder is taken.
    """
    check_secrets(settings, door=door)
    async with AsyncExitStack() as stack:
        tracer = stack.enter_context(tracing(settings))
        database = await stack.enter_async_context(_kept(settings, alone=True))
        await resume(database)
        http = await stack.enter_async_context(aiohttp.ClientSession())
        parts = await gather_parts(settings, database, http)
        operation = Operation(
            Metrics(CollectorRegistry()), tracer, Readiness(database, settings.data_dir)
        )
        parts = replace(parts, language=start_language(stack, parts, operation))
        inbox = Inbox(database)
        sender = await _start_sender(stack, parts, operation, inbox)
        entrance = await stack.enter_async_context(AsyncExitStack())
        doors = Doors(parts, inbox, sender) if door else None
        address = await _open_doors(entrance, settings, operation, doors)
        library = await stack.enter_async_context(_known(settings, database))
        inbox.wake = _start_worker(stack, parts, library, operation, sender).wake
        operation.readiness.library = library
        keep_running(stack, partial(library.warm, SHARED))
        stack.push_async_callback(entrance.aclose)  # nobody comes in while the last turns end
        _start_jobs(stack, parts, http, operation, sender)
        stack.callback(operation.begin_stopping)
        yield Running(address, database, library, parts.language)


async def _start_sender(
    stack: AsyncExitStack, parts: Parts, operation: Operation, inbox: Inbox
) -> Sender:
    carrier = Careful(build_carrier(parts, inbox.store), await restored_turns(parts.database))
    gateway = TimedGateway(carrier, operation.metrics, operation.tracer)
    sender = Sender(parts.database, gateway, secrets.token_hex(8), concurrency=SENDS)
    _start(stack, operation, sender)
    return sender


def _start_worker(
    stack: AsyncExitStack, parts: Parts, library: Library, operation: Operation, sender: Sender
) -> Worker:
    handle = time_turns(build_reception(parts, library).handle, operation.metrics, operation.tracer)
    owner = secrets.token_hex(8)
    worker = Worker(parts.database, handle, owner, apologise, turn_seconds=TURN_SECONDS)
    worker.on_replies = sender.wake
    _start(stack, operation, worker)
    return worker


def _start(stack: AsyncExitStack, operation: Operation, part: Sender | Worker) -> None:
    stack.push_async_callback(operation.settle, part, asyncio.create_task(part.run()))


async def _open_doors(
    stack: AsyncExitStack, settings: Settings, operation: Operation, doors: Doors | None
) -> str:
    """Open the way for probes and, with doors, for Slack; return the address."""
    readiness = operation.readiness
    watch = Watch(readiness.faults, operation.metrics.registry, seconds)
    secret = settings.slack_signing_secret.get_secret_value() if doors else ""
    app_token = settings.slack_app_token.get_secret_value() if doors else ""
    bolt = doors.bolt(secret, operation.metrics) if doors else None
    web = build_web(bolt if secret else None, secret, watch, doors.routes() if doors else ())
    timed = TimedRequests(web, operation.metrics)
    address = await stack.enter_async_context(serving(timed, settings.host, settings.port))
    if app_token and bolt:
        socket = Socket(bolt, app_token, settings.slack_api_url)
        await stack.enter_async_context(socket)
        readiness.socket = socket.alive
    return address


def _start_jobs(
    stack: AsyncExitStack,
    parts: Parts,
    http: aiohttp.ClientSession,
    operation: Operation,
    sender: Sender,
) -> None:
    url = parts.settings.slack_api_url
    monitor = HealthMonitor(operation.readiness, operation.metrics, http, url, seconds)
    forgetting = Forgetting(parts.database, parts.settings.retention_days)
    lining_up = LiningUp(parts.database, sender.wake)
    for job in (monitor, forgetting, lining_up):
        keep_running(stack, job.run)
    keep_running(stack, partial(keep_compact, parts.database))
