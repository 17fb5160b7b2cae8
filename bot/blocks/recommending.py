"""Recommending: the one message that matters; who opens only this one understands it.

It fits a screen of a phone: what does not decide anything at first sight stands in the details.
"""

from collections.abc import Iterable
from typing import Final

from advisors.advice import Advice
from bot.blocks import limits
from bot.blocks.costs import money
from bot.blocks.parts import (
    Block,
    Rendered,
    actions,
    button,
    context,
    grouped,
    header,
    lines,
    option,
    quoted,
    rendered,
    sections,
    small,
)
from bot.blocks.reasoning import because, best_is_closed
from bot.blocks.text import escape
from bot.comparing import find_best_closed
from bot.conversation.replies import RecommendationCard, Understood
from bot.conversation.verbs import button as button_value
from bot.figures import (
    approach_words,
    band,
    priced,
    verdict,
    year,
)

_ASSUMED: Final = 1
_STAGES: Final = 3
_CONFIDENCE: Final = {"clear": "clear", "leaning": "leaning", "close": "a close call"}

_MORE: Final = (
    ("Show the calculation", "calculation"),
    ("Chart", "chart"),
    ("Costs as CSV", "csv"),
    ("Costs as JSON", "json"),
)
"""What stands behind the ⋯: labels and verbs."""


def recommendation(card: RecommendationCard) -> Rendered:
    """Render the recommendation."""
    advice = card.advice
    fixed = [
        header(f"Recommendation: {named(advice)} — {_sureness(advice)}"),
        *(quoted(f"Changed: {card.changed}") if card.changed else []),
        *sections(best_is_closed(advice)),
        *sections(lines(because(card), _flip(card))),
        *money(advice),
        *sections(lines(_assumed(card), _next(advice))),
        *actions([_change(card), *_buttons(card.version), _more(card.version)]),
        _feedback(card.version),
        context(f"{escape(card.closing)} Prices of {advice.cost.prices_as_of:%Y-%m-%d}.".strip()),
    ]
    return rendered(_fallback(card), _introduced(card, fixed))


def named(advice: Advice) -> str:
    """Return approach and technique as a heading names them."""
    return f"{approach_words(advice.approach)} ({advice.technique})"


def _sureness(advice: Advice) -> str:
    """Return how sure it is, and whether only because what scores highest is closed."""
    sure = _CONFIDENCE[advice.confidence]
    best = find_best_closed(advice)
    return f"{sure}, as {approach_words(best.approach)} is closed" if best else sure


def _introduced(card: RecommendationCard, fixed: list[Block]) -> list[Block]:
    """Put a model's words before the result, of which they neither move nor replace anything."""
    words = quoted(card.wording) if card.wording else []
    told = [*words, small(card.disclosure)] if words and card.disclosure else []
    room = limits.BLOCKS_IN_MESSAGE - len(fixed)
    return [*(told if len(told) <= room else []), *fixed[: limits.BLOCKS_IN_MESSAGE]]


def _flip(card: RecommendationCard) -> str:
    if not card.flips:
        return "*It would flip* by no single change of a fact, nor by two."
    return f"*It would flip to* {escape(card.flips[0])}."


def _assumed(card: RecommendationCard) -> str:
    named, left = card.assumed[:_ASSUMED], len(card.assumed) - _ASSUMED
    more = f"; {left} more" if left > 0 else ""
    listed = "; ".join(f"{one.label}: {one.shown}" for one in named)
    return f"*Assumed:* {escape(listed)}{more}." if named else ""


def _next(advice: Advice) -> str:
    if not advice.plan:
        return ""
    first, left = advice.plan[:_STAGES], len(advice.plan) - _STAGES
    stages = " · ".join(f"{number} {one.stage}" for number, one in enumerate(first, 1))
    return f"*Next:* {escape(stages)}{f' · {left} more' if left > 0 else ''}"


def _change(card: RecommendationCard) -> Block:
    """Return the menu that leads to one fact: what was said, what is assumed, or all at once."""
    known = {one.name for one in card.understood}
    open_facts = [one for one in (*card.movers, *card.assumed) if one.name not in {"", *known}]
    assumed = tuple({one.name: one for one in open_facts}.values())
    everything = option("Edit everything", button_value("edit-all", "", "", card.version))
    groups = (
        ("You said", _facts(card.understood, card.version)),
        ("Assumed", _facts(assumed, card.version)),
        ("All at once", [everything]),
    )
    return grouped("change", "Change an answer", groups)


def _facts(facts: Iterable[Understood], version: int) -> list[Block]:
    return [
        option(f"{one.label}: {one.shown}", button_value("edit", one.name, "", version))
        for one in facts
    ]


def _buttons(version: int) -> list[Block]:
    return [
        button("What if…", "what-if", "", "", version),
        button("Details", "details", "", "", version),
    ]


def _more(version: int) -> Block:
    options = [option(label, button_value(verb, "", "", version)) for label, verb in _MORE]
    return {"type": "overflow", "action_id": "more", "options": options}


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
    best = find_best_closed(advice)
    closed = f", as {approach_words(best.approach)} is closed" if best else ""
    return (
        f"Recommendation for {card.title}: {verdict(advice)}{closed}.{figures} Prices of "
        f"{advice.cost.prices_as_of:%Y-%m-%d}.{changed}"
    )
