"""Figures: verdicts, money and changes in a person's words, the same on every surface."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Final

from advisors.advice import Advice, Approach, Reason
from advisors.costs.offers import WORDS
from advisors.estimate import Band, BreakEven, Group, OptionCost
from advisors.rules import UNKNOWN

_CENTS_BELOW: Final = 10
"""Dollars below which cents are shown; above it they would feign precision."""
_NEXT_TO_NOTHING: Final = Fraction(1, 2)
"""Points below which a stated fact is no better a reason than an assumed one."""


GROUPS: Final[tuple[tuple[Group, str], ...]] = (
    ("model", "model tokens"),
    ("hosting", "hosting"),
    ("retrieval", "retrieval"),
    ("people", "people's hours"),
)
"""What money goes to, as a person reads it."""


def dollars(amount: Decimal) -> str:
    """Return money as it is read: "$1,234", "$0.37", "−$20"."""
    step = Decimal("0.01") if abs(amount) < _CENTS_BELOW else Decimal(1)
    rounded = amount.quantize(step)
    sign = "−" if rounded < 0 else ""
    shown = f"{abs(rounded):,f}"
    return f"{sign}${shown.removesuffix('.00')}"


def band(amount: Band) -> str:
    """Return a band: "$1,200 ($900–1,600)"; a single figure when it has no width."""
    likely, low, high = (dollars(one) for one in (amount.likely, amount.low, amount.high))
    return likely if low == high else f"{likely} ({low}–{high.removeprefix('$')})"


def rounded(number: Decimal) -> str:
    """Return a number to two significant digits, as prose needs it: "310,000"."""
    if not number:
        return "0"
    return f"{number.quantize(Decimal((0, (1,), number.adjusted() - 1))):,.0f}"


def find_break_even(advice: Advice) -> BreakEven:
    """Return the break-even of tuning beside what is recommended: with retrieval where that is."""
    cost = advice.cost
    retrieves = advice.approach in {"rag", "hybrid"}
    return cost.break_even_with_retrieval if retrieves else cost.break_even


def pay_back(advice: Advice) -> str:
    """Say above which volume tuning pays back, against what, and whether this case is above it.

    "" where there is no such volume.
    """
    even = find_break_even(advice)
    volume = even.requests_per_month
    if volume is None:
        return ""
    now = advice.facts.get("requests_per_month")
    above = isinstance(now, Decimal) and now > volume
    told = f"about {rounded(volume)} requests a month against {even.peer}"
    return f"{told}; you are above it with {now:,f}" if above else told


def overruns(advice: Advice) -> str:
    """Say by how much the recommended option exceeds the budgets, or ""."""
    cost = priced(advice)
    parts = [
        f"exceeds your {'one-off' if one.period == 'one-off' else 'monthly'} budget by {dollars(one.by)}"
        for one in (cost.overruns if cost else ())
    ]
    name = approach_words(advice.approach)
    return f"{name[0].upper()}{name[1:]} {' and '.join(parts)}." if parts else ""


def approach_words(approach: Approach | str) -> str:
    """Return what a person reads for an approach: "prompt with retrieval"."""
    return WORDS.get(approach, approach)


def verdict(advice: Advice) -> str:
    """Return approach, technique and confidence: "prompt with retrieval (few-shot), clear"."""
    sure = "a close call" if advice.confidence == "close" else advice.confidence
    return f"{approach_words(advice.approach)} ({advice.technique}), {sure}"


def priced(advice: Advice) -> OptionCost | None:
    """Return the cost of the recommended option, or None when nobody prices it."""
    return advice.cost.options.get(advice.approach)


def seller(model: str, provider: str) -> str:
    """Return a model and who runs it: "gpt-4o-mini at openai", or open weights, owned or rented."""
    return (
        f"{model} that you run yourself" if provider == "self-hosted" else f"{model} at {provider}"
    )


def sellers(cost: OptionCost) -> str:
    """Return who answers: "gpt-4o-mini at openai", and who after a shutdown, from which month on."""
    told = seller(cost.model, cost.provider)
    for one in cost.seasons:
        if (one.provider, one.model) != (cost.provider, cost.model):
            later = f"{one.model} at {one.provider} from {one.first_day:%Y-%m-%d}"
            return f"{told}, tuned again on {later}, since it is shut down"
    if cost.ends is not None:
        return f"{told}, shut down on {cost.ends:%Y-%m-%d}: later months at its last price"
    return told


def year(advice: Advice) -> str:
    """Return the twelve-month cost of the recommendation: "$4,100 ($3,000–6,000)"."""
    cost = priced(advice)
    return band(cost.twelve_months) if cost else "not priced"


def difference(before: Advice, after: Advice) -> str:
    """Say what became of the recommendation and its twelve-month cost."""
    same = before.approach == after.approach and before.technique == after.technique
    first = (
        "Same recommendation."
        if same
        else f"The recommendation changes: {verdict(before)} → {verdict(after)}."
    )
    return f"{first} {_money_moved(before, after)}".strip()


def _money_moved(before: Advice, after: Advice) -> str:
    old, new = priced(before), priced(after)
    if old is None or new is None:
        return ""
    was, now = old.twelve_months.likely, new.twelve_months.likely
    if was == now:
        return f"Twelve months stay at {dollars(now)}."
    moved = (
        f"Twelve months {dollars(was)} → {dollars(now)} ({_signed(now - was)}{_mostly(old, new)})."
    )
    if (old.provider, old.model) == (new.provider, new.model):
        return moved
    return f"{moved} It is priced with {sellers(new)}, before with {sellers(old)}."


def _signed(amount: Decimal) -> str:
    shown = dollars(amount)
    return shown if amount < 0 else f"+{shown}"


def _mostly(old: OptionCost, new: OptionCost) -> str:
    moved = {
        name: abs(new.split.get(group, Decimal(0)) - old.split.get(group, Decimal(0)))
        for group, name in GROUPS
    }
    name, most = max(moved.items(), key=lambda pair: pair[1])
    total = sum(moved.values())
    return f", mostly {name}" if total and most * 2 > total else ""


def list_changes(changes: tuple[tuple[str, str, str], ...]) -> str:
    """Return changes as one phrase: "Requests a month 50,000 → 60,000, …"."""
    return "; ".join(
        f"{label}: {after}" if before == "not known" else f"{label}: {before} → {after}"
        for label, before, after in changes
    )


def strongest(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Return one reason a fact, its points added up, strongest first.

    It is worded by the rule that speaks most for where the points together point.
    """
    by_fact: dict[str, list[Reason]] = {}
    for one in reasons:
        by_fact.setdefault(one.fact, []).append(one)
    merged = [_together(group) for group in by_fact.values()]
    return tuple(sorted(merged, key=lambda one: (-abs(one.contribution), one.fact)))


def _together(group: list[Reason]) -> Reason:
    points = sum((one.contribution for one in group), Fraction(0))
    sign = -1 if points < 0 else 1
    wording_one = max(group, key=lambda one: sign * one.contribution)
    return replace(wording_one, contribution=points)


def stated_first(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return reasons, strongest first: what a person stated before what is assumed.

    What is stated but weighs next to nothing leads nowhere. What nobody knows is no reason: it
    moves points, and stands in the calculation.
    """
    known = [one for one in reasons if one.level != UNKNOWN]
    known.sort(key=lambda one: one.assumed or abs(one.contribution) < _NEXT_TO_NOTHING)
    return tuple(known)


def why_no_question(advice: Advice) -> str:
    """Say why none is left that is worth asking: nothing else can win, or hardly anything."""
    if advice.acceptability == 1:
        return "Nothing you could still tell me would change the outcome."
    percent = int(advice.acceptability * 100)
    return f"I stop asking: {percent} % of the possible answers leave this best."
