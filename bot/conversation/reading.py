"""Reading: what a language model understood of a turn's words, beside what the rules read."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from advisors import Conflict, Facts, FactValue, FoundFact, Intake, read_text
from bot.conversation import wording
from bot.conversation.desk import Desk
from bot.conversation.state import Clash, State

Kind: TypeAlias = Literal["facts", "changes"]
"""What words tell: facts of the use case, or changes that somebody supposes."""
_ORDINALS: Final = {"first": 0, "second": 1, "last": -1, "former": 0, "latter": -1}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that a language model may read before the turn is taken in.

    Attributes:
        kind: What to look for.
        text: The words as the dialogue reads them.
        rules: What the rules found in them.
        facts: What is known already.
    """

    kind: Kind
    text: str
    rules: Intake
    facts: Facts


@dataclass(frozen=True, slots=True)
class Reading:
    """What rules and model read together; it is kept with its turn, and never asked for again.

    Attributes:
        kind: What was looked for.
        intake: What was found, each fact with the person's own words.
    """

    kind: Kind
    intake: Intake


@dataclass(frozen=True, slots=True)
class Heeded:
    """What counts of some words.

    Attributes:
        intake: Facts and doubts of rules and model.
        lent: The facts among them that only the model found: presumed, or to be tried.
        doubts: The doubts that only the model has.
    """

    intake: Intake
    lent: tuple[FoundFact, ...] = ()
    doubts: tuple[Clash, ...] = ()


def read_words(text: str, desk: Desk, reading: Reading | None) -> Heeded:
    """Return the facts that a text states."""
    rules = read_text(text, on=desk.on, catalogue=desk.catalogue)
    return add(rules, reading, "facts", text, desk)


def add(rules: Intake, reading: Reading | None, kind: Kind, text: str, desk: Desk) -> Heeded:
    """Return what the rules read with what a model adds.

    The rules are read anew each time: what they find counts as they find it, unless the model read
    the same words in another way, which is asked about; until then the rules' reading is presumed.
    What only the model read of a use case is presumed; changes that somebody only supposes are
    tried. A reading of other words says nothing here.
    """
    if reading is None or reading.kind != kind:
        return Heeded(rules)
    read = _fitting(reading.intake, text, desk)
    unsure = {one.fact for one in rules.conflicts} | {one.fact for one in rules.problems}
    doubts = tuple(one for one in read.conflicts if one.fact not in unsure)
    doubted = {one.fact for one in doubts}
    known = {one.name for one in (*rules.found, *rules.presumed)} | unsure | doubted
    lent = tuple(one for one in read.found if one.name not in known)
    held = tuple(one for one in rules.found if one.name in doubted)
    stated = tuple(one for one in rules.found if one.name not in doubted)
    tried = lent if kind == "changes" else ()
    presumed = () if kind == "changes" else (*rules.presumed, *held, *lent)
    intake = Intake(
        tuple(sorted((*stated, *tried), key=_place)),
        tuple(sorted((*rules.conflicts, *doubts), key=lambda one: one.fact)),
        rules.problems,
        tuple(sorted(presumed, key=_place)),
        tuple(one for one in rules.unplaced if not any(one in each.evidence for each in lent)),
    )
    return Heeded(intake, lent, tuple(_clash(one) for one in doubts))


def _place(found: FoundFact) -> tuple[int, int, str]:
    return found.start, found.end, found.name


def _fitting(read: Intake, text: str, desk: Desk) -> Intake:
    """Return what is about facts there are and stands in the text, letter for letter."""
    found = (*read.found, *read.presumed)
    return Intake(
        tuple(one for one in found if _stands([one], text, desk)),
        tuple(one for one in read.conflicts if _stands(one.candidates, text, desk)),
    )


def _stands(found: Iterable[FoundFact], text: str, desk: Desk) -> bool:
    return all(desk.knows(one.name) and text[one.start : one.end] == one.evidence for one in found)


def clashes_of(intake: Intake) -> tuple[Clash, ...]:
    """Return the doubts of a reading as contradictions to be settled."""
    return tuple(_clash(one) for one in intake.conflicts)


def _clash(conflict: Conflict) -> Clash:
    return Clash(conflict.fact, tuple((one.value, one.evidence) for one in conflict.candidates))


def against_known(state: State, lent: Iterable[FoundFact]) -> tuple[Clash, ...]:
    """Return where a model reads another value than is known: a person decides, not the model."""
    words = {one.fact: one.evidence for one in state.heard}
    known = state.facts.values
    return tuple(
        Clash(
            one.name,
            (
                (known[one.name], words.get(one.name) or wording.NOTED_BEFORE),
                (one.value, one.evidence),
            ),
        )
        for one in lent
        if one.name in known and known[one.name] != one.value
    )


def choose_reading(clash: Clash, text: str) -> tuple[FactValue, str] | None:
    """Return the reading that words like "the first" or the quoted words pick, or None."""
    for ordinal, place in _ORDINALS.items():
        if _says(text, ordinal):
            return clash.readings[place]
    return next((one for one in clash.readings if _says(text, one[1])), None)


def _says(text: str, phrase: str) -> bool:
    """Tell whether a text holds a phrase as whole words."""
    return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text, re.IGNORECASE) is not None
