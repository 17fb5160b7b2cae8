"""Dense leg: one Chroma collection in a folder of its own, written once and only read after.

The folder holds positions and vectors, never text. Chroma's errors are turned into `DenseError`
here and nowhere else.
"""

import ctypes
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.index.embedding import Vectors

COLLECTION = "passages"
GRAPH = {"space": "cosine", "ef_search": 200, "max_neighbors": 24}
"""Recall of the 50 nearest of 8,000 made-up passages: .98; with the defaults .91 (measured)."""
BATCH = 200
"""Adding 1,000 vectors at once stalls the other threads for 0.4 s; 100 for 0.1 s."""

_M_PERTURB = -6
_FILLING = 0x55
"""glibc, mallopt(3): memory handed out is filled with the complement of this byte."""
_COUNTING = threading.Lock()
_INSIDE: list[None] = []
"""One entry for each thread that writes or opens an index at this moment."""


class DenseError(Exception):
    """The vector index is absent, damaged or does not answer."""


def _client(folder: Path) -> Any:
    import chromadb  # noqa: PLC0415  (heavy: loaded when first used)
    from chromadb.config import Settings  # noqa: PLC0415  (comes with it)

    settings = Settings(anonymized_telemetry=False, allow_reset=False, is_persistent=True)
    return chromadb.PersistentClient(path=str(folder), settings=settings)


@contextmanager
def _memory_overwritten() -> Iterator[None]:
    """Let malloc overwrite what it hands out: Chroma writes memory to disk that it never filled.

    In the file of a small index (chromadb 1.5.9, `data_level0.bin`, written anew whenever it is
    opened) stood whatever the process had held before: statements, addresses, people's words.
    Only glibc can be told; others are left.
    """
    overwrite = getattr(ctypes.CDLL(None), "mallopt", lambda *_: 0)
    with _COUNTING:
        _INSIDE.append(None)
        overwrite(_M_PERTURB, _FILLING)
    try:
        yield
    finally:
        with _COUNTING:
            _INSIDE.pop()
            if not _INSIDE:
                overwrite(_M_PERTURB, 0)


def write(folder: Path, vectors: Vectors, done: Callable[[int], None]) -> None:
    """Write vectors into a new folder; `done` hears how many are in it.

    Raises:
        DenseError: Chroma could not write; the folder is of no use.
    """
    with _memory_overwritten():
        _write(folder, vectors, done)


def _write(folder: Path, vectors: Vectors, done: Callable[[int], None]) -> None:
    client = None
    try:
        client = _client(folder)
        collection = client.create_collection(
            COLLECTION, configuration={"hnsw": GRAPH}, embedding_function=None
        )
        for start in range(0, len(vectors), BATCH):
            stop = min(start + BATCH, len(vectors))
            collection.add(
                ids=[str(position) for position in range(start, stop)],
                embeddings=vectors[start:stop],
            )
            done(stop)
    except Exception as error:
        if _is_ours(error):
            raise
        raise DenseError(f"the vector index cannot be written: {type(error).__name__}") from error
    finally:
        _closed(client)


def _is_ours(error: Exception) -> bool:
    """Tell a cancelled reload, which passes through, from a fault of Chroma's."""
    return type(error).__module__.startswith("knowledge")


def _closed(client: Any) -> None:
    if client is not None:
        with suppress(Exception):
            client.close()


class DenseIndex:
    """An opened folder of vectors.

    Attributes:
        dimension: Length of each vector; 0 when there is none.
    """

    def __init__(self, folder: Path) -> None:
        """Open a folder that `write` finished, and see that it answers.

        Raises:
            DenseError: It is absent or damaged.
        """
        with _memory_overwritten():
            self._open(folder)

    def _open(self, folder: Path) -> None:
        self.dimension = 0
        self._opened = None
        if not (folder / "chroma.sqlite3").is_file():
            raise DenseError("the vector index is absent")
        try:
            self._opened = _client(folder)
            self._collection = self._opened.get_collection(COLLECTION, embedding_function=None)
        except Exception as error:
            _closed(self._opened)
            raise DenseError(
                f"the vector index cannot be opened: {type(error).__name__}"
            ) from error
        try:
            self._probe()
        except Exception as error:
            self.close()
            raise DenseError(f"the vector index does not answer: {type(error).__name__}") from error

    def _probe(self) -> None:
        """Ask it something: a damaged index may still count what it cannot find."""
        held = self._collection.get(ids=["0"], include=["embeddings"])["embeddings"]
        if len(held):
            self.dimension = len(held[0])
            self.nearest(np.asarray(held[0], dtype=np.float32), 1)
        elif self._collection.count():
            raise DenseError("its first vector is gone")

    def nearest(
        self, vector: Vectors, limit: int, only: Sequence[int] | None = None
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Return positions and cosine similarities of the nearest passages, nearest first.

        Args:
            vector: What to be near to.
            limit: How many.
            only: The positions to choose from, or None for all.

        Raises:
            DenseError: The index is damaged.
        """
        ids = [str(position) for position in only] if only is not None else None
        try:
            found = self._collection.query(
                query_embeddings=[vector], n_results=limit, ids=ids, include=["distances"]
            )
        except Exception as error:
            raise DenseError(f"the vector index does not answer: {type(error).__name__}") from error
        positions = np.array([int(each) for each in found["ids"][0]], dtype=np.int64)
        return positions, 1.0 - np.asarray(found["distances"][0], dtype=np.float64)

    def close(self) -> None:
        """Let go of files and memory."""
        _closed(self._opened)
