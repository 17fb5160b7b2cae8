"""Opening, writing and holding a database."""

import asyncio
import subprocess
import sys
from contextlib import AsyncExitStack
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.errors import DeliveryError, SettingsError
from bot.store import EVERY, Database, lock_folder, open_database, preferences
from bot.store.database import CONNECTIONS, Commit


@pytest.mark.parametrize(
    "url", ["", "nonsense", "mysql://host/name", "sqlite://", "sqlite:///:memory:"]
)
def test_an_address_that_cannot_be_used_is_refused_with_what_to_write(url: str) -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL") as caught:
        open_database(url)
    assert "sqlite:///path" in caught.value.mend


@pytest.mark.parametrize(
    ("url", "driver", "shared"),
    [
        ("sqlite:///{}/a.sqlite3", "aiosqlite", False),
        ("sqlite+aiosqlite:///{}/a.sqlite3", "aiosqlite", False),
        ("postgresql://user:word@host/name", "asyncpg", True),
        ("postgres://user:word@host/name", "asyncpg", True),
        ("postgresql+psycopg://user:word@host/name", "asyncpg", True),
    ],
)
def test_an_address_is_opened_with_the_asynchronous_driver(
    url: str, driver: str, tmp_path: Path, *, shared: bool
) -> None:
    opened = open_database(url.format(tmp_path))
    assert (opened.engine.driver, opened.shared) == (driver, shared)
    assert "word" not in repr(opened)


async def test_an_error_undoes_everything_and_lets_the_next_writer_in(database: Database) -> None:
    async def fail() -> None:
        async with database.writing("T1") as session:
            await preferences.set_for_workspace(session, "name", 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with database.writing("T1") as session:
        assert await preferences.of_workspace(session) == {}
        await preferences.set_for_workspace(session, "name", 2)
    async with database.reading("T1") as session:
        assert await preferences.of_workspace(session) == {"name": 2}


async def test_reading_sessions_change_nothing(database: Database) -> None:
    async with database.reading("T1") as session:
        await preferences.set_for_workspace(session, "name", 1)
    async with database.reading("T1") as session:
        assert await preferences.of_workspace(session) == {}


async def test_a_turn_that_has_only_read_keeps_no_writer_waiting(database: Database) -> None:
    async with database.writing("T1") as thinking:
        await preferences.of_workspace(thinking)
        async with database.writing("T1") as acknowledging:
            await preferences.set_for_workspace(acknowledging, "name", 1)
        await preferences.set_for_workspace(thinking, "other", 2)
    async with database.reading("T1") as session:
        assert await preferences.of_workspace(session) == {"name": 1, "other": 2}


async def test_many_writers_at_once_all_succeed(database: Database) -> None:
    async def write(number: int) -> None:
        async with database.writing("T1") as session:
            before = await preferences.of_workspace(session)
            await preferences.set_for_workspace(session, f"{number}", len(before))

    await asyncio.gather(*(write(number) for number in range(60)))
    async with database.reading("T1") as session:
        assert len(await preferences.of_workspace(session)) == 60


async def test_an_acknowledgement_finds_a_connection_when_all_others_are_taken(
    database: Database,
) -> None:
    async with AsyncExitStack() as work:
        for _ in range(CONNECTIONS["lasting"]):
            await preferences.of_workspace(await work.enter_async_context(database.writing("T1")))
        async with database.writing("T1", commit="urgent") as session:
            await preferences.set_for_workspace(session, "arrived", 1)
    async with database.reading("T1") as session:
        assert await preferences.of_workspace(session) == {"arrived": 1}


async def test_sqlite_is_set_up_to_survive_a_loss_of_power(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a.sqlite3'}")
    async with database.engine.connect() as connection:
        found = {
            name: (await connection.execute(text(f"PRAGMA {name}"))).scalar_one()
            for name in ("journal_mode", "synchronous", "secure_delete")
        }
    await database.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1}


@pytest.mark.parametrize(
    ("commit", "lasts"), [("lasting", True), ("urgent", True), ("passing", False)]
)
async def test_a_commit_waits_for_the_disk_unless_it_may_be_done_again(
    database: Database, commit: Commit, *, lasts: bool
) -> None:
    asked, yes = {
        "sqlite": ("PRAGMA synchronous", 2),
        "postgresql": ("SHOW synchronous_commit", "on"),
    }[database.dialect]
    async with database.writing(EVERY, commit=commit) as session:
        found = (await session.execute(text(asked))).scalar_one()
    assert (found == yes) is lasts


async def test_a_writer_that_never_ends_is_an_error_and_not_a_hang(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a.sqlite3'}", writer_wait_seconds=0.05)
    async with database.engine.begin() as connection:
        await connection.execute(text("CREATE TABLE other (x INTEGER)"))
    async with database.writing(EVERY) as holder:
        await holder.execute(text("INSERT INTO other VALUES (1)"))
        with pytest.raises(DeliveryError, match="busy"):
            async with database.writing(EVERY) as waiting:
                await waiting.execute(text("INSERT INTO other VALUES (2)"))
    await database.close()


async def test_the_clock_is_the_databases_own(database: Database) -> None:
    first = await database.clock()
    assert first > 1_700_000_000
    assert await database.clock() >= first


HOLD = "import sys; from pathlib import Path; from bot.store import lock_folder\nwith lock_folder(Path(sys.argv[1])): print('held', flush=True); sys.stdin.read()"


def test_a_second_process_is_refused_the_folder_until_the_first_is_gone(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        with pytest.raises(SettingsError, match="Another process") as caught, lock_folder(tmp_path):
            pass
        assert "PostgreSQL" in caught.value.mend
        first.kill()
    with lock_folder(tmp_path):
        pass
