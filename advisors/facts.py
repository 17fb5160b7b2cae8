"""Facts: what is known of a use case, in named criteria with worded levels or numbers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Literal, TypeAlias

FactValue: TypeAlias = str | Decimal
"""A level or a name is a `str`; a number is a `Decimal`, never a float."""


@dataclass(frozen=True, slots=True)
class Level:
    """One worded answer to a criterion.

    Attributes:
        value: The stable name, as in `--set accuracy=high`.
        label: What a button says (at most 30 characters).
        meaning: One sentence that anchors the level on its scale.
    """

    value: str
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """One criterion: how it is asked, what it takes, what is assumed when nobody knows.

    Attributes:
        name: The stable name, as in DESIGN and on the command line.
        label: A few words for lists ("Accuracy needed").
        kind: `level` takes one of `levels`, `number` a Decimal, `name` a lower-case word.
        question: The question in the reader's words, without jargon.
        why: Why it is asked: what the answer changes.
        example: An example of an answer in plain words.
        levels: The worded levels from least to most; empty for numbers.
        unit: What a number counts ("requests a month", "USD", "days"); empty for levels.
        minimum: Smallest number accepted.
        maximum: Largest number accepted.
        choices: Numbers offered as buttons (numbers only).
        assumed: The value used while the fact is unknown, or None when "unknown" is neutral.
        assumed_because: The reason for the assumed value.
        source: Where the criterion comes from (paper section or public reference with year).
    """

    name: str
    label: str
    kind: Literal["level", "number", "name"]
    question: str
    why: str
    example: str
    levels: tuple[Level, ...] = ()
    unit: str = ""
    minimum: Decimal = Decimal(0)
    maximum: Decimal = Decimal(10) ** 12
    choices: tuple[Decimal, ...] = ()
    assumed: FactValue | None = None
    assumed_because: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known: validated values, and the names of what nobody knows.

    Attributes:
        values: Known facts by name, sorted by name.
        skipped: Facts the user cannot answer: assumed, never asked.
        presumed: What words suggest without saying it, by name: assumed in the place of what is
            usual, and asked like everything that is not known.
    """

    values: Mapping[str, FactValue] = field(default_factory=lambda: MappingProxyType({}))
    skipped: frozenset[str] = frozenset()
    presumed: Mapping[str, FactValue] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        """Sort the values so that the order of the input never shows."""
        ordered = MappingProxyType(dict(sorted(self.values.items())))
        object.__setattr__(self, "values", ordered)
        object.__setattr__(self, "skipped", frozenset(self.skipped) - set(ordered))
        presumed = {n: v for n, v in sorted(self.presumed.items()) if n not in ordered}
        object.__setattr__(self, "presumed", MappingProxyType(presumed))

    def get(self, name: str) -> FactValue | None:
        """Return the value of a fact, or None while it is unknown."""
        return self.values.get(name)

    def changed(self, changes: Mapping[str, FactValue]) -> "Facts":
        """Return these facts with some values set or replaced."""
        return Facts({**self.values, **changes}, self.skipped, self.presumed)

    def without(self, names: Collection[str]) -> "Facts":
        """Return these facts with some made unknown again, neither known nor skipped."""
        kept = {name: value for name, value in self.values.items() if name not in names}
        return Facts(kept, self.skipped - set(names), self.presumed)

    def skipping(self, names: Collection[str]) -> "Facts":
        """Return these facts with some marked as not known to anyone."""
        kept = {name: value for name, value in self.values.items() if name not in names}
        return Facts(kept, self.skipped | set(names), self.presumed)

    def presuming(self, suggested: Mapping[str, FactValue]) -> "Facts":
        """Return these facts with some presumed; what is known stays known."""
        return Facts(self.values, self.skipped, {**self.presumed, **suggested})
