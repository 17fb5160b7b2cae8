"""Asking: a simulated user answers the questions of the advice, however many there are."""

from dataclasses import dataclass

from advisors import Catalogue, Facts, read_text
from tests.benchmarks.decision.cases import Case
from tests.benchmarks.decision.recommending import DAY, recommend


@dataclass(frozen=True, slots=True)
class Asked:
    """What was known after the questions, and how many were asked."""

    facts: Facts
    questions: int


def ask(case: Case, catalogue: Catalogue, start: Facts | None = None) -> Asked:
    """Answer every question from what the case knows; what it does not tell is skipped."""
    facts, questions = case.told if start is None else start, 0
    while True:
        made = recommend(facts, catalogue=catalogue, two_option=case.two_option)
        if made.next_question is None:
            return Asked(facts, questions)
        name = made.next_question.fact
        value = case.known.get(name)
        facts = facts.skipping([name]) if value is None else facts.changed({name: value})
        questions += 1


def read_description(case: Case, catalogue: Catalogue) -> Facts:
    """Return the facts that the intake reads in the description, without a reader's help."""
    read = read_text(case.about, on=DAY, catalogue=catalogue)
    presumed = {each.name: each.value for each in read.presumed}
    return Facts({each.name: each.value for each in read.found}, presumed=presumed)
