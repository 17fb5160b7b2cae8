"""Directness: do the words of statements found answer a question, or only speak of the same things?

This is for documents beside which nobody wrote what people ask (`answerability.py` is for the
guidance). Words cannot tell for sure; what parts the two best is how much of the question is spoken
of, together with how many of the terms that stand side by side in it stand in one sentence as well.
Whatever falls below a line is given with a reservation.
"""

from collections.abc import Collection, Iterable
from itertools import pairwise

from knowledge.answers.evidence import Section, statements
from knowledge.words.names import synonyms
from knowledge.words.terms import terms

PAIRS = 0.25
"""What the pairs of terms that a sentence holds count beside the share of the question."""
LINE = 0.68
"""Where two thirds of the neighbouring statements of the guidance fell below, by words alone, and a
fifth of the answers."""

Ways = tuple[frozenset[str], ...]
"""The sets of terms by which a text may say what a term says."""


def is_direct(question: str, coverage: float, sections: Iterable[Section]) -> bool:
    """Tell whether sections that speak so far of a question, 0-1, probably answer it."""
    return (coverage + PAIRS * held_pairs(question, sections)) / (1 + PAIRS) >= LINE


def held_pairs(question: str, sections: Iterable[Section]) -> float:
    """Return the most of a question's pairs of terms that any sentence under its heading holds."""
    ways = [_ways(term) for term in terms(question)]
    asked = max(1, len(ways) - 1)
    held = (
        sum(before and after for before, after in pairwise([_says(way, said) for way in ways]))
        for section in sections
        for said in _said(section)
    )
    return max(held, default=0) / asked


def _ways(term: str) -> Ways:
    return (frozenset((term,)), *synonyms(term))


def _said(section: Section) -> Iterable[frozenset[str]]:
    heading = frozenset(terms(section.shown))
    return (heading.union(terms(statement)) for statement in statements(section))


def _says(ways: Ways, held: Collection[str]) -> bool:
    return any(way.issubset(held) for way in ways)
