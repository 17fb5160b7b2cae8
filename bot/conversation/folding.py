"""Folding: turns, one after the other in their own order, into the state they lead to."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from advisors import AdvisorError
from bot.conversation import commands, wording
from bot.conversation.consultation import Consultation, RecordedTurn
from bot.conversation.desk import Desk
from bot.conversation.intents import Intent
from bot.conversation.pressing import take_press
from bot.conversation.progress import Step, notice, problem, settle
from bot.conversation.saying import TurnContext, open_case, take_words
from bot.conversation.state import State
from bot.conversation.submitting import take_form
from bot.conversation.turns import Edited, Pressed, Said, Submitted, Turn
from bot.conversation.words import tidy
from knowledge.answers.answer import Answer


@dataclass(frozen=True, slots=True)
class Folded:
    """How far a fold has come.

    Attributes:
        state: Where the dialogue stands.
        before: Where it stood before the last turn that was heeded.
        last: That turn.
        heeded: Keys of all turns that were heeded.
    """

    state: State = field(default_factory=State)
    before: State = field(default_factory=State)
    last: Turn | None = None
    heeded: frozenset[str] = frozenset()


def refolds(consultation: Consultation, grown: Consultation, turn: Turn) -> bool:
    """Tell whether the turn needs the whole fold: it came late, or words were rewritten."""
    if len(grown.turns) <= len(consultation.turns):
        return False
    rewritten = any(isinstance(kept.turn.act, Edited) for kept in grown.turns)
    return rewritten or grown.turns[-1].turn.key != turn.key


def take(state: State, at: TurnContext) -> Step:
    """Take one turn after all others, and settle what comes next.

    Facts that nothing can be priced for are refused with the reason; the state stays.
    """
    try:
        step = _act(state, at)
        settled, _ = settle(state, step.state, at.desk)
    except AdvisorError as error:
        return Step(state, (problem(at.key, str(error), error.mend),))
    return replace(step, state=settled)


def _act(state: State, at: TurnContext) -> Step:
    match at.turn.act:
        case Said() as said:
            return take_words(state, said, at)
        case Pressed() as pressed:
            return take_press(state, pressed, at.key, at.desk)
        case Submitted() as form:
            return take_form(state, form, at)
        case Edited():
            return Step(state, heeded=False)


def fold(
    turns: Sequence[RecordedTurn], desk: Desk, key: str = "", answer: Answer | None = None
) -> tuple[Folded, Step]:
    """Fold all turns.

    Args:
        turns: In their own order.
        desk: The catalogue; every turn is taken in on its own day.
        key: The turn whose replies are wanted.
        answer: The guidance's answer to that turn.

    Returns:
        The fold, and the step of that turn with the state at the end of all.
    """
    folded, wanted = Folded(), Step(State(), heeded=False)
    acts = (kept.turn.act for kept in turns)
    deleted = {act.key for act in acts if isinstance(act, Edited) and not act.text}
    for kept in turns:
        at = TurnContext(
            kept.turn,
            desk.dated(kept.on),
            answer if kept.turn.key == key else None,
            kept.reading,
        )
        if kept.turn.key in deleted and not isinstance(kept.turn.act, Edited):
            step = _blank(folded.state, turns, at)
            folded = replace(folded, state=step.state)
        else:
            folded, step = _take_next(folded, at)
        if kept.introduction is not None:
            folded = replace(folded, state=replace(folded.state, introduction=kept.introduction))
        wanted = step if kept.turn.key == key else wanted
    return folded, replace(wanted, state=folded.state)


def _take_next(folded: Folded, at: TurnContext) -> tuple[Folded, Step]:
    turn = at.turn
    if isinstance(turn.act, Edited):
        step = _rewrite(folded, turn.act, at)
        return replace(folded, state=step.state), step
    step = take(folded.state, at)
    if not step.heeded:
        return replace(folded, state=step.state), step
    return Folded(step.state, folded.state, turn, folded.heeded | {turn.key}), step


def _blank(state: State, turns: Sequence[RecordedTurn], at: TurnContext) -> Step:
    """Take a deleted message: a consultation that went on with cards stays open without it."""
    acted = any(isinstance(one.turn.act, Pressed | Submitted) for one in turns)
    if state.opened or not acted or not isinstance(at.turn.act, Said):
        return Step(state, heeded=False)
    step = open_case(replace(state, owner=state.owner or at.turn.user), Intent("opening"), at)
    return replace(step, state=settle(state, step.state, at.desk)[0])


def _rewrite(folded: Folded, edited: Edited, at: TurnContext) -> Step:
    """Take edited words: instead of the old ones while nothing followed, else on a click only."""
    state = folded.state
    if edited.key not in folded.heeded or folded.last is None or _is_unchanged(folded, edited):
        return Step(state, heeded=False)
    again = rewritten(folded, edited, at.key)
    if again is not None:
        before = replace(folded.before, version=state.version)
        step = take(before, replace(at, turn=again))
        return step if step.replies else replace(step, replies=(notice(at.key, wording.REREAD),))
    offered = replace(state, revisions=(*state.revisions, (edited.key, edited.text)))
    return commands.reread_offer(offered, len(state.revisions), at.key)


def rewritten(folded: Folded, edited: Edited, key: str) -> Turn | None:
    """Return the last turn with its new words, when these are taken in place of the old ones."""
    last = folded.last
    if last is None or last.key != edited.key or not edited.text:
        return None
    if not isinstance(last.act, Said) or folded.state.recommended or _is_unchanged(folded, edited):
        return None
    return replace(last, key=key, act=replace(last.act, text=edited.text))


def _is_unchanged(folded: Folded, edited: Edited) -> bool:
    last = folded.last
    act = last.act if last is not None and last.key == edited.key else None
    return isinstance(act, Said) and tidy(act.text) == tidy(edited.text)
