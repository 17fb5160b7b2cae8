"""Library: the front of the knowledge base: ask, search, load, go back."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Self

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.answers.answer import Answer, Hit
from knowledge.answers.answering import answered
from knowledge.answers.hits import WHOLE, hits
from knowledge.course import Course
from knowledge.documents.links import Fetcher
from knowledge.documents.reading import read
from knowledge.editions.serving import MOST_OPEN, Editions
from knowledge.index.embedding import EmbeddingEndpoint
from knowledge.reload import intake as intakes
from knowledge.reload import lease as leases
from knowledge.reload.history import forget_workspace, roll_back, status_of, versions_of
from knowledge.reload.intake import Intake, origin_of
from knowledge.reload.loading import Change, Loader
from knowledge.reload.sources import checked_name, item_of
from knowledge.reload.verification import verified
from knowledge.search.finding import knows_words
from knowledge.search.ranking import ranked
from knowledge.versions import Check, Progress, Reload, Status, Version

Watcher = Callable[[Progress], None]


class Library:
    """The knowledge base of every workspace, in one database and one data folder.

    Every workspace is answered from the shipped guidance and the operator's documents, which are
    those of the workspace ""; one that adds documents gets a base of all three, which takes in the
    operator's changes when it is next reloaded. Safe for many tasks of one event loop at a time.
    """

    def __init__(self, editions: Editions, loader: Loader, fetcher: Fetcher) -> None:
        """Use `Library.open`."""
        self._editions = editions
        self._loader = loader
        self._fetcher = fetcher

    @classmethod
    async def open(  # noqa: PLR0913  (what has a default is named by the few who need it)
        cls,
        engine: AsyncEngine,
        folder: Path,
        *,
        clock: Callable[[], datetime],
        endpoint: EmbeddingEndpoint | None = None,
        fetcher: Fetcher | None = None,
        failpoint: str | None = None,
        most_open: int = MOST_OPEN,
    ) -> Self:
        """Open the library, building the shared base when there is none or it is out of date.

        Args:
            engine: A database with the tables of `metadata`; the caller closes it.
            folder: Where indexes are kept; they are rebuilt from the database when lost.
            clock: The time, with a zone.
            endpoint: Where texts are embedded; None for what the machine has itself.
            fetcher: What fetches links; None for one that asks the public internet alone.
            failpoint: The step of a reload at which to die; only tests name one.
            most_open: How many versions stay open in memory.

        Raises:
            ReloadError: The shared base can be neither opened nor built.
        """
        editions = Editions(engine, folder, clock, endpoint)
        editions.most_open = most_open
        loader = Loader(editions, clock, failpoint)
        library = cls(editions, loader, fetcher or Fetcher())
        try:
            await loader.begin()
        except BaseException:
            await library.close()
            raise
        return library

    async def ask(self, question: str, *, workspace: str) -> Answer:
        """Answer a question from a workspace's base, with quotes.

        Raises:
            SearchError: Neither leg of the search answers.
        """
        async with self._editions.using(workspace) as edition:
            return await asyncio.to_thread(answered, edition, question)

    async def search(
        self, query: str, *, workspace: str, limit: int = 5, sources: Sequence[str] | None = None
    ) -> tuple[Hit, ...]:
        """Return the best sections, of all documents or of those titled `sources`.

        Of a section longer than about 600 tokens a passage is returned.

        Raises:
            SearchError: Neither leg of the search answers.
        """
        async with self._editions.using(workspace) as edition:
            found = await asyncio.to_thread(ranked, edition, query, WHOLE * limit, sources)
        return hits(found, limit)

    async def finds(self, query: str, *, workspace: str) -> bool:
        """Tell whether a base finds anything; by words alone until its vectors are open.

        Raises:
            SearchError: Neither leg of the search answers.
        """
        async with self._editions.using(workspace) as edition:
            if not edition.is_open:
                return await asyncio.to_thread(knows_words, edition, query)
            return bool(await asyncio.to_thread(ranked, edition, query, 1))

    async def warm(self, workspace: str) -> None:
        """Open the vectors of a base, for which its first question would wait."""
        async with self._editions.using(workspace) as edition:
            await asyncio.to_thread(edition.open_vectors)

    @property
    def open_editions(self) -> int:
        """How many versions are open in memory."""
        return self._editions.open_editions

    async def status(self, workspace: str) -> Status:
        """Tell how a workspace's base is doing."""
        async with self._editions.using(workspace) as edition:
            return await status_of(self._editions, workspace, edition)

    async def reload(
        self,
        workspace: str,
        *,
        by: str,
        progress: Watcher | None = None,
        confirmed: bool = False,
    ) -> Reload:
        """Read everything again and let a new version answer if anything changed.

        Raises:
            ConfirmationNeededError: The load is empty or much smaller, and nobody confirmed it.
            ReloadError: It failed or was cancelled; the old version still answers.
        """
        change = Change(partial(intakes.reread, self._fetcher), is_confirmed=confirmed)
        return await self._loader.load(workspace, by, change, progress)

    async def add(
        self, workspace: str, name: str, content: bytes, *, by: str, progress: Watcher | None = None
    ) -> Reload:
        """Take a document in, or a new text of the one with this name, and let it answer.

        Raises:
            DocumentError: The document is refused; nothing has changed.
            ReloadError: The new version could not be made; the old one still answers.
        """
        origin = origin_of("upload", "", by, self._loader.clock)
        document = await asyncio.to_thread(read, checked_name(name), content)
        item = await asyncio.to_thread(item_of, workspace, document, origin)
        return await self._loader.load(workspace, by, Change(intakes.adding(item)), progress)

    async def add_link(
        self, workspace: str, url: str, *, by: str, progress: Watcher | None = None
    ) -> Reload:
        """Take in the document at an https address; every reload fetches it again.

        Raises:
            DocumentError: The address or its document is refused; nothing has changed.
            ReloadError: The new version could not be made; the old one still answers.
        """
        origin = origin_of("link", url, by, self._loader.clock)
        item = await intakes.from_link(self._fetcher, workspace, origin)
        return await self._loader.load(workspace, by, Change(intakes.adding(item)), progress)

    async def add_folder(
        self,
        workspace: str,
        folder: Path,
        *,
        by: str,
        progress: Watcher | None = None,
        confirmed: bool = False,
    ) -> Reload:
        """Take in every document of a folder; every reload reads it again.

        Raises:
            DocumentError: There is no such folder.
            ConfirmationNeededError: More than a fifth of it is refused, and nobody confirmed that.
            ReloadError: The version could not be made; the old one still answers.
        """
        place = await asyncio.to_thread(folder.resolve)
        origin = origin_of("folder", str(place), by, self._loader.clock)

        async def change(before: Intake, workspace: str, course: Course) -> Intake:
            return await intakes.with_folder(before, workspace, origin, course)

        wish = Change(change, is_confirmed=confirmed)
        return await self._loader.load(workspace, by, wish, progress)

    async def remove(self, workspace: str, document_id: str, *, by: str) -> Reload:
        """Take a document out, by its id or its name.

        Raises:
            DocumentError: There is no such document.
            ReloadError: The new version could not be made; the old one still answers.
        """

        async def change(before: Intake, _workspace: str, _course: Course) -> Intake:
            return before.without(document_id)

        return await self._loader.load(workspace, by, Change(change, is_confirmed=True))

    async def cancel(self, workspace: str) -> None:
        """Stop a running reload, in whichever process it runs; the old version still answers."""
        self._loader.cancel(workspace)
        await leases.cancel(self._editions.records, workspace)

    async def versions(self, workspace: str) -> tuple[Version, ...]:
        """Return the versions of a workspace's base, newest first."""
        return await versions_of(self._editions, workspace)

    async def rollback(self, workspace: str, version: int | None, *, by: str) -> Version:
        """Let a kept version answer again; None means the one before the one that answers.

        Raises:
            VersionError: It is not kept.
            ReloadError: A reload is running.
        """
        return await roll_back(self._editions, self._loader, workspace, (version, by))

    async def verify(self, workspace: str) -> tuple[Check, ...]:
        """Check the version that answers: counts, self-hits, known questions."""
        async with self._editions.using(workspace) as edition:
            return await asyncio.to_thread(verified, edition)

    async def forget(self, workspace: str) -> None:
        """Erase everything of a workspace: documents, versions, vectors, indexes."""
        await forget_workspace(self._editions, self._loader, workspace)

    async def close(self) -> None:
        """Stop what runs and let go of the indexes; the engine stays the caller's."""
        await self._loader.close()
        await self._editions.close()
