"""Dialogue: the reducer. A consultation and a turn in, a consultation and replies out."""

from dataclasses import dataclass, replace

from advisors import AdvisorError
from advisors.advice import Advice
from bot.conversation import commands
from bot.conversation.consultation import Consultation, RecordedTurn
from bot.conversation.desk import Desk
from bot.conversation.folding import fold, refolds, take
from bot.conversation.hearing import words_of
from bot.conversation.intents import understand
from bot.conversation.progress import Step, notice, show, where_we_are
from bot.conversation.reading import Reading
from bot.conversation.replies import Reply
from bot.conversation.saying import TurnContext
from bot.conversation.state import State
from bot.conversation.turns import Edited, Said, Turn
from knowledge.answers.answer import Answer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a turn leads to: the consultation after it and what to show, in order."""

    consultation: Consultation
    replies: tuple[Reply, ...]


def converse(
    consultation: Consultation,
    turn: Turn,
    desk: Desk,
    answer: Answer | None = None,
    *,
    reading: Reading | None = None,
) -> Outcome:
    """Take a turn in.

    A turn that was taken in before changes and answers nothing. Turns are ordered by their own
    time, so one that arrives late leads to the same consultation as one in time.

    Args:
        consultation: The dialogue so far; `Consultation()` for a new one.
        turn: What a person did.
        desk: The catalogue and the day.
        answer: What the guidance says to `question_in(consultation, turn, desk)`, if asked.
        reading: What a model read in `words_to_read(consultation, turn, desk)`, if there is one;
            it is kept with the turn.
    """
    if consultation.has(turn.key):
        return Outcome(consultation, ())
    grown = consultation.taking(RecordedTurn(turn, desk.on, reading))
    before = consultation.state
    if refolds(consultation, grown, turn):
        _, step = fold(grown.turns, desk, turn.key, answer)
        erased = _erased(consultation, step.state, turn, desk)
        step = replace(step, replies=(*step.replies, *erased))
    else:
        step = take(before, TurnContext(turn, desk, answer, reading))
    advice = _advice(step.state, desk)
    replies = show(before, step, advice, desk, turn.key)
    if not replies and step.heeded:
        replies = (notice(turn.key, where_we_are(step.state, advice, desk)),)
    return Outcome(replace(grown, state=step.state), replies)


def show_again(consultation: Consultation, desk: Desk, key: str) -> tuple[Reply, ...]:
    """Return every standing message of a consultation, for a place where none is shown yet."""
    state = consultation.state
    return show(State(), Step(state), _advice(state, desk), desk, key)


def question_in(consultation: Consultation, turn: Turn, desk: Desk) -> str | None:
    """Return the question that the guidance should answer before `converse`, or None."""
    heard = words_of(consultation, turn, desk)
    if heard is None or not isinstance(heard.turn.act, Said):
        return None
    intent = understand(heard.state, heard.turn, heard.turn.act, desk)
    return intent.text if intent.kind == "question" else None


def _advice(state: State, desk: Desk) -> Advice | None:
    """Return the advice of a state; None before the opening and when nothing can be priced."""
    try:
        return desk.advise(state.facts) if state.opened else None
    except AdvisorError:
        return None


def _erased(consultation: Consultation, after: State, turn: Turn, desk: Desk) -> tuple[Reply, ...]:
    """Say that a deleted message was erased, when it had counted."""
    act = turn.act
    if not isinstance(act, Edited) or act.text or not consultation.has(act.key):
        return ()
    before = consultation.state
    if before.facts == after.facts:
        return ()
    return (commands.tell_deleted(before.facts, after.facts, turn.key, desk),)
