"""Saying: what a person's words lead to."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from bot.conversation import commands, wording
from bot.conversation.case import about_this_case
from bot.conversation.desk import Desk
from bot.conversation.intents import Intent, understand
from bot.conversation.languages import is_english
from bot.conversation.progress import Step, notice, problem, reply, still_open
from bot.conversation.reading import Reading
from bot.conversation.replies import AnswerCard
from bot.conversation.state import Heard, Origin, State
from bot.conversation.titles import title_of
from bot.conversation.trying import try_changes
from bot.conversation.turns import Said, Turn
from bot.conversation.verbs import VERBS
from bot.conversation.words import LONGEST
from knowledge.answers.answer import Answer

MISSES_BEFORE_SKIP: Final = 2


@dataclass(frozen=True, slots=True)
class TurnContext:
    """A turn on the desk.

    Attributes:
        turn: Who acted and how.
        desk: What is at hand.
        answer: The guidance's answer, if asked for.
        reading: What a model read in the words, if there is one.
    """

    turn: Turn
    desk: Desk
    answer: Answer | None = None
    reading: Reading | None = None

    @property
    def key(self) -> str:
        """Unique id of the turn."""
        return self.turn.key


def take_words(state: State, said: Said, at: TurnContext) -> Step:
    """Return what the words lead to; talk between people leads to nothing."""
    intent = understand(state, at.turn, said, at.desk, at.reading)
    if intent.kind == "quiet":
        return Step(_joined(state, at.turn), heeded=False)
    met = replace(state, owner=state.owner or at.turn.user)
    return _ACTIONS[intent.kind](_joined(met, at.turn), intent, at)


def _joined(state: State, turn: Turn) -> State:
    return state if turn.user == state.owner else replace(state, company=True)


def _empty(state: State, _intent: Intent, at: TurnContext) -> Step:
    if state.opened:
        return commands.run("status", state, at.key, at.desk)
    return _ask_for_case(state, at, wording.TELL_ME)


def _noise(state: State, _intent: Intent, at: TurnContext) -> Step:
    if not state.opened:
        return _ask_for_case(state, at, f"{wording.UNREADABLE} {wording.TELL_ME}")
    return _miss_or_nothing(state, at, wording.UNREADABLE)


def _ask_for_case(state: State, at: TurnContext, text: str) -> Step:
    act = at.turn.act
    alone = isinstance(act, Said) and act.surface == "command"
    said = notice(at.key, text, wording.TELL_ME_NEXT, "user" if alone else "thread")
    return Step(replace(state, awaited=True), (said,))


def _command(state: State, intent: Intent, at: TurnContext) -> Step:
    if not state.opened and intent.word == "greeting":
        return _ask_for_case(state, at, wording.GREETING)
    if not state.opened and intent.word in VERBS and VERBS[intent.word].needs_case:
        return _ask_for_case(state, at, f"{wording.NOTHING_YET} {wording.TELL_ME}")
    return commands.run(intent.word, state, at.key, at.desk)


def open_case(state: State, intent: Intent, at: TurnContext) -> Step:
    """Begin a consultation with the use case in a person's words."""
    lent = ", ".join(at.desk.definition(name).label for name in intent.lent)
    remarks = (
        wording.CUT.format(read=LONGEST, given=intent.given) if intent.given > LONGEST else "",
        "" if is_english(intent.text) else wording.NOT_ENGLISH,
        " ".join(intent.problem).strip(),
        wording.LENT.format(facts=lent) if lent else "",
    )
    opened = replace(
        state,
        opened=True,
        awaited=False,
        title=title_of(intent.text),
        unplaced=intent.unplaced,
        remark=" ".join(remark for remark in remarks if remark),
    )
    return Step(_heard(opened, intent))


def _heard(state: State, intent: Intent) -> State:
    for one in intent.found:
        state = state.hearing(Heard(one.name, one.evidence, "said"), one.value)
    names = {clash.fact for clash in intent.clashes}
    kept = tuple(clash for clash in state.clashes if clash.fact not in names)
    for one in intent.presumed:
        origin: Origin = "lent" if one.name in intent.lent else "suggested"
        state = state.suggesting(Heard(one.name, one.evidence, origin), one.value)
    return replace(state, clashes=(*kept, *intent.clashes))


def _facts(state: State, intent: Intent, at: TurnContext) -> Step:
    after = replace(_heard(state, intent), misses=0)
    if intent.answers and state.open and state.open.fact == intent.answers:
        after = after.ending("answered")
    if after.facts == state.facts and after.open == state.open and after.clashes == state.clashes:
        told = wording.KNOWN_ALREADY.format(facts=_known(after, intent, at.desk))
        return Step(after, (notice(at.key, told, _open(after, at)),))
    warned = () if not intent.problem[0] else (problem(f"{at.key}:problem", *intent.problem),)
    return Step(after, warned, noted=not warned)


def _known(state: State, intent: Intent, desk: Desk) -> str:
    """Say what is known, or presumed, of the facts that words speak of."""
    names = dict.fromkeys(one.name for one in (*intent.found, *intent.presumed))
    facts = state.facts
    return ", ".join(
        f"{desk.definition(name).label}: "
        + (
            desk.show(name, facts.values[name])
            if name in facts.values
            else f"{desk.show(name, facts.presumed[name])} (presumed)"
        )
        for name in names
    )


def _open(state: State, at: TurnContext) -> str:
    advice = at.desk.advise(state.facts) if state.open else None
    return still_open(state, advice, at.desk)


def _what_if(state: State, intent: Intent, at: TurnContext) -> Step:
    return try_changes(state, intent.text, at.key, at.desk, at.reading)


def _question(state: State, intent: Intent, at: TurnContext) -> Step:
    case = about_this_case(state, intent.text, at.desk) if state.opened else ""
    resume = _open(state, at) if state.opened else wording.TELL_ME_FOR_CASE
    after = state if state.opened else replace(state, awaited=True)
    if at.answer is None and not case:
        return Step(after, (problem(at.key, wording.SEARCH_FAILED, wording.SEARCH_FAILED_NEXT),))
    answer = at.answer or Answer(wording.SEARCH_FAILED, grounded=False, citations=())
    return Step(after, (reply(at.key, AnswerCard(intent.text, answer, case, resume=resume)),))


def _miss(state: State, intent: Intent, at: TurnContext) -> Step:
    shown = intent.text[: wording.SAID_BACK] + ("…" if len(intent.text) > wording.SAID_BACK else "")
    return _miss_or_nothing(state, at, wording.NOT_READ.format(words=shown))


def _miss_or_nothing(state: State, at: TurnContext, what: str) -> Step:
    asked = state.open
    if asked is None:
        return Step(state, (problem(at.key, what, wording.NO_FACT_NEXT),))
    after = replace(state, misses=state.misses + 1)
    definition = at.desk.definition(asked.fact)
    if after.misses >= MISSES_BEFORE_SKIP:
        mend = wording.OFFER_SKIP.format(question=definition.question)
    else:
        mend = wording.NOT_READ_NEXT.format(
            question=definition.question, example=definition.example
        )
    return Step(after, (problem(at.key, what, mend),))


def _problem(state: State, intent: Intent, at: TurnContext) -> Step:
    what, mend = intent.problem
    after = replace(state, misses=state.misses + 1) if state.open else state
    return Step(after, (problem(at.key, what, f"{mend} {_open(after, at)}".strip()),))


def _nothing(state: State, _intent: Intent, at: TurnContext) -> Step:
    if not state.opened:
        return _ask_for_case(state, at, wording.TELL_ME)
    return Step(state, (problem(at.key, wording.NO_FACT, wording.NO_FACT_NEXT),))


_Action: TypeAlias = Callable[[State, Intent, TurnContext], Step]
_ACTIONS: Final[dict[str, _Action]] = {
    "empty": _empty,
    "noise": _noise,
    "command": _command,
    "opening": open_case,
    "what-if": _what_if,
    "question": _question,
    "facts": _facts,
    "miss": _miss,
    "problem": _problem,
    "nothing": _nothing,
}
