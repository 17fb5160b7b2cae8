"""Sharing: the operator's documents answer everybody, and only so many versions stay open."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import pytest
import pytest_asyncio

from bot.store import Database
from knowledge import ConfirmationNeededError, Library
from tests.knowledge.world import BOSS, HOUSE, LEAVE, OTHER, PETS, TEAM, TRAVEL, Clock

OPEN: Final = 2
TEAMS: Final = [f"T{number}" for number in range(5)]


@pytest_asyncio.fixture
async def crowded(database: Database, tmp_path: Path, clock: Clock) -> AsyncIterator[Library]:
    """A library with fewer versions open than there are workspaces, each with its own iguana."""
    library = await Library.open(database.engine, tmp_path / "few", clock=clock, most_open=OPEN)
    for team in TEAMS:
        await library.add(team, "pets.md", PETS + team.encode(), by=BOSS)
    yield library
    await library.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a sound document and a broken one."""
    folder = tmp_path / "docs"
    folder.mkdir()
    (folder / "pets.md").write_bytes(PETS)
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4 broken")
    return folder


async def test_what_the_operator_adds_answers_every_workspace(
    library: Library, clock: Clock
) -> None:
    assert not (await library.ask("May an iguana come?", workspace=TEAM)).grounded
    await library.add(HOUSE, "pets.md", PETS, by=BOSS)
    clock.move(2)
    assert (await library.ask("May an iguana come?", workspace=HOUSE)).grounded
    assert (await library.ask("May an iguana come?", workspace=TEAM)).grounded
    assert (await library.status(TEAM)).shared
    assert not (await library.status(HOUSE)).shared


async def test_a_workspace_with_documents_of_its_own_has_the_operators_too(
    library: Library,
) -> None:
    await library.add(HOUSE, "pets.md", PETS, by=BOSS)
    await library.add(HOUSE, "travel.md", b"# Travel\n\nThe ferry to Oslo is paid.\n", by=BOSS)
    done = await library.add(TEAM, "travel.md", TRAVEL, by=BOSS)
    assert (done.added, done.changed, done.removed) == ((), ("travel.md",), ())
    assert (await library.ask("May an iguana come?", workspace=TEAM)).grounded
    assert "aeroplanes" in (await library.ask("Trains or aeroplanes?", workspace=TEAM)).text
    assert not (await library.ask("Is the ferry to Oslo paid?", workspace=TEAM)).grounded
    assert (await library.ask("Is the ferry to Oslo paid?", workspace=OTHER)).grounded
    await library.remove(HOUSE, "pets.md", by=BOSS)
    assert (await library.ask("May an iguana come?", workspace=TEAM)).grounded
    await library.reload(TEAM, by=BOSS)
    assert not (await library.ask("May an iguana come?", workspace=TEAM)).grounded


async def test_only_so_many_versions_stay_open(crowded: Library) -> None:
    assert crowded.open_editions <= OPEN
    for team in (*TEAMS, *reversed(TEAMS)):
        answer = await crowded.ask("May an iguana come to the office?", workspace=team)
        assert answer.grounded
        assert (await crowded.search("iguana", workspace=team))[0].text.strip().endswith(team)
        assert crowded.open_editions <= OPEN


async def test_questions_to_many_workspaces_at_once_never_miss_a_version(crowded: Library) -> None:
    async def ask(team: str) -> None:
        for _ in range(5):
            (first, *_) = await crowded.search("iguana", workspace=team)
            assert first.text.strip().endswith(team)

    await asyncio.gather(*(ask(team) for team in TEAMS for _ in range(2)))


async def test_the_status_says_that_the_operators_news_wait_for_a_reload(library: Library) -> None:
    await library.add(TEAM, "travel.md", TRAVEL, by=BOSS)
    await library.add(HOUSE, "pets.md", PETS, by=BOSS)
    waiting = [(await library.status(team)).waiting for team in (TEAM, OTHER, HOUSE)]
    assert waiting == [1, 0, 0]
    await library.reload(TEAM, by=BOSS)
    assert (await library.status(TEAM)).waiting == 0


async def test_a_folder_that_is_mostly_broken_is_taken_when_somebody_confirms(
    library: Library, folder: Path
) -> None:
    with pytest.raises(ConfirmationNeededError, match=r"broken\.pdf"):
        await library.add_folder(TEAM, folder, by=BOSS)
    assert (await library.status(TEAM)).shared
    done = await library.add_folder(TEAM, folder, by=BOSS, confirmed=True)
    assert (done.added, [one.name for one in done.refused]) == (("pets.md",), ["broken.pdf"])


async def test_what_was_confirmed_to_be_broken_is_not_asked_about_again(
    library: Library, folder: Path
) -> None:
    await library.add_folder(TEAM, folder, by=BOSS, confirmed=True)
    await library.add(TEAM, "leave.md", LEAVE, by=BOSS)
    (folder / "travel.md").write_bytes(TRAVEL)
    done = await library.reload(TEAM, by=BOSS)
    assert (done.added, [one.name for one in done.refused]) == (("travel.md",), ["broken.pdf"])
    (folder / "pets.md").write_bytes(b"\x00\x01")
    with pytest.raises(ConfirmationNeededError, match=r"pets\.md"):
        await library.reload(TEAM, by=BOSS)


async def test_a_document_goes_by_the_beginning_of_its_id(library: Library) -> None:
    await library.add(TEAM, "pets.md", PETS, by=BOSS)
    await library.add(TEAM, "travel.md", TRAVEL, by=BOSS)
    number = next(one.id for one in (await library.status(TEAM)).own if one.name == "pets.md")
    assert (await library.remove(TEAM, number[:8], by=BOSS)).removed == ("pets.md",)
