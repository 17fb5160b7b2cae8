"""The databases of these tests, a crowd that speaks to the bot, and the real command."""

import asyncio
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import aiohttp
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.benchmarks.herd import Process, free_port, plain_environment, variables_for
from tests.benchmarks.load import Asked, Crowd, crowd, signed
from tests.databases import Server, postgres, sqlite_file, url

__all__ = ["postgres", "sqlite_file", "url"]

PATIENCE = 120.0
_NUMBERS = count(1)


@dataclass
class Site:
    """Processes of one advisor and the stand-in Slack they talk to.

    Attributes:
        crowd: Speaks and listens.
        url: Address of their database.
        folder: Holds a data folder for each process.
    """

    crowd: Crowd
    session: aiohttp.ClientSession
    url: str
    folder: Path
    stack: AsyncExitStack
    keys: str = ""
    processes: list[Process] = field(default_factory=list)

    def variables(self, folder: str) -> dict[str, str]:
        found = variables_for(self.crowd.slack, self.url, self.folder / folder)
        return {**found, "ADVISOR_ENCRYPTION_KEYS": self.keys}

    async def start(self, role: str, folder: str = "") -> Process:
        """Start a process, wait until it is ready; it is stopped in the end."""
        number = len(self.processes)
        variables = self.variables(folder or f"process-{number}")
        process = await Process(role, variables, free_port()).start()
        self.processes.append(process)
        self.stack.push_async_callback(process.stop)
        await process.ready(self.session)
        return process

    async def ask(self, process: Process, number: int) -> Asked:
        """Say something and have it acknowledged."""
        asked = self.crowd.ask(number)
        headers = signed(self.crowd.slack.signing_secret, asked.body)
        address = f"{process.address}/slack/events"
        async with self.session.post(address, data=asked.body, headers=headers) as answer:
            assert answer.status == 200
        return asked

    async def until_answered(self, *asked: Asked) -> None:
        wanted = {one.key for one in asked}
        await self.crowd.slack.wait_for(lambda: wanted <= set(self.crowd.answered()), PATIENCE)

    async def read(self, process: Process, path: str) -> str:
        async with self.session.get(f"{process.address}{path}") as answer:
            return await answer.text()

    async def run(self, *words: str, folder: str = "command") -> tuple[int, str]:
        """Run a command with the site's settings; return its exit code and what it printed."""
        return await run_command(*words, variables=self.variables(folder))


async def run_command(*words: str, variables: Mapping[str, str]) -> tuple[int, str]:
    """Run a command; return its exit code and everything it printed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", *words),
        env={**plain_environment(), **variables},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(PATIENCE):
        printed, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, printed.decode()


@pytest_asyncio.fixture
async def site(url: str, tmp_path: Path) -> AsyncIterator[Site]:
    """A site without processes, once over each kind of database."""
    async with crowd() as people, aiohttp.ClientSession() as session, AsyncExitStack() as stack:
        yield Site(people, session, url, tmp_path, stack)


@pytest_asyncio.fixture
async def shared_site(postgres: Server, tmp_path: Path) -> AsyncIterator[Site]:
    """A site over a database of its own in PostgreSQL, where several processes may work."""
    url = await new_database(postgres)
    async with crowd() as people, aiohttp.ClientSession() as session, AsyncExitStack() as stack:
        yield Site(people, session, url, tmp_path, stack)


async def new_database(postgres: Server) -> str:
    """Make an empty database without tables in a server; return its address."""
    name = f"site{next(_NUMBERS)}"
    engine = create_async_engine(
        postgres.url("postgres").replace("postgresql:", "postgresql+asyncpg:"),
        isolation_level="AUTOCOMMIT",
    )
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    await engine.dispose()
    return postgres.url(name)
