"""Keys: the keys that encrypt the tokens of installations: new ones, and their rotation."""

from typing import TYPE_CHECKING

import typer

from bot.cli.running import run_to_end

if TYPE_CHECKING:
    from bot.settings import Settings

keys = typer.Typer(
    help="Look after the keys that encrypt tokens.", no_args_is_help=True, rich_markup_mode=None
)


@keys.command()
def new() -> None:
    """Print a new key for ADVISOR_ENCRYPTION_KEYS.

    Example:

      ADVISOR_ENCRYPTION_KEYS="$(advisor keys new),$ADVISOR_ENCRYPTION_KEYS"
    """
    from bot.slack import new_key

    print(new_key())


@keys.command()
def rotate() -> None:
    """Encrypt every token with the first key of ADVISOR_ENCRYPTION_KEYS.

    Put the new key in front, run this, then take the old keys out. It may run beside the bot.
    """
    from bot.settings import read_settings

    changed, total = run_to_end(_rotate(read_settings()))
    print(f"{changed} of {total} installations are encrypted anew; the others were already.")


async def _rotate(settings: "Settings") -> tuple[int, int]:
    from bot.slack import read_vault
    from bot.store import EVERY, installations, open_database

    vault = read_vault(settings.encryption_keys.get_secret_value())
    database = open_database(settings.database())
    changed = 0
    try:
        async with database.reading(EVERY) as session:
            everywhere = await installations.workspaces(session)
        for workspace in everywhere:
            async with database.writing(workspace) as session:
                kept = await installations.load(session, lock=True)
                if kept is not None and kept.key_id != vault.newest:
                    secret, key_id = vault.seal(workspace, vault.open(workspace, kept))
                    anew = installations.Installation(kept.details, secret, key_id)
                    await installations.save(session, anew)
                    changed += 1
    finally:
        await database.close()
    return changed, len(everywhere)
