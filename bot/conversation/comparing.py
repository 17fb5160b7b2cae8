"""Comparing: what speaks for the recommended option over another one, and what it costs beside it."""

from decimal import Decimal

from advisors import Catalogue, explain
from advisors.advice import Advice, Approach, OptionScore, Reason
from bot.conversation.figures import strongest


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


def dearer_than_prompting(advice: Advice) -> Decimal:
    """Return the US dollars by which twelve months cost more than prompting; 0 when they do not."""
    taken, plain = (advice.cost.options.get(name) for name in (advice.approach, "prompt"))
    if taken is None or plain is None or not (taken.available and plain.available):
        return Decimal(0)
    return max(Decimal(0), taken.twelve_months.likely - plain.twelve_months.likely)
