"""Trying: what-ifs, recalculated beside the recommendation that stands."""

from dataclasses import replace
from urllib.parse import parse_qsl, urlencode

from advisors import Conflict, FactError, FactValue, Intake, read_changes, read_value
from bot.conversation import wording
from bot.conversation.changes import fact_changes
from bot.conversation.desk import Desk
from bot.conversation.progress import Step, notice, problem
from bot.conversation.reading import Reading, add
from bot.conversation.replies import FoldedCard, Reply, WhatIfCard
from bot.conversation.state import Heard, State
from bot.conversation.words import LONGEST, tidy
from bot.figures import list_changes


def try_changes(
    state: State, text: str, key: str, desk: Desk, reading: Reading | None = None
) -> Step:
    """Recalculate with the changes a text speaks of; the facts stay as they are."""
    try:
        intake = changes_in(text, state, desk, reading)
    except FactError as error:
        return Step(state, (problem(key, str(error), error.mend),))
    if intake.conflicts:
        told = _two_ways(intake.conflicts[0], desk)
        return Step(state, (problem(key, told, wording.UNCLEAR_CHANGE_NEXT),))
    if not intake.found:
        return Step(state, (problem(key, wording.UNCLEAR_CHANGE, wording.UNCLEAR_CHANGE_NEXT),))
    return _try(state, {one.name: one.value for one in intake.found}, key, desk)


def changes_in(text: str, state: State, desk: Desk, reading: Reading | None = None) -> Intake:
    """Return the changes that a text supposes.

    Raises:
        FactError: A supposed number is negative, absurd or in another currency.
    """
    words = tidy(text)[:LONGEST]
    rules = Intake(read_changes(words, state.facts, on=desk.on, catalogue=desk.catalogue))
    return add(rules, reading, "changes", words, desk).intake


def _two_ways(conflict: Conflict, desk: Desk) -> str:
    readings = " or ".join(desk.show(one.name, one.value) for one in conflict.candidates)
    label = desk.definition(conflict.fact).label
    return wording.TWO_WAYS.format(label=label, readings=readings)


def _try(state: State, changes: dict[str, FactValue], key: str, desk: Desk) -> Step:
    tried = state.facts.changed(changes)
    moved = fact_changes(state.facts, tried, desk)
    if not moved:
        return Step(state, (notice(key, wording.SAME_FACTS),))
    encoded = encode(changes)
    card = WhatIfCard(moved, desk.advise(state.facts), desk.advise(tried), encoded, state.version)
    slot = f"reply:{key}"
    return Step(replace(state, what_ifs=(*state.what_ifs, (slot, encoded))), (Reply(card, slot),))


def encode(changes: dict[str, FactValue]) -> str:
    """Write changes of facts so that a button can carry them."""
    return urlencode(sorted((name, str(value)) for name, value in changes.items()))


def decode(encoded: str, desk: Desk) -> dict[str, FactValue]:
    """Read changes of facts back.

    Raises:
        FactError: A name or a value is not one the advisor takes.
    """
    pairs = parse_qsl(encoded, keep_blank_values=True)
    return {
        name: read_value(desk.definition(name), value) for name, value in pairs if desk.knows(name)
    }


def keep(state: State, encoded: str, version: int | None, key: str, desk: Desk) -> Step:
    """Make a what-if the new facts; refused when the facts have changed since it was shown."""
    slot = _slot(state, encoded)
    if slot is None or version not in {None, state.version}:
        return Step(state, (problem(key, wording.NO_WHAT_IF, wording.NO_WHAT_IF_NEXT, "user"),))
    after = state
    for name, value in decode(encoded, desk).items():
        after = after.hearing(Heard(name, "", "chosen"), value)
    shown = list_changes(fact_changes(state.facts, after.facts, desk))
    card = FoldedCard(f"What if: {shown}", wording.KEPT, "", state.version + 1)
    return Step(replace(after, what_ifs=()), (Reply(card, slot),))


def drop(state: State, encoded: str, key: str, desk: Desk) -> Step:
    """Leave a what-if; the recommendation stands as it was."""
    slot = _slot(state, encoded)
    if slot is None:
        return Step(state, (problem(key, wording.NO_WHAT_IF, wording.NO_WHAT_IF_NEXT, "user"),))
    tried = state.facts.changed(decode(encoded, desk))
    shown = list_changes(fact_changes(state.facts, tried, desk))
    card = FoldedCard(f"What if: {shown}", wording.DROPPED, "", state.version)
    left = tuple(one for one in state.what_ifs if one[0] != slot)
    return Step(replace(state, what_ifs=left), (Reply(card, slot),))


def last(state: State) -> str:
    """Return the encoded changes of the newest open what-if, or ""."""
    return state.what_ifs[-1][1] if state.what_ifs else ""


def _slot(state: State, encoded: str) -> str | None:
    matching = [slot for slot, changes in state.what_ifs if changes == encoded]
    return matching[-1] if matching else None
