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
from bot.app.restored import Careful, read_restored
from bot.app.speaking import start_language
from bot.app.telemetry import tracing
from bot.app.watching import Lookout, Readiness
from bot.app.workspaces import installing_of
from bot.clock import now
from bot.delivery import Inbox, Sender, Worker, resume
from bot.language import Language, embedding_endpoint
from bot.serving import serving
from bot.settings import Settings
from bot.slack import Door, Socket, Watch, build_bolt, build_web
from bot.store import Database, lock_file, lock_folder, make_folder, open_database, upgrade
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
        door = Door(store, check_form, _seconds, self.parts.register.note, bots)
        return build_bolt(door, secret)

    def routes(self) -> Sequence[Route]:
        """Return the routes by which a workspace installs the app, where there are any."""
        parts = self.parts
        way_in = installing_of(
            parts.settings, parts.tokens, parts.oauth, self.sender, parts.register
        )
        return way_in.routes if way_in else ()


@asynccontextmanager
async def open_library(
    settings: Settings, *, alone: bool = False
) -> AsyncIterator[tuple[Database, Library]]:
    """Open the database, brought up to date, and the knowledge base in it.

    Args:
        settings: Where they are.
        alone: Hold a SQLite database and its data folder, as whoever works turns must; a command
            that asks or reloads beside it needs no such hold, for a published index is never
            written again and reloads take turns by a lease.
    """
    make_folder(settings.data_dir)
    async with AsyncExitStack() as stack:
        database = open_database(settings.database())
        stack.push_async_callback(database.close)
        if alone and database.file:
            stack.enter_context(lock_folder(settings.data_dir))
            stack.enter_context(lock_file(database.file))
        await upgrade(database)
        library = await Library.open(
            database.engine,
            settings.data_dir / "knowledge",
            clock=now,
            endpoint=embedding_endpoint(settings),
        )
        stack.push_async_callback(library.close)
        yield database, library


@asynccontextmanager
async def running(settings: Settings, *, door: bool = True) -> AsyncIterator[Running]:
    """Run the bot until the block ends; then finish what is under way.

    Args:
        settings: What to run with.
        door: Whether Slack can reach it; without a door it works turns, sends and answers probes.

    Raises:
        SettingsError: A secret is missing, the port or the data folder is taken.
    """
    check_secrets(settings, door=door)
    async with AsyncExitStack() as stack:
        tracer = stack.enter_context(tracing(settings))
        database, library = await stack.enter_async_context(open_library(settings, alone=True))
        await resume(database)
        http = await stack.enter_async_context(aiohttp.ClientSession())
        parts = await gather_parts(settings, database, library, http)
        metrics = Metrics(CollectorRegistry())
        readiness = Readiness(database, settings.data_dir, library)
        operation = Operation(metrics, tracer, readiness)
        parts = replace(parts, language=start_language(stack, parts, operation))
        inbox, sender = await _start_delivery(stack, parts, operation)
        doors = Doors(parts, inbox, sender) if door else None
        address = await _open_doors(stack, settings, operation, doors)
        _start_jobs(stack, parts, http, operation, sender)
        stack.callback(operation.begin_stopping)
        yield Running(address, database, library, parts.language)


async def _start_delivery(
    stack: AsyncExitStack, parts: Parts, operation: Operation
) -> tuple[Inbox, Sender]:
    metrics, tracer = operation.metrics, operation.tracer
    owner = secrets.token_hex(8)
    handle = time_turns(build_reception(parts).handle, metrics, tracer)
    worker = Worker(parts.database, handle, owner, apologise, turn_seconds=TURN_SECONDS)
    inbox = Inbox(parts.database, worker.wake)
    carrier = Careful(build_carrier(parts, inbox.store), await read_restored(parts.database))
    gateway = TimedGateway(carrier, metrics, tracer)
    sender = Sender(parts.database, gateway, owner, concurrency=SENDS)
    worker.on_replies = sender.wake
    for part in (sender, worker):
        task = asyncio.create_task(part.run())
        stack.push_async_callback(operation.settle, part, task)
    return inbox, sender


async def _open_doors(
    stack: AsyncExitStack, settings: Settings, operation: Operation, doors: Doors | None
) -> str:
    """Open the way for probes and, with doors, for Slack; return the address."""
    readiness = operation.readiness
    watch = Watch(readiness.faults, operation.metrics.registry, _seconds)
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
    lookout = Lookout(operation.readiness, operation.metrics, http, url, _seconds)
    forgetting = Forgetting(parts.database, parts.settings.retention_days)
    lining_up = LiningUp(parts.database, sender.wake)
    for job in (lookout, forgetting, lining_up):
        keep_running(stack, job.run)
    keep_running(stack, partial(keep_compact, parts.database))


def _seconds() -> float:
    return now().timestamp()
