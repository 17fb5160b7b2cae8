"""Dialogue: the reducer. A consultation and a turn in, a consultation and replies out."""

from dataclasses import dataclass, replace

from advisors import AdvisorError
from advisors.advice import Advice
from bot.conversation import commands, wording
from bot.conversation.consultation import Consultation, Kept
from bot.conversation.desk import Desk
from bot.conversation.intents import Intent, understand
from bot.conversation.pressing import take_press
from bot.conversation.progress import Step, notice, problem, settle, show, where_we_are
from bot.conversation.replies import Reply
from bot.conversation.saying import Heeding, open_case, take_words
from bot.conversation.state import State
from bot.conversation.submitting import take_form
from bot.conversation.turns import Edited, Pressed, Said, Submitted, Turn
from bot.conversation.words import tidy
from knowledge.answer import Answer


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a turn leads to: the consultation after it and what to show, in order."""

    consultation: Consultation
    replies: tuple[Reply, ...]


def converse(
    consultation: Consultation, turn: Turn, desk: Desk, answer: Answer | None = None
) -> Outcome:
    """Take a turn in.

    A turn that was taken in before changes and answers nothing. Turns are ordered by their own
    time, so one that arrives late leads to the same consultation as one in time.

    Args:
        consultation: The dialogue so far; `Consultation()` for a new one.
        turn: What a person did.
        desk: The catalogue and the day.
        answer: What the guidance says to `question_in(consultation, turn, desk)`, if asked.
    """
    if consultation.has(turn.key):
        return Outcome(consultation, ())
    grown = consultation.taking(Kept(turn, desk.on))
    before = consultation.state
    if _refolds(consultation, grown, turn):
        fold = _fold(grown.turns, desk, turn.key, answer)
        step = replace(
            fold, replies=(*fold.replies, *_erased(consultation, fold.state, turn, desk))
        )
    else:
        step = _take(before, Heeding(turn, desk, answer))
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
    if not isinstance(turn.act, Said) or consultation.has(turn.key):
        return None
    grown = consultation.taking(Kept(turn, desk.on))
    state = consultation.state
    if _refolds(consultation, grown, turn):
        earlier = grown.turns[: [kept.turn.key for kept in grown.turns].index(turn.key)]
        state = _fold(earlier, desk, "", None).state
    intent = understand(state, turn, turn.act, desk)
    return intent.text if intent.kind == "question" else None


def _refolds(consultation: Consultation, grown: Consultation, turn: Turn) -> bool:
    """Tell whether the turn needs the whole fold: it came late, or words were rewritten."""
    if len(grown.turns) <= len(consultation.turns):
        return False
    rewritten = any(isinstance(kept.turn.act, Edited) for kept in grown.turns)
    return rewritten or grown.turns[-1].turn.key != turn.key


def _advice(state: State, desk: Desk) -> Advice | None:
    """Return the advice of a state; None before the opening and when nothing can be priced."""
    try:
        return desk.advise(state.facts) if state.opened else None
    except AdvisorError:
        return None


def _take(state: State, at: Heeding) -> Step:
    """Take one turn after all others, and settle what comes next.

    Facts that nothing can be priced for are refused with the reason; the state stays.
    """
    try:
        step = _act(state, at)
        settled, _ = settle(state, step.state, at.desk)
    except AdvisorError as error:
        return Step(state, (problem(at.key, str(error), error.mend),))
    return replace(step, state=settled)


def _act(state: State, at: Heeding) -> Step:
    match at.turn.act:
        case Said() as said:
            return take_words(state, said, at)
        case Pressed() as pressed:
            return take_press(state, pressed, at.key, at.desk)
        case Submitted() as form:
            return take_form(state, form, at)
        case Edited():
            return Step(state, heeded=False)


def _fold(turns: tuple[Kept, ...], desk: Desk, key: str, answer: Answer | None) -> Step:
    """Fold all turns; the step carries the replies of the turn with this key."""
    deleted = {
        k.turn.act.key for k in turns if isinstance(k.turn.act, Edited) and not k.turn.act.text
    }
    before = state = State()
    last: Turn | None = None
    heeded: set[str] = set()
    wanted = Step(state, heeded=False)
    for kept in turns:
        turn = kept.turn
        at = Heeding(turn, desk.dated(kept.on), answer if turn.key == key else None)
        if turn.key in deleted:
            step = _blank(state, turns, at)
        elif not isinstance(turn.act, Edited):
            step = _take(state, at)
            before, last = (state, turn) if step.heeded else (before, last)
            heeded |= {turn.key} if step.heeded else set()
        elif turn.act.key in heeded and last is not None:
            step = _rewrite(before, state, last, turn.act, at)
        else:
            step = Step(state, heeded=False)
        state = step.state
        wanted = step if turn.key == key else wanted
    return replace(wanted, state=state)


def _blank(state: State, turns: tuple[Kept, ...], at: Heeding) -> Step:
    """Take a deleted message: a consultation that went on with cards stays open without it."""
    acted = any(isinstance(one.turn.act, Pressed | Submitted) for one in turns)
    if state.opened or not acted or not isinstance(at.turn.act, Said):
        return Step(state, heeded=False)
    step = open_case(replace(state, owner=state.owner or at.turn.user), Intent("opening"), at)
    return replace(step, state=settle(state, step.state, at.desk)[0])


def _rewrite(before: State, state: State, last: Turn, edited: Edited, at: Heeding) -> Step:
    """Take edited words: instead of the old ones while nothing followed, else on a click only."""
    act = last.act if last.key == edited.key else None
    if isinstance(act, Said) and tidy(act.text) == tidy(edited.text):
        return Step(state, heeded=False)
    if isinstance(act, Said) and not state.recommended:
        again = replace(last, key=at.key, act=replace(act, text=edited.text))
        step = _take(replace(before, version=state.version), replace(at, turn=again))
        return step if step.replies else replace(step, replies=(notice(at.key, wording.REREAD),))
    offered = replace(state, revisions=(*state.revisions, (edited.key, edited.text)))
    return commands.reread_offer(offered, len(state.revisions), at.key)


def _erased(consultation: Consultation, after: State, turn: Turn, desk: Desk) -> tuple[Reply, ...]:
    """Say that a deleted message was erased, when it had counted."""
    act = turn.act
    if not isinstance(act, Edited) or act.text or not consultation.has(act.key):
        return ()
    before = consultation.state
    if before.facts == after.facts:
        return ()
    return (commands.forgotten(before.facts, after.facts, turn.key, desk),)
