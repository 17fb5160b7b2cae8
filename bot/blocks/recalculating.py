"""Recalculating: what-ifs beside the recommendation, and the whole calculation for a sceptic."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from advisors.advice import Advice, OptionScore, Reason, show_points
from advisors.estimate import OptionCost
from bot.blocks import limits
from bot.blocks.parts import (
    Block,
    Rendered,
    actions,
    bold,
    button,
    context,
    header,
    lines,
    primary,
    rendered,
    sections,
)
from bot.blocks.text import escape
from bot.conversation.replies import CalculationCard, FileCard, WhatIfCard
from bot.figures import (
    approach_words,
    band,
    difference,
    dollars,
    find_break_even,
    overruns,
    pay_back,
    seller,
    verdict,
)

_BLOCKS_KEPT: Final = 2
_OURS: Final = "costs.toml: "
"""What the source of an input begins with; its name follows."""


def what_if(card: WhatIfCard) -> Rendered:
    """Render a recalculation with its two ways on."""
    changes = "; ".join(f"{label}: {before} → {after}" for label, before, after in card.changes)
    told = difference(card.before, card.after)
    volume = pay_back(card.after)
    tuned = find_break_even(card.after).tuned.capitalize()
    pays = f"{tuned} pays back above {volume}." if volume else ""
    over = overruns(card.after)
    keep = button("Keep this", "keep", "", card.encoded, card.version)
    drop = button("Back", "drop", "", card.encoded, card.version)
    blocks = [
        *sections(lines(bold(f"What if — {changes}"), escape(told), escape(over), escape(pays))),
        *actions([primary(keep), drop]),
        context("Nothing is changed until you keep it."),
    ]
    return rendered(
        " ".join(one for one in (f"What if {changes}: {told}", over, pays) if one), blocks
    )


def calculation(card: CalculationCard) -> Rendered:
    """Render the scores with every contribution and the costs line by line."""
    advice = card.advice
    labels = dict(card.labels)
    texts = [
        _scores(advice),
        *_reasons(advice, labels),
        *(
            _cost(name, cost, labels)
            for name, cost in advice.cost.options.items()
            if cost.available
        ),
        _plan(advice),
    ]
    blocks = [
        header(f"Calculation: {approach_words(advice.approach)}"),
        *_together(texts, limits.BLOCKS_IN_MESSAGE - _BLOCKS_KEPT),
        dated(advice),
    ]
    scores = ", ".join(
        f"{approach_words(o.approach)} {show_points(o.score)}" for o in advice.options
    )
    return rendered(f"Calculation: {verdict(advice)}. Scores: {scores}.", blocks)


def dated(advice: Advice) -> Block:
    """Return the day, the prices and the versions that an advice rests on, in small print."""
    return context(
        f"As of {advice.as_of:%Y-%m-%d} · prices of {advice.cost.prices_as_of:%Y-%m-%d} · rules "
        f"{escape(advice.rules_version)} · catalogue {escape(advice.catalogue_version)}"
    )


def _together(texts: Iterable[str], most: int) -> list[Block]:
    blocks = [block for text in texts for block in sections(text)]
    return blocks[:most]


def _scores(advice: Advice) -> str:
    return lines("*Scores* (0–100, fixed scales)", *(_score(one) for one in advice.options))


def _score(option: OptionScore) -> str:
    closed = f" — closed: {escape(option.gates[0].reason)}" if option.gates else ""
    return f"• {escape(approach_words(option.approach))}: {show_points(option.score)}{closed}"


def _reasons(advice: Advice, labels: dict[str, str]) -> list[str]:
    if not advice.reasons:
        return []
    against = approach_words(advice.runner_up or "the runner-up")
    head = (
        f"*Contributions* over {escape(against)}; they sum to the margin of {show_points(advice.margin)} "
        f"(exactly {advice.margin})"
    )
    return [lines(head, *(_contribution(one, labels) for one in advice.reasons))]


def _contribution(reason: Reason, labels: dict[str, str]) -> str:
    label = labels.get(reason.fact, reason.fact)
    assumed = " (assumed)" if reason.assumed else ""
    return (
        f"• {show_points(reason.contribution):+} {escape(label)} = {escape(reason.level)}{assumed} "
        f"[{escape(reason.source)}]"
    )


def _plan(advice: Advice) -> str:
    steps = [
        f"{number}. {escape(stage.what)} _Done when:_ {escape(stage.done_when)}"
        for number, stage in enumerate(advice.plan, start=1)
    ]
    notes = [f"• {escape(note.text)} [{escape(note.source)}]" for note in advice.notes]
    return lines("*Plan*", *steps, *notes) if steps or notes else ""


def _cost(name: str, cost: OptionCost, labels: dict[str, str]) -> str:
    head = f"*{escape(approach_words(name))}* with {escape(seller(cost.model, cost.provider))}"
    rows = [
        f"• {escape(line.item)} ({line.period}): {_amount(line.quantity, line.unit)} × "
        f"${line.unit_price:,f} = {dollars(line.amount.likely)} [{escape(_source(line.source, labels))}]"
        for line in cost.lines
    ]
    later = [
        f"• from {season.first_day:%Y-%m-%d}, {season.months} months: "
        f"{dollars(sum((line.amount.likely for line in season.lines), Decimal(0)))} a month with "
        f"{escape(seller(season.model, season.provider))}"
        for season in cost.seasons[1:]
    ]
    total = (
        f"One-off {band(cost.one_off)} · first month {band(cost.monthly)} · twelve months, each at its own "
        f"prices: {band(cost.twelve_months)}"
    )
    return lines(head, *rows, *later, total)


def _source(source: str, labels: dict[str, str]) -> str:
    """Return where a figure comes from; an input of ours by the words people know it by."""
    name = source.removeprefix(_OURS)
    return f"assumed or stated: {labels.get(name, name)}" if name != source else source


def _amount(quantity: Decimal, unit: str) -> str:
    """Return an amount as people say it: "1.5 million tokens", "16 hours"."""
    named = unit.removeprefix("1M ")
    return f"{quantity:,f} {'million ' if named != unit else ''}{escape(named)}"


def file(card: FileCard) -> Rendered:
    """Render the words beside the file, which the shell makes and uploads."""
    return rendered(card.words, sections(escape(card.words)))
