"""Detailing: everything behind the recommendation, in a window of whoever wants to know."""

from collections.abc import Iterable
from fractions import Fraction

from advisors.advice import Advice
from bot.blocks import limits
from bot.blocks.costs import money_details
from bot.blocks.parts import Block, Rendered, context, header, lines, plain, sections
from bot.blocks.reasoning import opening, pros_and_cons, reason
from bot.blocks.recommending import named
from bot.blocks.text import escape
from bot.conversation.figures import verdict
from bot.conversation.replies import DetailsCard, RecommendationCard, Understood


def details(card: DetailsCard) -> Rendered:
    """Render the details as a window that is only read."""
    told = card.recommendation
    advice = told.advice
    blocks = [
        header(f"Recommendation: {named(advice)}"),
        *sections(_reasons(told)),
        *sections(_flips(told)),
        *sections(money_details(advice, frozenset(one.name for one in told.assumed))),
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
    pros, cons = pros_and_cons(advice)
    return lines(
        "*For it*" if pros else "",
        *(f"• {reason(one, card)}" for one in pros),
        "*Against it*" if cons else "",
        *(f"• {reason(one, card)}" for one in cons),
        f"*Why {escape(advice.technique)}:* {escape(advice.technique_because)}",
        *(opening(one) for one in advice.options if one.gates),
    )


def _flips(card: RecommendationCard) -> str:
    flips = [f"• {escape(flip)}" for flip in card.flips]
    return lines("*It would flip to*", *flips) if flips else ""


def _assumed(card: RecommendationCard) -> str:
    return lines(
        f"*Moves the total most:* {_listed(card.movers)}." if card.movers else "",
        f"*Assumed:* {_listed(card.assumed)}." if card.assumed else "",
    )


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
        context(
            f"Best in {_percent(advice.acceptability)} % of the ways the open questions could be "
            f"answered. Every weight may be wrong by {_percent(advice.robustness)} % at once and "
            "this stays."
        ),
        context(
            f"As of {advice.as_of:%Y-%m-%d} · prices of {advice.cost.prices_as_of:%Y-%m-%d} · rules "
            f"{escape(advice.rules_version)} · catalogue {escape(advice.catalogue_version)}"
        ),
    ]


def _percent(share: Fraction) -> int:
    return int(share * 100)
