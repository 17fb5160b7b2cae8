"""Refusal: does a stretch of the guidance speak of what was asked?

A retrieval score tells off-topic questions apart, but not "this topic, yet not in the base"; so the
terms of the question are weighed by how rare they are, and the share that a section covers decides.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from knowledge.edition import Edition
from knowledge.words import alias_spans, filler_words, terms

FILLER_WEIGHT = 0.15
UNKNOWN_WEIGHT = 1.0
PARTIAL = 0.5
"""Share of an alias's own words that counts as having spoken of it."""
THRESHOLD = 0.55


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a question speaks of.

    Attributes:
        ways: The sets of terms by which a text may speak of it.
        weight: How much it tells what the question is about.
    """

    ways: tuple[frozenset[str], ...]
    weight: float

    def met(self, held: Collection[str]) -> float:
        """Return 1 when a text with these terms speaks of it, 0 when not, between for a part."""
        shares = [len(way.intersection(held)) / len(way) for way in self.ways if way]
        best = max(shares, default=0.0)
        return best if best >= PARTIAL else 0.0


def needs(edition: Edition, question: str) -> tuple[Need, ...]:
    """Return what a question speaks of, each thing once."""
    rest, found = alias_spans(question)
    result = [
        Need(
            tuple(frozenset(terms(way)) for way in ways),
            max(edition.idf(term) for term in terms(ways[0]) or [""]),
        )
        for ways in found
    ]
    for term in sorted(set(terms(rest))):
        weight = edition.idf(term) * (FILLER_WEIGHT if term in filler_words() else 1.0)
        result.append(Need((frozenset((term,)),), weight))
    return tuple(result)


def coverage(wanted: Sequence[Need], held: Collection[str]) -> float:
    """Return the share of a question, by weight, that a text with these terms speaks of."""
    total = sum(need.weight for need in wanted)
    if total <= 0:
        return 0.0
    return sum(need.weight * need.met(held) for need in wanted) / total


def calibrated(edition: Edition) -> float:
    """Return the coverage below which this edition does not say."""
    del edition
    return THRESHOLD
