"""Advise: recommendations in the terminal, from stated facts."""

from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.reading import Given, read_day, read_given, read_settings_of_facts
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

      advisor recommend --facts past.json --json   (past.json: an earlier output of --json)

      advisor recommend --facts new.json --since old.json
    """
    from advisors import advice_as_json, export_csv, load_catalogue
    from bot.cli.programs import print_json

    refuse_two_shapes(json=json, csv=csv)
    given, catalogue = read_given(facts), load_catalogue()
    advice = _advise(given, (set_, skip), as_of, catalogue, two_option=two_option)
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
    json: Json = False,
) -> None:
    """Print the whole calculation, so that it can be redone by hand.

    Example:

      advisor explain --set gap=knowledge --set knowledge_change=monthly

    --json prints {"schema", "as_of", "rules_version", "catalogue_version", "winner", "other",
    "options", "weight_sum", "scores", "margin", "for_winner", "against_winner", "radius", "rows":
    [{"rule", "fact", "level", "assumed", "weight", "values", "products", "contribution", "reason",
    "source"}], "cost"}; scores, values and products by option, "cost" as `recommend --json` has it.
    """
    from advisors import calculation_as_json, load_catalogue

    given, catalogue = read_given(facts), load_catalogue()
    advice = _advise(given, (set_, skip), as_of, catalogue, two_option=two_option)
    if json:
        from bot.cli.programs import print_json

        print_json(calculation_as_json(advice, catalogue))
        return
    from bot.cli.show import print_calculation

    print_calculation(advice, catalogue)


def _advise(
    given: Given,
    changes: tuple[list[str], list[str]],
    as_of: str | None,
    catalogue: "Catalogue",
    *,
    two_option: bool,
) -> "Advice":
    """Recommend from what was given, with the settings and skips of the command line.

    Raises:
        UsageError: A past recommendation was made with other rules or prices than these.
    """
    from advisors import advise, read_facts

    here = {"rules_version": catalogue.rules_version, "catalogue_version": catalogue.version}
    for name, version in given.versions.items():
        if version != here[name]:
            what = f"That recommendation was made with {name} {version}; here it is {here[name]}."
            raise UsageError(what, "Install the release it was made with, or give its facts alone.")
    set_, skip = changes
    values = {**given.values, **read_settings_of_facts(set_)}
    stated = read_facts(values, [*given.skipped, *skip], catalogue, given.presumed)
    on = read_day(as_of or given.as_of, today())
    return advise(stated, on=on, catalogue=catalogue, two_option=two_option or given.two_option)


def _find_change(since: str | None, advice: "Advice", catalogue: "Catalogue") -> "Change | None":
    if since is None:
        return None
    from bot.cli.since import find_change

    return find_change(since, advice, catalogue)
