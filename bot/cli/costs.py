"""Costs: what a recommendation costs, as people read it in a terminal."""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from rich.console import Console
from rich.table import Table

from advisors import Advice, Cause, CostChange
from advisors.costs.bill import GROUPS
from advisors.estimate import Band, BreakEven, Estimate, Line, Overrun
from bot.comparing import despite_cost

NAMES = {
    "prompt": "Prompting",
    "rag": "Prompting with retrieval",
    "fine-tune": "Fine-tuning",
    "hybrid": "Fine-tuning with retrieval",
}


def print_costs(out: Console, advice: Advice) -> None:
    """Print the figures, their split, what moves them, what is to come and what is left out."""
    cost = advice.cost
    out.print()
    out.print(_totals(cost))
    out.print()
    out.print(_split(cost))
    for words in _sentences(cost):
        out.print(words)
    if despite := despite_cost(advice):
        out.print(f"Cost did not decide: {despite}")
    for event in cost.events:
        out.print(f"{event.date}: {event.what}")
    for warning in cost.warnings:
        out.print(f"Verify: {warning}")
    left_out = "; ".join(words.rstrip(".") for words in cost.not_priced)
    out.print(f"Not priced: {left_out}.")


def print_lines(out: Console, cost: Estimate) -> None:
    """Print every row of every option, so that its totals can be redone by hand."""
    for approach, option in cost.options.items():
        once = [line for line in option.lines if line.period == "one-off"]
        out.print()
        out.print(_lines(f"{NAMES[approach]}, once", once))
        for season in option.seasons:
            months = "month" if season.months == 1 else "months"
            when = f"a month, {season.months} {months} from {season.first_day}"
            seller = f"{season.provider} {season.model}"
            out.print(_lines(f"{NAMES[approach]}, {when}, {seller}", season.lines))
        out.print(
            f"Twelve months: {option.twelve_months.likely:,.2f} USD = once + months x a month."
        )


def _lines(title: str, lines: Sequence[Line]) -> Table:
    table = Table(title=title, title_justify="left", box=None, pad_edge=False, show_footer=True)
    whole = sum((line.amount.likely for line in lines), Decimal(0))
    table.add_column("item")
    table.add_column("quantity", justify="right")
    table.add_column("unit")
    table.add_column("USD each", justify="right")
    table.add_column("USD", f"{whole:,.2f}", justify="right")
    table.add_column("source")
    for line in lines:
        figures = (f"{line.quantity:,f}", line.unit, f"{line.unit_price:,f}")
        table.add_row(line.item, *figures, f"{line.amount.likely:,.2f}", line.source)
    return table


def print_change(out: Console, changes: tuple[CostChange, ...], causes: tuple[Cause, ...]) -> None:
    """Print what became of the costs since an earlier estimate, and the facts that caused it."""
    told = "; ".join(f"{one.fact} {_said(one.before)} → {_said(one.after)}" for one in causes)
    out.print()
    out.print(f"Since the earlier facts: {told or 'nothing changed'}.")
    for one in changes:
        seller = (
            ""
            if one.provider == one.provider_before
            else f", now {one.provider} in place of {one.provider_before}"
        )
        out.print(
            f"{NAMES[one.approach]}: twelve months ${one.before:,.2f} → ${one.after:,.2f} "
            f"({one.twelve_months:+,.2f}; one-off {one.one_off:+,.2f}, a month {one.monthly:+,.2f})"
            f"{seller}."
        )


def _said(value: object) -> str:
    if value is None:
        return "not known"
    return f"{value:,f}" if isinstance(value, Decimal) else str(value)


def _totals(cost: Estimate) -> Table:
    table = Table("USD", "with", box=None, pad_edge=False)
    for period in ("one-off", "per month", "twelve months"):
        table.add_column(period, no_wrap=True)
    for approach, option in cost.options.items():
        route = f"{option.provider} {option.model}"
        if not option.available:
            table.add_row(NAMES[approach], route, "cannot be bought: " + option.unavailable_because)
            continue
        figures = (option.one_off, option.monthly, option.twelve_months)
        table.add_row(NAMES[approach], route, *(_band(figure) for figure in figures))
    return table


def _split(cost: Estimate) -> Table:
    table = Table("Twelve months, USD", *GROUPS, box=None, pad_edge=False)
    for approach, option in cost.options.items():
        if option.available:
            parts = (
                f"{option.split[group]:,.0f}" if option.split[group] else "–" for group in GROUPS
            )
            table.add_row(NAMES[approach], *parts)
    return table


def _sentences(cost: Estimate) -> Iterator[str]:
    for mover in cost.movers:
        yield (
            f"Moves the total by ${mover.swing:,.0f} over its range: {mover.label}, {mover.assumed}. "
            f"Change it with --set {mover.fact}=…"
        )
    yield from _overruns(cost)
    for even in (cost.break_even, cost.break_even_with_retrieval):
        yield f"Break-even of {even.tuned} against {even.peer}: {_break_even(even)}"
    if cost.value_break_even is not None:
        yield f"It pays from {cost.value_break_even:.1%} right answers on."


def _overruns(cost: Estimate) -> Iterator[str]:
    """Say which options exceed a stated budget, by how much, and what would bring them inside."""
    for approach, option in cost.options.items():
        for overrun in option.overruns:
            yield f"{NAMES[approach]} {_overrun(overrun)}"


def _overrun(overrun: Overrun) -> str:
    found = overrun.cheapest_mend
    people = (
        "no single change brings it inside, and no two together do: people's hours alone cost "
        f"${overrun.people:,.2f}"
    )
    mend = f"cheapest mend: {found}" if found else people
    return f"exceeds the {overrun.period} budget by ${overrun.by:,.2f}; {mend}."


def _break_even(even: BreakEven) -> str:
    """Say the volume to two significant digits: its assumptions carry no more. JSON is exact."""
    volume = even.requests_per_month
    if volume is None:
        return even.reason
    step = Decimal(1).scaleb(max(0, volume.adjusted() - 1))
    rounded = (volume / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    return f"about {rounded:,.0f} requests a month. {even.reason}"


def _band(band: Band) -> str:
    return f"{band.likely:,.0f} ({band.low:,.0f}–{band.high:,.0f})"
