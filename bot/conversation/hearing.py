"""Hearing: the words of a turn and where the dialogue stands when they are taken in."""

from dataclasses import dataclass, replace
from typing import Final

from advisors import FactError, read_text
from bot.conversation.consultation import Consultation, RecordedTurn
from bot.conversation.desk import Desk
from bot.conversation.folding import fold, refolds, rewritten
from bot.conversation.intents import Intent, understand
from bot.conversation.reading import Wanted
from bot.conversation.state import State
from bot.conversation.trying import changes_in
from bot.conversation.turns import Edited, Said, Submitted, Turn
from bot.conversation.words import LONGEST, change_wanted, tidy

SHORTEST: Final = 12
"""Characters below which words say nothing that the rules miss: "yes", "about 2k"."""
_SILENT: Final = frozenset({"quiet", "empty", "noise", "command", "question", "problem"})


@dataclass(frozen=True, slots=True)
class Words:
    """Words, and the state that they meet.

    Attributes:
        turn: What was said, or the form that was sent in.
        state: Where the dialogue stands.
    """

    turn: Turn
    state: State


def words_of(consultation: Consultation, turn: Turn, desk: Desk) -> Words | None:
    """Return the words that a turn brings in; None when it brings none."""
    if consultation.has(turn.key) or not isinstance(turn.act, Said | Submitted | Edited):
        return None
    grown = consultation.taking(RecordedTurn(turn, desk.on))
    if not refolds(consultation, grown, turn):
        return Words(turn, consultation.state)
    earlier = grown.turns[: [kept.turn.key for kept in grown.turns].index(turn.key)]
    folded, _ = fold(earlier, desk)
    if not isinstance(turn.act, Edited):
        return Words(turn, folded.state)
    again = rewritten(folded, turn.act, turn.key)
    return Words(again, folded.before) if again else None


def words_to_read(consultation: Consultation, turn: Turn, desk: Desk) -> Wanted | None:
    """Return the words that a language model may read before `converse`; None when there are none.

    They are the same that the dialogue reads, so that what a model finds has its place in them.
    """
    heard = words_of(consultation, turn, desk)
    if heard is None:
        return None
    wanted = _said(heard, desk) if isinstance(heard.turn.act, Said) else _sent(heard, desk)
    return wanted if wanted and len(wanted.text) >= SHORTEST else None


def _said(heard: Words, desk: Desk) -> Wanted | None:
    said = heard.turn.act
    if not isinstance(said, Said):
        return None
    intent = understand(heard.state, heard.turn, said, desk)
    if intent.kind in _SILENT:
        return None
    if intent.answers and (heard.state.clash or change_wanted(intent.text)):
        return None  # one fact is chosen, and nothing else is read
    if intent.kind == "what-if":
        return _changes(heard, intent.text, desk)
    return _facts(heard, intent, desk)


def _sent(heard: Words, desk: Desk) -> Wanted | None:
    """Return the words of a form: a use case, or a change to try."""
    form = heard.turn.act
    if not isinstance(form, Submitted) or form.form not in {"start", "what-if"}:
        return None
    text = dict(form.values).get("text", "")
    if form.form == "what-if":
        return _changes(heard, text, desk) if heard.state.opened else None
    met = replace(heard.state, owner=heard.state.owner or heard.turn.user, opened=False)
    return _said(Words(replace(heard.turn, act=Said(text, "shortcut")), met), desk)


def _changes(heard: Words, text: str, desk: Desk) -> Wanted | None:
    try:
        rules = changes_in(text, heard.state, desk)
    except FactError:
        return None  # the dialogue says what is wrong with it
    return Wanted("changes", tidy(text)[:LONGEST], rules, heard.state.facts)


def _facts(heard: Words, intent: Intent, desk: Desk) -> Wanted:
    """Return words that state facts; the answer to the open question is read already."""
    rules = read_text(intent.text, on=desk.on, catalogue=desk.catalogue)
    if intent.answers:
        sure = tuple(one for one in rules.conflicts if one.fact != intent.answers)
        rules = replace(rules, found=intent.found, conflicts=sure)
    return Wanted("facts", intent.text, rules, heard.state.facts)
