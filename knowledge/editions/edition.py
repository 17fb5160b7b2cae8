"""Edition: one generation, opened: its documents, and both legs of the search over them.

An edition never changes. Segments may hold documents that the edition does not (they were removed
since); those are masked out, and every weight is counted over the living passages alone.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from time import monotonic

import numpy as np
from numpy.typing import NDArray

from knowledge.index.asking import Asking
from knowledge.index.dense import DenseError
from knowledge.index.embedding import Embedder, Vectors
from knowledge.index.lexical import Weights, score
from knowledge.index.segments import Segment
from knowledge.passages.content import Content, Key
from knowledge.passages.cutting import SEPARATOR, Passage
from knowledge.words.terms import terms

SUBJECT_SHARE = 0.3
SUBJECT_HEADINGS = 2_000
REST_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Place:
    """A passage within an edition."""

    content: Content
    position: int

    @property
    def start(self) -> int:
        """Offset of its first character in the document."""
        return self.content.passages[self.position].start

    @property
    def end(self) -> int:
        """Offset behind its last character."""
        return self.content.passages[self.position].end

    @property
    def section(self) -> str:
        """Its heading path."""
        return self.content.passages[self.position].section

    @property
    def heading(self) -> str:
        """The last part of its heading path, or the document's title before the first heading."""
        return self.section.rsplit(SEPARATOR, maxsplit=1)[-1] or self.content.title

    @property
    def text(self) -> str:
        """The passage as it stands in the document."""
        return self.content.text[self.start : self.end]

    @property
    def order(self) -> tuple[str, Key, int]:
        """Where it stands among passages of equal score, whatever the order of loading."""
        return self.content.title, self.content.key, self.position


class Leaf:
    """One segment as an edition sees it: which of its passages live.

    Attributes:
        segment: The opened segment.
        living: True for each passage that the edition has.
        joined: True for each passage that goes on in the section of the one before.
    """

    def __init__(self, segment: Segment, contents: dict[Key, Content]) -> None:
        """Mask what the edition does not have."""
        self.segment = segment
        total = len(segment.postings.lengths)
        self.living = np.zeros(total, dtype=bool)
        self.joined = np.zeros(total, dtype=bool)
        self._contents: list[Content | None] = []
        self._starts: list[int] = []
        start = 0
        for owner, digest, count in segment.manifest.documents:
            content = contents.pop((owner, digest), None)
            self._contents.append(content)
            self._starts.append(start)
            if content is not None:
                self.living[start : start + count] = True
                self.joined[start + 1 : start + count] = _going_on(content.passages)
            start += count

    @property
    def dead(self) -> int:
        """How many passages of the segment the edition does not have."""
        return int(len(self.living) - self.living.sum())

    def place(self, position: int) -> Place:
        """Return the passage at a living position."""
        index = int(np.searchsorted(self._starts, position, side="right")) - 1
        content = self._contents[index]
        if content is None:
            raise LookupError(f"passage {position} is not in this edition")
        return Place(content, position - self._starts[index])

    def titled(self, titles: Sequence[str]) -> NDArray[np.bool_]:
        """Return which living passages are of documents with one of these titles."""
        mask = np.zeros(len(self.living), dtype=bool)
        for content, start in zip(self._contents, self._starts, strict=True):
            if content is not None and content.title in titles:
                mask[start : start + len(content.passages)] = True
        return mask

    def holders(self, term: str) -> int:
        """Return how many living passages hold a term."""
        places, _ = self.segment.postings.of(term)
        return int(self.living[places].sum())

    def lexical(self, weights: Weights, query: Sequence[tuple[str, float]]) -> NDArray[np.float32]:
        """Return the BM25 score of each passage; 0 for the dead."""
        return score(self.segment.postings, weights, query) * self.living

    def beside(self, position: int) -> Iterator[int]:
        """Yield the living passages before and behind one in its section."""
        if self.joined[position]:
            yield position - 1
        if position + 1 < len(self.joined) and self.joined[position + 1]:
            yield position + 1


def _going_on(passages: Sequence[Passage]) -> list[bool]:
    """Return for each passage but the first whether it goes on in the section of the one before.

    In a document that was cut with overlap none does: its passages hold their context themselves.
    """
    pairs = list(pairwise(passages))
    if any(after.start < before.end for before, after in pairs):
        return [False] * len(pairs)
    return [before.section == after.section for before, after in pairs]


class Edition:
    """One opened generation.

    Attributes:
        generation: Its id in SQL.
        version: Its number within the workspace.
        threshold: Coverage below which an answer is not grounded.
        users: How many questions it is answering now.
        embedder: What made its vectors.
        contents: Its documents, sorted by key.
    """

    def __init__(
        self,
        contents: Sequence[Content],
        segments: Sequence[Segment],
        embedder: Embedder,
    ) -> None:
        """Put segments and documents together; segments are owned by the shelf."""
        self.generation = 0
        self.version = 0
        self.threshold = 0.0
        self.users = 0
        self._resting = 0.0
        self.embedder = embedder
        self.contents = tuple(sorted(contents, key=lambda content: content.key))
        waiting = {content.key: content for content in self.contents}
        self.leaves = tuple(Leaf(segment, waiting) for segment in segments)
        if waiting:
            raise ValueError(f"{len(waiting)} documents are in no segment")
        living = [leaf.segment.postings.lengths[leaf.living] for leaf in self.leaves]
        lengths = np.concatenate(living) if living else np.zeros(0)
        self.weights = Weights(len(lengths), float(lengths.mean()) if len(lengths) else 0.0)

    @property
    def passages(self) -> int:
        """How many passages it has."""
        return self.weights.passages

    @property
    def dimension(self) -> int:
        """Length of its vectors."""
        indexes = [leaf.segment.vectors for leaf in self.leaves]
        return max((index.dimension for index in indexes if index is not None), default=0)

    @property
    def is_open(self) -> bool:
        """Whether its vectors are open, or known to be damaged: until then a question waits."""
        return all(leaf.segment.is_open for leaf in self.leaves)

    def open_vectors(self) -> None:
        """Open the vectors, unless they are."""
        for leaf in self.leaves:
            leaf.segment.open()

    @property
    def damage(self) -> str | None:
        """Why the dense leg is not whole, or None; opens it."""
        return next((leaf.segment.damage for leaf in self.leaves if leaf.segment.damage), None)

    def idf(self, term: str) -> float:
        """Return the weight of a term; one that no passage holds weighs most."""
        return self.weights.idf(sum(leaf.holders(term) for leaf in self.leaves))

    def knows(self, term: str) -> bool:
        """Tell whether any passage holds a term."""
        return any(leaf.holders(term) for leaf in self.leaves)

    @cached_property
    def asking(self) -> Asking:
        """What people ask its sections."""
        return Asking(self.contents)

    @cached_property
    def subject(self) -> frozenset[str]:
        """The terms that stand in at least three of ten of its headings: what all of it is about.

        Of a large base, evenly spread headings speak for all.
        """
        headings = (
            f"{content.title} {passage.section}"
            for content in self.contents
            for passage in content.passages
        )
        looked_at = list(islice(headings, 0, None, 1 + self.passages // SUBJECT_HEADINGS))
        held = Counter(term for heading in looked_at for term in set(terms(heading)))
        least = SUBJECT_SHARE * len(looked_at)
        return frozenset(term for term, count in held.items() if count >= least)

    def embedded(self, text: str) -> Vectors:
        """Return the vector of a question; may raise anything when the embedder is down.

        One that has failed is left alone for half a minute, so that not every question waits.
        """
        if monotonic() < self._resting:
            raise DenseError("the embedder has just failed and is left alone for a moment")
        try:
            row: Vectors = self.embedder.embed([text])[0]
        except Exception:
            self._resting = monotonic() + REST_SECONDS
            raise
        return row
