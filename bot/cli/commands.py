"""Commands: the `advisor` program, put together from its families."""

from importlib.metadata import version
from typing import Annotated

import typer

from bot.cli.advise import explain, recommend
from bot.cli.backup import backup, restore
from bot.cli.consulting import consult
from bot.cli.evaluate import evaluate
from bot.cli.keys import keys
from bot.cli.knowledge import ask, kb
from bot.cli.lint import lint_blocks
from bot.cli.operate import db, demo, doctor, manifest, serve, worker
from bot.cli.prices import prices
from bot.cli.tenants import erase, export

app = typer.Typer(
    name="advisor",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"max_content_width": 120},
)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"advisor {version('tune-or-prompt')}")
        raise typer.Exit


@app.callback()
def main(
    wanted: Annotated[
        bool,
        typer.Option(
            "--version", is_eager=True, callback=_print_version, help="Print the version."
        ),
    ] = False,
) -> None:
    """Fine-tune a language model, or write better prompts? Reasons, costs, sources."""


for command in (
    recommend,
    explain,
    consult,
    ask,
    demo,
    serve,
    worker,
    doctor,
    manifest,
    lint_blocks,
    backup,
    restore,
    erase,
    export,
):
    app.command(command.__name__.replace("_", "-"))(command)
app.command("eval")(evaluate)
app.add_typer(kb, name="kb")
app.add_typer(prices, name="prices")
app.add_typer(db, name="db")
app.add_typer(keys, name="keys")
