"""Rules: the nouns of the data that decides, as the files in `data/` state them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Literal, TypeAlias

from advisors.advice import Approach, Technique
from advisors.facts import FactValue

UNKNOWN = "unknown"
"""The level of a fact that nobody stated and for which nothing is assumed."""

Points: TypeAlias = tuple[int, ...]
"""Whole points of each option, in the order of the options, before division by the whole."""

Conditions: TypeAlias = tuple[tuple[str, frozenset[str]], ...]
"""Facts and the levels at which each condition holds; all must hold."""


@dataclass(frozen=True, slots=True)
class Option:
    """One approach that can be recommended.

    Attributes:
        approach: Its stable name.
        in_paper: True when the paper's own choice contains it.
        source: Where it comes from.
    """

    approach: Approach
    in_paper: bool
    source: str


@dataclass(frozen=True, slots=True)
class Step:
    """One level of a fact, or one range of a number.

    Attributes:
        level: Its name.
        share: How often it is expected, in parts of a hundred.
        start: The smallest number of the range; 0 for worded levels.
        value: A value that stands for it in what-ifs.
    """

    level: str
    share: int
    start: Decimal
    value: FactValue


@dataclass(frozen=True, slots=True)
class Scale:
    """The steps of a fact from least to most, and whether it is worth asking.

    Attributes:
        fact: Name of the fact.
        ask: "always" whenever unknown and able to matter, "yes" when worth it, "no" never.
        times: Token facts whose sum, over the sum assumed, multiplies the number.
        steps: From least to most.
    """

    fact: str
    ask: Literal["always", "yes", "no"]
    times: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """What one criterion is worth to each option, on a scale that never moves.

    Attributes:
        id: Its stable name.
        fact: The fact it reads.
        weight: Swing weight; its share of the sum of weights counts.
        favours: The approaches that gain, against the others, from each row to the next.
        reason: A sentence fit to be shown.
        source: Paper section or public reference with year.
        rows: Groups of levels in the direction of `favours`.
        values: Value 0-100 of each option at each level, in the order of the options.
        given: Levels of another fact at which it counts; empty when it always does.
        because: Its reason at levels where another sentence says it better.
    """

    id: str
    fact: str
    weight: Decimal
    favours: tuple[str, ...]
    reason: str
    source: str
    rows: tuple[tuple[str, ...], ...]
    values: Mapping[str, tuple[int, ...]]
    given: Conditions = ()
    because: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def reason_at(self, level: str) -> str:
        """Return the sentence to show while its fact stands at a level."""
        return self.because.get(level, self.reason)


@dataclass(frozen=True, slots=True)
class GateRule:
    """A hard constraint: when every condition holds, the options named are closed."""

    id: str
    closes: tuple[str, ...]
    when: Conditions
    reason: str
    lifted_by: str
    source: str


@dataclass(frozen=True, slots=True)
class TechniqueRule:
    """Which technique some approaches take; the first rule whose conditions hold wins.

    `rests_on` names the fact without which its reason is only assumed, or "".
    """

    id: str
    technique: Technique
    approaches: tuple[str, ...]
    when: Conditions
    reason: str
    source: str
    rests_on: str = ""


@dataclass(frozen=True, slots=True)
class StageRule:
    """One stage of the plan and when it belongs to it; empty conditions always hold."""

    id: str
    stage: str
    what: str
    done_when: str
    approaches: tuple[str, ...]
    techniques: tuple[str, ...]
    when: Conditions
    source: str


@dataclass(frozen=True, slots=True)
class NoteRule:
    """One remark beside the decision and when it is made."""

    id: str
    text: str
    approaches: tuple[str, ...]
    when: Conditions
    source: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """When an answer is called clear, and when asking stops.

    Attributes:
        close_below: A robustness radius below this is a close call.
        clear_above: A radius above this is clear.
        close_share: An acceptability below this is a close call.
        clear_share: An acceptability above this is clear.
        stop_approach: Stop asking when the chance of another approach is no larger.
        stop_technique: Stop asking when the chance of another technique is no larger.
        most_questions: Stop when this many facts are settled, told or asked.
        most_flips: Show no more flips than this.
    """

    close_below: Fraction
    clear_above: Fraction
    close_share: Fraction
    clear_share: Fraction
    stop_approach: Fraction
    stop_technique: Fraction
    most_questions: int
    most_flips: int


@dataclass(frozen=True, slots=True, eq=False)
class Rulebook:
    """Everything that decides, compiled to whole numbers.

    Attributes:
        options: From the plainest to the most involved.
        scales: Steps of each fact, by fact.
        rules: The additive rules, by id.
        gates: The hard constraints.
        techniques: In the order in which they are tried.
        stages: In the order of the plan.
        notes: In the order shown.
        judgement: Thresholds of wording and of asking.
        points: For each fact and level, the whole points of each option.
        whole: Points that make 1 on the 0-100 scale: score = points / whole.
        hinge: The fact on whose level depends which rules count, or "".
        leaves: At each level of that fact, the rulebook with the rules that count there.
    """

    options: tuple[Option, ...]
    scales: Mapping[str, Scale]
    rules: tuple[Rule, ...]
    gates: tuple[GateRule, ...]
    techniques: tuple[TechniqueRule, ...]
    stages: tuple[StageRule, ...]
    notes: tuple[NoteRule, ...]
    judgement: Judgement
    points: Mapping[str, Mapping[str, Points]]
    whole: int
    hinge: str = ""
    leaves: Mapping[str, "Rulebook"] = field(default_factory=lambda: MappingProxyType({}))

    def at(self, levels: Mapping[str, str]) -> "Rulebook":
        """Return the rulebook with the rules that count at these levels."""
        return self.leaves[levels[self.hinge]] if self.hinge else self
