"""A catalogue, a stand-in endpoint, and the databases."""

from collections.abc import AsyncIterator

import pytest

from advisors import Catalogue, load_catalogue
from tests.databases import database, postgres, sqlite_file, url
from tests.language.stage import good
from tests.standins.model import StandInModel, listening

__all__ = ["database", "postgres", "sqlite_file", "url"]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Return the shipped catalogue."""
    return load_catalogue()


@pytest.fixture
async def model() -> AsyncIterator[StandInModel]:
    """Yield an honest model at an endpoint that works."""
    async with listening(StandInModel(good)) as standing:
        yield standing
