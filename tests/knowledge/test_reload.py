"""Reload: what is added, changed, removed and refused, and what stays as it was."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.store import Database
from knowledge import (
    ConfirmationNeededError,
    DocumentError,
    Library,
    Progress,
    ReloadError,
    VersionError,
    metadata,
)
from tests.knowledge.world import BOSS, HOUSE, LEAVE, OTHER, PETS, TEAM, TRAVEL, Clock


async def says(library: Library, question: str, workspace: str = TEAM) -> bool:
    return (await library.ask(question, workspace=workspace)).grounded


async def test_without_documents_of_its_own_a_workspace_has_the_guidance(library: Library) -> None:
    status = await library.status(TEAM)
    assert (status.version, status.shared, status.own) == (0, True, ())
    assert status.documents > 20
    assert await says(library, "What is the initial investment?")


async def test_opening_again_builds_nothing(
    library: Library, database: Database, tmp_path: Path, clock: Clock
) -> None:
    made = (await library.status(TEAM)).made_at
    clock.move(60)
    again = await Library.open(database.engine, tmp_path / "data", clock=clock)
    assert (await again.status(TEAM)).made_at == made
    await again.close()


async def test_a_document_answers_its_workspace_and_no_other(library: Library) -> None:
    done = await library.add(TEAM, "pets.md", PETS, by=BOSS)
    assert (done.version, done.added, done.changed, done.removed) == (1, ("pets.md",), (), ())
    assert await says(library, "May an iguana come to the office?")
    assert not await says(library, "May an iguana come to the office?", OTHER)
    assert await says(library, "What is the initial investment?")
    status = await library.status(TEAM)
    assert [(entry.name, entry.added_by) for entry in status.own] == [("pets.md", BOSS)]
    assert (await library.status(OTHER)).shared


async def test_a_new_text_replaces_the_old_one(library: Library) -> None:
    await library.add(TEAM, "pets.md", PETS, by=BOSS)
    done = await library.add(TEAM, "pets.md", TRAVEL, by=BOSS)
    assert (done.added, done.changed, done.removed) == ((), ("pets.md",), ())
    assert not await says(library, "May an iguana come to the office?")
    assert await says(library, "Are trains preferred to aeroplanes?")


async def test_the_same_content_changes_nothing(library: Library, tmp_path: Path) -> None:
    first = await library.add(TEAM, "pets.md", PETS, by=BOSS)
    folders = sorted((tmp_path / "data" / "segments").iterdir())
    again = await library.add(TEAM, "pets.md", PETS, by=BOSS)
    anew = await library.reload(TEAM, by=BOSS)
    assert (again.flipped, anew.flipped) == (False, False)
    assert again.version == anew.version == first.version
    assert sorted((tmp_path / "data" / "segments").iterdir()) == folders
    assert [each.version for each in await library.versions(TEAM)] == [1, 0]


async def test_removing_the_last_document_gives_the_guidance_back(library: Library) -> None:
    await library.add(TEAM, "pets.md", PETS, by=BOSS)
    number = (await library.status(TEAM)).own[0].id
    done = await library.remove(TEAM, number, by=BOSS)
    status = await library.status(TEAM)
    assert (done.removed, done.version, done.documents) == (("pets.md",), 0, status.documents)
    assert (status.shared, status.version) == (True, 0)
    assert not await says(library, "May an iguana come to the office?")
    with pytest.raises(DocumentError, match="no such document"):
        await library.remove(TEAM, number, by=BOSS)


async def test_a_refused_document_changes_nothing(library: Library) -> None:
    with pytest.raises(DocumentError, match=r"x\.pdf"):
        await library.add(TEAM, "x.pdf", b"no", by=BOSS)
    assert (await library.status(TEAM)).shared


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


async def test_a_folder_is_read_again_by_every_reload(library: Library, tmp_path: Path) -> None:
    folder = write(tmp_path / "docs", {"a/leave.md": LEAVE, "pets.md": PETS, "image.gif": b"GIF"})
    done = await library.add_folder(TEAM, folder, by=BOSS)
    assert done.added == ("a/leave.md", "pets.md")
    write(folder, {"travel.md": TRAVEL, "pets.md": PETS + b"\nCats too.\n"})
    (folder / "a" / "leave.md").unlink()
    done = await library.reload(TEAM, by=BOSS)
    assert (done.added, done.changed, done.removed) == (
        ("travel.md",),
        ("pets.md",),
        ("a/leave.md",),
    )


async def test_a_bad_file_in_a_folder_is_reported_and_spoils_nothing(
    library: Library, tmp_path: Path
) -> None:
    good = {f"{number}.md": b"# N\n\nGood text." + bytes([65 + number]) for number in range(6)}
    folder = write(tmp_path / "docs", {**good, "bad.docx": b"PK"})
    (folder / "link.md").symlink_to("/etc/passwd")
    (folder / "link.md").unlink()
    done = await library.add_folder(TEAM, folder, by=BOSS)
    assert len(done.added) == 6
    assert [(each.name, "damaged" in each.reason) for each in done.refused] == [("bad.docx", True)]
    assert (await library.status(TEAM)).refused == done.refused


async def test_symbolic_links_in_a_folder_are_refused(library: Library, tmp_path: Path) -> None:
    secret = write(tmp_path / "secret", {"s.md": b"The password is swordfish."})
    good = {f"{number}.md": b"# N\n\nGood text." + bytes([65 + number]) for number in range(9)}
    folder = write(tmp_path / "docs", good)
    (folder / "s.md").symlink_to(secret / "s.md")
    (folder / "deep").symlink_to(secret)
    done = await library.add_folder(TEAM, folder, by=BOSS)
    assert [each.name for each in done.refused] == ["s.md"]
    assert not await says(library, "What is the password swordfish?")


async def test_a_load_of_mostly_bad_files_keeps_the_old_version(
    library: Library, tmp_path: Path
) -> None:
    await library.add(TEAM, "pets.md", PETS, by=BOSS)
    folder = write(tmp_path / "docs", {"a.md": LEAVE, "b.pdf": b"x", "c.docx": b"y"})
    with pytest.raises(ReloadError, match=r"2 of 4 documents.*b\.pdf"):
        await library.add_folder(TEAM, folder, by=BOSS)
    assert [entry.name for entry in (await library.status(TEAM)).own] == ["pets.md"]


@pytest.mark.parametrize("left", [0, 1])
async def test_an_empty_or_shrunken_load_wants_a_word(
    left: int, library: Library, tmp_path: Path
) -> None:
    files = {"a.md": LEAVE, "b.md": PETS, "c.md": TRAVEL}
    folder = write(tmp_path / "docs", files)
    await library.add_folder(TEAM, folder, by=BOSS)
    for name in list(files)[left:]:
        (folder / name).unlink()
    with pytest.raises(ConfirmationNeededError):
        await library.reload(TEAM, by=BOSS)
    assert await says(library, "May an iguana come to the office?")
    if left:
        done = await library.reload(TEAM, by=BOSS, confirmed=True)
        assert done.removed == ("b.md", "c.md")


async def test_a_version_can_be_gone_back_to(library: Library) -> None:
    await library.add(TEAM, "pets.md", PETS, by=BOSS)
    await library.add(TEAM, "travel.md", TRAVEL, by=BOSS)
    await library.remove(TEAM, "pets.md", by=BOSS)
    back = await library.rollback(TEAM, 2, by=BOSS)
    assert (back.version, back.live) == (2, True)
    assert await says(library, "May an iguana come to the office?")
    names = [entry.name for entry in (await library.status(TEAM)).own]
    assert names == ["pets.md", "travel.md"]
    done = await library.reload(TEAM, by=BOSS)
    assert not done.flipped


async def test_without_a_number_the_version_before_answers_again(library: Library) -> None:
    with pytest.raises(VersionError, match="No version"):
        await library.rollback(TEAM, None, by=BOSS)
    await library.add(TEAM, "pets.md", PETS, by=BOSS)
    await library.add(TEAM, "travel.md", TRAVEL, by=BOSS)
    assert (await library.rollback(TEAM, None, by=BOSS)).version == 1
    assert (await library.rollback(TEAM, None, by=BOSS)).version == 0
    with pytest.raises(VersionError, match="No version"):
        await library.rollback(TEAM, None, by=BOSS)


@pytest.mark.parametrize("workspace", [TEAM, HOUSE])
async def test_from_the_first_document_one_can_go_back_to_what_all_share_and_forward_again(
    workspace: str, library: Library
) -> None:
    shared = await library.status(workspace)
    assert [(one.version, one.live) for one in await library.versions(workspace)] == [(0, True)]
    added = await library.add(workspace, "pets.md", PETS, by=BOSS)
    assert (added.version, added.documents) == (1, shared.documents + 1)
    back = await library.rollback(workspace, 0, by=BOSS)
    assert (back.version, back.live, back.documents) == (0, True, shared.documents)
    assert not await says(library, "May an iguana come to the office?", workspace)
    kept = [(one.version, one.live) for one in await library.versions(workspace)]
    assert kept == [(1, False), (0, True)]
    assert not (await library.reload(workspace, by=BOSS)).flipped
    assert (await library.rollback(workspace, 1, by=BOSS)).version == 1
    assert await says(library, "May an iguana come to the office?", workspace)
    assert (await library.add(workspace, "pets.md", TRAVEL, by=BOSS)).version == 2


async def test_a_folder_of_a_later_version_does_not_come_back_after_going_back(
    library: Library, tmp_path: Path
) -> None:
    await library.add(TEAM, "pets.md", PETS, by=BOSS)
    folder = write(tmp_path / "docs", {"travel.md": TRAVEL})
    await library.add_folder(TEAM, folder, by=BOSS)
    await library.rollback(TEAM, None, by=BOSS)
    assert not (await library.reload(TEAM, by=BOSS)).flipped
    assert [entry.name for entry in (await library.status(TEAM)).own] == ["pets.md"]


async def test_a_removed_folder_is_read_again_after_going_back(
    library: Library, tmp_path: Path
) -> None:
    folder = write(tmp_path / "docs", {"travel.md": TRAVEL})
    await library.add_folder(TEAM, folder, by=BOSS)
    before = (await library.status(TEAM)).own
    await library.add(TEAM, "pets.md", PETS, by="UOTHER")
    await library.remove(TEAM, "travel.md", by="UOTHER")
    await library.rollback(TEAM, 1, by="UOTHER")
    assert (await library.status(TEAM)).own == before
    write(folder, {"pets.md": PETS})
    assert (await library.reload(TEAM, by=BOSS)).added == ("pets.md",)


async def test_three_versions_are_kept(library: Library, tmp_path: Path) -> None:
    for number in range(6):
        await library.add(TEAM, "pets.md", PETS + str(number).encode(), by=BOSS)
    kept = [(each.version, each.state) for each in await library.versions(TEAM)]
    assert kept == [(6, "ready"), (5, "retired"), (4, "retired"), (0, "retired")]
    assert len(list((tmp_path / "data" / "segments").iterdir())) <= 4
    with pytest.raises(VersionError, match="Version 3"):
        await library.rollback(TEAM, 3, by=BOSS)
    await library.rollback(TEAM, 4, by=BOSS)


async def test_a_cancelled_reload_leaves_the_old_version(library: Library) -> None:
    await library.add(TEAM, "pets.md", PETS, by=BOSS)
    cancelling: list[asyncio.Task[None]] = []

    def watch(progress: Progress) -> None:
        if progress.stage == "reading" and not cancelling:
            cancelling.append(asyncio.ensure_future(library.cancel(TEAM)))

    with pytest.raises(ReloadError, match="cancelled"):
        await library.add(TEAM, "travel.md", TRAVEL, by=BOSS, progress=watch)
    await asyncio.gather(*cancelling)
    assert [entry.name for entry in (await library.status(TEAM)).own] == ["pets.md"]
    assert (await library.add(TEAM, "travel.md", TRAVEL, by=BOSS)).added == ("travel.md",)


async def test_closing_stops_a_reload_and_waits_for_it(library: Library) -> None:
    started = asyncio.Event()
    loading = asyncio.create_task(
        library.add(TEAM, "pets.md", PETS, by=BOSS, progress=lambda _: started.set())
    )
    await started.wait()
    await library.close()
    with pytest.raises(ReloadError, match="cancelled"):
        await loading


async def test_one_reload_at_a_time(library: Library) -> None:
    results = await asyncio.gather(
        library.add(TEAM, "pets.md", PETS, by=BOSS),
        library.add(TEAM, "travel.md", TRAVEL, by=BOSS),
        return_exceptions=True,
    )
    failed = [each for each in results if isinstance(each, ReloadError)]
    assert len(failed) == 1
    assert "running" in str(failed[0])


async def test_progress_tells_the_stages_in_order(library: Library) -> None:
    seen: list[Progress] = []
    await library.add(TEAM, "pets.md", PETS, by=BOSS, progress=seen.append)
    stages = list(dict.fromkeys(each.stage for each in seen))
    assert stages == ["reading", "embedding", "indexing", "verifying", "done"]
    assert max(each.passages for each in seen) == 1


async def test_progress_counts_documents_and_passages_up_to_how_many_there_are(
    library: Library, tmp_path: Path
) -> None:
    for name, content in (("pets.md", PETS), ("leave.md", LEAVE), ("bad.pdf", b"%PDF broken")):
        (tmp_path / "docs").mkdir(exist_ok=True)
        (tmp_path / "docs" / name).write_bytes(content)
    await library.add_folder(TEAM, tmp_path / "docs", by=BOSS, confirmed=True)
    seen: list[Progress] = []
    (tmp_path / "docs" / "pets.md").write_bytes(PETS + b"\nA newt may not.\n")
    await library.reload(TEAM, by=BOSS, progress=seen.append, confirmed=True)
    reading = [(each.documents, each.all_documents) for each in seen if each.stage == "reading"]
    indexing = [(each.passages, each.all_passages) for each in seen if each.stage == "indexing"]
    assert [pair for pair in reading if pair[1] == 3] == [(0, 3), (1, 3), (2, 3), (3, 3)]
    assert indexing[-1][0] == indexing[-1][1] > 0
    assert all(each.share is None or 0 <= each.share <= 1 for each in seen)


def everything(folder: Path) -> bytes:
    return b"".join(each.read_bytes() for each in folder.rglob("*") if each.is_file())


async def test_what_is_forgotten_is_gone_from_rows_and_files(
    library: Library, database: Database, tmp_path: Path
) -> None:
    await library.add(TEAM, "pets.md", PETS, by=BOSS)
    await library.add(OTHER, "travel.md", TRAVEL, by=BOSS)
    await library.forget(TEAM)
    async with database.engine.connect() as connection:
        for table in metadata.sorted_tables:
            rows = (await connection.execute(table.select())).all()
            assert "iguana" not in str(rows).lower()
            assert TEAM not in [getattr(row, "workspace", None) for row in rows]
        assert await connection.scalar(text("SELECT count(*) FROM kb_document")) == 1
    assert b"iguana" not in everything(tmp_path / "data")
    assert (await library.status(TEAM)).shared
    assert await says(library, "Are trains preferred to aeroplanes?", OTHER)
