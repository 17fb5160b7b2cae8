"""Linked documents: fetched when they are added and again by every reload."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from typing_extensions import override

from bot.store import Database
from knowledge import DocumentError, Library
from knowledge.documents.links import Fetcher
from knowledge.documents.reading import Document, read
from tests.knowledge.world import BOSS, PETS, TEAM, TRAVEL, Clock

URL = "https://docs.example/pets.md"


class Pages(Fetcher):
    """Answers from a table instead of the internet."""

    def __init__(self) -> None:
        super().__init__()
        self.held = {URL: PETS}

    @override
    async def fetch(self, url: str) -> Document:
        if url not in self.held:
            raise DocumentError(f"{url}: answers 404", "Check the address.")
        return read("docs.example/pets.md", self.held[url], link=url)


@pytest.fixture
def pages() -> Pages:
    return Pages()


@pytest_asyncio.fixture
async def linked(
    database: Database, tmp_path: Path, clock: Clock, pages: Pages
) -> AsyncIterator[Library]:
    opened = await Library.open(database.engine, tmp_path / "data", clock=clock, fetcher=pages)
    await opened.add_link(TEAM, URL, by=BOSS)
    yield opened
    await opened.close()


async def test_a_linked_document_is_cited_with_its_address(linked: Library) -> None:
    answer = await linked.ask("May an iguana come to the office?", workspace=TEAM)
    assert [citation.link for citation in answer.citations] == [URL]
    assert [entry.origin for entry in (await linked.status(TEAM)).own] == ["link"]


async def test_a_reload_fetches_it_again(linked: Library, pages: Pages) -> None:
    pages.held[URL] = TRAVEL
    done = await linked.reload(TEAM, by=BOSS)
    assert done.changed == ("docs.example/pets.md",)
    answer = await linked.ask("Are trains preferred to aeroplanes?", workspace=TEAM)
    assert answer.grounded


async def test_a_link_that_fails_keeps_its_last_text_and_is_reported(
    linked: Library, pages: Pages
) -> None:
    pages.held.clear()
    done = await linked.reload(TEAM, by=BOSS)
    assert [each.name for each in done.refused] == ["docs.example/pets.md"]
    assert "last text stays" in done.refused[0].reason
    assert (await linked.ask("May an iguana come to the office?", workspace=TEAM)).grounded


@pytest.mark.parametrize("link", ["https://127.0.0.1/x.md", "http://docs.example/x.md"])
async def test_a_link_into_the_network_is_refused(library: Library, link: str) -> None:
    with pytest.raises(DocumentError):
        await library.add_link(TEAM, link, by=BOSS)
    assert (await library.status(TEAM)).shared
