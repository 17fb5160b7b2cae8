"""Finding: both legs over an edition, fused by their normalised scores.

Fusing normalised scores beats fusing ranks, and .3 dense + .7 lexical beats either leg alone
(measured on chunking_evaluation and on a set of documentation).
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.editions.edition import Edition, Leaf, Place
from knowledge.index.dense import DenseError
from knowledge.index.embedding import Vectors
from knowledge.index.lexical import K1
from knowledge.store.schema import SHARED
from knowledge.words.names import renamed, synonyms, with_aliases
from knowledge.words.terms import all_stems, heading_stems, terms, topic_stems

_LOG = logging.getLogger(__name__)

DENSE_SHARE = 0.3
HEADING_SHARE = 0.35
TOPIC_SHARE = 0.9
CANDIDATES = 50
STRENGTHS = 10
OWN = 0.5
"""The power to which a score between 0 and 1 of a workspace's own document is raised. What people ask
is written beside the guidance alone, and would crowd one's own rules out: "how long are logs kept?"
was answered from a vendor's page (`tests/knowledge/test_asked.py` has such questions)."""
NEIGHBOUR = 0.25
"""Share of its neighbours' score that a passage gains."""
ALIAS_WEIGHT = 0.6
"""What the other names of a term count beside the words that the person chose."""
SYNONYM_WEIGHT = 0.15
WORDS_ALONE = "searched by words alone, for the vectors did not answer"
"""What people are told; why is in the log."""

Spot = tuple[int, int]
"""(leaf, position within the leaf)."""


@dataclass(frozen=True, slots=True)
class Found:
    """One passage found, with its fused score between 0 and 1."""

    place: Place
    score: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What a search found.

    Attributes:
        found: Passages, best first.
        degraded: Why the search was not at full strength, or None.
        strengths: The best ten BM25 scores, best first, as shares of the most that a passage could
            have, 0-1.
    """

    found: tuple[Found, ...]
    degraded: str | None = None
    strengths: tuple[float, ...] = ()


def weighted_terms(edition: Edition, question: str) -> list[tuple[str, float]]:
    """Return the terms of a question with their BM25 weights, other names included."""
    own = set(terms(question))
    pairs = [(term, edition.idf(term)) for term in sorted(own)]
    named = set(terms(with_aliases(question))) - own
    pairs += [(term, ALIAS_WEIGHT * edition.idf(term)) for term in sorted(named)]
    same = {other for term in own for way in synonyms(term) for other in way if len(way) == 1}
    kin = sorted(same - own - named)
    return pairs + [(term, SYNONYM_WEIGHT * edition.idf(term)) for term in kin]


def knows_words(edition: Edition, question: str) -> bool:
    """Tell whether any passage holds a term of a question; needs no vectors."""
    return bool(_lexical(edition, weighted_terms(edition, question), None))


def find(
    edition: Edition, question: str, limit: int, sources: Sequence[str] | None = None
) -> Finding:
    """Return the best passages for a question, of all documents or of those titled `sources`.

    Raises:
        SearchError: Neither leg can answer.
    """
    query = weighted_terms(edition, question)
    lexical = _lexical(edition, query, sources)
    try:
        dense, degraded = _dense(edition, question, sources), edition.damage
    except Exception as error:  # noqa: BLE001  (an embedder or index may fail in any way)
        _LOG.warning("searched by words alone: %s", type(error).__name__)
        dense, degraded = {}, WORDS_ALONE  # the error's words may hold a part of a key
    fused = _fused(dense, lexical) if degraded is None else _normalised(lexical)
    scores = _in_sections(edition, dict(fused)).items()
    asked = [(all_stems(text), topic_stems(text)) for text in renamed(question)]
    places = [
        (place, (score + HEADING_SHARE * _headed(place, asked)) / (1 + HEADING_SHARE))
        for (leaf, position), score in scores
        for place in (edition.leaves[leaf].place(position),)
    ]
    own = frozenset(terms(question))
    places = [(place, _preferred(edition, own, place, score)) for place, score in places]
    places.sort(key=lambda pair: (-round(pair[1], 9), pair[0].order))
    found = tuple(Found(place, score) for place, score in places[:limit])
    return Finding(found, degraded, _strengths(query, lexical))


def _strengths(
    query: Sequence[tuple[str, float]], lexical: Mapping[Spot, float]
) -> tuple[float, ...]:
    most = (K1 + 1) * sum(weight for _, weight in query)
    best = sorted(lexical.values(), reverse=True)[:STRENGTHS]
    return tuple(score / most for score in best) if most else ()


def _preferred(edition: Edition, asked: frozenset[str], place: Place, score: float) -> float:
    """Return a score that lifts what a workspace wrote itself above the shipped guidance.

    A question that it says people ask is answered there, however often others are asked the same.
    """
    if place.content.key[0] == SHARED:
        return score
    likeness = edition.asking.likeness(asked, place.content.key, place.heading)
    return float(max(score**OWN, likeness))


def _headed(place: Place, asked: Sequence[tuple[frozenset[str], frozenset[str]]]) -> float:
    """Return how alike a question and a passage's heading are, 0-1, small words included.

    A heading that reads like the question ("Why not fine-tune?") answers it, though all of its
    words are common. Measured on the questions of `tests/knowledge/guidance`: hit@3 .87 -> .90.
    """
    return max(
        (
            max(_alike(whole, words), TOPIC_SHARE * _alike(topic, about))
            for words, about in heading_stems(place.section)
            for whole, topic in asked
        ),
        default=0.0,
    )


def _alike(left: frozenset[str], right: frozenset[str]) -> float:
    """Return Dice's coefficient of two sets."""
    return 2 * len(left & right) / (len(left) + len(right)) if left or right else 0.0


def _lexical(
    edition: Edition, query: Sequence[tuple[str, float]], sources: Sequence[str] | None
) -> dict[Spot, float]:
    best: dict[Spot, float] = {}
    for number, leaf in enumerate(edition.leaves):
        scores = leaf.lexical(edition.weights, query)
        if sources is not None:
            scores *= leaf.titled(sources)
        for position in _top(scores):
            best[number, int(position)] = float(scores[position])
    return dict(sorted(best.items(), key=lambda item: -item[1])[:CANDIDATES])


def _top(scores: np.ndarray[tuple[int], np.dtype[np.float32]]) -> Iterable[int]:
    if len(scores) > CANDIDATES:
        kept = np.argpartition(-scores, CANDIDATES - 1)[:CANDIDATES]
        floor = scores[kept].min()
        ties = np.flatnonzero(scores >= floor) if floor > 0 else kept
        return [int(each) for each in ties if scores[each] > 0]
    return [int(each) for each in np.flatnonzero(scores > 0)]


def _dense(edition: Edition, question: str, sources: Sequence[str] | None) -> dict[Spot, float]:
    vector = edition.embedded(with_aliases(question))
    best: dict[Spot, float] = {}
    for number, leaf in enumerate(edition.leaves):
        only = np.flatnonzero(leaf.titled(sources)).tolist() if sources is not None else None
        best.update({(number, spot): near for spot, near in _nearest(leaf, vector, only).items()})
    return dict(sorted(best.items(), key=lambda item: -item[1])[:CANDIDATES])


def _nearest(leaf: Leaf, vector: Vectors, only: Sequence[int] | None) -> dict[int, float]:
    """Return the nearest living passages; asks for more while the dead crowd them out."""
    if leaf.segment.vectors is None:
        raise DenseError(leaf.segment.damage or "the vector index is absent")
    if only is not None and not only:
        return {}
    total = len(leaf.living)
    limit = min(CANDIDATES + min(leaf.dead, CANDIDATES), total)
    while True:
        positions, near = leaf.segment.vectors.nearest(vector, limit, only)
        alive = leaf.living[positions]
        if alive.sum() >= CANDIDATES or limit >= total or len(positions) < limit:
            pairs = zip(positions[alive], near[alive], strict=True)
            return {int(position): float(value) for position, value in pairs}
        limit = min(limit * 4, total)


def _fused(dense: Mapping[Spot, float], lexical: Mapping[Spot, float]) -> list[tuple[Spot, float]]:
    left, right = dict(_normalised(dense)), dict(_normalised(lexical))
    spots = sorted({*left, *right})
    share = DENSE_SHARE
    return [(s, share * left.get(s, 0.0) + (1 - share) * right.get(s, 0.0)) for s in spots]


def _in_sections(edition: Edition, scores: Mapping[Spot, float]) -> dict[Spot, float]:
    """Let each passage gain from those before and behind it in its section, which it goes on from.

    Measured on chunking_evaluation at 200 tokens: recall 84.9 -> 86.8, precision 6.5 -> 6.7.
    """
    gained = dict(scores)
    for (leaf, position), score in scores.items():
        for near in edition.leaves[leaf].beside(position):
            gained[leaf, near] = gained.get((leaf, near), 0.0) + NEIGHBOUR * score
    top = max(1.0, *gained.values()) if gained else 1.0
    return {spot: score / top for spot, score in gained.items()}


def _normalised(scores: Mapping[Spot, float]) -> list[tuple[Spot, float]]:
    """Stretch scores to 0-1; the lowest of a full list of candidates is 0."""
    if not scores:
        return []
    top = max(scores.values())
    low = min(scores.values()) if len(scores) >= CANDIDATES else 0.0
    width = top - low
    if width <= 0:
        return [(spot, 1.0) for spot in scores]
    return [(spot, max(each - low, 0.0) / width) for spot, each in scores.items()]
