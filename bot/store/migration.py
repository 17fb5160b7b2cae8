"""Migration: brings a database to the tables this program knows, and back."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import SettingsError
from bot.store.database import Database

_SCRIPTS: Final = Path(__file__).parent / "migrations"
_ONE_AT_A_TIME: Final = text("SELECT pg_advisory_xact_lock(20261122)")


async def upgrade(database: Database, revision: str = "head") -> None:
    """Run the migrations up to a revision; several processes may do so at the same time."""
    await _migrate(database, lambda config: command.upgrade(config, revision))


async def downgrade(database: Database, revision: str) -> None:
    """Undo the migrations down to a revision; "base" removes every table."""
    await _migrate(database, lambda config: command.downgrade(config, revision))


async def check(database: Database) -> None:
    """Make sure that the database answers and has the tables this program knows.

    Raises:
        SettingsError: It does not.
    """
    newest = ScriptDirectory(str(_SCRIPTS)).get_current_head()
    found = await current(database)
    if found != newest:
        raise SettingsError(
            f"The database has version {found or 'none'}, this program needs {newest}.",
            "Run `advisor db upgrade`.",
        )


async def current(database: Database) -> str | None:
    """Return the revision the database is at, None for an empty one.

    Raises:
        SettingsError: The database does not answer.
    """
    try:
        async with database.engine.connect() as connection:
            return await connection.run_sync(
                lambda sync: MigrationContext.configure(sync).get_current_revision()
            )
    except (SQLAlchemyError, OSError) as error:
        raise SettingsError(
            f"The database does not answer: {type(error).__name__}.",
            "Check DATABASE_URL, and that the database runs and can be reached.",
        ) from error


async def _migrate(database: Database, run: Callable[[Config], None]) -> None:
    def on_connection(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(_SCRIPTS))
        config.attributes["connection"] = connection
        run(config)

    async with database.engine.begin() as connection:
        if database.shared:
            await connection.execute(_ONE_AT_A_TIME)
        await connection.run_sync(on_connection)
