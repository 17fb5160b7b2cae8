"""Comparing: what speaks for the recommended option over another one, and what it costs beside it."""

from fractions import Fraction

from advisors import Catalogue, explain
from advisors.advice import Advice, Approach, OptionScore, Reason, show_points
from advisors.estimate import OptionCost
from bot.figures import approach_words, dollars, priced, strongest


def compare_with(advice: Advice, other: Approach, catalogue: Catalogue) -> tuple[Reason, ...]:
    """Return what each fact adds to the recommended option over another one, strongest first."""
    whole = explain(advice, catalogue)
    best, second = (whole.options.index(one) for one in (advice.approach, other))
    return strongest(
        tuple(
            Reason(
                row.fact,
                row.level,
                row.products[best] - row.products[second],
                row.reason,
                row.source,
                row.fact not in advice.facts.values,
            )
            for row in whole.rows
        )
    )


def compare_with_prompting(advice: Advice, catalogue: Catalogue) -> tuple[Reason, ...]:
    """Return what speaks for the recommendation over prompting.

    Empty when it is prompting, or when the reasons of the advice compare with prompting already.
    """
    told = {advice.approach, advice.runner_up}
    if "prompt" in told or "prompt" not in {one.approach for one in advice.options}:
        return ()
    return compare_with(advice, "prompt", catalogue)


def find_best_closed(advice: Advice) -> OptionScore | None:
    """Return the closed option that scores higher than the recommended one; None for none."""
    taken = next(one for one in advice.options if one.approach == advice.approach)
    closed = [one for one in advice.options if one.gates and one.score > taken.score]
    return max(closed, key=lambda one: one.score, default=None)


def also_closed(option: OptionScore) -> str:
    """Say how many more reasons than the first close an option; "" for none."""
    more = len(option.gates) - 1
    return (
        f"({more} more reason{'' if more == 1 else 's'} close{'s' if more == 1 else ''} it.)"
        if more
        else ""
    )


def despite_cost(advice: Advice) -> str:
    """Say why the recommended option stands where another costs less or a budget is exceeded.

    What an estimate says enters no score; budgets do, as facts. "" when there is nothing to explain.
    """
    taken = priced(advice)
    if taken is None or not taken.available:
        return ""
    cheaper, fitting = _next_cheaper(advice, taken), _nearest_fitting(advice, taken)
    fits = ", which fits the budget," if cheaper and cheaper == fitting else ""
    told = [_beside(advice, cheaper, fits)] if cheaper else []
    if taken.overruns and not fits:
        told.append(_within_budget(advice, fitting))
    return f"{'; '.join(told)}." if told else ""


def _next_cheaper(advice: Advice, taken: OptionCost) -> Approach | None:
    """Return the open option that costs less over the year by the least, or None."""
    year = taken.twelve_months.likely
    years = {name: cost.twelve_months.likely for name, cost in _open_rivals(advice).items()}
    cheaper = [name for name, other in years.items() if other < year]
    return max(cheaper, key=lambda name: (years[name], name), default=None)


def _nearest_fitting(advice: Advice, taken: OptionCost) -> Approach | None:
    """Return the open option with the most points within the budgets that are exceeded, or None."""
    if not taken.overruns:
        return None
    fitting = [name for name, cost in _open_rivals(advice).items() if not cost.overruns]
    return min(fitting, key=lambda name: (_lead(advice, name), name), default=None)


def _beside(advice: Advice, cheaper: Approach, fits: str) -> str:
    chosen, other = (advice.cost.options[name] for name in (advice.approach, cheaper))
    more = dollars(chosen.twelve_months.likely - other.twelve_months.likely)
    name, lead = approach_words(cheaper), show_points(_lead(advice, cheaper))
    return (
        f"{more} a year dearer than {name}, the next cheaper{fits or ','} but {lead} points ahead"
    )


def _within_budget(advice: Advice, fitting: Approach | None) -> str:
    if fitting is None:
        return "no option fits the budget"
    lead = show_points(_lead(advice, fitting))
    return f"{approach_words(fitting)} fits the budget, {lead} points behind"


def _open_rivals(advice: Advice) -> dict[Approach, OptionCost]:
    """Return what the other options cost that can be chosen and bought."""
    costs = advice.cost.options
    names = [one.approach for one in advice.options if not one.gates and one.approach in costs]
    return {
        name: costs[name] for name in names if name != advice.approach and costs[name].available
    }


def _lead(advice: Advice, other: Approach) -> Fraction:
    """Return by how many points the recommended option leads another."""
    scores = {one.approach: one.score for one in advice.options}
    return scores[advice.approach] - scores[other]
