"""A library over an empty, migrated database, once on SQLite and once on PostgreSQL."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest_asyncio

from bot.store import Database
from knowledge import Library
from tests.databases import database, postgres, sqlite_file, url
from tests.knowledge.world import Clock

__all__ = ["clock", "database", "library", "postgres", "sqlite_file", "url"]


@pytest_asyncio.fixture
async def clock() -> Clock:
    """A clock that stands still until it is moved."""
    return Clock()


@pytest_asyncio.fixture
async def library(database: Database, tmp_path: Path, clock: Clock) -> AsyncIterator[Library]:
    """An open library with the shipped guidance."""
    opened = await Library.open(database.engine, tmp_path / "data", clock=clock)
    yield opened
    await opened.close()
