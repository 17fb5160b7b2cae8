"""Segments: an immutable folder with the vectors and the inverted lists of some documents.

A generation is served from one or two of them: a base, and what came since. A segment is built
under a temporary name and renamed when it is whole; it is never written again. A lock file, shared
by those who read and exclusive to the one who builds, tells the living from the leftovers of a
killed process. Folders hold no sentence of any document.
"""

import fcntl
import json
import os
import shutil
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp
from typing import IO

from knowledge.index import dense, lexical
from knowledge.index.dense import DenseError, DenseIndex
from knowledge.index.embedding import Vectors
from knowledge.index.lexical import Postings
from knowledge.passages.content import Content, Key

FORMAT = 2
"""Raised whenever words, hashing or indexed texts change: older folders are then built anew."""
MANIFEST = "manifest.json"
POSTINGS = "lexical.npz"
VECTORS = "vectors-"
LOCK = "lock"
BUILDING = "building-"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a segment holds.

    Attributes:
        embedder: Identity of what made its vectors.
        documents: (owner, digest, passages) in the order of the positions.
        vectors: The folder of its vectors. Its name is new each time, since Chroma remembers
            within a process what it found under a path.
    """

    embedder: str
    documents: tuple[tuple[str, str, int], ...]
    vectors: str = ""

    @property
    def name(self) -> str:
        """The folder's name: the same contents have the same name on every machine."""
        return sha256(json.dumps([FORMAT, self.embedder, self.documents]).encode()).hexdigest()[:32]

    @property
    def keys(self) -> tuple[Key, ...]:
        """The documents."""
        return tuple((owner, digest) for owner, digest, _ in self.documents)


def manifest_of(embedder: str, contents: Iterable[Content]) -> Manifest:
    """Return the manifest of documents; their order is fixed, so that loading order is not seen."""
    ordered = sorted(contents, key=lambda content: content.key)
    return Manifest(embedder, tuple((*content.key, len(content.passages)) for content in ordered))


class Segment:
    """An opened segment; its vectors are opened when first used, since Chroma loads for long.

    Attributes:
        name: The name of its folder.
        manifest: What it holds.
        postings: Its inverted lists.
        is_open: Whether its vectors have been opened, or found damaged.
    """

    def __init__(self, folder: Path) -> None:
        """Open a finished folder.

        Raises:
            OSError, ValueError, KeyError: The manifest or the inverted lists are damaged.
        """
        self.name = folder.name
        self.manifest = read_manifest(folder)
        self.postings: Postings = lexical.load(folder / POSTINGS)
        self.is_open = False
        self._vectors: DenseIndex | None = None
        self._damage: str | None = None
        self._place = folder / self.manifest.vectors
        self._opening = threading.Lock()
        self._lock = _locked(folder, fcntl.LOCK_SH)

    @property
    def vectors(self) -> DenseIndex | None:
        """Its vector index, or None when that is damaged."""
        self.open()
        return self._vectors

    @property
    def damage(self) -> str | None:
        """Why there is no vector index, or None."""
        self.open()
        return self._damage

    def open(self) -> None:
        """Open its vectors, unless they are; of several threads one does, the others wait."""
        if self.is_open:
            return
        with self._opening:
            if not self.is_open:
                try:
                    self._vectors = DenseIndex(self._place)
                except DenseError as error:
                    self._damage = str(error)
                self.is_open = True

    def close(self) -> None:
        """Let go of the folder; what another thread is opening is let go of when it is open."""
        with self._opening:
            self.is_open = True
        if self._vectors is not None:
            self._vectors.close()
        if self._lock is not None:
            self._lock.close()


def read_manifest(folder: Path) -> Manifest:
    """Read what a segment holds.

    Raises:
        OSError, ValueError, KeyError: It is absent or damaged.
    """
    held = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    if held["format"] != FORMAT:
        raise ValueError(f"{folder.name} was written by another version of this program")
    documents = tuple((str(o), str(d), int(n)) for o, d, n in held["documents"])
    return Manifest(str(held["embedder"]), documents, str(held["vectors"]))


def build(
    root: Path,
    embedder: str,
    contents: Sequence[Content],
    vectors: Vectors,
    done: Callable[[int], None],
) -> Path:
    """Build the segment of documents and return its folder; `vectors` follow the manifest's order.

    Raises:
        DenseError: Chroma could not write.
        OSError: The disk is full or not writable.
    """
    manifest = manifest_of(embedder, contents)
    final = root / manifest.name
    temporary = Path(mkdtemp(prefix=BUILDING, dir=root))
    lock = _locked(temporary, fcntl.LOCK_EX)
    try:
        _fill(temporary, manifest, contents, vectors, done)
        if final.exists() and not is_whole(final):
            discard(final)
        with suppress(OSError):  # another process may have finished the same segment first
            temporary.rename(final)
    finally:
        if lock is not None:
            lock.close()
        shutil.rmtree(temporary, ignore_errors=True)
    return final


def _fill(
    folder: Path,
    manifest: Manifest,
    contents: Sequence[Content],
    vectors: Vectors,
    done: Callable[[int], None],
) -> None:
    by_key = {content.key: content for content in contents}
    ordered = [by_key[key] for key in manifest.keys]
    place = Path(mkdtemp(prefix=VECTORS, dir=folder))
    dense.write(place, vectors, done)
    texts = (text for content in ordered for text in content.indexed())
    lexical.post(texts).save(folder / POSTINGS)
    whole = {
        "format": FORMAT,
        "embedder": manifest.embedder,
        "documents": manifest.documents,
        "vectors": place.name,
    }
    (folder / MANIFEST).write_text(json.dumps(whole), encoding="utf-8")


def is_whole(folder: Path) -> bool:
    """Tell whether a folder's manifest and lists can be read and its vectors answer."""
    try:
        segment = Segment(folder)
    except (OSError, ValueError, KeyError, EOFError):
        return False
    segment.close()
    return segment.damage is None


def discard(folder: Path) -> bool:
    """Remove a folder that nobody reads or builds; return whether it is gone."""
    lock = _locked(folder, fcntl.LOCK_EX)
    if lock is None:
        return False
    shutil.rmtree(folder, ignore_errors=True)
    lock.close()
    return True


def collect(root: Path, kept: Iterable[str]) -> None:
    """Remove every segment that is not kept and every leftover of a killed build."""
    keep = set(kept)
    for folder in sorted(root.iterdir()):
        if folder.is_dir() and folder.name not in keep:
            discard(folder)


def _locked(folder: Path, kind: int) -> IO[str] | None:
    """Return the held lock of a folder, or None when somebody else holds it."""
    try:
        stream = (folder / LOCK).open("a", encoding="utf-8")
    except OSError:
        return None
    try:
        fcntl.flock(stream, kind | fcntl.LOCK_NB)
    except OSError:
        stream.close()
        return None
    return stream


def failpoint(name: str, wanted: str | None) -> None:
    """Kill this process when the named place is the wanted one; only tests want any."""
    if name == wanted:
        os.kill(os.getpid(), 9)
