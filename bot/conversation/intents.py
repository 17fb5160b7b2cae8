"""Intents: what a person wants with the words they typed, given where the dialogue stands."""

import re
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from advisors import FactError, FoundFact, read_answer
from bot.conversation import openings, wording, words
from bot.conversation.desk import Desk
from bot.conversation.reading import (
    Reading,
    against_known,
    choose_reading,
    clashes_of,
    read_words,
)
from bot.conversation.state import Clash, State
from bot.conversation.turns import Said, Turn
from bot.conversation.verbs import VERBS

Kind: TypeAlias = Literal[
    "quiet",  # people talking to each other
    "empty",
    "noise",  # no letters or digits
    "command",
    "opening",
    "what-if",
    "question",  # for the knowledge base
    "facts",
    "miss",  # no answer to the open question
    "problem",  # a fact that cannot be taken
    "nothing",
]

_ALWAYS_HEARD: Final = frozenset({"mute", "unmute", "reset"})
_OTHER_NAMES: Final = re.compile(r"\bvolume\b")
_NEGATIVE: Final = re.compile(r"^\W*(?:-|−|minus )\s*\d")


@dataclass(frozen=True, slots=True)
class Intent:
    """What the words want.

    Attributes:
        kind: See `Kind`.
        text: The tidied words, without the advisor's name, cut to the longest read.
        given: Length of the text before it was cut.
        word: Name of the command.
        found: Facts the words state, the answer to the open question first.
        clashes: Facts stated in two ways.
        answers: The fact of the open question when the words answer it, or "".
        problem: What could not be taken and what to write instead.
        lent: Names of the facts that only a model found.
        presumed: What the words suggest, or only a model found: assumed, and still asked.
        unplaced: Numbers with their words that no fact has a place for.
    """

    kind: Kind
    text: str = ""
    given: int = 0
    word: str = ""
    found: tuple[FoundFact, ...] = ()
    clashes: tuple[Clash, ...] = ()
    answers: str = ""
    problem: tuple[str, str] = ("", "")
    lent: tuple[str, ...] = ()
    presumed: tuple[FoundFact, ...] = ()
    unplaced: tuple[str, ...] = ()


def understand(
    state: State, turn: Turn, said: Said, desk: Desk, reading: Reading | None = None
) -> Intent:
    """Return what a person's words want.

    Args:
        state: Where the dialogue stands.
        turn: The turn, for its user.
        said: The words.
        desk: The catalogue and the day.
        reading: What a model read in the words; without one the rules read alone.
    """
    whole = words.tidy(said.text)
    text = words.unnamed(whole[: words.LONGEST]) if whole else ""
    plain = Intent("nothing", text, len(whole))
    if not said.addressed and not _meant_for_us(state, turn, said, desk):
        return replace(plain, kind="quiet")
    if word := words.command(text):
        return replace(plain, kind="command", word=word)
    if not text:
        return replace(plain, kind="empty")
    if not words.readable(text):
        return replace(plain, kind="noise")
    return _read(state, plain, desk, reading)


def _read(state: State, plain: Intent, desk: Desk, reading: Reading | None) -> Intent:
    if not state.opened:
        return _opening(state, _facts(state, plain, desk, reading))
    if words.asks_what_if(plain.text):
        return replace(plain, kind="what-if")
    if words.asks(plain.text):
        return replace(plain, kind="question")
    answered = _answer(state, plain, desk, reading)
    return answered or _statement(state, _facts(state, plain, desk, reading))


def _statement(state: State, found: Intent) -> Intent:
    """Decide what words are that are neither a question nor an answer."""
    if found.kind != "nothing":
        return found
    if found.text.endswith("?"):
        return replace(found, kind="question")
    return replace(found, kind="miss") if state.open else found


def _meant_for_us(state: State, turn: Turn, said: Said, desk: Desk) -> bool:
    text = words.tidy(said.text)[: words.LONGEST]
    if words.names_advisor(text):
        return True
    owner = turn.user == state.owner
    if state.muted:
        return owner and words.command(text) == "unmute"
    if words.speaks_to_someone(said.text) or not text:
        return False
    if owner and state.opened and not state.company:
        return True  # the two are alone in the thread: whom else could the owner mean?
    if words.asks_what_if(text) or (words.asks(text) and words.on_topic(text)):
        return state.opened
    return owner and _owner_means_us(state, text, desk)


def _owner_means_us(state: State, text: str, desk: Desk) -> bool:
    if state.awaited:
        return True
    word = words.command(text)
    heard = VERBS[word].heard if word in VERBS else "addressed"
    if word in _ALWAYS_HEARD or heard == "always" or (heard == "asking" and state.open):
        return True
    plain = Intent("nothing", text, len(text))
    if not state.opened or words.asks(text) or word:
        return False
    return _answer(state, plain, desk) is not None


def _answer(
    state: State, plain: Intent, desk: Desk, reading: Reading | None = None
) -> Intent | None:
    """Read the words as an answer to the open question, or to "change the volume to 10k"."""
    named, text = _named(plain.text, desk)
    fact = named or (state.open.fact if state.open else "")
    if not fact:
        return None
    if state.clash and not named:
        chosen = choose_reading(state.clash, text)
        if chosen is not None:
            picked = FoundFact(fact, chosen[0], chosen[1], 0, len(text))
            return replace(plain, kind="facts", found=(picked,), answers=fact)
    try:
        found = read_answer(fact, text, on=desk.on, catalogue=desk.catalogue)
    except FactError as error:
        return replace(plain, kind="problem", problem=_refused(error, text))
    if found is None:
        return None
    if named:
        return replace(plain, kind="facts", found=(found,), answers=fact)
    return _with_others(state, replace(plain, found=(found,), answers=fact), desk, reading)


def _with_others(state: State, plain: Intent, desk: Desk, reading: Reading | None) -> Intent:
    """Add what the words say beside the answer; where a model reads another one, ask."""
    (answer,) = plain.found
    heeded = read_words(plain.text, desk, reading)
    others, lent = (
        tuple(
            one
            for one in found
            if one.name != answer.name and (one.end <= answer.start or one.start >= answer.end)
        )
        for found in (heeded.intake.found, heeded.lent)
    )
    clashes = against_known(state, lent)
    doubted = {one.fact for one in clashes}
    presumed = tuple(one for one in lent if one.name not in doubted)
    doubt = next((one for one in heeded.doubts if one.fact == answer.name), None)
    names = tuple(one.name for one in presumed)
    told = replace(plain, kind="facts", clashes=clashes, lent=names, presumed=presumed)
    if doubt is not None:
        return replace(told, found=others, clashes=(doubt, *clashes), answers="")
    return replace(told, found=(answer, *others))


def _named(text: str, desk: Desk) -> tuple[str, str]:
    """Return the fact that "change the volume to 10k" names and its new value, or ("", text)."""
    wanted = words.change_wanted(text)
    if wanted is None:
        return "", text
    asked = set(_OTHER_NAMES.sub("requests", re.sub(r"[_-]", " ", wanted[0].lower())).split())
    number = any(character.isdigit() for character in wanted[1])
    best: tuple[tuple[bool, bool], str] | None = None
    for name, definition in desk.catalogue.facts.items():
        label = definition.label.lower()
        if not asked <= {*label.split(), *name.split("_")}:
            continue
        fit = ((definition.kind == "number") is number, label.split()[0] in asked)
        best = (fit, name) if best is None or fit > best[0] else best
    return (best[1], wanted[1]) if best else ("", text)


def _refused(error: FactError, text: str) -> tuple[str, str]:
    """Return what is wrong with a value and what to write instead."""
    if _NEGATIVE.search(text):
        return wording.NEGATIVE.format(words=text[: wording.SAID_BACK_SHORT]), error.mend
    return str(error), error.mend


def _facts(state: State, plain: Intent, desk: Desk, reading: Reading | None) -> Intent:
    heeded = read_words(plain.text, desk, reading)
    intake = heeded.intake
    against = against_known(state, heeded.lent)
    doubted = {one.fact for one in against}
    found = intake.found
    presumed = tuple(one for one in intake.presumed if one.name not in doubted)
    clashes = (*clashes_of(intake), *against)
    first = next(((one.what, one.mend) for one in intake.problems), ("", ""))
    plain = replace(plain, unplaced=intake.unplaced)
    if found or clashes or presumed:
        lent = tuple(one.name for one in heeded.lent if one.name not in doubted)
        told = replace(plain, found=found, clashes=clashes, problem=first, lent=lent)
        return replace(told, kind="facts", presumed=presumed)
    return replace(plain, kind="problem", problem=first) if first[0] else plain


def _opening(state: State, found: Intent) -> Intent:
    """Decide whether the first words are a use case, a question about the guidance, or neither."""
    text = found.text
    if openings.orders_us(text) and len(found.found) <= 1:
        return replace(found, kind="nothing")
    told = found.kind in {"facts", "problem"}
    if openings.supposes(text):
        return replace(found, kind="question")
    if openings.only_asks(text) and not openings.tells_task(text):
        return replace(found, kind="opening" if told and words.about_us(text) else "question")
    if told or openings.tells_task(text):
        return replace(found, kind="opening")
    awaited = state.awaited and openings.count_words(text) > 1
    return replace(found, kind="opening" if awaited else "nothing")
