"""Show: advice as people read it in a terminal."""

import sys
from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from advisors import Advice, Catalogue, Intake, explain, show_level, show_unplaced, show_value
from advisors.advice import OptionScore, show_points
from advisors.rules import UNKNOWN
from bot.cli.costs import NAMES, print_costs, print_lines
from bot.comparing import (
    also_closed,
    compare_with_prompting,
    find_best_closed,
)
from bot.figures import stated_first, why_no_question

_PIPED_WIDTH = 120
_MOST = 3


def console(piped: int = _PIPED_WIDTH) -> Console:
    """Return a console that wraps words, not figures, and marks nothing up by itself.

    Args:
        piped: Characters of a line where no terminal says how many it has.
    """
    width = None if sys.stdout.isatty() else piped
    return Console(highlight=False, emoji=False, markup=False, width=width)


def print_advice(advice: Advice, catalogue: Catalogue) -> None:
    """Print a recommendation: verdict, reasons, flips, costs, plan."""
    out = console()
    out.print(f"Recommendation: {NAMES[advice.approach]} ({advice.technique}): {advice.confidence}")
    if best := find_best_closed(advice):
        out.print(
            f"  {NAMES[best.approach]} scores highest, but is closed: {best.gates[0].reason} "
            f"Opens: {best.gates[0].lifted_by} {also_closed(best)}".rstrip()
        )
    out.print(f"  {advice.technique_because}")
    out.print(f"  {advice.confidence_because}")
    _print_question(out, advice)
    _print_options(out, advice)
    _print_reasons(out, advice, catalogue)
    _print_flips(out, advice, catalogue)
    print_costs(out, advice)
    _print_rest(out, advice, catalogue)


def print_intake(intake: Intake, catalogue: Catalogue, rules: Intake) -> None:
    """Print what was understood, with the words it came from, and what could not be taken.

    Args:
        intake: What rules and model read.
        catalogue: The facts.
        rules: What the rules read alone.
    """
    out = console()
    if not (intake.found or intake.presumed):
        task = f"I take “{intake.task}” for the task. " if intake.task else ""
        out.print(f"{task}I read no fact in that text: what is not set is assumed as usual.")
    for found in intake.found:
        definition = catalogue.facts[found.name]
        shown = show_value(definition, found.value)
        out.print(f"{definition.label}: {shown}  (“{found.evidence}”)")
    known = {one.name for one in (*rules.found, *rules.presumed)}
    for one in intake.presumed:
        definition = catalogue.facts[one.name]
        shown = show_value(definition, one.value)
        by = "" if one.name in known else " by a language model"
        out.print(f"{definition.label}: {shown}?  (presumed{by} from “{one.evidence}”)")
    for conflict in intake.conflicts:
        readings = " or ".join(f"“{one.evidence}”" for one in conflict.candidates)
        out.print(f"{catalogue.facts[conflict.fact].label}: {readings}? Set it with --set.")
    for problem in intake.problems:
        unknown = f"Until then I take {catalogue.facts[problem.fact].label.lower()} as unknown."
        out.print(f"{problem.what} {problem.mend} {unknown}")
    if intake.unplaced:
        out.print(show_unplaced(intake.unplaced))
    out.print()


def print_introduction(words: str | None) -> None:
    """Print what a language model says before a recommendation, and that it does."""
    if words is None:
        return
    from bot.language import DISCLOSURE

    out = console()
    out.print(words)
    out.print(DISCLOSURE)
    out.print()


def print_calculation(advice: Advice, catalogue: Catalogue) -> None:
    """Print every weight and product behind the scores, and every row of the costs, to be redone by hand."""
    out = console()
    sums = explain(advice, catalogue)
    table = Table("rule", "fact at level", "weight", *sums.options, "points", box=None)
    for row in sums.rows:
        assumed = " (assumed)" if row.assumed else ""
        values = (str(show_points(value)) for value in row.values)
        table.add_row(
            row.rule,
            f"{row.fact}: {row.level}{assumed}",
            str(show_points(row.weight)),
            *values,
            f"{show_points(row.contribution):+}",
        )
    scores = (str(show_points(score)) for score in sums.scores)
    table.add_row("sum", "weight x value / sum of weights", str(sums.weight_sum), *scores)
    out.print()
    out.print(table)
    out.print(
        f"Margin of {sums.winner} over {sums.other}: {show_points(sums.margin)} points "
        f"= {show_points(sums.for_winner)} for it - {show_points(sums.against_winner)} against it."
    )
    out.print(
        "Robustness: (for - against) / (for + against) = "
        f"{float(sums.radius):.3f}: every weight may be wrong by that share at once."
    )
    print_lines(out, advice.cost)


def _print_options(out: Console, advice: Advice) -> None:
    table = Table("option", "score", "", box=None, pad_edge=False)
    for option in advice.options:
        table.add_row(NAMES[option.approach], str(show_points(option.score)), _closed(option))
    out.print()
    out.print(table)


def _closed(option: OptionScore) -> str:
    return "\n".join(f"closed: {gate.reason} Opens: {gate.lifted_by}" for gate in option.gates)


def _print_question(out: Console, advice: Advice) -> None:
    """Print the question that is worth an answer and how to give it, or why there is none."""
    out.print()
    question = advice.next_question
    if question is None:
        out.print(why_no_question(advice))
        return
    out.print(f"Next question: {question.text}")
    for choice in question.choices:
        out.print(f"  --set {question.fact}={choice.value}  {choice.label}")
    if not question.choices:
        out.print(f"  --set {question.fact}=…")
    out.print(f"  --skip {question.fact}  Nobody knows")


def _print_reasons(out: Console, advice: Advice, catalogue: Catalogue) -> None:
    table = Table("points", "because", "source", box=None, pad_edge=False)
    for reason in advice.reasons:
        definition = catalogue.facts[reason.fact]
        assumed = " (assumed)" if reason.assumed and reason.level != UNKNOWN else ""
        level = f"{show_level(definition, reason.level)}{assumed}"
        table.add_row(
            f"{show_points(reason.contribution):+}",
            f"{definition.label}: {level}. {reason.because}",
            reason.source,
        )
    out.print()
    out.print(table)
    for words in _beside_prompting(advice, catalogue):
        out.print(words)


def _beside_prompting(advice: Advice, catalogue: Catalogue) -> Iterator[str]:
    """Say what speaks for it over prompting, where the table compares with another option."""
    over = stated_first(
        one for one in compare_with_prompting(advice, catalogue) if one.contribution > 0
    )
    if over:
        told = "; ".join(
            f"{show_points(one.contribution):+} {catalogue.facts[one.fact].label}: "
            f"{show_level(catalogue.facts[one.fact], one.level)}"
            f"{' (assumed)' if one.assumed else ''}"
            for one in over[:_MOST]
        )
        yield f"Over prompting speaks most: {told}."


def _print_flips(out: Console, advice: Advice, catalogue: Catalogue) -> None:
    if not advice.flips:
        out.print("No change of one fact or of two would lead to another approach.")
        return
    table = Table("it would become", "if", box=None, pad_edge=False)
    for flip in advice.flips:
        changes = " and ".join(
            f"{catalogue.facts[one.fact].label} = "
            f"{show_value(catalogue.facts[one.fact], one.after)}"
            for one in flip.changes
        )
        table.add_row(NAMES[flip.approach].lower(), changes)
    out.print()
    out.print(table)


def _print_rest(out: Console, advice: Advice, catalogue: Catalogue) -> None:
    out.print()
    for assumption in advice.assumed:
        definition = catalogue.facts[assumption.fact]
        shown = show_value(definition, assumption.value)
        out.print(f"Assumed {definition.label.lower()}: {shown}. {assumption.because}")
    for number, stage in enumerate(advice.plan, start=1):
        out.print(f"{number}. {stage.stage}: {stage.what} Done when {stage.done_when}")
    for note in advice.notes:
        out.print(f"Note: {note.text} [{note.source}]")
    out.print(
        f"Prices of {advice.cost.prices_as_of}, rules {advice.rules_version}, "
        f"catalogue {advice.catalogue_version}, as of {advice.as_of}."
    )
