"""Detailing: everything behind the recommendation, in a window of whoever wants to know."""

from collections.abc import Iterable

from advisors.advice import Advice
from bot.blocks import limits
from bot.blocks.costs import money_details
from bot.blocks.parts import (
    Block,
    Rendered,
    button,
    context,
    header,
    lines,
    mrkdwn,
    plain,
    sections,
)
from bot.blocks.reasoning import opening, point, pros_and_cons, reason
from bot.blocks.recalculating import dated
from bot.blocks.recommending import named
from bot.blocks.text import escape
from bot.conversation.replies import DetailsCard, RecommendationCard, Understood
from bot.figures import approach_words, verdict


def details(card: DetailsCard) -> Rendered:
    """Render the details as a window that is only read."""
    told = card.recommendation
    advice = told.advice
    blocks = [
        header(f"Recommendation: {named(advice)}"),
        *sections(_reasons(told)),
        *sections(_flips(told)),
        *sections(money_details(advice, frozenset(one.name for one in told.assumed))),
        *_movers(told),
        *sections(_assumed(told)),
        *sections(_plan(advice)),
        *_small_print(told),
    ]
    view = {
        "type": "modal",
        "title": plain("Details", limits.VIEW_TITLE),
        "close": plain("Close", limits.VIEW_BUTTON),
        "blocks": blocks[: limits.BLOCKS_IN_VIEW],
    }
    return Rendered(escape(f"Details: {verdict(advice)}", limits.UPDATE_TEXT), (), view)


def _reasons(card: RecommendationCard) -> str:
    advice = card.advice
    pros, cons = pros_and_cons(advice.reasons)
    return lines(
        f"*For it*{_beside(advice)}" if pros else "",
        *(f"• {reason(one, card)}" for one in pros),
        "*Against it*" if cons else "",
        *(f"• {reason(one, card)}" for one in cons),
        *_over_prompting(card),
        f"*Why {escape(advice.technique)}:* {escape(advice.technique_because)}",
        *(opening(one) for one in advice.options if one.gates),
    )


def _beside(advice: Advice) -> str:
    return f" over {approach_words(advice.runner_up)}" if advice.runner_up else ""


def _over_prompting(card: RecommendationCard) -> list[str]:
    """Return each fact's points over prompting, where the reasons above compare with another option."""
    pros, cons = pros_and_cons(card.over_prompting)
    points = " · ".join(point(one, card) for one in (*pros, *cons))
    return [f"*Over prompting:* {points}"] if points else []


def _flips(card: RecommendationCard) -> str:
    flips = [f"• {escape(flip)}" for flip in card.flips]
    return lines("*It would flip to*", *flips) if flips else ""


def _movers(card: RecommendationCard) -> list[Block]:
    """Return the assumptions that move the total most, each with the button that changes it."""
    shown = [_mover(one, card.version) for one in card.movers]
    return [*sections("*Moves the total most*"), *shown] if shown else []


def _mover(one: Understood, version: int) -> Block:
    told: Block = {"type": "section", "text": mrkdwn(escape(f"{one.label}: {one.shown}"))}
    change = button("Change", "edit", one.name, "", version)
    return {**told, "accessory": change} if one.name else told


def _assumed(card: RecommendationCard) -> str:
    return f"*Assumed:* {_listed(card.assumed)}." if card.assumed else ""


def _listed(facts: Iterable[Understood]) -> str:
    return escape("; ".join(f"{one.label}: {one.shown}" for one in facts))


def _plan(advice: Advice) -> str:
    steps = [
        f"{number}. *{escape(one.stage)}.* {escape(one.what)} _Done when:_ {escape(one.done_when)}"
        for number, one in enumerate(advice.plan, start=1)
    ]
    return lines("*Next*", *steps) if steps else ""


def _small_print(card: RecommendationCard) -> list[Block]:
    advice = card.advice
    return [
        context(escape(advice.confidence_because)),
        dated(advice),
    ]
