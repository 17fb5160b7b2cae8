"""Costs: what a recommendation says of money: table, split, break-even, events, what is left out."""

from decimal import Decimal
from typing import Final

from advisors.advice import Advice
from advisors.estimate import OptionCost, Overrun
from bot.blocks.parts import Block, bold, lines, sections, table
from bot.blocks.text import escape
from bot.comparing import despite_cost
from bot.figures import (
    GROUPS,
    approach_words,
    band,
    dollars,
    find_break_even,
    pay_back,
    sellers,
)

_EVENTS: Final = 3
_LEFT_OUT: Final = 4
_WARNINGS: Final = 4
_GRAVE: Final = ("shut down", "not checked since")
"""What is told first: a figure rests on a model that ends, or on a price nobody checked for long."""


def money(advice: Advice) -> list[Block]:
    """Return the cost part of the recommendation: the table, and what it comes to."""
    rows = [_row(advice, name, cost) for name, cost in advice.cost.options.items()]
    if not rows:
        return sections("*Costs:* nobody prices these options on this day.")
    head = ("US dollars", "12 months", "Per month", "One-off")
    return [table([head, *rows]), *sections(_comes_to(advice))]


def _comes_to(advice: Advice) -> str:
    chosen = advice.cost.options.get(advice.approach)
    year = f"*12 months:* {band(chosen.twelve_months)}" if chosen and chosen.available else ""
    priced = f" with {escape(sellers(chosen))}." if chosen else ""
    overruns = chosen.overruns if chosen else ()
    despite = despite_cost(advice)
    return lines(
        f"{year}{priced}" if year else "",
        _over_budget(overruns),
        f"*Cost did not decide:* {escape(despite)}" if despite else "",
        _break_even(advice, in_full=False),
    )


def _row(advice: Advice, name: str, cost: OptionCost) -> tuple[str, str, str, str]:
    mark = "→ " if name == advice.approach else ""
    label = f"{mark}{approach_words(name)}"
    if not cost.available:
        return (label, "not for sale", "–", "–")
    figures = (cost.twelve_months, cost.monthly, cost.one_off)
    twelve, month, once = (dollars(one.likely) for one in figures)
    return (label, twelve, month, once)


def _bands(cost: OptionCost) -> str:
    return (
        f"*Likely (lowest–highest):* 12 months {band(cost.twelve_months)}, per month {band(cost.monthly)}, "
        f"one-off {band(cost.one_off)}."
    )


def money_details(advice: Advice, assumed: frozenset[str] = frozenset()) -> str:
    """Return ranges, shares, events and what is left out; warnings on `assumed` facts are said elsewhere."""
    cost = advice.cost
    chosen = cost.options.get(advice.approach)
    left_out = "; ".join(one.rstrip(".") for one in cost.not_priced[:_LEFT_OUT])
    warnings = [one for one in cost.warnings if one.split(" ", 1)[0] not in assumed]
    warnings.sort(key=lambda one: not any(grave in one for grave in _GRAVE))
    more = len(warnings) - _WARNINGS
    return lines(
        _bands(chosen) if chosen and chosen.available else "",
        f"*Priced with* {escape(sellers(chosen))}." if chosen else "",
        _split(chosen) if chosen else "",
        *(_closed(name, one) for name, one in cost.options.items() if not one.available),
        *(
            _overrun(name, one)
            for name, option in cost.options.items()
            for one in option.overruns[:1]
        ),
        _break_even(advice, in_full=True),
        _value(cost.value_break_even),
        *(f"*{event.date:%Y-%m-%d}:* {escape(event.what)}" for event in cost.events[:_EVENTS]),
        f"*Not priced:* {escape(left_out)}." if left_out else "",
        *(f":warning: {escape(one)}" for one in warnings[:_WARNINGS]),
        f"… and {more} more to verify." if more > 0 else "",
    )


def _split(cost: OptionCost) -> str:
    parts = [
        f"{escape(label)} {dollars(amount)}"
        for group, label in GROUPS
        if (amount := cost.split.get(group))
    ]
    return f"*Of the twelve months:* {' · '.join(parts)}." if parts else ""


def _closed(name: str, cost: OptionCost) -> str:
    return f"{bold(approach_words(name))} cannot be bought: {escape(cost.unavailable_because)}"


def _over_budget(overruns: tuple[Overrun, ...]) -> str:
    """Say in a line what exceeds the budgets and what mends it; the details say more."""
    periods = {"one-off": "one-off", "monthly": "a month"}
    over = " and ".join(f"{dollars(one.by)} {periods[one.period]}" for one in overruns)
    mend = next((one.cheapest_mend for one in overruns if one.cheapest_mend), None)
    told = f" Cheapest mend: {escape(mend)}." if mend else ""
    return f"*Over your budget:* {over}.{told}" if over else ""


def _overrun(name: str, overrun: Overrun) -> str:
    period = "one-off" if overrun.period == "one-off" else "monthly"
    found = overrun.cheapest_mend
    people = (
        " No single change brings it inside, and no two together do: people's hours alone cost "
        f"{dollars(overrun.people)}."
    )
    mend = f" Cheapest mend: {escape(found)}." if found else people
    option = approach_words(name)
    told = bold(f"{option[0].upper()}{option[1:]}")
    return f"{told} is {dollars(overrun.by)} over your {period} budget.{mend}"


def _break_even(advice: Advice, *, in_full: bool) -> str:
    """Say from which volume on tuning pays back, and against what, or why from none."""
    even = find_break_even(advice)
    told = f"{pay_back(advice)}." if even.requests_per_month is not None else ""
    reason = even.reason if in_full or not told else ""
    return f"*Break-even of {even.tuned}:* {escape(' '.join(one for one in (told, reason) if one))}"


def _value(share: Decimal | None) -> str:
    if share is None:
        return ""
    percent = share * 100 if share <= 1 else share
    return f"*Pays from:* {percent:,.1f} % right answers on."
