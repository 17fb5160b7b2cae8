"""Advise: recommendations in the terminal, from stated facts."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.reading import read_day, read_facts_file, read_settings_of_facts
from bot.clock import today
from bot.errors import UsageError

if TYPE_CHECKING:
    from advisors import Advice, Catalogue
    from bot.cli.since import Change

Facts = Annotated[
    str | None, typer.Option("--facts", help="JSON file of facts, or - for standard input.")
]
Set = Annotated[
    list[str], typer.Option("--set", metavar="NAME=VALUE", help="State one fact; repeatable.")
]
Skip = Annotated[
    list[str], typer.Option("--skip", metavar="NAME", help="Nobody knows this: assume it.")
]
AsOf = Annotated[str | None, typer.Option("--as-of", help="The day, YYYY-MM-DD; today by default.")]
TwoOption = Annotated[
    bool, typer.Option("--two-option", help="Only prompt or fine-tune, as in the source paper.")
]
Since = Annotated[
    str | None,
    typer.Option(
        "--since", help="JSON file of earlier facts: say what changed in the costs, and why."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Csv = Annotated[bool, typer.Option("--csv", help="Print every line of the costs as CSV.")]
NOTHING: list[str] = []


def refuse_two_shapes(*, json: bool, csv: bool) -> None:
    """Refuse JSON and CSV at once: one output holds one of them.

    Raises:
        UsageError: Both were asked for.
    """
    if json and csv:
        raise UsageError("--json and --csv exclude each other.", "Give one of them.")


def recommend(
    facts: Facts = None,
    set_: Set = NOTHING,
    skip: Skip = NOTHING,
    as_of: AsOf = None,
    two_option: TwoOption = False,
    since: Since = None,
    json: Json = False,
    csv: Csv = False,
    explain: Annotated[bool, typer.Option("--explain", help="Add the whole calculation.")] = False,
) -> None:
    """Recommend from stated facts.

    Examples:

      advisor recommend --set accuracy=high --set gap=knowledge --set requests_per_month=50000

      advisor recommend --facts facts.json --skip latency --json

      advisor recommend --facts facts.json --csv > costs.csv

      advisor recommend --facts new.json --since old.json
    """
    from advisors import advice_as_json, advise, export_csv, load_catalogue, read_facts
    from bot.cli.programs import print_json

    refuse_two_shapes(json=json, csv=csv)
    catalogue = load_catalogue()
    stated = read_facts({**read_facts_file(facts), **read_settings_of_facts(set_)}, skip, catalogue)
    advice = advise(stated, on=read_day(as_of, today()), catalogue=catalogue, two_option=two_option)
    change = _find_change(since, advice, catalogue)
    if json:
        print_json({**advice_as_json(advice), **(change.as_json() if change else {})})
        return
    if csv:
        print(export_csv(advice), end="")
        return
    from bot.cli.show import print_advice, print_calculation

    print_advice(advice, catalogue)
    if change:
        change.print()
    if explain:
        print_calculation(advice, catalogue)


def explain(
    facts: Facts = None,
    set_: Set = NOTHING,
    skip: Skip = NOTHING,
    as_of: AsOf = None,
    two_option: TwoOption = False,
) -> None:
    """Print the whole calculation, so that it can be redone by hand.

    Example:

      advisor explain --set gap=knowledge --set knowledge_change=monthly
    """
    from advisors import advise, load_catalogue, read_facts
    from bot.cli.show import print_calculation

    catalogue = load_catalogue()
    stated = read_facts({**read_facts_file(facts), **read_settings_of_facts(set_)}, skip, catalogue)
    on = read_day(as_of, today())
    print_calculation(advise(stated, on=on, catalogue=catalogue, two_option=two_option), catalogue)


def _find_change(since: str | None, advice: "Advice", catalogue: "Catalogue") -> "Change | None":
    if since is None:
        return None
    from bot.cli.since import find_change

    return find_change(since, advice, catalogue)
