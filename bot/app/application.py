"""Application: settings in, a running advisor out."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Final

import aiohttp
from prometheus_client import CollectorRegistry

from bot.app.answering import apologise, build_carrier, build_reception
from bot.app.checks import check_form, check_secrets
from bot.app.parts import Parts, gather_parts
from bot.app.watching import Readiness
from bot.app.workspaces import installing_of
from bot.clock import now
from bot.delivery import Inbox, Sender, Worker, resume
from bot.serving import serving
from bot.settings import Settings
from bot.slack import Door, Socket, Watch, build_bolt, build_web
from bot.store import Database, lock_folder, open_database, upgrade
from knowledge import Library

DRAIN_SECONDS: Final = 20
"""Turns and messages under way may take so long when the process is told to stop."""
TURN_SECONDS: Final = 900
"""The longest turn is a reload of a large knowledge base."""


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
    async with AsyncExitStack() as stack:
        database, library = await stack.enter_async_context(open_library(settings))
        await resume(database)
        http = await stack.enter_async_context(aiohttp.ClientSession())
        parts = await gather_parts(settings, database, library, http)
        inbox, sender = await _start_delivery(stack, parts)
        address = await _open_doors(stack, parts, inbox, sender)
        yield Running(address, database, library)


async def _start_delivery(stack: AsyncExitStack, parts: Parts) -> tuple[Inbox, Sender]:
    owner = secrets.token_hex(8)
    handle = build_reception(parts).handle
    worker = Worker(parts.database, handle, owner, apologise, turn_seconds=TURN_SECONDS)
    inbox = Inbox(parts.database, worker.wake)
    sender = Sender(parts.database, build_carrier(parts, inbox.store), owner)
    worker.on_replies = sender.wake
    for part in (sender, worker):
        task = asyncio.create_task(part.run())
        stack.push_async_callback(_settle, part, task)
    return inbox, sender


async def _settle(part: Worker | Sender, task: "asyncio.Task[None]") -> None:
    await part.drain(DRAIN_SECONDS)
    await asyncio.gather(task, return_exceptions=True)


async def _open_doors(stack: AsyncExitStack, parts: Parts, inbox: Inbox, sender: Sender) -> str:
    settings = parts.settings
    door = Door(inbox.store, check_form, lambda: now().timestamp(), parts.register.note)
    secret = settings.slack_signing_secret.get_secret_value()
    bolt = build_bolt(door, secret)
    readiness = Readiness(parts.database, parts.library)
    watch = Watch(readiness.faults, CollectorRegistry(), lambda: now().timestamp())
    way_in = installing_of(settings, parts.tokens, parts.oauth, sender, parts.register)
    web = build_web(bolt if secret else None, secret, watch, way_in.routes if way_in else ())
    address = await stack.enter_async_context(serving(web, settings.host, settings.port))
    if app_token := settings.slack_app_token.get_secret_value():
        socket = Socket(bolt, app_token, settings.slack_api_url)
        await stack.enter_async_context(socket)
        readiness.socket = socket.alive
    return address
