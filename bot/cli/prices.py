"""Prices: the catalogue, row by row, with dates and sources."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.reading import read_day
from bot.clock import today

if TYPE_CHECKING:
    from advisors.prices import Price

prices = typer.Typer(
    help="List and check the price catalogue.", invoke_without_command=True, rich_markup_mode=None
)

AsOf = Annotated[str | None, typer.Option("--as-of", help="The day, YYYY-MM-DD; today by default.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]


@prices.callback()
def list_all(
    context: typer.Context,
    match: Annotated[str, typer.Option("--match", help="Only rows that hold these words.")] = "",
    as_of: AsOf = None,
    json: Json = False,
) -> None:
    """List what training, tuned models, hosting and storage cost.

    Example:

      advisor prices --match bedrock
    """
    if context.invoked_subcommand is not None:
        return
    from advisors import list_prices, load_catalogue
    from bot.cli.programs import print_json
    from bot.cli.show import console

    on = read_day(as_of, today())
    rows = list_prices(load_catalogue().prices, on=on, match=match)
    if json:
        print_json([asdict(row) for row in rows])
        return
    if not rows:
        print("No price matches.")
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in ("id", "USD", "unit", "since", "checked", "source"):
        table.add_column(name, overflow="fold", min_width=_WIDTHS.get(name))
    for row in rows:
        price = row.price
        checked = f"{price.checked}, {row.age_days} days: {row.state}"
        table.add_row(
            price.id, _value(price), row.unit, str(price.first_day), checked, price.source
        )
    console().print(table)


_WIDTHS = {"id": 24, "since": 10, "checked": 14, "source": 18}
"""Columns in which a broken word could not be copied."""


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
