"""Prices: the catalogue, row by row, with dates and sources."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.reading import read_day
from bot.clock import today
from bot.errors import UsageError

if TYPE_CHECKING:
    from advisors.prices import Price, PriceRow

prices = typer.Typer(
    help="List and check the price catalogue.", invoke_without_command=True, rich_markup_mode=None
)

AsOf = Annotated[str | None, typer.Option("--as-of", help="The day, YYYY-MM-DD; today by default.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Match = Annotated[str, typer.Option("--match", help="Only rows that hold these words.")]
Words = Annotated[
    list[str], typer.Argument(metavar="WORDS", help="Only rows that hold all of these words.")
]
_NONE: list[str] = []


@prices.callback()
def list_all(
    context: typer.Context, match: Match = "", as_of: AsOf = None, json: Json = False
) -> None:
    """List what training, tuned models, hosting and storage cost.

    Examples:

      advisor prices --match bedrock

      advisor prices list openai training
    """
    command = context.invoked_subcommand
    if command is None:
        _print(match, as_of, json=json)
    elif match or as_of or json:
        what = f"Options before {command!r} would be lost."
        raise UsageError(what, f"Write them after it: advisor prices {command} …")


@prices.command("list")
@prices.command("show", hidden=True)
@prices.command("search", hidden=True)
def list_matching(
    words: Words = _NONE, match: Match = "", as_of: AsOf = None, json: Json = False
) -> None:
    """List the prices that hold all of some words, or all of them.

    Example:

      advisor prices list openai training
    """
    _print(" ".join([*words, match]), as_of, json=json)


def _print(match: str, as_of: str | None, *, json: bool) -> None:
    from advisors import list_prices, load_catalogue
    from bot.cli.programs import print_json

    rows = list_prices(load_catalogue().prices, on=read_day(as_of, today()), match=match)
    if json:
        print_json([asdict(row) for row in rows])
    elif rows:
        _print_table(rows)
    else:
        print("No price matches. `advisor prices list` without words lists all of them.")


def _print_table(rows: "Sequence[PriceRow]") -> None:
    """Print a line a price into a pipe; a terminal folds, and loses no letter."""
    from rich.table import Table

    from bot.cli.show import console

    out = console(_WIDE)
    whole = out.width >= _WIDE
    dates = ("since", "checked", "age") if whole else ("since, checked, age",)
    table = Table("id", "USD", "unit", *dates, "source", box=None, pad_edge=False)
    for column in table.columns:
        column.overflow, column.no_wrap = "fold", whole
    for row in rows:
        price = row.price
        days = (str(price.first_day), str(price.checked), f"{row.age_days} days: {row.state}")
        told = days if whole else ("\n".join(days),)
        table.add_row(price.id, _value(price), row.unit, *told, price.source)
    out.print(table)


_WIDE = 320
"""Characters of a line into a pipe: the longest row has under 300."""


def _value(price: "Price") -> str:
    """Return the price, and for one reading only its range: such a figure is no price."""
    return f"{price.low}–{price.high}" if price.confidence == "C" else str(price.value)


@prices.command()
def check(as_of: AsOf = None, json: Json = False) -> None:
    """Compare the catalogue with the price library; exit 1 when they disagree."""
    from advisors import check_prices, load_catalogue
    from bot.cli.programs import print_json

    found = check_prices(load_catalogue().prices, on=read_day(as_of, today()))
    records = [asdict(one) for one in found]
    if json:
        print_json(records)
    else:
        for one in found:
            print(f"{one.price.id}: {one.what}")
        print(f"{len(records)} disagreements.")
    if records:
        raise typer.Exit(1)
