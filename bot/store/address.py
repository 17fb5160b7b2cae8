"""Address: what DATABASE_URL may say."""

from pathlib import Path
from typing import Final

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from bot.errors import SettingsError

_DRIVERS: Final = {
    "sqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
}


def read_address(url: str) -> URL:
    """Return the address of a database with the driver to reach it; make SQLite's folder.

    Raises:
        SettingsError: It names no SQLite file and no PostgreSQL database.
    """
    try:
        address = make_url(url)
        address = address.set(drivername=_DRIVERS[address.drivername.partition("+")[0]])
        address.get_dialect()
    except (ArgumentError, KeyError, NoSuchModuleError) as error:
        raise SettingsError(
            "DATABASE_URL is not the address of a database this program can use.",
            "Write sqlite:///path/to/file or postgresql://user:password@host/name.",
        ) from error
    if address.get_backend_name() == "sqlite":
        if not address.database or address.database == ":memory:":
            raise SettingsError(
                "DATABASE_URL names a SQLite database in memory, which would forget messages.",
                "Write sqlite:///path/to/file.",
            )
        _make_folder(Path(address.database).parent)
    return address


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"The database's folder {folder} cannot be made: {error.strerror}.",
            "Make it, or set DATABASE_URL to a place you can write to.",
        ) from error
