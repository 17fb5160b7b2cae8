"""Reasoning: what speaks for and against a recommendation, each point with its weight and source."""

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from advisors.advice import Advice, Gate, OptionScore, Reason, show_points
from bot.blocks.parts import lines
from bot.blocks.text import escape
from bot.comparing import also_closed, find_best_closed
from bot.conversation.replies import RecommendationCard
from bot.figures import approach_words, stated_first, strongest

_ALSO: Final = 2
"""Reasons beside the first; where two comparisons share the room, one."""
_CONS: Final = 1
_BESIDE: Final = 1
_SETTING: Final = re.compile(r" \(\w+=\w+\)")


def pros_and_cons(
    reasons: Iterable[Reason],
) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """Return what speaks for the recommendation and what against, weightiest first."""
    ranked = strongest(tuple(reasons))
    pros = stated_first(one for one in ranked if one.contribution > 0)
    cons = stated_first(one for one in ranked if one.contribution < 0)
    return pros, cons


def best_is_closed(advice: Advice) -> str:
    """Say that the option that scores highest is closed, why, and what would open it; "" if open.

    The first reason and way are enough here; the details tell all of them.
    """
    best = find_best_closed(advice)
    if best is None:
        return ""
    taken = next(one for one in advice.options if one.approach == advice.approach)
    name = approach_words(best.approach)
    told = f"*{name[0].upper()}{name[1:]} scores highest, but is closed*"
    scores = f"({show_points(best.score)} against {show_points(taken.score)})"
    why = best.gates[0]
    reason, way = why.reason.partition("; ")[0].rstrip("."), opener(why).partition(" Or: ")[0]
    opens = f"Opens: {escape(way)} {also_closed(best)}".rstrip()
    return f"{told} {scores}: {escape(reason)}. {opens}"


def because(card: RecommendationCard) -> str:
    """Return the reasons: the first stated one in a sentence, the heaviest others by points.

    Whether to tune or to prompt is what was asked, so a comparison with prompting leads where the
    nearest other option is another one.
    """
    pros, cons = pros_and_cons(card.over_prompting or card.advice.reasons)
    heaviest = sorted(pros[1:], key=lambda one: -one.contribution)
    lead = _cited if find_best_closed(card.advice) else reason  # a headline takes its room
    return lines(
        _against(card) if pros else "",
        *(f"• {lead(one, card)}" for one in pros[:1]),
        _points("Also", heaviest[: 1 if card.over_prompting else _ALSO], card),
        _over_next(card) if card.over_prompting else "",
        _points("Against it", cons[:_CONS], card),
        *_gates(card.advice),
    )


def _against(card: RecommendationCard) -> str:
    """Head the reasons with what they compare with, and by how many points it wins."""
    advice = card.advice
    if card.over_prompting:
        margin = sum((one.contribution for one in card.over_prompting), Fraction(0))
        return f"*Because* ({signed(margin)} points over {approach_words('prompt')})"
    against = f" over {approach_words(advice.runner_up)}" if advice.runner_up else ""
    return f"*Because* ({signed(advice.margin)} points{against})"


def _over_next(card: RecommendationCard) -> str:
    """Return what speaks for it over the nearest other option, by points alone."""
    advice = card.advice
    against = approach_words(advice.runner_up) if advice.runner_up else "the next option"
    pros = [one for one in strongest(advice.reasons) if one.contribution > 0]
    return _points(f"Over {against} ({signed(advice.margin)})", pros[:_BESIDE], card)


def _gates(advice: Advice) -> Iterable[str]:
    """Return the closed options, each reason once; what the headline tells is not told again."""
    best = find_best_closed(advice)
    told = {best.gates[0].reason} if best else set()
    for one in advice.options:
        if one.gates and one != best:
            yield same_gate(one) if one.gates[0].reason in told else gate(one)
            told.add(one.gates[0].reason)


def _points(title: str, reasons: Iterable[Reason], card: RecommendationCard) -> str:
    points = " · ".join(point(one, card) for one in reasons)
    return f"• {title}: {points}" if points else ""


def reason(one: Reason, card: RecommendationCard) -> str:
    """Return a reason in full: points, fact, the rule's sentence, its source."""
    sentence = f"{point(one, card)}. {escape(one.because)}"
    return f"{sentence} [{escape(one.source)}]"


def _cited(one: Reason, card: RecommendationCard) -> str:
    """Return a reason in a few words with its source; the details tell the rule's sentence."""
    return f"{point(one, card)} [{escape(one.source)}]"


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


def same_gate(option: OptionScore) -> str:
    """Return that an option is closed by what closes the one named before."""
    return f"• ~{escape(approach_words(option.approach))}~ is closed for the same reason."


def opening(option: OptionScore) -> str:
    """Return why an option is closed, what would open it, and who says so."""
    first = option.gates[0]
    return f"{gate(option)} Opens: {escape(opener(first))} [{escape(first.source)}]"


def opener(gate: Gate) -> str:
    """Return what would open a gate, without the setting that a terminal takes: here are buttons."""
    return _SETTING.sub("", gate.lifted_by)
