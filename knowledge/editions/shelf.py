"""Shelf: the local folder of segments, and the editions that are open.

What is on the shelf is derived from the database and may be lost at any time. A generation is
served from the segment that covers most of it, and a second one for what came since; only when
that grows too large, or a fifth of the first is of documents that are gone, is the whole written
anew.
"""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import mkdtemp

import numpy as np

from knowledge.course import Course
from knowledge.editions.edition import Edition
from knowledge.errors import ReloadError
from knowledge.index import segments
from knowledge.index.dense import DenseError
from knowledge.index.embedding import Embedder, Vectors
from knowledge.index.segments import Manifest, Segment
from knowledge.passages.content import Content, Key
from knowledge.passages.cutting import text_hash
from knowledge.store import archive
from knowledge.store.records import Records

DEAD_SHARE = 0.2
SMALL_DELTA = 1_500
DELTA_SHARE = 0.05
EMBED_BATCH = 500
UNREADABLE = (OSError, ValueError, KeyError, EOFError)


class Shelf:
    """The segments of one data folder, opened once and shared by the editions that need them."""

    def __init__(self, folder: Path, records: Records) -> None:
        """Use a folder, which is made when it is absent."""
        self.root = folder / "segments"
        self.root.mkdir(parents=True, exist_ok=True)
        self._records = records
        self._open: dict[str, Segment] = {}
        self._users: dict[Segment, int] = {}

    async def edition(
        self,
        contents: Sequence[Content],
        embedder: Embedder,
        course: Course,
    ) -> Edition:
        """Return an edition of documents, building what the shelf lacks.

        Args:
            contents: The documents.
            embedder: What makes the vectors.
            course: Where progress is told.

        Raises:
            ReloadError: A segment cannot be written, or the reload was cancelled.
        """
        owners = {content.key[0] for content in contents}
        manifests = await asyncio.to_thread(self._manifests, embedder.identity, owners)
        names, missing = plan(contents, manifests)
        if missing:
            names = [*names, await self._build(missing, embedder, course)]
        return Edition(contents, await self._opened(names), embedder)

    async def _opened(self, names: list[str]) -> list[Segment]:
        try:
            return await asyncio.to_thread(self._take, names)
        except UNREADABLE as error:
            for name in names:
                if not segments.is_whole(self.root / name):
                    self._set_aside(name)
            raise ReloadError(
                f"The index in the data folder is damaged: {said_of(error)}",
                "Try again: it is built anew.",
            ) from error

    def _manifests(self, embedder: str, owners: set[str]) -> dict[str, Manifest]:
        """Return the finished segments that hold documents of these workspaces alone."""
        found: dict[str, Manifest] = {}
        for folder in sorted(self.root.iterdir()):
            if folder.name.startswith(segments.BUILDING) or not folder.is_dir():
                continue
            try:
                manifest = segments.read_manifest(folder)
            except UNREADABLE:
                continue
            held = {owner for owner, _ in manifest.keys}
            if manifest.embedder == embedder and held <= owners:
                found[folder.name] = manifest
        return found

    async def _build(self, contents: Sequence[Content], embedder: Embedder, course: Course) -> str:
        ordered = sorted(contents, key=lambda content: content.key)
        course.enter("embedding")
        vectors = await self._vectors(ordered, embedder, course)
        segments.failpoint("embedded", course.failpoint)
        course.enter("indexing")
        try:
            folder = await asyncio.to_thread(
                segments.build,
                self.root,
                embedder.identity,
                ordered,
                vectors,
                lambda done: course.step(done, len(vectors)),
            )
        except (DenseError, OSError) as error:
            raise ReloadError(
                f"The index cannot be written: {said_of(error)}",
                "Check the space left in the data folder.",
            ) from error
        segments.failpoint("indexed", course.failpoint)
        return folder.name

    async def _vectors(
        self, contents: Sequence[Content], embedder: Embedder, course: Course
    ) -> Vectors:
        texts = [(content.key[0], text) for content in contents for text in content.indexed()]
        rows: list[Vectors] = []
        for batch in archive.batches(texts, EMBED_BATCH):
            rows.append(await self._embedded(batch, embedder))
            course.step(sum(len(row) for row in rows), len(texts))
        return np.concatenate(rows) if rows else np.zeros((0, 1), dtype=np.float32)

    async def _embedded(self, batch: Sequence[tuple[str, str]], embedder: Embedder) -> Vectors:
        """Return vectors for (owner, text), from the cache where it has them."""
        if not embedder.is_dear:
            return await asyncio.to_thread(embedder.embed, [text for _, text in batch])
        hashes = [text_hash(text) for _, text in batch]
        known: dict[str, Vectors] = {}
        for owner in sorted({owner for owner, _ in batch}):
            known |= await archive.cached_vectors(
                self._records.engine, owner, embedder.identity, hashes
            )
        await self._embed_missing(batch, embedder, known)
        return np.stack([known[name] for name in hashes])

    async def _embed_missing(
        self, batch: Sequence[tuple[str, str]], embedder: Embedder, known: dict[str, Vectors]
    ) -> None:
        missing = {text_hash(text): (owner, text) for owner, text in batch}
        missing = {name: pair for name, pair in missing.items() if name not in known}
        if not missing:
            return
        try:
            made = await asyncio.to_thread(embedder.embed, [text for _, text in missing.values()])
        except Exception as error:
            raise ReloadError(
                f"The embedding endpoint does not answer: {error}",
                "Check its address, key and model, then reload again.",
            ) from error
        known |= dict(zip(missing, made, strict=True))
        for owner in sorted({owner for owner, _ in missing.values()}):
            mine = {name: known[name] for name, pair in missing.items() if pair[0] == owner}
            async with self._records.writing() as connection:
                await archive.keep_vectors(connection, owner, embedder.identity, mine)

    def _take(self, names: Iterable[str]) -> list[Segment]:
        taken = [self._open.get(name) or Segment(self.root / name) for name in names]
        for segment in taken:
            self._open[segment.name] = segment
            self._users[segment] = self._users.get(segment, 0) + 1
        return taken

    def release(self, edition: Edition) -> None:
        """Close the segments that no other edition uses."""
        for leaf in edition.leaves:
            segment = leaf.segment
            self._users[segment] -= 1
            if not self._users[segment]:
                del self._users[segment]
                if self._open.get(segment.name) is segment:
                    del self._open[segment.name]
                segment.close()

    def condemn(self, edition: Edition) -> None:
        """Set damaged segments aside, so that the next edition is built without them."""
        for leaf in edition.leaves:
            if leaf.segment.damage is not None:
                self._set_aside(leaf.segment.name)

    def _set_aside(self, name: str) -> None:
        self._open.pop(name, None)
        with suppress(OSError):
            (self.root / name).rename(mkdtemp(prefix=segments.BUILDING, dir=self.root))

    def collect(self, kept: Iterable[set[Key]]) -> None:
        """Remove segments that no kept generation would use, and leftovers of killed builds."""
        wanted = list(kept)
        names = set(self._open)
        for folder in sorted(self.root.iterdir()):
            with suppress(*UNREADABLE):
                manifest = segments.read_manifest(folder)
                if any(_fullest(keys, {folder.name: manifest}) for keys in wanted):
                    names.add(folder.name)
        segments.collect(self.root, names)


def said_of(error: Exception) -> str:
    """Return what went wrong, without the path that the system names: it is seen in Slack."""
    said = error.strerror if isinstance(error, OSError) else str(error)
    return said or type(error).__name__


def plan(
    contents: Sequence[Content], manifests: dict[str, Manifest]
) -> tuple[list[str], list[Content]]:
    """Return the segments to open and the documents to build another one of."""
    wanted = {content.key: content for content in contents}
    base = _fullest(set(wanted), manifests)
    if base is None:
        return [], list(contents)
    covered = set(manifests[base].keys)
    rest = [content for key, content in sorted(wanted.items()) if key not in covered]
    if not rest:
        return [base], []
    second = _fullest({content.key for content in rest}, manifests)
    if second and {content.key for content in rest} <= set(manifests[second].keys):
        return [base, second], []
    size = sum(len(content.passages) for content in rest)
    whole = sum(len(content.passages) for content in contents)
    if size <= max(SMALL_DELTA, DELTA_SHARE * whole):
        return [base], rest
    return [], list(contents)


def _fullest(wanted: set[Key], manifests: dict[str, Manifest]) -> str | None:
    """Return the segment with the most wanted passages and not too many others."""
    best: tuple[int, str] | None = None
    for name, manifest in sorted(manifests.items()):
        living = sum(n for owner, digest, n in manifest.documents if (owner, digest) in wanted)
        total = sum(n for _, _, n in manifest.documents)
        if living and total - living <= DEAD_SHARE * total and (not best or living > best[0]):
            best = (living, name)
    return best[1] if best else None
