"""A library over an empty, migrated database, once on SQLite and once on PostgreSQL."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.store import Database
from knowledge import Library
from knowledge.editions.edition import Edition
from knowledge.reload.sources import guidance
from knowledge.reload.verification import calibrated
from tests.databases import database, postgres, sqlite_file, url
from tests.knowledge.world import Clock, edition_of

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


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Edition]:
    """The shipped guidance, opened once for all of these tests."""
    with edition_of(list(guidance().values()), tmp_path_factory.mktemp("shipped")) as edition:
        edition.threshold = calibrated(edition)
        yield edition
