"""The restore drill: back up under load, lose the machine, restore elsewhere, answer."""

import asyncio
import json
from pathlib import Path

import pytest

from bot.slack import new_key
from bot.slack.vault import Grant, read_vault
from bot.store import Installation, installations, open_database
from tests.databases import Server
from tests.operations.conftest import Site, new_database

SECRET = "xoxb-canary-of-the-other-team"


@pytest.fixture
async def elsewhere(request: pytest.FixtureRequest, url: str, tmp_path: Path) -> str:
    """Address of an empty database of the other kind: a backup fits both."""
    if url.startswith("sqlite"):
        server: Server = request.getfixturevalue("postgres")
        return await new_database(server)
    return f"sqlite:///{tmp_path / 'new' / 'advisor.sqlite3'}"


async def _install(address: str, keys: str) -> None:
    database = open_database(address)
    async with database.writing("T2") as session:
        secret, key_id = read_vault(keys).seal("T2", Grant(SECRET))
        await installations.save(session, Installation({"team": "Two"}, secret, key_id))
    await database.close()


async def test_a_backup_under_load_is_restored_to_an_empty_place_and_answers_there(
    site: Site, elsewhere: str, tmp_path: Path
) -> None:
    site.keys, file = new_key(), tmp_path / "advisor.backup"
    await _install(site.url, site.keys)
    process = await site.start("serve")
    before = [await site.ask(process, number) for number in range(10)]
    backing_up = asyncio.create_task(site.run("backup", str(file)))
    during = [await site.ask(process, number) for number in range(10, 25)]
    code, printed = await backing_up
    assert code == 0, printed
    await site.until_answered(*before, *during)
    assert await process.stop() == 0
    said_before = site.crowd.told()

    site.url = elsewhere
    code, printed = await site.run("restore", str(file), folder="new")
    assert code == 0, printed
    again = await site.start("serve", "new")
    after = await site.ask(again, 30)
    await site.until_answered(*before, *during, after)
    await again.stop()

    assert said_before.keys() <= site.crowd.told().keys()
    assert max(site.crowd.told().values()) == 1, "nothing is said twice"
    assert await _installed(elsewhere, site.keys) == SECRET


async def _installed(address: str, keys: str) -> str:
    database = open_database(address)
    async with database.reading("T2") as session:
        kept = await installations.load(session)
    await database.close()
    assert kept is not None
    return read_vault(keys).open("T2", kept).token


async def test_the_file_is_unreadable_without_the_key_and_a_wrong_key_is_refused(
    site: Site, elsewhere: str, tmp_path: Path
) -> None:
    site.keys, file = new_key(), tmp_path / "advisor.backup"
    right = site.keys
    await _install(site.url, right)
    await site.run("backup", str(file))
    written = file.read_text()
    assert SECRET not in written
    assert right not in written
    assert file.stat().st_mode & 0o077 == 0

    site.url = elsewhere
    for wrong in ("", new_key()):
        site.keys = wrong
        code, printed = await site.run("restore", str(file), folder="new")
        assert code == 1
        assert "ADVISOR_ENCRYPTION_KEYS lacks the keys" in printed
    site.keys = f"{new_key()},{right}"
    code, printed = await site.run("restore", str(file), folder="new")
    assert code == 0, printed


@pytest.mark.parametrize("spoil", ["cut", "swapped", "changed", "other"])
async def test_a_spoilt_file_restores_nothing(
    site: Site, elsewhere: str, tmp_path: Path, spoil: str
) -> None:
    site.keys, file = new_key(), tmp_path / "advisor.backup"
    await _install(site.url, site.keys)
    await site.run("kb", "status")
    await site.run("backup", str(file))
    head, *lines = file.read_text().splitlines(keepends=True)
    spoilt = {
        "cut": [head, *lines[:-1]],
        "swapped": [head, lines[1], lines[0], *lines[2:]],
        "changed": [head, lines[0][:-9] + "AAAAAAA=\n", *lines[1:]],
        "other": [json.dumps({"some": "file"}) + "\n"],
    }
    file.write_text("".join(spoilt[spoil]))

    site.url = elsewhere
    code, printed = await site.run("restore", str(file), folder="new")
    assert code == 1, printed
    file.write_text("".join([head, *lines]))
    code, printed = await site.run("restore", str(file), folder="new")
    assert code == 0, printed


async def test_nothing_is_restored_over_what_is_there(site: Site, tmp_path: Path) -> None:
    site.keys, file = new_key(), tmp_path / "advisor.backup"
    await _install(site.url, site.keys)
    await site.run("backup", str(file))
    code, printed = await site.run("restore", str(file))
    assert code == 1
    assert "not empty" in printed


async def test_a_person_and_a_workspace_are_erased_and_exported_by_command(site: Site) -> None:
    process = await site.start("serve", "data")
    await site.until_answered(await site.ask(process, 0), await site.ask(process, 1))
    await process.stop()
    slack = site.crowd.slack
    team, mia = slack.workspace.id, slack.member.id

    _, exported = await site.run("export", "--workspace", team)
    found = json.loads(exported)
    assert any("router support tickets" in str(row) for row in found["inbox"])
    unsure, _ = await site.run("erase", "--workspace", team, "--user", mia)
    sure, _ = await site.run("erase", "--workspace", team, "--user", mia, "--yes")
    _, exported = await site.run("export", "--workspace", team)
    assert (unsure, sure) == (2, 0)
    assert mia not in exported
    assert "router support tickets" not in exported

    gone, _ = await site.run("erase", "--workspace", team, "--yes", folder="data")
    _, exported = await site.run("export", "--workspace", team)
    assert gone == 0
    assert not any(json.loads(exported).values())
