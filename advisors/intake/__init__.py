"""Intake: what people write becomes facts with the words they came from, by rules alone."""

from advisors.intake.answers import read_answer
from advisors.intake.changes import read_changes
from advisors.intake.nouns import Conflict, FoundFact, Intake, Problem
from advisors.intake.understanding import read_text
from advisors.intake.unplaced import show_unplaced

__all__ = [
    "Conflict",
    "FoundFact",
    "Intake",
    "Problem",
    "read_answer",
    "read_changes",
    "read_text",
    "show_unplaced",
]
