"""Progress: where a changed state leads, and which messages show the difference."""

from dataclasses import dataclass, replace

from advisors.advice import Advice
from bot.conversation import cards, wording
from bot.conversation.changes import fact_changes, new_presumptions
from bot.conversation.desk import Desk
from bot.conversation.replies import Audience, Card, NoticeCard, Reply
from bot.conversation.state import State
from bot.figures import approach_words, difference, list_changes


@dataclass(frozen=True, slots=True)
class Step:
    """What one turn led to.

    Attributes:
        state: The state after it.
        replies: What it answers by itself, beside the standing messages.
        noted: True when the person should read which facts were taken from the words.
        heeded: False when the turn was none of the advisor's business.
    """

    state: State
    replies: tuple[Reply, ...] = ()
    noted: bool = False
    heeded: bool = True


def reply(key: str, card: Card, audience: Audience = "thread") -> Reply:
    """Return a reply in a place of its own: one a turn, the same when the turn is repeated."""
    return Reply(card, f"reply:{key}", audience)


def notice(key: str, text: str, next_step: str = "", audience: Audience = "thread") -> Reply:
    """Return a short message."""
    return reply(key, NoticeCard(text, next_step), audience)


def problem(key: str, text: str, next_step: str, audience: Audience = "thread") -> Reply:
    """Return a short message about something that could not be done."""
    return reply(key, NoticeCard(text, next_step, "problem"), audience)


def settle(before: State, state: State, desk: Desk) -> tuple[State, Advice | None]:
    """Choose what comes next: a contradiction, a question or the recommendation.

    Returns:
        The settled state, its version counted up when anything changed, and its advice.
    """
    if not state.opened:
        return _counted(before, state), None
    advice = desk.advise(state.facts)
    return _counted(before, _next(state, advice)), advice


def _next(state: State, advice: Advice) -> State:
    asked = state.open
    if state.clashes:
        fact = state.clashes[0].fact
        return state if asked and asked.fact == fact else state.ending("withdrawn").asking(fact)
    if asked is not None and asked.fact in state.facts.values:
        state = state.ending("answered")
    proposed = advice.next_question
    settled = (proposed is None or state.recommended) and not _asked_again(state)
    if state.stopped or settled:
        return replace(state.ending("withdrawn"), recommended=True, misses=0)
    if state.open or proposed is None:
        return state
    return replace(state.asking(proposed.fact), misses=0)


def _asked_again(state: State) -> bool:
    """Tell whether the open question was taken back: it stays open even if it matters little."""
    asked = state.open
    return asked is not None and asked.fact in [one.fact for one in state.asked[:-1]]


def _counted(before: State, state: State) -> State:
    return state if _shown(state) == _shown(before) else replace(state, version=before.version + 1)


def _shown(state: State) -> tuple[object, ...]:
    """Return what the cards show: only that makes an older card stale."""
    facts = (state.facts, state.heard, state.title, state.remark)
    return (*facts, state.asked, state.clashes, state.recommended, state.opened, state.era)


def show(
    before: State, step: Step, advice: Advice | None, desk: Desk, key: str
) -> tuple[Reply, ...]:
    """Return every message that differs between two states, and the replies of the step."""
    after = step.state
    if advice is None:
        return step.replies
    standing = (
        *_roots(before, after, advice, desk),
        *_folds(before, after, advice, desk),
        *_questions(before, after, advice, desk),
        *_recommendations(before, after, advice, desk),
    )
    return (*standing, *_noted(before, step, advice, desk, key), *step.replies)


def _roots(before: State, after: State, advice: Advice, desk: Desk) -> tuple[Reply, ...]:
    same = _on_root(before) == _on_root(after)
    return () if same else (cards.root(after, advice, desk),)


def _on_root(state: State) -> tuple[object, ...]:
    facts = (dict(state.facts.values), state.heard, state.title, state.remark)
    return (*facts, state.open is None, state.recommended, state.opened, state.era)


def _folds(before: State, after: State, advice: Advice, desk: Desk) -> tuple[Reply, ...]:
    """Return the line of each question that ended, or whose line says something else now."""
    lines = {
        one.slot: "" if one.ending == "open" else cards.standing(before, one)
        for one in before.asked
    }
    ended = [
        one
        for one in after.asked
        if one.ending != "open"
        and one.slot in lines
        and lines[one.slot] != cards.standing(after, one)
    ]
    slots = {one.slot for one in after.asked}
    lost = [
        replace(one, ending="withdrawn")
        for one in before.asked
        if one.ending == "open" and one.slot not in slots
    ]
    return tuple(cards.folded(after, one, advice, desk) for one in (*ended, *lost))


def _questions(before: State, after: State, advice: Advice, desk: Desk) -> tuple[Reply, ...]:
    asked = after.open
    if asked is None or (asked == before.open and before.clash == after.clash):
        return ()
    return (cards.question(after, asked, advice, desk),)


def _recommendations(before: State, after: State, advice: Advice, desk: Desk) -> tuple[Reply, ...]:
    if not after.recommended:
        return ()
    if not before.recommended or before.era != after.era:
        return (cards.recommendation(after, advice, desk),)
    if before.facts == after.facts:
        return ()
    if before.facts.values == after.facts.values:
        return (cards.recommendation(after, advice, desk),)
    return (cards.recommendation(after, advice, desk, _changed(before, after, advice, desk)),)


def _changed(before: State, after: State, advice: Advice, desk: Desk) -> str:
    moved = fact_changes(before.facts, after.facts, desk)
    words = {one.fact: one.evidence for one in after.heard if one not in before.heard}
    because = "; ".join(f"you said “{said}”" for said in words.values() if said)
    facts = list_changes(moved) + (f" ({because})" if because else "")
    return f"{facts}. {difference(desk.advise(before.facts), advice)}"


def _noted(before: State, step: Step, advice: Advice, desk: Desk, key: str) -> tuple[Reply, ...]:
    """Say in the thread what was taken from the words, when no new card says it."""
    after = step.state
    facts = before.facts, after.facts
    moved = list_changes((*fact_changes(*facts, desk), *new_presumptions(*facts, desk)))
    fresh = after.open is not None and after.open != before.open
    if not step.noted or not moved or fresh or not before.opened:
        return ()
    if not before.recommended:
        if after.recommended:
            return ()
        return (notice(key, wording.NOTED.format(facts=moved), still_open(after, advice, desk)),)
    change = difference(desk.advise(before.facts), advice)
    return (notice(key, wording.UPDATED.format(facts=moved, verdict=change)),)


def still_open(state: State, advice: Advice | None, desk: Desk) -> str:
    """Recall the open question in a sentence, or ""."""
    if state.open is None or advice is None:
        return ""
    asked = cards.question_of(state, desk.definition(state.open.fact), advice)
    return wording.STILL_OPEN.format(question=asked.text)


def where_we_are(state: State, advice: Advice | None, desk: Desk) -> str:
    """Say in one sentence where the dialogue stands."""
    if advice is None:
        return wording.NOTHING_YET
    known = len(state.facts.values)
    facts = f"{known} fact{'' if known == 1 else 's'} known"
    if state.open is not None:
        left = wording.count_questions(max(advice.questions_left, 1))
        return f"{facts}, {left} left. {still_open(state, advice, desk)}"
    return f"{facts}; I recommend: {approach_words(advice.approach)}."
