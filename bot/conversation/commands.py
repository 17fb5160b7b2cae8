"""Commands: what can be asked for in one word or by one button, wherever it comes from."""

from collections.abc import Callable
from dataclasses import replace
from typing import Final, TypeAlias

from advisors.facts import Facts
from bot.conversation import cards, trying, wording
from bot.conversation.desk import Desk
from bot.conversation.fields import WHOLE, edit_form
from bot.conversation.forms import TextForm
from bot.conversation.history import HistoryCard
from bot.conversation.pricing import introduce_chart, introduce_export
from bot.conversation.progress import Step, notice, problem, reply, where_we_are
from bot.conversation.prospects import tell_prospects
from bot.conversation.replies import (
    Audience,
    CalculationCard,
    FileCard,
    HelpCard,
    NoticeCard,
    Reply,
    Shape,
)
from bot.conversation.state import State
from bot.conversation.verbs import button

_Command: TypeAlias = Callable[[State, str, Desk], Step]


def run(word: str, state: State, key: str, desk: Desk) -> Step:
    """Do what a command asks for.

    Args:
        word: Its name, as `bot.conversation.words.command` returns it.
        state: Where the dialogue stands.
        key: Id of the turn.
        desk: The catalogue and the day.
    """
    return _COMMANDS[word](state, key, desk)


def _help(state: State, key: str, _desk: Desk) -> Step:
    return Step(state, (reply(key, HelpCard()),))


def _status(state: State, key: str, desk: Desk) -> Step:
    advice = desk.advise(state.facts) if state.opened else None
    next_step = "" if state.opened else wording.TELL_ME_NEXT
    return Step(state, (notice(key, where_we_are(state, advice, desk), next_step),))


def _history(state: State, key: str, _desk: Desk) -> Step:
    return Step(state, (reply(key, HistoryCard(), "user"),))


def _mute(state: State, key: str, _desk: Desk) -> Step:
    muted = replace(state, muted=True)
    return Step(muted, (notice(key, wording.MUTED, wording.MUTED_NEXT),))


def _unmute(state: State, key: str, _desk: Desk) -> Step:
    return Step(replace(state, muted=False), (notice(key, wording.UNMUTED),))


def _reset(state: State, key: str, _desk: Desk) -> Step:
    version = state.version + 1
    fresh = State(version, state.era + 1, version, state.owner, awaited=True)
    folds = (_fold_open(state),) if state.open else ()
    return Step(fresh, (*folds, notice(key, wording.RESET, wording.TELL_ME)))


def _fold_open(state: State) -> Reply:
    """Return the open question folded as withdrawn, for a dialogue that starts over."""
    asked = state.asked[-1]
    card = NoticeCard(wording.WITHDRAWN)
    return Reply(card, asked.slot)


def stop(state: State, key: str, _desk: Desk) -> Step:
    """Stop asking and recommend now."""
    if state.recommended and state.open is None:
        return Step(state, (notice(key, wording.ALREADY_RECOMMENDED, wording.NO_QUESTION_NEXT),))
    return Step(replace(state, stopped=True, clashes=()))


def skip(state: State, key: str, _desk: Desk) -> Step:
    """Mark the open question as one that nobody can answer."""
    if state.open is None:
        return Step(state, (notice(key, wording.NO_QUESTION, wording.NO_QUESTION_NEXT),))
    skipped = state.skipping(state.open.fact).ending("skipped")
    return Step(replace(skipped, misses=0))


def back(state: State, key: str, _desk: Desk) -> Step:
    """Take the last answer back and ask again, also where the recommendation stands already."""
    answered = [one for one in state.asked if one.ending in {"answered", "skipped"}]
    if state.stopped and not answered:
        answered = list(state.asked[-1:])  # the question that the stop left unanswered
    if not answered:
        said = wording.NO_QUESTION if state.recommended else wording.NOTHING_BACK
        mend = wording.NO_QUESTION_NEXT if state.recommended else wording.NOTHING_BACK_NEXT
        return Step(state, (notice(key, said, mend),))
    last = answered[-1]
    asked = tuple(replace(one, ending="withdrawn") if one == last else one for one in state.asked)
    again = replace(state, asked=asked).ending("withdrawn").forgetting(last.fact).asking(last.fact)
    return Step(replace(again, misses=0, stopped=False))


def why(state: State, key: str, desk: Desk, audience: Audience = "thread") -> Step:
    """Explain the open question by what each of its answers would do to the recommendation."""
    if state.open is None:
        return Step(state, (notice(key, wording.NO_QUESTION, wording.NO_QUESTION_NEXT, audience),))
    definition = desk.definition(state.open.fact)
    asked = cards.question_of(state, definition, desk.advise(state.facts))
    stands, answers = tell_prospects(state, asked, desk)
    example = wording.EXAMPLE.format(example=definition.example)
    return Step(state, (notice(key, stands, f"{answers}\n{example}".strip(), audience),))


def _private(state: State, key: str, _desk: Desk) -> Step:
    return Step(state, (notice(key, wording.PRIVATE, wording.PRIVATE_NEXT, "user"),))


def _thanks(state: State, key: str, desk: Desk) -> Step:
    advice = desk.advise(state.facts) if state.open else None
    open_now = where_we_are(state, advice, desk) if state.open else ""
    return Step(state, (notice(key, wording.THANKS, open_now),))


def edit(state: State, fact: str, key: str, desk: Desk) -> Step:
    """Open the form at one fact, or at all of them when `fact` is ""."""
    if fact and not desk.knows(fact):
        return Step(state, (problem(key, wording.UNKNOWN_BUTTON, wording.NO_FACT_NEXT, "user"),))
    return Step(state, (reply(key, edit_form(state, fact, desk), "form"),))


def more(state: State, level: str, key: str, desk: Desk) -> Step:
    """Show the form of everything with its next group of facts."""
    shown = int(level) if level.isdecimal() else WHOLE
    return Step(state, (reply(key, edit_form(state, "", desk, shown), "form"),))


def _edit_all(state: State, key: str, desk: Desk) -> Step:
    return edit(state, "", key, desk)


def what_if(state: State, key: str, _desk: Desk) -> Step:
    """Open the form for a what-if."""
    return Step(state, (reply(key, TextForm("what-if", state.version), "form"),))


def calculation(state: State, key: str, desk: Desk) -> Step:
    """Show the whole calculation."""
    if not state.recommended:
        return Step(state, (notice(key, wording.NOT_YET, wording.NOT_YET_NEXT),))
    card = CalculationCard(desk.advise(state.facts), desk.labels())
    return Step(state, (reply(key, card),))


def details(state: State, key: str, desk: Desk) -> Step:
    """Open everything behind the recommendation in a window."""
    if not state.recommended:
        return Step(state, (notice(key, wording.NOT_YET, wording.NOT_YET_NEXT, "user"),))
    return Step(state, (reply(key, cards.details(state, desk.advise(state.facts), desk), "form"),))


def chart(state: State, key: str, desk: Desk) -> Step:
    """Draw the cost chart."""
    if not state.recommended:
        return Step(state, (notice(key, wording.NOT_YET, wording.NOT_YET_NEXT),))
    advice = desk.advise(state.facts)
    words, alt = introduce_chart(advice)
    return Step(state, (reply(key, FileCard(advice, words, alt)),))


def _export(shape: Shape) -> _Command:
    """Return the command that sends the costs as a file for spreadsheets, or for programs."""

    def send(state: State, key: str, desk: Desk) -> Step:
        if not state.recommended:
            return Step(state, (notice(key, wording.NOT_YET, wording.NOT_YET_NEXT),))
        advice = desk.advise(state.facts)
        card = FileCard(advice, introduce_export(advice, shape), shape=shape)
        return Step(state, (reply(key, card),))

    return send


def _keep(state: State, key: str, desk: Desk) -> Step:
    return trying.keep(state, trying.last(state), None, key, desk)


def _drop(state: State, key: str, desk: Desk) -> Step:
    return trying.drop(state, trying.last(state), key, desk)


def reread_offer(state: State, index: int, key: str) -> Step:
    """Offer to use the edited words; nothing changes without a click."""
    actions = ((wording.REREAD_BUTTON, button("reread", "", str(index), state.version)),)
    return Step(
        state, (reply(key, NoticeCard(wording.EDITED, wording.EDITED_NEXT, "info", actions)),)
    )


def tell_deleted(before: Facts, after: Facts, key: str, desk: Desk) -> Reply:
    """Say that a deleted message is erased, and which facts went with it."""
    gone = [name for name in before.values if after.get(name) is None and desk.knows(name)]
    labels = ", ".join(desk.definition(name).label for name in gone)
    return notice(key, wording.DELETED, wording.DELETED_FACTS.format(facts=labels) if gone else "")


_COMMANDS: Final[dict[str, _Command]] = {
    "help": _help,
    "greeting": _help,
    "status": _status,
    "history": _history,
    "mute": _mute,
    "unmute": _unmute,
    "reset": _reset,
    "stop": stop,
    "skip": skip,
    "back": back,
    "why": why,
    "private": _private,
    "thanks": _thanks,
    "edit-all": _edit_all,
    "chart": chart,
    "csv": _export("csv"),
    "json": _export("json"),
    "calculation": calculation,
    "keep": _keep,
    "drop": _drop,
}
