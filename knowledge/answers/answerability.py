"""Answerability: is a question about the subject, and do the sections found answer it?

Words alone tell it badly: with the section that answers cut out, those beside it hold most of the
words too. What people are known to ask a section tells it better. The signs are put together by
logistic sums, whose weights are data with the measurement they come from: `answerability.toml`.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib import resources

from knowledge.answers.evidence import Section
from knowledge.answers.gathering import Evidence, on_subject
from knowledge.editions.edition import Edition
from knowledge.search.coverage import coverage
from knowledge.words.terms import terms


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells of a question and the sections found, best first.

    Attributes:
        first_asked: How alike it is to the nearest question that people ask the first section, 0-1.
        any_asked: The same of any section found.
        wording: How alike its wording is to the nearest that people ask the first section, 0-1.
        first_says: How much of it the first section and its questions speak of, 0-1.
        spoken: How far any section speaks of it, 0-1.
        strength: The best BM25 score, of the most that a passage could have, 0-1.
        rivals: The mean of the next nine.
        length: How many terms it has.
        rarity: The mean weight of its terms among the questions that people ask.
        subject: 1 when it names what the whole base is about, else 0.
    """

    first_asked: float
    any_asked: float
    wording: float
    first_says: float
    spoken: float
    strength: float
    rivals: float
    length: float
    rarity: float
    subject: float


@dataclass(frozen=True, slots=True)
class Sum:
    """A logistic sum of signs, and the lines that its logarithm of the odds is held against.

    Attributes:
        constant: What it starts from.
        weights: The weight of each sign that counts.
        lines: The lines by name.
    """

    constant: float
    weights: Mapping[str, float]
    lines: Mapping[str, float]

    def reaches(self, line: str, signs: Signs) -> bool:
        """Tell whether the signs add up to a line."""
        return self.odds(signs) >= self.lines[line]

    def odds(self, signs: Signs) -> float:
        """Return the logarithm of the odds."""
        held = asdict(signs)
        total = sum(weight * held[name] for name, weight in self.weights.items())
        return self.constant + float(total)


@cache
def sums() -> dict[str, Sum]:
    """Return the sums: "topic", of a question about the subject, and "answer", of one answered."""
    file = resources.files("knowledge.answers").joinpath("answerability.toml")
    tables = tomllib.loads(file.read_text(encoding="utf-8"))["sum"]
    return {name: Sum(**table) for name, table in tables.items()}


def signs(edition: Edition, question: str, evidence: Evidence) -> Signs:
    """Return the signs of a question and what was found for it: one section at least."""
    asked, first = frozenset(terms(question)), evidence.found[0]
    near = [
        edition.asking.likeness(asked, section.content.key, section.shown)
        for section in evidence.found
    ]
    weights = [edition.asking.weight(term) for term in sorted(asked)]
    return Signs(
        first_asked=near[0],
        any_asked=max(near),
        wording=edition.asking.wording(question, first.content.key, first.shown),
        first_says=coverage(evidence.wanted, _known(edition, first)),
        spoken=evidence.coverage,
        strength=next(iter(evidence.strengths), 0.0),
        rivals=_mean(evidence.strengths[1:]),
        length=float(len(asked)),
        rarity=_mean(weights),
        subject=float(on_subject(edition, question)),
    )


def _known(edition: Edition, section: Section) -> frozenset[str]:
    """Return the terms of a section and of what people ask it."""
    return section.terms.union(*edition.asking.of(section.content.key, section.shown))


def _mean(numbers: Sequence[float]) -> float:
    return sum(numbers) / len(numbers) if numbers else 0.0
