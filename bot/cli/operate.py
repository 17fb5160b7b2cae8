"""Operate: run the advisor, look whether it is well, print its manifest."""

import gc
import sys
import webbrowser
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.advise import Json
from bot.cli.running import listen_to_signals, run_to_end, until_stopped

if TYPE_CHECKING:
    from bot.settings import Settings
    from bot.store import Database

db = typer.Typer(help="Look after the database.", no_args_is_help=True, rich_markup_mode=None)
PAGE_PORT = 8765
SWITCH_SECONDS = 0.001
"""How long a turn that computes may keep Python from an acknowledgement; a fifth of what is usual."""


def demo(
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port of the page; 0: a free one.")
    ] = (PAGE_PORT),
    socket: Annotated[bool, typer.Option("--socket", help="Use Socket Mode, not HTTP.")] = False,
    open_: Annotated[bool, typer.Option("--open/--no-open", help="Open the page.")] = True,
) -> None:
    """Try everything in a browser, without a Slack workspace.

    Example:

      advisor demo --port 8765
    """
    from bot.app import start_logging
    from bot.app.demo import demonstrating

    start_logging("WARNING")

    async def run() -> None:
        with TemporaryDirectory(prefix="tune-or-prompt-") as folder:
            async with demonstrating(Path(folder), port=port, over_socket=socket) as playing:
                page = playing.slack.page_url
                print(f"The playground is at {page} (stop with Ctrl+C)", flush=True)
                if open_ and _has_display():
                    webbrowser.open(page)
                await until_stopped()

    run_to_end(run())


def serve(
    host: Annotated[str | None, typer.Option("--host", help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option("--port", help="Port to listen on.")] = None,
) -> None:
    """Answer Slack: over HTTP with a signing secret, over Socket Mode with an app token.

    Example:

      SLACK_BOT_TOKEN=xoxb-… SLACK_SIGNING_SECRET=… advisor serve --port 3000
    """
    _run(host, port, door=True)


def worker(
    host: Annotated[str | None, typer.Option("--host", help="Address of the probes.")] = None,
    port: Annotated[int | None, typer.Option("--port", help="Port of the probes.")] = None,
) -> None:
    """Work turns and send replies, beside any number of `advisor serve` over one PostgreSQL.

    Slack does not reach it; /healthz, /readyz and /metrics do answer.

    Example:

      DATABASE_URL=postgresql://… SLACK_BOT_TOKEN=xoxb-… advisor worker --port 3001
    """
    _run(host, port, door=False)


def doctor(json: Json = False) -> None:
    """Check configuration, database, knowledge base and prices; say how to mend each fault.

    --json prints {"schema", "ok", "parts": [{"part", "ok", "found", "mend"}]}. Exit 1 on any fault.
    """
    from bot.settings import read_settings

    if not run_to_end(_examine(read_settings(), json=json)):
        raise typer.Exit(1)


async def _examine(settings: "Settings", *, json: bool) -> bool:
    """Print what the doctor finds; return whether every part works."""
    from bot.cli.doctor import examine, show
    from bot.cli.programs import print_json

    parts = []
    async for one in examine(settings):
        parts.append(one)
        if not json:
            print(show(one), flush=True)
    well = all(one.ok for one in parts)
    if json:
        print_json({"schema": 1, "ok": well, "parts": [asdict(one) for one in parts]})
    return well


def manifest(
    url: Annotated[
        str | None, typer.Option("--url", help="Public address of the bot, https://…, for HTTP.")
    ] = None,
    socket: Annotated[bool, typer.Option("--socket", help="For Socket Mode: the default.")] = False,
) -> None:
    """Print the Slack app manifest for this version.

    Example:

      advisor manifest --url https://advisor.example.com
    """
    from bot.cli.programs import print_json
    from bot.errors import UsageError
    from bot.slack import build_manifest

    if url and socket:
        raise UsageError("--socket and --url exclude each other", "Give one of them.")
    if url and not url.startswith("https://"):
        raise UsageError(f"Slack sends to https addresses only, not to {url!r}", "Give https://….")
    print_json(build_manifest(url))


@db.command()
def upgrade() -> None:
    """Bring the database to this version."""
    from bot.store import upgrade as migrate

    run_to_end(_with_database(migrate))
    print("The database is up to date.")


@db.command(context_settings={"ignore_unknown_options": True})  # -1 is a revision
def downgrade(
    revision: Annotated[str, typer.Argument(help="Version of the tables; -1 for the one before.")],
    yes: Annotated[bool, typer.Option("--yes", help="Lose what the older tables cannot hold.")] = (
        False
    ),
) -> None:
    """Bring the database back to an earlier version; take a backup first."""
    from bot.errors import UsageError
    from bot.store import downgrade as migrate

    if not yes:
        raise UsageError(
            "What the older tables cannot hold would be lost.",
            "Take a backup with `advisor backup`, then repeat this with --yes.",
        )
    run_to_end(_with_database(lambda database: migrate(database, revision)))
    print("The database is at the earlier version.")


@db.command()
def check() -> None:
    """Tell whether the database fits this version."""
    from bot.store import check as examine

    run_to_end(_with_database(examine))
    print("The database fits this version.")


async def _with_database(work: "Callable[[Database], Awaitable[None]]") -> None:
    from bot.settings import read_settings
    from bot.store import open_database

    database = open_database(read_settings().database())
    try:
        await work(database)
    finally:
        await database.close()


def _run(host: str | None, port: int | None, *, door: bool) -> None:
    gc.disable()  # what is loaded now stays: to look through it for garbage takes a tenth of a start
    sys.setswitchinterval(SWITCH_SECONDS)
    from bot.app import running, start_logging
    from bot.settings import read_settings

    given: dict[str, object] = {"host": host, "port": port}
    settings = read_settings(**{name: one for name, one in given.items() if one is not None})
    start_logging(settings.log_level)

    async def run() -> None:
        stopped = listen_to_signals()
        async with running(settings, door=door) as bot:
            gc.freeze()  # and no turn waits while it is looked through
            gc.enable()
            print(f"Listening on {bot.address}", flush=True)
            await stopped.wait()

    run_to_end(run())


def _has_display() -> bool:
    """Tell whether a page can be opened: on a desktop, where a person sits at the terminal."""
    try:
        return sys.stdout.isatty() and bool(webbrowser.get())
    except webbrowser.Error:
        return False
