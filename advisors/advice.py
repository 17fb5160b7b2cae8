"""Advice: the nouns of a recommendation, as every surface shows it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeAlias

from advisors.estimate import Estimate
from advisors.facts import Facts, FactValue

Approach: TypeAlias = Literal["prompt", "rag", "fine-tune", "hybrid"]
"""hybrid = a fine-tuned model with retrieval."""
Technique: TypeAlias = Literal[
    "zero-shot",
    "few-shot",
    "multi-step",
    "manual",
    "automated",
    "supervised",
    "unsupervised",
    "reinforcement",
]
Confidence: TypeAlias = Literal["clear", "leaning", "close"]


@dataclass(frozen=True, slots=True)
class Gate:
    """Why an option cannot be taken now.

    Attributes:
        rule: Id of the rule that closed it.
        reason: One sentence.
        lifted_by: What would open it again.
        source: Paper section or public reference with year.
    """

    rule: str
    reason: str
    lifted_by: str
    source: str


@dataclass(frozen=True, slots=True)
class OptionScore:
    """One option with its value on the fixed 0-100 scale; a gated one stays visible."""

    approach: Approach
    score: Fraction
    gates: tuple[Gate, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """What one fact adds to the margin of the winner over the runner-up.

    Attributes:
        fact: Name of the fact.
        level: The level it stands at, in its stable name.
        contribution: Points, positive for the winner; all contributions sum to the margin exactly.
        because: The rule's reason, one sentence.
        source: Paper section ("paper §6.2") or public reference with year.
        assumed: True when the level is assumed, not said.
    """

    fact: str
    level: str
    contribution: Fraction
    because: str
    source: str
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """One fact moved from one value (None while unknown) to another."""

    fact: str
    before: FactValue | None
    after: FactValue


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest change of facts (one or two) that leads to another approach."""

    changes: tuple[Change, ...]
    approach: Approach


@dataclass(frozen=True, slots=True)
class Assumption:
    """A fact nobody stated, with the value used in its place and the reason for it."""

    fact: str
    value: FactValue
    because: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer offered to a question."""

    value: FactValue
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """The question worth asking next.

    Attributes:
        fact: Name of the fact it asks for.
        text: The question.
        why: Why it is asked, in terms of what its answers would change.
        choices: Offered answers; empty when only a free number makes sense.
        value: Value of information, 0-1: the chance that an answer changes the outcome.
    """

    fact: str
    text: str
    why: str
    choices: tuple[Choice, ...]
    value: Fraction


@dataclass(frozen=True, slots=True)
class Stage:
    """One step of the plan: what to do and the measurable point where it is done."""

    stage: str
    what: str
    done_when: str


@dataclass(frozen=True, slots=True)
class Note:
    """A remark beside the decision, such as parameter-efficient tuning, with its source."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Advice:
    """One recommendation, complete: the same facts, day and files give the same bytes.

    Attributes:
        confidence: How sure it is; `confidence_because` says by which measure.
        robustness: Every weight may be wrong by this share at once and the approach stays.
        acceptability: Share of all answers to the facts still to be asked under which it stays.
        margin: Points between the approach and the runner-up.
    """

    as_of: date
    rules_version: str
    catalogue_version: str
    two_option: bool
    facts: Facts
    approach: Approach
    technique: Technique
    technique_because: str
    confidence: Confidence
    robustness: Fraction
    acceptability: Fraction
    confidence_because: str
    margin: Fraction
    runner_up: Approach | None
    options: tuple[OptionScore, ...]
    reasons: tuple[Reason, ...]
    flips: tuple[Flip, ...]
    assumed: tuple[Assumption, ...]
    next_question: Question | None
    questions_left: int
    plan: tuple[Stage, ...]
    notes: tuple[Note, ...]
    cost: Estimate


def show_points(points: Fraction) -> Decimal:
    """Round points to one decimal place for reading; the exact value stays in the advice."""
    exact = Decimal(points.numerator) / Decimal(points.denominator)
    return exact.quantize(Decimal("0.1"))
