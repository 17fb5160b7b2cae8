"""Pricing: what an option costs in this case, for whoever asks in the thread."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from advisors.advice import Advice
from advisors.estimate import OptionCost
from bot.conversation import wording
from bot.conversation.replies import Shape
from bot.figures import (
    GROUPS,
    approach_words,
    band,
    dollars,
    find_break_even,
    pay_back,
    sellers,
)

ABOUT_COST: Final = re.compile(
    r"\b(?:costs?|pric(?:e|es|ey|ing)|expensive|cheap(?:er|est)?|pay|spend|how much (?:money|for|per"
    r"|is (?:it|that|this|fine-?\s?tun\w*|rag|retrieval|prompting)))\b",
    re.IGNORECASE,
)
ADAPTERS: Final = re.compile(r"\bq?lora\b|\badapters?\b|\bpeft\b", re.IGNORECASE)
_OWN: Final = "self-hosted"


def answer_price(advice: Advice, option: str | None, question: str) -> str:
    """Return what the option asked about costs, or the recommended one, and the others beside it.

    Once, a month and over twelve months, each with its range, what it is priced with and the day of
    its prices; whoever asks for LoRA is told what it costs on GPUs that they rent themselves.
    """
    name = option or advice.approach
    cost = advice.cost.options.get(name)
    if cost is None:
        return ""
    told = [
        *_figures(approach_words(name), cost, advice),
        *(_own_adapters(name, advice) if ADAPTERS.search(question) else []),
        _beside(name, advice),
    ]
    return "\n".join(line for line in told if line)


def introduce_chart(advice: Advice) -> tuple[str, str]:
    """Return the sentences that a chart is posted with, and the chart in words."""
    even, volume = find_break_even(advice), pay_back(advice)
    paid = f"{even.tuned.capitalize()} breaks even at {volume}." if volume else even.reason
    options = ", ".join(
        f"{approach_words(name)} {dollars(cost.twelve_months.likely)}"
        for name, cost in advice.cost.options.items()
        if cost.available
    )
    taken = approach_words(advice.approach)
    words = wording.CHART.format(recommended=taken, break_even=paid)
    alt = wording.CHART_ALT.format(
        options=options,
        recommended=taken,
        prices=f"{advice.cost.prices_as_of:%Y-%m-%d}",
        break_even=f"{paid} {even.reason}" if volume else paid,
    )
    return words.strip(), alt.strip()


def introduce_export(advice: Advice, shape: Shape) -> str:
    """Return the sentence that a file of the costs is posted with."""
    return wording.EXPORT.format(
        shape=shape.upper(),
        prices=f"{advice.cost.prices_as_of:%Y-%m-%d}",
        recommended=approach_words(advice.approach),
    )


def _figures(words: str, cost: OptionCost, advice: Advice) -> Iterator[str]:
    if not cost.available:
        yield f"In your case {words} cannot be bought: {cost.unavailable_because}"
        return
    yield (
        f"In your case {words} costs {_amounts(cost)}, likely (lowest–highest). Priced with "
        f"{sellers(cost)}, prices of {advice.cost.prices_as_of:%Y-%m-%d}."
    )
    yield _split(cost)


def _amounts(cost: OptionCost) -> str:
    return (
        f"{band(cost.one_off)} one-off and {band(cost.monthly)} a month, over twelve months "
        f"{band(cost.twelve_months)}"
    )


def _split(cost: OptionCost) -> str:
    """Say what the twelve months go to, and how little of them the training itself is."""
    parts = [f"{label} {dollars(part)}" for group, label in GROUPS if (part := cost.split[group])]
    trained = [one.amount.likely for one in cost.lines if one.item.startswith("Training")]
    training = f" The training runs themselves cost {dollars(sum(trained, Decimal(0)))}."
    return f"Of the twelve months: {', '.join(parts)}.{training if trained else ''}"


def _own_adapters(name: str, advice: Advice) -> Iterator[str]:
    """Yield what tuning adapters costs on rented GPUs, the cheapest of them."""
    if advice.cost.options[name].provider == _OWN:
        return
    others = advice.cost.alternatives.get(name, ())
    own = next((one for one in others if one.provider == _OWN and one.available), None)
    if own is not None:
        yield f"LoRA on a GPU that you rent ({own.model}): {_amounts(own)}."


def _beside(name: str, advice: Advice) -> str:
    others = [
        f"{approach_words(other)} {dollars(cost.twelve_months.likely)}"
        for other, cost in advice.cost.options.items()
        if cost.available and other != name
    ]
    return f"Beside it, over twelve months: {', '.join(others)}." if others else ""
