"""Lending: words of a language model around what was computed; nothing computed changes."""

from collections.abc import Callable
from dataclasses import replace

from advisors import AdvisorError
from bot.conversation import cards
from bot.conversation.consultation import Consultation
from bot.conversation.desk import Desk
from bot.conversation.dialogue import Outcome
from bot.conversation.replies import AnswerCard, Card, RecommendationCard, Understood
from bot.conversation.state import Introduction
from bot.conversation.turns import Said, Turn
from bot.figures import approach_words, dollars, verdict
from knowledge.answers.answer import Citation


def find_answer(outcome: Outcome) -> AnswerCard | None:
    """Return the answer that an outcome shows, if it shows one."""
    found = (one.card for one in outcome.replies if isinstance(one.card, AnswerCard))
    return next(found, None)


def find_recommendation(outcome: Outcome) -> RecommendationCard | None:
    """Return the recommendation that an outcome shows, if it shows one."""
    found = (one.card for one in outcome.replies if isinstance(one.card, RecommendationCard))
    return next(found, None)


def word_answer(
    outcome: Outcome, text: str, citations: tuple[Citation, ...], disclosure: str
) -> Outcome:
    """Return the outcome with its answer in a model's words, and the quotes they rest on."""

    def worded(card: Card) -> Card:
        if not isinstance(card, AnswerCard):
            return card
        answer = replace(card.answer, citations=citations)
        return replace(card, answer=answer, worded_by_model=text, disclosure=disclosure)

    return _with_cards(outcome, worded)


def introduce(outcome: Outcome, key: str, text: str, disclosure: str) -> Outcome:
    """Return the outcome with a model's words before its recommendation, kept with the turn."""
    card = find_recommendation(outcome)
    if card is None:
        return outcome
    introduction = Introduction(text, disclosure, cards.about(card.advice))

    def introduced(shown: Card) -> Card:
        if not isinstance(shown, RecommendationCard):
            return shown
        return replace(shown, wording=text, disclosure=disclosure)

    after = outcome.consultation
    turns = tuple(
        replace(kept, introduction=introduction) if kept.turn.key == key else kept
        for kept in after.turns
    )
    state = replace(after.state, introduction=introduction)
    return _with_cards(replace(outcome, consultation=Consultation(turns, state)), introduced)


def remark(outcome: Outcome, text: str) -> Outcome:
    """Return the outcome with a small line below its last reply; unchanged without either."""
    if not text or not outcome.replies:
        return outcome
    *others, last = outcome.replies
    return replace(outcome, replies=(*others, replace(last, remark=text)))


def facts_in_words(understood: tuple[Understood, ...]) -> tuple[str, ...]:
    """Return facts one a line: "Accuracy needed: Must be right"."""
    return tuple(f"{one.label}: {one.shown}" for one in understood)


def case_in_words(consultation: Consultation, desk: Desk) -> tuple[str, ...]:
    """Return what is known and computed of a consultation, one a line; figures are code's own."""
    state = consultation.state
    lines = facts_in_words(cards.understood(state, desk))
    if not state.recommended:
        return lines
    try:
        advice = desk.advise(state.facts)
    except AdvisorError:
        return lines
    costs = (
        f"Twelve months of {approach_words(name)}: {dollars(cost.twelve_months.likely)}"
        for name, cost in advice.cost.options.items()
        if cost.available
    )
    reasons = (one.because for one in advice.reasons if one.contribution > 0)
    return (*lines, f"Recommended: {verdict(advice)}", *reasons, *costs)


def said_before(consultation: Consultation, turn: Turn) -> tuple[str, ...]:
    """Return what was said to the advisor before a turn, oldest first.

    What people told each other in the thread is none of it.
    """
    others = (one.turn for one in consultation.turns if one.turn.key != turn.key)
    return tuple(
        one.act.text
        for one in others
        if isinstance(one.act, Said) and one.act.text and _is_ours(consultation, one.user, one.act)
    )


def _is_ours(consultation: Consultation, user: str, said: Said) -> bool:
    state = consultation.state
    return said.addressed or (user == state.owner and not state.company)


def _with_cards(outcome: Outcome, change: Callable[[Card], Card]) -> Outcome:
    replies = tuple(replace(one, card=change(one.card)) for one in outcome.replies)
    return replace(outcome, replies=replies)
