"""Pressing: what a button leads to; a card of an earlier step is refused and nothing is lost."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeAlias

from advisors import FactError, FactValue, read_answer, read_text, read_value
from bot.conversation import cards, commands, trying, wording
from bot.conversation.desk import Desk
from bot.conversation.forms import FeedbackForm
from bot.conversation.progress import Step, notice, problem, reply, where_we_are
from bot.conversation.state import Heard, State
from bot.conversation.turns import Pressed

_Press: TypeAlias = Callable[[State, Pressed, str, Desk], Step]


def take_press(state: State, pressed: Pressed, key: str, desk: Desk) -> Step:
    """Return what a button leads to."""
    action = _ACTIONS.get(pressed.verb)
    if action is None:
        return Step(state, (problem(key, wording.UNKNOWN_BUTTON, wording.NO_FACT_NEXT, "user"),))
    if not state.opened:
        return Step(state, (problem(key, wording.STALE, wording.TELL_ME, "user"),))
    return action(state, pressed, key, desk)


def _answer(state: State, pressed: Pressed, key: str, desk: Desk) -> Step:
    """Take an answer; one to a question that is no longer open counts only while nothing is known."""
    fact, asked = pressed.fact, state.open
    doubted = state.clash is not None and state.clash.fact == fact
    known = not doubted and (fact in state.facts.values or fact in state.facts.skipped)
    if not desk.knows(fact) or known or pressed.version < state.since:
        return _stale(state, pressed, key, desk)
    at_hand = asked is not None and asked.fact == fact
    try:
        value = read_choice(fact, pressed.value, desk)
    except FactError as error:
        why = f"{error} {error.mend}" if pressed.value else wording.NUMBER_MISSING
        return _refused(state, why, desk) if at_hand else _stale(state, pressed, key, desk)
    answered = state.hearing(Heard(fact, "", "chosen"), value)
    if not at_hand:
        return Step(answered, noted=True)
    return Step(replace(answered.ending("answered"), misses=0), noted=state.recommended)


def read_choice(fact: str, text: str, desk: Desk) -> FactValue:
    """Read a value from a card or a form: a level, a number, or plain words like "2k a day".

    Raises:
        FactError: The text is not an answer, or out of range.
    """
    definition = desk.definition(fact)
    try:
        return read_value(definition, text)
    except FactError as refused:
        found = read_answer(fact, text, on=desk.on, catalogue=desk.catalogue)
        if found is None:
            raise FactError(
                fact, wording.NOT_A_VALUE.format(words=text[: wording.SAID_BACK]), refused.mend
            ) from refused
        return found.value


def _stale(state: State, pressed: Pressed, key: str, desk: Desk) -> Step:
    advice = desk.advise(state.facts)
    known = state.facts.get(pressed.fact)
    if known is not None and desk.knows(pressed.fact) and str(known) == pressed.value:
        label = desk.definition(pressed.fact).label
        done = wording.ALREADY_DONE.format(fact=f"{label}: {desk.show(pressed.fact, known)}")
        return Step(state, (notice(key, done, "", "user"),))
    now = wording.STALE_NEXT.format(now=where_we_are(state, advice, desk))
    return Step(state, (problem(key, wording.STALE, now, "user"),))


def _refused(state: State, why: str, desk: Desk) -> Step:
    after = replace(state, misses=state.misses + 1)
    if after.open is None:
        return Step(after)
    return Step(after, (cards.question(after, after.open, desk.advise(state.facts), desk, why),))


def _on_question(action: Callable[[State, str, Desk], Step]) -> _Press:
    def press(state: State, pressed: Pressed, key: str, desk: Desk) -> Step:
        other = state.open is None or (pressed.fact and state.open.fact != pressed.fact)
        return _stale(state, pressed, key, desk) if other else action(state, key, desk)

    return press


def _why(state: State, key: str, desk: Desk) -> Step:
    return commands.why(state, key, desk, "user")


def _plain(action: Callable[[State, str, Desk], Step]) -> _Press:
    def press(state: State, _pressed: Pressed, key: str, desk: Desk) -> Step:
        return action(state, key, desk)

    return press


def _command(word: str) -> _Press:
    def press(state: State, _pressed: Pressed, key: str, desk: Desk) -> Step:
        return commands.run(word, state, key, desk)

    return press


def _edit(state: State, pressed: Pressed, key: str, desk: Desk) -> Step:
    return commands.edit(state, pressed.fact or pressed.value, key, desk)


def _more(state: State, pressed: Pressed, key: str, desk: Desk) -> Step:
    return commands.more(state, pressed.value, key, desk)


def _keep(state: State, pressed: Pressed, key: str, desk: Desk) -> Step:
    return trying.keep(state, pressed.value, pressed.version, key, desk)


def _drop(state: State, pressed: Pressed, key: str, desk: Desk) -> Step:
    return trying.drop(state, pressed.value, key, desk)


def _helpful(state: State, _pressed: Pressed, key: str, _desk: Desk) -> Step:
    return Step(state, (notice(key, wording.THANKS_FEEDBACK, "", "user"),))


def _unhelpful(state: State, _pressed: Pressed, key: str, _desk: Desk) -> Step:
    return Step(state, (reply(key, FeedbackForm(helpful=False), "form"),))


def _reread(state: State, pressed: Pressed, key: str, desk: Desk) -> Step:
    place = int(pressed.value) if pressed.value.isdecimal() else len(state.revisions)
    text = state.revisions[place][1] if place < len(state.revisions) else ""
    if not text:
        return _stale(state, pressed, key, desk)
    intake = read_text(text, on=desk.on, catalogue=desk.catalogue)
    after = state
    for one in intake.found:
        after = after.hearing(Heard(one.name, one.evidence, "said"), one.value)
    used = tuple((k, "" if n == place else t) for n, (k, t) in enumerate(state.revisions))
    if after.facts == state.facts:
        return Step(replace(after, revisions=used), (notice(key, wording.REREAD_NOTHING),))
    return Step(replace(after, revisions=used), noted=True)


_ACTIONS: Final[dict[str, _Press]] = {
    "answer": _answer,
    "why": _on_question(_why),
    "skip": _on_question(commands.skip),
    "back": _on_question(commands.back),
    "stop": _on_question(commands.stop),
    "edit": _edit,
    "edit-all": _edit,
    "more": _more,
    "what-if": _plain(commands.what_if),
    "keep": _keep,
    "drop": _drop,
    "details": _plain(commands.details),
    "calculation": _plain(commands.calculation),
    "chart": _plain(commands.chart),
    "csv": _command("csv"),
    "json": _command("json"),
    "helpful": _helpful,
    "unhelpful": _unhelpful,
    "private": _command("private"),
    "reread": _reread,
}
