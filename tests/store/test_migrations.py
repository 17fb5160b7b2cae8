"""The migrations make the tables that the program knows, and take them away again."""

from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, inspect

from bot.app import open_library
from bot.errors import SettingsError, UsageError
from bot.settings import read_settings
from bot.store import Database, check, downgrade, metadata, migration, open_database, upgrade
from knowledge.store.schema import metadata as knowledge_metadata


def tables(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def differences(connection: Connection, known: MetaData) -> list[object]:
    context = MigrationContext.configure(
        connection,
        opts={
            "include_object": lambda _thing, name, kind, *_others: (
                kind != "table" or name in known.tables
            )
        },
    )
    return list(compare_metadata(context, known))


@pytest.mark.parametrize("known", [metadata, knowledge_metadata], ids=["bot", "knowledge"])
async def test_migrations_make_exactly_the_tables_that_the_rooms_declare(
    database: Database, known: MetaData
) -> None:
    async with database.engine.connect() as connection:
        assert await connection.run_sync(differences, known) == []


def test_the_newest_revision_is_that_of_the_newest_script() -> None:
    folder = Path(migration.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == migration.NEWEST


async def test_down_and_up_again_leaves_the_same_tables(database: Database) -> None:
    await downgrade(database, "base")
    async with database.engine.connect() as connection:
        assert await connection.run_sync(tables) == {"alembic_version"}
    await upgrade(database)
    await check(database)
    async with database.engine.connect() as connection:
        expected = {*metadata.tables, *knowledge_metadata.tables, "alembic_version"}
        assert await connection.run_sync(tables) == expected


async def test_upgrading_twice_changes_nothing(database: Database) -> None:
    await upgrade(database)
    await check(database)


async def test_an_old_database_is_named_with_the_command_that_mends_it(database: Database) -> None:
    await downgrade(database, "0001")
    with pytest.raises(SettingsError, match="has version 0001") as caught:
        await check(database)
    assert "advisor db upgrade" in caught.value.mend


async def test_a_command_that_looks_changes_no_tables(
    database: Database, url: str, tmp_path: Path
) -> None:
    """A doctor, a question or a status of a newer version may run beside an older bot."""
    await downgrade(database, "0001")
    with pytest.raises(SettingsError) as told:
        async with open_library(read_settings(database_url=url, data_dir=tmp_path)):
            pass
    assert "advisor db upgrade" in told.value.mend
    assert await migration.current(database) == "0001"


async def test_the_first_command_on_a_machine_makes_its_tables(tmp_path: Path) -> None:
    async with open_library(read_settings(data_dir=tmp_path)) as (database, library):
        await check(database)
        assert (await library.status("")).documents


@pytest.mark.parametrize("act", [check, upgrade, partial(downgrade, revision="base")])
@pytest.mark.parametrize(
    "address",
    ["postgresql://nobody@127.0.0.1:1/none", "sqlite:////proc/none/advisor.sqlite3"],
)
async def test_a_database_that_cannot_be_reached_is_said_in_words(
    address: str, act: Callable[[Database], Awaitable[None]]
) -> None:
    with pytest.raises(SettingsError) as caught:
        await act(open_database(address))
    assert "DATABASE_URL" in caught.value.mend


async def test_a_version_that_never_was_is_said_in_words(database: Database) -> None:
    with pytest.raises(UsageError, match="nothing to go back to"):
        await downgrade(database, "4711")
    await check(database)
