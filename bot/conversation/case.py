"""Case: what a question about the choice means for this consultation, computed from its advice."""

import re
from typing import Final

from advisors import show_level
from advisors.advice import Advice, OptionScore, Reason, show_points
from bot.comparing import compare_with, compare_with_prompting
from bot.conversation.changes import flip_words
from bot.conversation.desk import Desk
from bot.conversation.flags import judge_flags
from bot.conversation.pricing import ABOUT_COST, ADAPTERS, answer_price
from bot.conversation.state import State
from bot.figures import approach_words, stated_first, strongest, verdict, year

_OPTIONS: Final = (
    (
        "hybrid",
        re.compile(
            r"\bhybrid\b|\bboth\b|fine-?\s?tun\w*\s+(?:and|with|plus)\s+(?:rag|retriev\w*)",
            re.IGNORECASE,
        ),
    ),
    (
        "fine-tune",
        re.compile(r"fine-?\s?tun\w*|\btun(?:e|ed|ing)\b|\btrain(?:ing|ed)?\b", re.IGNORECASE),
    ),
    ("rag", re.compile(r"\brag\b|retriev\w*|\bour documents\b", re.IGNORECASE)),
    ("prompt", re.compile(r"\bprompt\w*|few-?shot|zero-?shot", re.IGNORECASE)),
)
_ABOUT_CHOICE = re.compile(
    r"^(?:and |but |so |ok )*(?:why|how come|what speaks|what about|how sure|how close|how confident|should we|would it|can we|could we)\b",
    re.IGNORECASE,
)
_ABOUT_SURE = re.compile(
    r"\b(sure|certain|confident|confidence|robust|close|leaning)\b", re.IGNORECASE
)
_ABOUT_FLIP = re.compile(
    r"\b(flip|change (?:your|the) (?:mind|recommendation|answer)|instead)\b", re.IGNORECASE
)
_TUNED: Final = ("fine-tune", "hybrid")
_MOST: Final = 3


def about_this_case(state: State, question: str, desk: Desk) -> str:
    """Return what the advice says on the question, or "" when it is not about this case.

    Every figure comes from the advice of the state's facts; nothing is worded by a model.
    """
    option = next((name for name, pattern in _OPTIONS if pattern.search(question)), None)
    chosen = _ABOUT_CHOICE.search(question) is not None
    advice = desk.advise(state.facts)
    if ABOUT_COST.search(question):
        tuned = "fine-tune" if ADAPTERS.search(question) else None
        return answer_price(advice, option or tuned, question)
    if chosen and _ABOUT_SURE.search(question):
        return _sureness(advice, desk)
    if _ABOUT_FLIP.search(question) and advice.flips and option is None:
        return _flips(advice, desk)
    if chosen and option is not None:
        flags = judge_flags(state, desk) if option in _TUNED else ""
        return "\n".join(part for part in (_option(advice, option, desk), flags) if part)
    return _winner(advice, desk) if chosen and "recommend" in question.lower() else ""


def _sureness(advice: Advice, desk: Desk) -> str:
    """Say by how much it leads, how wrong the weights may be, and what would change it."""
    lead = (
        f" It leads {approach_words(advice.runner_up)} by {show_points(advice.margin)} points."
        if advice.runner_up
        else ""
    )
    flips = f" {_flips(advice, desk)}" if advice.flips else ""
    return f"In your case: {verdict(advice)}.{lead} {advice.confidence_because}{flips}"


def _flips(advice: Advice, desk: Desk) -> str:
    flips = "; ".join(flip_words(flip, desk) for flip in advice.flips[:_MOST])
    return f"In your case it would become {flips}."


def _option(advice: Advice, option: str, desk: Desk) -> str:
    if option == advice.approach:
        return f"{_winner(advice, desk)} {_drawbacks(advice, desk)}"
    scored = next((one for one in advice.options if one.approach == option), None)
    if scored is None:
        return ""
    told = " ".join([*_closed(scored), _compared(advice, scored, desk)])
    there = _way_there(advice, option, desk)
    return ("\n" if "\n" in told else " ").join(part for part in (told, there) if part)


def _drawbacks(advice: Advice, desk: Desk) -> str:
    """Say which facts speak against the recommended option, beside prompting where it is another."""
    over = compare_with_prompting(advice, desk.catalogue) or strongest(advice.reasons)
    cons = stated_first(one for one in over if one.contribution < 0)
    if not cons:
        return "By your facts nothing speaks against it."
    return "\n".join(
        ["By your facts this speaks against it:", *(_told(c, desk) for c in cons[:_MOST])]
    )


def _closed(scored: OptionScore) -> list[str]:
    name = approach_words(scored.approach)
    if not scored.gates:
        return [f"In your case nothing closes {name}; it scores lower."]
    return [
        f"In your case {name} is not open now: {_sentence(gate.reason)} It would open: {_sentence(gate.lifted_by)}"
        for gate in scored.gates
    ]


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _compared(advice: Advice, scored: OptionScore, desk: Desk) -> str:
    best = next(one for one in advice.options if one.approach == advice.approach)
    name = approach_words(scored.approach)
    scores = f"{name} reaches {show_points(scored.score)} points, {approach_words(advice.approach)} {show_points(best.score)}"
    against = [
        one for one in compare_with(advice, scored.approach, desk.catalogue) if one.contribution > 0
    ]
    told = [_told(one, desk) for one in stated_first(against)[:_MOST]]
    head = f"By your facts {scores}."
    return "\n".join([f"{head} Against it speaks most:", *told]) if told else head


def _told(reason: Reason, desk: Desk) -> str:
    label = desk.definition(reason.fact).label if desk.knows(reason.fact) else reason.fact
    points = show_points(reason.contribution)
    return f"• {label}: {_level(reason, desk)} ({points} points). {reason.because}"


def _reasons(reasons: tuple[Reason, ...], desk: Desk) -> str:
    pros = stated_first(one for one in strongest(reasons) if one.contribution > 0)
    return ", ".join(
        f"{desk.definition(one.fact).label.lower() if desk.knows(one.fact) else one.fact}: "
        f"{_level(one, desk)} (+{show_points(one.contribution)})"
        for one in pros[:_MOST]
    )


def _level(reason: Reason, desk: Desk) -> str:
    if not desk.knows(reason.fact):
        return reason.level
    label = show_level(desk.definition(reason.fact), reason.level)
    return f"“{label}”, assumed" if reason.assumed else f"“{label}”"


def _way_there(advice: Advice, option: str, desk: Desk) -> str:
    flip = next((one for one in advice.flips if one.approach == option), None)
    return f"It would become {flip_words(flip, desk)}." if flip else ""


def _winner(advice: Advice, desk: Desk) -> str:
    reasons = _reasons(advice.reasons, desk)
    because = f", because of {reasons}" if reasons else ""
    return f"In your case: {verdict(advice)}{because}. Twelve months: {year(advice)}."
