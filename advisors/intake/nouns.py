"""What the intake hands over: facts with the words they came from, conflicts and problems."""

from dataclasses import dataclass

from advisors.facts import FactValue


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A fact that someone's words state.

    Attributes:
        name: The fact.
        value: What was understood: a level, a name or a number in the fact's unit.
        evidence: The exact words: always `text[start:end]`.
        start: Where the evidence begins in the text.
        end: Where it ends (exclusive).
    """

    name: str
    value: FactValue
    evidence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Words that state two incompatible values of one fact; none of them is chosen.

    Attributes:
        fact: The fact in doubt.
        candidates: The readings, one for each value, in the order of the text.
    """

    fact: str
    candidates: tuple[FoundFact, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Words that speak of a fact but cannot be taken as its value.

    Attributes:
        fact: The fact they speak of.
        evidence: The exact words: always `text[start:end]`.
        what: One sentence: why they were not taken.
        mend: One sentence: what to write instead.
        start: Where the evidence begins in the text.
        end: Where it ends (exclusive).
    """

    fact: str
    evidence: str
    what: str
    mend: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Intake:
    """Everything that was understood of one text.

    Attributes:
        found: One reading for each fact that is clear, in the order of the text.
        conflicts: Facts stated in incompatible ways, by name.
        problems: Words that could not be taken: negative, absurd, another currency, a past date.
        presumed: What the words suggest without saying it: good enough to assume, still asked.
        unplaced: Numbers with their words, and other news, that no fact has a place for.
        task: Words that tell what is to be done ("answer tickets"); "" when none do.
    """

    found: tuple[FoundFact, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()
    presumed: tuple[FoundFact, ...] = ()
    unplaced: tuple[str, ...] = ()
    task: str = ""
