"""Coverage: does a stretch of the guidance speak of what was asked?

A retrieval score tells off-topic questions apart, but not "this topic, yet not in the base"; so the
terms of the question are weighed by how rare they are, and the share that a section covers decides.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from knowledge.editions.edition import Edition
from knowledge.words.counting import counted
from knowledge.words.names import alias_spans, synonyms
from knowledge.words.terms import everyday_words, filler_words, terms

FILLER_WEIGHT = 0.1
EVERYDAY_WEIGHT = 0.3
UNHEARD = 0.3
"""An everyday word that the base never uses tells least: people just say it in other words."""
UNKNOWN = 1.4
"""A subject that the base never names, under any name, tells most: it is about something else."""
COUNTED_WEIGHT = 0.2
"""The least weight of what a question wants the number of: "how many types" is about the types."""
HALF = 2.0
"""The inverse document frequency at which a term has half of the full weight."""
OTHER_WORDS = 0.8
"""What saying it in other words counts beside saying it."""
PARTIAL = 0.4
"""The least share of an alias's own words that counts as having spoken of it."""


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
        if not self.ways[0].isdisjoint(held) and self.ways[0].issubset(held):
            return 1.0
        shares = [len(way.intersection(held)) / len(way) for way in self.ways[1:]]
        best = OTHER_WORDS * max(shares, default=0.0)
        return best if best >= PARTIAL else 0.0


def needs(edition: Edition, question: str) -> tuple[Need, ...]:
    """Return what a question speaks of, each thing once."""
    rest, found = alias_spans(question)
    result = [_named(edition, tuple(frozenset(terms(way)) for way in ways)) for ways in found]
    things = counted(question)
    for term in sorted(set(terms(rest))):
        need = _need(edition, (frozenset((term,)), *synonyms(term)))
        result.append(replace(need, weight=max(need.weight, COUNTED_WEIGHT * (term in things))))
    return tuple(result)


def _named(edition: Edition, ways: tuple[frozenset[str], ...]) -> Need:
    """Weigh something that has other names; one of small words ("not enough") tells by those."""
    need = _need(edition, ways)
    if ways[0] - filler_words():
        return need
    return replace(need, weight=max(_weight(edition, way) for way in ways if way))


def _need(edition: Edition, ways: tuple[frozenset[str], ...]) -> Need:
    """Weigh something by its own name, or by another when the base knows only that."""
    named = [(_weight(edition, way), all(map(edition.knows, way))) for way in ways if way]
    weight, is_known = named[0] if ways[0] else (0.0, True)
    if not is_known:
        others = [other for other, known in named[1:] if known]
        weight = min(weight, max(others)) if others else UNKNOWN * weight
    return Need(ways, weight)


def _weight(edition: Edition, way: frozenset[str]) -> float:
    return max(_term_weight(edition, term) for term in way)


def _term_weight(edition: Edition, term: str) -> float:
    """Return how much a term tells what a question is about, between 0 and 1."""
    rare = edition.idf(term)
    weight = rare / (rare + HALF)
    heard = 1.0 if edition.knows(term) else UNHEARD
    if term in filler_words():
        return FILLER_WEIGHT * heard * weight
    return EVERYDAY_WEIGHT * heard * weight if term in everyday_words() else weight


def coverage(wanted: Sequence[Need], held: Collection[str]) -> float:
    """Return the share of a question, by weight, that a text with these terms speaks of."""
    total = sum(need.weight for need in wanted)
    if total <= 0:
        return 0.0
    return sum(need.weight * need.met(held) for need in wanted) / total
