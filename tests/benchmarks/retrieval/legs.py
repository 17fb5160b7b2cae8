"""Legs: an edition of given documents in a folder of its own, and the ranking of each leg over it."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from knowledge.editions.edition import Edition, Place
from knowledge.index import segments
from knowledge.index.embedding import HashedEmbedder
from knowledge.passages.content import Content
from knowledge.search.finding import find, weighted_terms
from knowledge.words.names import with_aliases


def edition_of(contents: Sequence[Content], folder: Path, stack: ExitStack) -> Edition:
    """Return an edition of documents without any database; the stack closes it."""
    embedder = HashedEmbedder()
    ordered = sorted(contents, key=lambda content: content.key)
    vectors = embedder.embed([text for content in ordered for text in content.indexed()])
    built = segments.build(folder, embedder.identity, ordered, vectors, lambda _: None)
    segment = segments.Segment(built)
    stack.callback(segment.close)
    return Edition(ordered, [segment], embedder)


def lexical(edition: Edition, question: str, limit: int) -> list[Place]:
    """Return the best passages by words alone."""
    leaf = edition.leaves[0]
    scores = leaf.lexical(edition.weights, weighted_terms(edition, question))
    return [leaf.place(int(each)) for each in np.argsort(-scores, kind="stable")[:limit]]


def dense(edition: Edition, question: str, limit: int) -> list[Place]:
    """Return the best passages by vectors alone."""
    leaf = edition.leaves[0]
    assert leaf.segment.vectors is not None
    positions, _ = leaf.segment.vectors.nearest(edition.embedded(with_aliases(question)), limit)
    return [leaf.place(int(each)) for each in positions]


def fused(edition: Edition, question: str, limit: int) -> list[Place]:
    """Return the best passages by both."""
    return [each.place for each in find(edition, question, limit).found]


WORDS = "words (BM25)"
LEGS = {WORDS: lexical, "hashed n-grams": dense, "fused": fused}
