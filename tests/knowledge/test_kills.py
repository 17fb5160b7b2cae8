"""Kills: a reload that dies anywhere leaves the old version or the new one, and no leftovers."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from bot.store import open_database
from knowledge import Library
from tests.knowledge.world import BOSS, LEAVE, PETS, TEAM, Clock

BEFORE_THE_FLIP = ("read", "began", "stored", "embedded", "indexed", "verified")
AFTER_THE_FLIP = ("flipped", "pruned")


async def dies(url: str, folder: Path, failpoint: str) -> None:
    """Let another process die while it adds a document."""
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.knowledge.dying", url, str(folder), failpoint),
        cwd=Path(__file__).parents[2],
    )
    assert await child.wait() == -signal.SIGKILL


async def check(url: str, folder: Path, failpoint: str) -> None:
    database = open_database(url)
    library = await Library.open(database.engine, folder, clock=Clock())
    await library.add(TEAM, "leave.md", LEAVE, by=BOSS)
    await library.close()
    await dies(url, folder, failpoint)
    library = await Library.open(database.engine, folder, clock=Clock())
    status = await library.status(TEAM)
    assert [entry.name for entry in status.own] == (
        ["leave.md", "pets.md"] if failpoint in AFTER_THE_FLIP else ["leave.md"]
    )
    assert (await library.ask("iguana on Tuesdays?", workspace=TEAM)).grounded == (
        failpoint in AFTER_THE_FLIP
    )
    assert (await library.ask("holiday days a year", workspace=TEAM)).grounded
    assert not status.reloading
    again = await library.add(TEAM, "pets.md", PETS, by=BOSS)
    assert again.flipped == (failpoint in BEFORE_THE_FLIP)
    assert (await library.ask("iguana on Tuesdays?", workspace=TEAM)).grounded
    assert all(check.passed for check in await library.verify(TEAM))
    leftovers = [each.name for each in (folder / "segments").iterdir() if "building" in each.name]
    assert leftovers == []
    await library.close()
    await database.close()


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("failpoint", [*BEFORE_THE_FLIP, *AFTER_THE_FLIP])
async def test_a_killed_reload_leaves_the_old_or_the_new_version(
    url: str, failpoint: str, tmp_path: Path
) -> None:
    await check(url, tmp_path / "data", failpoint)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
@pytest.mark.parametrize("failpoint", ["stored", "verified", "flipped"])
async def test_a_killed_reload_leaves_the_old_or_the_new_version_on_postgresql(
    url: str, failpoint: str, tmp_path: Path
) -> None:
    await check(url, tmp_path / "data", failpoint)
