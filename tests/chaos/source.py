"""Source: the database of a storm, which can be made to fail while everything runs."""

import asyncio
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from tests.databases import Server, postgresql

Kind: TypeAlias = Literal["sqlite", "postgresql"]


class Source(Protocol):
    """A database, and how it fails."""

    @property
    def url(self) -> str: ...
    async def fail(self, seconds: float) -> None: ...


@dataclass(frozen=True)
class File:
    """SQLite; it fails by being locked by another process."""

    path: Path

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    async def fail(self, seconds: float) -> None:
        await asyncio.to_thread(self._lock, asyncio.get_running_loop(), seconds)

    def _lock(self, loop: asyncio.AbstractEventLoop, seconds: float) -> None:
        with closing(sqlite3.connect(self.path, timeout=30, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            asyncio.run_coroutine_threadsafe(asyncio.sleep(seconds), loop).result()
            other.execute("ROLLBACK")


@dataclass(frozen=True)
class Running:
    """PostgreSQL; it fails by being stopped."""

    server: Server

    @property
    def url(self) -> str:
        return self.server.url("postgres")

    async def fail(self, seconds: float) -> None:
        await asyncio.to_thread(self.server.stop)
        await asyncio.sleep(seconds)
        await asyncio.to_thread(self.server.start)


@contextmanager
def source(kind: Kind) -> Iterator[Source]:
    """Open an empty database of a kind, as durable as in production."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(prefix="chaos") as folder:
            yield File(Path(folder) / "chaos.sqlite3")
    else:
        with postgresql(durable=True) as server:
            yield Running(server)
