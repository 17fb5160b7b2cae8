"""Recommending: the one message that matters; who opens only this one understands it."""

from fractions import Fraction
from typing import Final

from advisors.advice import Advice, OptionScore, Reason, show_points
from bot.blocks import limits
from bot.blocks.costs import money
from bot.blocks.parts import (
    Block,
    Rendered,
    actions,
    bold,
    button,
    context,
    header,
    lines,
    quoted,
    rendered,
    sections,
)
from bot.blocks.text import escape
from bot.conversation.figures import approach_words, band, priced, verdict, year
from bot.conversation.replies import RecommendationCard
from bot.conversation.verbs import button as button_value

_REASONS: Final = 5
_ASSUMED: Final = 5
_CONFIDENCE: Final = {
    "clear": "Clear",
    "leaning": "Leaning this way",
    "close": "A close call: both are defensible",
}


def recommendation(card: RecommendationCard) -> Rendered:
    """Render the recommendation."""
    advice = card.advice
    labels = {one.name: one.label for one in (*card.understood, *card.assumed)}
    blocks = [
        header(f"Recommendation: {approach_words(advice.approach)} ({advice.technique})"),
        *(quoted(f"Changed: {card.changed}") if card.changed else []),
        *(quoted(card.wording) if card.wording else []),
        *sections(_verdict(card)),
        *sections(_because(advice, labels)),
        *sections(_flips(card)),
        *money(advice),
        *_assumed(card),
        *sections(_next(advice)),
        *actions(_buttons(card.version)),
        _feedback(card.version),
        _small_print(card),
    ]
    return rendered(_fallback(card), blocks[: limits.BLOCKS_IN_MESSAGE])


def _verdict(card: RecommendationCard) -> str:
    advice = card.advice
    percent, best = _percent(advice.robustness), _percent(advice.acceptability)
    sure = (
        f"*{_CONFIDENCE[advice.confidence]}.* Every weight may be wrong by {percent} % at once and this "
        f"stays; it is best in {best} % of the ways the open questions could be answered."
    )
    return lines(
        f"For {bold(card.title)}: {bold(verdict(advice))}.",
        sure,
        f"*Why {escape(advice.technique)}:* {escape(advice.technique_because)}",
        escape(card.closing),
    )


def _percent(share: Fraction) -> int:
    return int(share * 100)


def _because(advice: Advice, labels: dict[str, str]) -> str:
    ranked = sorted(advice.reasons, key=lambda one: (-abs(one.contribution), one.fact))
    if not ranked:
        return ""
    against = f" over {approach_words(advice.runner_up)}" if advice.runner_up else ""
    margin = f"*Because* (points{against}, {_signed(advice.margin)} in all)"
    return lines(
        margin,
        *(_reason(one, labels) for one in ranked[:_REASONS] if one.contribution),
        *(_gate(one) for one in advice.options if one.gates),
    )


def _reason(reason: Reason, labels: dict[str, str]) -> str:
    label = labels.get(reason.fact, reason.fact.replace("_", " "))
    assumed = ", assumed" if reason.assumed else ""
    because = escape(reason.because)
    return f"• *{_signed(reason.contribution)}* {escape(label)}{assumed}: {because} [{escape(reason.source)}]"


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
    """Return what is assumed, with a button at what moves the outcome or the total most."""
    movers = [(one.fact, f"{one.label}: {one.assumed}") for one in card.advice.cost.movers[:3]]
    known = {fact for fact, _ in movers}
    others = [
        (one.name, f"{one.label}: {one.shown}") for one in card.assumed if one.name not in known
    ]
    named = {one.name for one in (*card.assumed, *card.understood)}
    editable = [(fact, text) for fact, text in (*movers, *others) if fact in named]
    if not editable and not movers:
        return []
    moving = "; ".join(text for _, text in movers)
    rest = "; ".join(text for _, text in others)
    text = lines(
        f"*Moves the total most:* {escape(moving)}." if moving else "",
        f"*Assumed:* {escape(rest)}." if rest else "",
    )
    buttons = [
        button(f"Edit {fact_text}", "edit", fact, "", card.version)
        for fact, fact_text in editable[:_ASSUMED]
    ]
    return [*sections(text), *actions(buttons)]


def _next(advice: Advice) -> str:
    if not advice.plan:
        return ""
    steps = [
        f"{number}. {escape(stage.what)} _Done when:_ {escape(stage.done_when)}"
        for number, stage in enumerate(advice.plan, start=1)
    ]
    notes = [f"• {escape(note.text)} [{escape(note.source)}]" for note in advice.notes]
    return lines("*Next*", *steps, *notes)


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


def _small_print(card: RecommendationCard) -> Block:
    advice = card.advice
    return context(
        f"Prices of {advice.cost.prices_as_of:%Y-%m-%d} · as of {advice.as_of:%Y-%m-%d} · rules "
        f"{escape(advice.rules_version)} · catalogue {escape(advice.catalogue_version)}"
    )


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
