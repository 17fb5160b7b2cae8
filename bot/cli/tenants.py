"""Tenants: what a person or a workspace may ask of the operator: erasure, and an export."""

import json as json_
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.cli.running import run_to_end

if TYPE_CHECKING:
    from bot.settings import Settings

Workspace = Annotated[str, typer.Option("--workspace", help="Id of the workspace (T…).")]


def erase(
    workspace: Workspace,
    user: Annotated[str, typer.Option("--user", help="Only this person (U…).")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Do it; it cannot be undone.")] = False,
) -> None:
    """Erase a person's words, or everything of a workspace. Older backups still hold them.

    Example:

      advisor erase --workspace T012AB3C4 --user U012AB3C4 --yes
    """
    from bot.errors import UsageError
    from bot.settings import read_settings

    who = f"{user} in {workspace}" if user else workspace
    if not yes:
        raise UsageError(f"Everything of {who} would be erased.", "Repeat this with --yes.")
    run_to_end((_erase_user if user else _erase_workspace)(read_settings(), workspace, user))
    print(f"Everything of {who} is erased.")


def export(
    workspace: Workspace,
    file: Annotated[Path | None, typer.Option("--file", help="Where to; standard output.")] = None,
) -> None:
    """Print everything kept about a workspace as JSON, without tokens.

    Example:

      advisor export --workspace T012AB3C4 --file t012ab3c4.json
    """
    from bot.settings import read_settings

    exported = run_to_end(_export(read_settings(), workspace))
    text = json_.dumps(exported, indent=2, ensure_ascii=False, default=str) + "\n"
    if file is None:
        sys.stdout.write(text)
    else:
        file.write_text(text, encoding="utf-8")


async def _erase_user(settings: "Settings", workspace: str, user: str) -> None:
    from bot.app.tenants import erase_person
    from bot.clock import today
    from bot.store import open_database

    database = open_database(settings.database())
    try:
        await erase_person(database, workspace, user, today())
    finally:
        await database.close()


async def _erase_workspace(settings: "Settings", workspace: str, _: str) -> None:
    from bot.app import open_library
    from bot.store import erase_workspace

    async with open_library(settings) as (database, library):
        await library.forget(workspace)
        async with database.writing(workspace) as session:
            await erase_workspace(session)
        await database.compact()


async def _export(settings: "Settings", workspace: str) -> dict[str, Any]:
    from bot.app.tenants import export_everything
    from bot.store import open_database

    database = open_database(settings.database())
    try:
        return await export_everything(database, workspace)
    finally:
        await database.close()
