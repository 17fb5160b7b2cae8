"""Recommending: the one message that matters; who opens only this one understands it."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from advisors.advice import Advice, OptionScore, Reason, show_points
from bot.blocks import limits
from bot.blocks.costs import money
from bot.blocks.parts import (
    Block,
    Rendered,
    actions,
    button,
    context,
    header,
    lines,
    option,
    quoted,
    rendered,
    sections,
    select,
    small,
)
from bot.blocks.text import escape
from bot.conversation.figures import (
    approach_words,
    band,
    priced,
    stated_first,
    strongest,
    verdict,
    year,
)
from bot.conversation.replies import RecommendationCard, Understood
from bot.conversation.verbs import button as button_value

_REASONS: Final = 3
_OBJECTIONS: Final = 2
_ASSUMED: Final = 3
_STEPS: Final = 3
_CONFIDENCE: Final = {"clear": "clear", "leaning": "leaning", "close": "a close call"}


def recommendation(card: RecommendationCard) -> Rendered:
    """Render the recommendation."""
    advice = card.advice
    stated = {one.name: one for one in (*card.assumed, *card.understood)}
    name = f"{approach_words(advice.approach)} ({advice.technique})"
    fixed = [
        header(f"Recommendation: {name} — {_CONFIDENCE[advice.confidence]}"),
        *(quoted(f"Changed: {card.changed}") if card.changed else []),
        *sections(lines(_because(advice, stated), _flips(card))),
        *money(advice, frozenset(one.name for one in card.assumed)),
        *_assumed(card),
        *sections(_next(advice)),
        *actions(_buttons(card.version)),
        _feedback(card.version),
        *_small_print(card),
    ]
    return rendered(_fallback(card), _introduced(card, fixed))


def _introduced(card: RecommendationCard, fixed: list[Block]) -> list[Block]:
    """Put a model's words before the result, of which they neither move nor replace anything."""
    words = quoted(card.wording) if card.wording else []
    told = [*words, small(card.disclosure)] if words and card.disclosure else []
    room = limits.BLOCKS_IN_MESSAGE - len(fixed)
    return [*(told if len(told) <= room else []), *fixed[: limits.BLOCKS_IN_MESSAGE]]


def _percent(share: Fraction) -> int:
    return int(share * 100)


def _because(advice: Advice, stated: dict[str, Understood]) -> str:
    ranked = strongest(advice.reasons)
    pros = stated_first(one for one in ranked if one.contribution > 0)[:_REASONS]
    cons = stated_first(one for one in ranked if one.contribution < 0)[:_OBJECTIONS]
    against = f" over {approach_words(advice.runner_up)}" if advice.runner_up else ""
    return lines(
        f"*Because* ({_signed(advice.margin)} points{against})" if pros else "",
        *(_reason(one, stated) for one in pros),
        "*Against it speaks*" if cons else "",
        *(_reason(one, stated) for one in cons),
        f"*Why {escape(advice.technique)}:* {escape(advice.technique_because)}",
        *(_gate(one) for one in advice.options if one.gates),
    )


def _reason(reason: Reason, stated: dict[str, Understood]) -> str:
    known = stated.get(reason.fact)
    label = f"{known.label}: {known.shown}" if known else reason.fact.replace("_", " ")
    assumed = " (assumed)" if reason.assumed else ""
    return (
        f"• *{_signed(reason.contribution)}* {escape(label)}{assumed}. {escape(reason.because)} "
        f"[{escape(reason.source)}]"
    )


def _signed(points: Fraction) -> str:
    shown = show_points(points)
    return f"−{-shown}" if shown < 0 else f"+{shown}"


def _gate(option: OptionScore) -> str:
    gate = option.gates[0]
    name = approach_words(option.approach)
    return (
        f"• ~{escape(name)}~ is closed: {escape(gate.reason)} Opens: {escape(gate.lifted_by)} "
        f"[{escape(gate.source)}]"
    )


def _flips(card: RecommendationCard) -> str:
    if not card.flips:
        return "*It would flip* by no single change of a fact, nor by two."
    return lines("*It would flip to*", *(f"• {escape(flip)}" for flip in card.flips))


def _assumed(card: RecommendationCard) -> list[Block]:
    """Return what is assumed, with a menu to correct what moves the total or the choice most."""
    moving = {one.name for one in card.movers}
    others = [one for one in card.assumed if one.name not in moving]
    named, left = others[:_ASSUMED], len(others) - _ASSUMED
    more = f"; {left} more under ‘Change an answer’" if left > 0 else ""
    text = lines(
        f"*Moves the total most:* {escape(_listed(card.movers))}." if card.movers else "",
        f"*Assumed:* {escape(_listed(named))}{more}." if named else "",
    )
    options = [
        option(f"{one.label}: {one.shown}", button_value("edit", one.name, "", card.version))
        for one in (*card.movers, *named)
        if one.name
    ]
    menu = [select("edit.assumption", "Edit an assumption", options)] if options else []
    return [*sections(text), *actions(menu)]


def _listed(facts: Iterable[Understood]) -> str:
    return "; ".join(f"{one.label}: {one.shown}" for one in facts)


def _next(advice: Advice) -> str:
    steps = [
        f"{number}. {escape(stage.what)} _Done when:_ {escape(stage.done_when)}"
        for number, stage in enumerate(advice.plan[:_STEPS], start=1)
    ]
    left = len(advice.plan) - _STEPS
    more = f"The {left} steps after these stand under ‘Show the calculation’." if left > 1 else ""
    return lines("*Next*", *steps, more) if steps else ""


def _buttons(version: int) -> list[Block]:
    return [
        button("Change an answer", "edit-all", "", "", version),
        button("What if…", "what-if", "", "", version),
        button("Show the calculation", "calculation", "", "", version),
        button("Chart", "chart", "", "", version),
    ]


def _feedback(version: int) -> Block:
    return {
        "type": "context_actions",
        "elements": [
            {
                "type": "feedback_buttons",
                "action_id": "feedback",
                "positive_button": _opinion("Helpful", "helpful", version),
                "negative_button": _opinion("Not helpful", "unhelpful", version),
            }
        ],
    }


def _opinion(label: str, verb: str, version: int) -> Block:
    return {
        "text": {"type": "plain_text", "text": label},
        "value": button_value(verb, "", "", version),
        "accessibility_label": f"This recommendation was {label.lower()}",
    }


def _small_print(card: RecommendationCard) -> list[Block]:
    advice = card.advice
    return [
        context(f"{escape(card.closing)} {_sureness(card)}".strip()),
        context(
            f"Prices of {advice.cost.prices_as_of:%Y-%m-%d} · as of {advice.as_of:%Y-%m-%d} · rules "
            f"{escape(advice.rules_version)} · catalogue {escape(advice.catalogue_version)}"
        ),
    ]


def _sureness(card: RecommendationCard) -> str:
    """Say how far weights and answers may move; the share of answers once, here or in the closing."""
    advice = card.advice
    told = card.closing and advice.next_question is None
    share = f"best in {_percent(advice.acceptability)} % of the ways the open questions could be answered."
    weights = f"Every weight may be wrong by {_percent(advice.robustness)} % at once and this stays"
    return f"{weights}." if told else f"{weights}; {share}"


def _fallback(card: RecommendationCard) -> str:
    """Return the whole verdict with its money, for whoever sees no blocks."""
    advice = card.advice
    cost = priced(advice)
    figures = (
        f" One-off {band(cost.one_off)}, per month {band(cost.monthly)}, twelve months {year(advice)}."
        if cost
        else ""
    )
    changed = f" Changed: {card.changed}" if card.changed else ""
    return (
        f"Recommendation for {card.title}: {verdict(advice)}.{figures} Prices of "
        f"{advice.cost.prices_as_of:%Y-%m-%d}.{changed}"
    )
