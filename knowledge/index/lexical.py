"""Lexical leg: BM25 over the stemmed terms of passages, as flat arrays that a file can hold."""

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.lib.npyio import NpzFile
from numpy.typing import NDArray

from knowledge.words.terms import terms

K1 = 1.2
B = 0.75
"""The customary constants of BM25 (Robertson and Zaragoza, 2009)."""


@dataclass(frozen=True, slots=True)
class Postings:
    """The inverted lists of a fixed sequence of passages.

    Attributes:
        vocabulary: Row of each term in `starts`.
        starts: `starts[row]` to `starts[row + 1]` is the term's stretch of the two lists below.
        passages: Positions of the passages that hold the term, ascending.
        counts: How often each holds it.
        lengths: Terms in each passage.
    """

    vocabulary: dict[str, int]
    starts: NDArray[np.int64]
    passages: NDArray[np.int32]
    counts: NDArray[np.float32]
    lengths: NDArray[np.float32]

    def of(self, term: str) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Return the passages that hold a term and how often."""
        row = self.vocabulary.get(term)
        if row is None:
            return self.passages[:0], self.counts[:0]
        stretch = slice(self.starts[row], self.starts[row + 1])
        return self.passages[stretch], self.counts[stretch]

    def save(self, file: Path) -> None:
        """Write the lists to a file."""
        with file.open("wb") as stream:
            np.savez(
                stream,
                vocabulary=np.frombuffer("\n".join(self.vocabulary).encode(), dtype=np.uint8),
                starts=self.starts,
                passages=self.passages,
                counts=self.counts,
                lengths=self.lengths,
            )


def load(file: Path) -> Postings:
    """Read the lists that `Postings.save` wrote.

    Raises:
        OSError, ValueError, KeyError: The file is absent or damaged.
    """
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as held:
            return _read(held)
    except (BadZipFile, EOFError, zlib.error) as error:
        raise ValueError(f"{file.name} is damaged") from error


def _read(held: NpzFile) -> Postings:
    names = held["vocabulary"].tobytes().decode()
    vocabulary = {term: row for row, term in enumerate(names.split("\n"))} if names else {}
    return Postings(vocabulary, held["starts"], held["passages"], held["counts"], held["lengths"])


def post(texts: Iterable[str]) -> Postings:
    """Return the inverted lists of texts, in their order."""
    lists: dict[str, tuple[list[int], list[int]]] = {}
    lengths: list[int] = []
    for position, text in enumerate(texts):
        found = terms(text)
        lengths.append(len(found))
        for term, count in Counter(found).items():
            places, counts = lists.setdefault(term, ([], []))
            places.append(position)
            counts.append(count)
    return _packed(lists, lengths)


def _packed(lists: dict[str, tuple[list[int], list[int]]], lengths: list[int]) -> Postings:
    ordered = sorted(lists)
    sizes = [len(lists[term][0]) for term in ordered]
    return Postings(
        vocabulary={term: row for row, term in enumerate(ordered)},
        starts=np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]).astype(np.int64),
        passages=np.array([p for term in ordered for p in lists[term][0]], dtype=np.int32),
        counts=np.array([c for term in ordered for c in lists[term][1]], dtype=np.float32),
        lengths=np.array(lengths, dtype=np.float32),
    )


@dataclass(frozen=True, slots=True)
class Weights:
    """What BM25 must know of all living passages together.

    Attributes:
        passages: How many there are.
        mean_length: Their mean length in terms.
    """

    passages: int
    mean_length: float

    def idf(self, holders: int) -> float:
        """Return the weight of a term that so many passages hold; 0 holders weigh most."""
        return float(np.log1p((self.passages - holders + 0.5) / (holders + 0.5)))


def score(
    postings: Postings, weights: Weights, query: Sequence[tuple[str, float]]
) -> NDArray[np.float32]:
    """Return the BM25 score of each passage for weighted terms (term, weight)."""
    result = np.zeros(len(postings.lengths), dtype=np.float32)
    shape = K1 * (1 - B + B * postings.lengths / max(weights.mean_length, 1.0))
    for term, weight in query:
        places, counts = postings.of(term)
        result[places] += weight * counts * (K1 + 1) / (counts + shape[places])
    return result
