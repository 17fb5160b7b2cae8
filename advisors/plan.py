"""Plan: the stages and remarks that fit a recommendation, from the rules."""

from collections.abc import Mapping

from advisors.advice import Approach, Note, Stage, Technique
from advisors.conditions import holds
from advisors.rules import Rulebook


def make_plan(
    book: Rulebook, approach: Approach, technique: Technique, levels: Mapping[str, str]
) -> tuple[Stage, ...]:
    """Return the stages in order, each with the measurable point where it is done."""
    return tuple(
        Stage(rule.stage, rule.what, rule.done_when)
        for rule in book.stages
        if approach in rule.approaches
        and (not rule.techniques or technique in rule.techniques)
        and holds(rule.when, levels)
    )


def make_notes(book: Rulebook, approach: Approach, levels: Mapping[str, str]) -> tuple[Note, ...]:
    """Return the remarks beside the decision."""
    return tuple(
        Note(rule.text, rule.source)
        for rule in book.notes
        if approach in rule.approaches and holds(rule.when, levels)
    )
