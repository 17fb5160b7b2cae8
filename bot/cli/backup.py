"""Backup: `advisor backup` and `advisor restore`."""

import os
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from bot.cli.running import run_to_end

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.slack.vault import Vault

File = Annotated[Path, typer.Argument(help="The backup.", dir_okay=False)]
OWNER_ONLY = 0o600


def backup(
    file: File,
    force: Annotated[bool, typer.Option("--force", help="Overwrite an older backup.")] = False,
) -> None:
    """Write everything the bot keeps to one file, while it works.

    It is encrypted with the first of ADVISOR_ENCRYPTION_KEYS; keep the keys elsewhere.

    Example:

      advisor backup advisor-$(date +%F).backup
    """
    from bot.errors import UsageError
    from bot.settings import read_settings

    if file.exists() and not force:
        raise UsageError(f"There is a file {file} already.", "Name another, or add --force.")
    settings = read_settings()
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        with open(unfinished, "w", encoding="utf-8", opener=_private) as out:
            rows = run_to_end(_back_up(settings, out))
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
    _tell(rows, f"are in {file}.")
    if _vault(settings) is None:
        sys.stderr.write(
            "The backup is not encrypted and holds people's words.\n"
            "→ Set ADVISOR_ENCRYPTION_KEYS (`advisor keys new`), or encrypt the file yourself.\n"
        )


def restore(file: File) -> None:
    """Fill an empty database from a backup; SQLite and PostgreSQL read each other's.

    What was under way is looked up in Slack before it is sent again.

    Example:

      DATABASE_URL=postgresql://… advisor restore advisor-2026-11-22.backup
    """
    from bot.errors import UsageError
    from bot.settings import read_settings

    if not file.is_file():
        raise UsageError(f"There is no file {file}.", "Name a backup.")
    with file.open(encoding="utf-8") as kept:
        rows = run_to_end(_restore(read_settings(), kept))
    _tell(rows, "are restored.")


async def _back_up(settings: "Settings", out: TextIO) -> Mapping[str, int]:
    from bot.app.backup import back_up
    from bot.store import open_database

    database = open_database(settings.database())
    try:
        return await back_up(database, out, _vault(settings))
    finally:
        await database.close()


async def _restore(settings: "Settings", kept: TextIO) -> Mapping[str, int]:
    from bot.app.backup import restore as fill
    from bot.store import lock_file, lock_folder, open_database, upgrade

    database = open_database(settings.database())
    try:
        with ExitStack() as stack:
            stack.enter_context(lock_folder(settings.data_dir))
            if database.file:
                stack.enter_context(lock_file(database.file))
            await upgrade(database)
            return await fill(database, kept, _vault(settings))
    finally:
        await database.close()


def _vault(settings: "Settings") -> "Vault | None":
    from bot.slack import read_vault

    keys = settings.encryption_keys.get_secret_value()
    return read_vault(keys) if keys else None


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, OWNER_ONLY)


def _tell(rows: Mapping[str, int], what: str) -> None:
    for table, count in rows.items():
        if count:
            print(f"{table:20} {count:>10,}")
    print(f"{sum(rows.values()):,} rows {what}")
