"""The restore drill: back up under load, lose the machine, restore elsewhere, answer."""

import asyncio
import io
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.app.backup import back_up, restore
from bot.errors import SettingsError
from bot.slack import new_key
from bot.slack.vault import Grant, read_vault
from bot.store import Database, Installation, installations, open_database, upgrade
from tests.databases import Server
from tests.operations.conftest import Site, new_database

pytestmark = pytest.mark.timeout(400)  # whole processes start and stop
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
    site: Site, tmp_path: Path
) -> None:
    site.keys, file = new_key(), tmp_path / "advisor.backup"
    await _install(site.url, site.keys)
    await site.run("backup", str(file))
    written = file.read_text()
    assert SECRET not in written
    assert site.keys not in written
    assert file.stat().st_mode & 0o077 == 0

    site.keys = new_key()
    code, printed = await site.run("restore", str(file))
    assert code == 1
    assert "ADVISOR_ENCRYPTION_KEYS lacks the keys" in printed


@pytest.fixture
async def empty(elsewhere: str) -> AsyncIterator[Database]:
    database = open_database(elsewhere)
    await upgrade(database)
    yield database
    await database.close()


async def _backed_up(address: str, keys: str) -> str:
    await _install(address, keys)
    database, file = open_database(address), io.StringIO()
    await back_up(database, file, read_vault(keys))
    await database.close()
    return file.getvalue()


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda head, lines: [head, *lines[:-1]], "cut short"),
        (lambda head, lines: [head, lines[1], lines[0], *lines[2:]], "damaged in line 2"),
        (lambda head, lines: [head, f"{lines[0][:-9]}AAAAAAA=\n", *lines[1:]], "damaged in line 2"),
        (lambda _, lines: ['{"some": "file"}\n', *lines], "no backup"),
        (lambda head, lines: [head.replace(": 1,", ": 9,", 1), *lines], "format 9"),
    ],
)
async def test_a_spoilt_file_restores_nothing(
    url: str, empty: Database, spoil: Callable[[str, list[str]], list[str]], says: str
) -> None:
    keys = new_key()
    head, *lines = (await _backed_up(url, keys)).splitlines(keepends=True)
    with pytest.raises(SettingsError, match=says):
        await restore(empty, io.StringIO("".join(spoil(head, lines))), read_vault(keys))
    rows = await restore(empty, io.StringIO("".join([head, *lines])), read_vault(keys))
    assert rows == {"installation": 1}


async def test_a_new_key_in_front_opens_older_backups_and_no_key_opens_none(
    url: str, empty: Database
) -> None:
    keys = new_key()
    written = await _backed_up(url, keys)
    with pytest.raises(SettingsError, match="lacks the keys"):
        await restore(empty, io.StringIO(written), None)
    await restore(empty, io.StringIO(written), read_vault(f"{new_key()},{keys}"))


async def test_nothing_is_restored_over_what_is_there(url: str) -> None:
    keys = new_key()
    written = await _backed_up(url, keys)
    database = open_database(url)
    with pytest.raises(SettingsError, match="not empty"):
        await restore(database, io.StringIO(written), read_vault(keys))
    await database.close()


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
