"""Folder: one process at a time works on a data folder, and on a SQLite file."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import SettingsError


@contextmanager
def lock_folder(folder: Path) -> Iterator[None]:
    """Hold a data folder while a process serves from it; a killed process lets go by itself.

    Raises:
        SettingsError: Another process holds it.
    """
    make_folder(folder)
    with _held(folder / "in-use.lock", folder):
        yield


@contextmanager
def lock_file(file: Path) -> Iterator[None]:
    """Hold a SQLite file, which two processes with a data folder each may name all the same.

    Raises:
        SettingsError: Another process holds it.
    """
    real = file.resolve()
    with _held(real.with_name(f"{real.name}.in-use"), file):
        yield


@contextmanager
def _held(mark: Path, what: Path) -> Iterator[None]:
    with mark.open("a") as opened:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise SettingsError(
                f"Another process already serves from {what}.",
                "Stop it, or set DATABASE_URL to a PostgreSQL database to run several.",
            ) from error
        yield


def make_folder(folder: Path) -> None:
    """Make the data folder where it is missing.

    Raises:
        SettingsError: It cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SettingsError(
            f"The data folder {folder} cannot be made: {error.strerror}.",
            "Set ADVISOR_DATA_DIR to a folder this user may write to.",
        ) from error
