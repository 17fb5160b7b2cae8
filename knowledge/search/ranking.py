"""Ranking: what a search found, put in the order in which people are shown it.

BM25 adds up, so a passage that repeats one word of a question can pass another that has all of them.
Measured on the questions of `tests/knowledge/guidance`: MRR .88 -> .91, hit@3 .97 -> .98; on the walk
through the paper, whose wording differs: MRR .89 -> .92. The search itself does not order so, since
on chunking_evaluation, whose passages have no headings of their own, that lowers recall by .3.
"""

from collections.abc import Sequence
from dataclasses import replace

from knowledge.editions.edition import Edition, Place
from knowledge.search.coverage import Need, coverage, needs
from knowledge.search.finding import Found, find
from knowledge.words.terms import terms

COVERED_SHARE = 0.9
"""What the share of the question that a passage speaks of counts beside its score."""
COVERED = 20
"""The most passages that are put in another order."""


def ranked(
    edition: Edition, question: str, limit: int, sources: Sequence[str] | None = None
) -> tuple[Found, ...]:
    """Return the best passages, of all documents or of those titled `sources`.

    Raises:
        SearchError: Neither leg of the search answers.
    """
    found = find(edition, question, limit, sources).found
    wanted = needs(edition, question)
    best = [
        replace(each, score=each.score + COVERED_SHARE * _covered(wanted, each.place))
        for each in found[:COVERED]
    ]
    best.sort(key=lambda each: (-round(each.score, 9), each.place.order))
    return tuple(
        replace(each, score=each.score / (1 + COVERED_SHARE)) for each in (*best, *found[COVERED:])
    )


def _covered(wanted: Sequence[Need], place: Place) -> float:
    """Return how far a passage speaks of a question, 0-1: its heading, its text, and all of it.

    A heading that is about the question and a text that says it are each worth more than their
    words among many.
    """
    heading, text = frozenset(terms(place.heading)), frozenset(terms(place.text))
    path = terms(f"{place.content.title} {place.section}")
    held = (heading, text, text.union(path))
    return sum(coverage(wanted, each) for each in held) / len(held)
