"""Copies: two documents with one text are taken once, and the copy is named."""

from pathlib import Path

import pytest

from knowledge import Library
from knowledge.errors import DocumentError
from tests.knowledge.world import BOSS, LEAVE, PETS, TEAM


async def test_a_copy_in_a_folder_is_refused_by_name(library: Library, tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_bytes(PETS)
    done = await library.add_folder(TEAM, tmp_path, by=BOSS)
    assert done.added[-1:] == ("a.md",)
    assert [(each.name, each.reason) for each in done.refused] == [
        ("b.md", "the same text as a.md")
    ]


async def test_a_copy_that_is_added_is_refused_and_nothing_changes(library: Library) -> None:
    await library.add(TEAM, "pets.md", PETS, by=BOSS)
    with pytest.raises(DocumentError, match=r"dup\.md: the same text as pets\.md"):
        await library.add(TEAM, "dup.md", PETS, by=BOSS)
    assert (await library.ask("May an iguana come?", workspace=TEAM)).grounded


async def test_files_of_a_folder_may_swap_their_texts(library: Library, tmp_path: Path) -> None:
    loads = []
    for first, second in ((PETS, LEAVE), (LEAVE, PETS)):
        (tmp_path / "a.md").write_bytes(first)
        (tmp_path / "b.md").write_bytes(second)
        loads.append(await library.add_folder(TEAM, tmp_path, by=BOSS))
    assert [load.refused for load in loads] == [(), ()]
    assert loads[-1].changed == ("a.md", "b.md")
