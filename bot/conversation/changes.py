"""Changes: facts that moved and facts that would flip the outcome, in a person's words."""

from decimal import Decimal

from advisors.advice import Flip
from advisors.facts import Facts
from bot.conversation.desk import Desk
from bot.figures import approach_words


def flip_words(flip: Flip, desk: Desk) -> str:
    """Say a flip: "fine-tune, if Prompts so far were “No longer improving”"."""
    moved = " and ".join(
        f"{_label(desk, one.fact)} were {_shown(desk, one.fact, one.after)}" for one in flip.changes
    )
    return f"{approach_words(flip.approach)}, if {moved}"


def _label(desk: Desk, fact: str) -> str:
    return desk.definition(fact).label.lower() if desk.knows(fact) else fact.replace("_", " ")


def _shown(desk: Desk, fact: str, value: str | Decimal) -> str:
    return f"“{desk.show(fact, value)}”" if desk.knows(fact) else str(value)


def fact_changes(before: Facts, after: Facts, desk: Desk) -> tuple[tuple[str, str, str], ...]:
    """Return (label, value before, value after) in words for every fact that moved."""
    names = [
        name
        for name in desk.catalogue.facts
        if before.get(name) != after.get(name)
        or (name in before.skipped) != (name in after.skipped)
    ]
    return tuple(
        (desk.definition(n).label, desk.show(n, before.get(n)), desk.show(n, after.get(n)))
        for n in names
    )


def new_presumptions(before: Facts, after: Facts, desk: Desk) -> tuple[tuple[str, str, str], ...]:
    """Return in the same form what is presumed now and was not: (label, "not known", value)."""
    fresh = {
        name: value
        for name, value in after.presumed.items()
        if before.presumed.get(name) != value and desk.knows(name)
    }
    return tuple(
        (desk.definition(name).label, desk.show(name, None), f"{desk.show(name, value)} (presumed)")
        for name, value in fresh.items()
    )
