"""Reasoning: what speaks for and against a recommendation, each point with its weight and source."""

from fractions import Fraction

from advisors.advice import Advice, OptionScore, Reason, show_points
from bot.blocks.text import escape
from bot.conversation.figures import approach_words, stated_first, strongest
from bot.conversation.replies import RecommendationCard


def pros_and_cons(advice: Advice) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """Return what speaks for the recommendation and what against, weightiest first."""
    ranked = strongest(advice.reasons)
    pros = stated_first(one for one in ranked if one.contribution > 0)
    cons = stated_first(one for one in ranked if one.contribution < 0)
    return pros, cons


def reason(one: Reason, card: RecommendationCard) -> str:
    """Return a reason in full: points, fact, the rule's sentence, its source."""
    sentence = f"{point(one, card)}. {escape(one.because)}"
    return f"{sentence} [{escape(one.source)}]"


def point(one: Reason, card: RecommendationCard) -> str:
    """Return a reason in a few words: points and fact."""
    stated = {fact.name: fact for fact in (*card.assumed, *card.understood)}
    known = stated.get(one.fact)
    label = dict(card.labels).get(one.fact, one.fact)
    told = f"{known.label}: {known.shown}" if known else f"{label}: not known"
    assumed = " (assumed)" if known and one.assumed else ""
    return f"*{signed(one.contribution)}* {escape(told)}{assumed}"


def signed(points: Fraction) -> str:
    """Return points with their sign: "+1.4", "−0.2"."""
    shown = show_points(points)
    return f"−{-shown}" if shown < 0 else f"+{shown}"


def gate(option: OptionScore) -> str:
    """Return why an option is closed."""
    return (
        f"• ~{escape(approach_words(option.approach))}~ is closed: {escape(option.gates[0].reason)}"
    )


def opening(option: OptionScore) -> str:
    """Return why an option is closed, what would open it, and who says so."""
    first = option.gates[0]
    return f"{gate(option)} Opens: {escape(first.lifted_by)} [{escape(first.source)}]"
