"""Migration: brings a database to the tables this program knows, and back.

Alembic is loaded only where there is something to migrate: most starts find nothing to do.
"""

from pathlib import Path
from typing import Final, Literal

from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import SQLAlchemyError

from bot.errors import SettingsError, UsageError
from bot.store.database import Database

NEWEST: Final = "0003"
"""The revision of the newest script; a test compares."""
_REVISION: Final = text("SELECT version_num FROM alembic_version")
_SCRIPTS: Final = Path(__file__).parent / "migrations"
_ONE_AT_A_TIME: Final = text("SELECT pg_advisory_xact_lock(20261122)")


async def upgrade(database: Database, revision: str = "head") -> None:
    """Run the migrations up to a revision; several processes may do so at the same time.

    Raises:
        SettingsError: The database does not answer.
    """
    if await current(database) != NEWEST or revision != "head":
        await _migrate(database, "upgrade", revision)


async def begin(database: Database) -> None:
    """Make the tables of a database file that has none yet; else make sure that they fit.

    Raises:
        SettingsError: They are of another version, or of a server where nobody made them.
    """
    if not database.shared and await current(database) is None:
        await upgrade(database)
    await check(database)


async def downgrade(database: Database, revision: str) -> None:
    """Undo the migrations down to a revision; "base" removes every table, "-1" undoes the last.

    Raises:
        SettingsError: The database does not answer.
        UsageError: There is no such revision below.
    """
    from alembic.util import CommandError  # noqa: PLC0415  (heavy: loaded to migrate)

    found = await current(database)
    try:
        await _migrate(database, "downgrade", revision)
    except CommandError as error:
        raise UsageError(
            f"There is nothing to go back to at {revision!r} from version {found or 'none'}.",
            "Name an earlier version, -1 for the one before, or base for no tables at all.",
        ) from error


async def check(database: Database) -> None:
    """Make sure that the database answers and has the tables this program knows.

    Raises:
        SettingsError: It does not.
    """
    found = await current(database)
    if found != NEWEST:
        raise SettingsError(
            f"The database has version {found or 'none'}, this program needs {NEWEST}.",
            "Run `advisor db upgrade`.",
        )


async def current(database: Database) -> str | None:
    """Return the revision the database is at, None for an empty one.

    Raises:
        SettingsError: The database does not answer.
    """
    try:
        async with database.engine.connect() as connection:
            return await connection.run_sync(_revision)
    except (SQLAlchemyError, OSError) as error:
        raise SettingsError(
            f"The database does not answer: {type(error).__name__}.",
            "Check DATABASE_URL, and that the database runs and can be reached.",
        ) from error


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(_REVISION).scalar()
    return found


async def _migrate(database: Database, way: Literal["upgrade", "downgrade"], revision: str) -> None:
    from alembic import command  # noqa: PLC0415  (heavy: loaded when there is something to migrate)
    from alembic.config import Config  # noqa: PLC0415  (the same)

    def on_connection(connection: Connection) -> None:
        config = Config()
        config.set_main_option("script_location", str(_SCRIPTS))
        config.attributes["connection"] = connection
        getattr(command, way)(config, revision)

    async with database.engine.begin() as connection:
        if database.shared:
            await connection.execute(_ONE_AT_A_TIME)
        await connection.run_sync(on_connection)
