"""Fields: which facts a form shows at first, and which more of them when they are asked for."""

from collections.abc import Collection
from decimal import Decimal
from typing import Final

from advisors import show_value
from advisors.facts import FactDefinition
from bot.conversation.desk import Desk
from bot.conversation.forms import EditForm, FieldGroup
from bot.conversation.state import State

_FIRST: Final = 8
"""Deciding facts that a form of everything always shows; a screen or two of a phone."""
_TITLES: Final = ("", "More about the case", "What the costs assume")
_UNITS: Final = ("", "facts", "figures")
WHOLE: Final = len(_TITLES) - 1
"""The level at which a form shows every fact."""


def deciding(desk: Desk) -> tuple[str, ...]:
    """Return the facts that are asked for, those first whose rules carry the most weight."""
    book = desk.catalogue.rulebook
    weights = dict.fromkeys(book.scales, Decimal(0))
    for rule in book.rules:
        weights[rule.fact] += rule.weight
    asked = [name for name, scale in book.scales.items() if scale.ask != "no"]
    return tuple(sorted(asked, key=lambda name: -weights[name]))


def group_fields(
    desk: Desk, level: int, first: Collection[str] = ()
) -> tuple[tuple[FieldGroup, ...], str]:
    """Return the groups of fields that a form shows, and the words that offer the next group.

    Args:
        desk: The catalogue.
        level: How much is shown: 0 the facts in `first` and the most deciding ones, 1 every fact
            of the case, 2 also what the costs assume.
        first: Facts to begin with, such as those known already.
    """
    start = list(dict.fromkeys([*first, *deciding(desk)[:_FIRST]]))
    figures = desk.catalogue.costs.inputs
    rest = [name for name in desk.catalogue.facts if name not in start]
    names = (
        start,
        [name for name in rest if name not in figures],
        [name for name in rest if name in figures],
    )
    groups = tuple(
        FieldGroup(title, _definitions(desk, some))
        for title, some in zip(_TITLES, names, strict=True)
    )
    if level >= WHOLE:
        return groups, ""
    more = level + 1
    return groups[:more], f"{_TITLES[more]} ({len(names[more])} {_UNITS[more]})"


def edit_form(state: State, fact: str, desk: Desk, level: int = 0) -> EditForm:
    """Return the form with the values known so far: one fact, or as many as the level shows."""
    alone: tuple[FieldGroup, ...] = (FieldGroup("", _definitions(desk, [fact])),) if fact else ()
    groups, more = (alone, "") if fact else group_fields(desk, level, _counting(state, desk))
    values = tuple(
        (name, value)
        for name, value in state.facts.values.items()
        if name == fact or (not fact and desk.knows(name))
    )
    assumed = _assumed(state, fact, desk) if fact else ""
    return EditForm(
        groups, values, state.version, focus=fact, assumed=assumed, level=level, more=more
    )


def _assumed(state: State, fact: str, desk: Desk) -> str:
    """Return what stands for a fact that nobody stated, in words; "" for a stated one."""
    advice = desk.advise(state.facts)
    shown = {one.fact: one.assumed for one in advice.cost.movers}
    shown |= {one.fact: show_value(desk.definition(one.fact), one.value) for one in advice.assumed}
    return shown.get(fact, "") if fact not in state.facts.values else ""


def _counting(state: State, desk: Desk) -> tuple[str, ...]:
    """Return the facts to begin with: those known or skipped, and the figures that move the total."""
    advice = desk.advise(state.facts)
    moving = [one.fact for one in advice.cost.movers if desk.knows(one.fact)]
    known = [name for name in desk.catalogue.facts if name in state.facts.values]
    return tuple(dict.fromkeys([*known, *sorted(state.facts.skipped), *moving]))


def _definitions(desk: Desk, names: Collection[str]) -> tuple[FactDefinition, ...]:
    return tuple(desk.definition(name) for name in names)
