"""Serving: which generation answers each workspace, and when an old one may be closed.

A question holds the edition it began with until its answer is made; a new edition takes the new
questions. When another process has moved a pointer, the old edition answers until the new one is
open here.
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from knowledge.course import Course
from knowledge.editions.edition import Edition
from knowledge.editions.shelf import Shelf
from knowledge.errors import KnowledgeError, ReloadError, SearchError
from knowledge.index.embedding import Embedder, EmbeddingEndpoint, choose
from knowledge.passages.content import Content, Key
from knowledge.store import archive
from knowledge.store.records import Records
from knowledge.store.schema import HOUSE, SHARED

CHECK_EVERY = timedelta(seconds=1)
MOST_OPEN = 64
"""Editions kept open: about 6 MB each beside the shared ones (measured)."""


class Editions:
    """The open editions of one process.

    Attributes:
        records: The database.
        shelf: The local folder.
        rungs: What can embed text, best first.
        clock: The time, with a zone.
        most_open: How many editions stay open; the ones asked longest ago are closed first.
    """

    def __init__(
        self,
        engine: AsyncEngine,
        folder: Path,
        clock: Callable[[], datetime],
        endpoint: EmbeddingEndpoint | None,
    ) -> None:
        """Open nothing yet."""
        self.records = Records(engine)
        self.shelf = Shelf(folder, self.records)
        self.rungs = choose(folder, endpoint)
        self.clock = clock
        self.most_open = MOST_OPEN
        self._open: dict[int, Edition] = {}
        self._serving: dict[str, int] = {}
        self._checked: dict[str, datetime] = {}
        self._opening = asyncio.Lock()
        self._tasks: dict[str, asyncio.Task[None]] = {}

    @asynccontextmanager
    async def using(self, workspace: str) -> AsyncIterator[Edition]:
        """Give the edition that answers a workspace, and keep it open meanwhile."""
        edition = await self._current(workspace)
        edition.users += 1
        try:
            yield edition
        finally:
            edition.users -= 1
            self._close_idle()

    async def _current(self, workspace: str) -> Edition:
        now = self.clock().astimezone(UTC)
        serving = self._served(workspace)
        checked = self._checked.get(workspace)
        if serving is None:
            await self.follow(workspace)
        elif checked is None or abs(now - checked) >= CHECK_EVERY:
            self._checked[workspace] = now
            if await self._pointed(workspace) != serving and workspace not in self._tasks:
                self._tasks[workspace] = asyncio.create_task(self._follow_aside(workspace))
        return self._open[self._serving[workspace]]

    def _served(self, workspace: str) -> int | None:
        """Return which edition answers a workspace, which is now the last one that asked."""
        number = self._serving.pop(workspace, None)
        if number is not None:
            self._serving[workspace] = number
        return number

    async def _pointed(self, workspace: str) -> int | None:
        return await self.records.answering(workspace)

    async def _follow_aside(self, workspace: str) -> None:
        """Open what the pointer shows while the old edition answers; on failure it goes on."""
        try:
            await self.follow(workspace)
        except (KnowledgeError, LookupError, OSError):
            self._checked.pop(workspace, None)
        finally:
            del self._tasks[workspace]

    async def follow(self, workspace: str) -> None:
        """Let the generation that the pointer shows answer, opening it when it is not open.

        Raises:
            SearchError: There is no generation at all.
            ReloadError: It can be neither opened nor built.
        """
        async with self._opening:
            number = await self._pointed(workspace)
            if number is None:
                raise SearchError("The knowledge base is empty.", "Reload it.")
            if number not in self._open:
                self._open[number] = await self.opened(number)
            self._serve(workspace, number)

    def _serve(self, workspace: str, number: int) -> None:
        self._serving[workspace] = number
        self._checked[workspace] = self.clock().astimezone(UTC)
        self._close_idle()

    def swap(self, workspace: str, edition: Edition) -> None:
        """Let a new edition answer a workspace, and whoever shares its base, from now on."""
        before = self._serving.get(workspace)
        self._open[edition.generation] = edition
        followers = [name for name, number in self._serving.items() if number == before]
        for name in {workspace, *(followers if workspace in {HOUSE, SHARED} else ())} - {SHARED}:
            self._serving[name] = edition.generation
        if workspace == SHARED:
            self._serving[SHARED] = edition.generation
        self._close_idle()

    def drop(self, workspace: str) -> None:
        """Forget which edition answered a workspace; the next question looks anew."""
        self._serving.pop(workspace, None)
        self._close_idle()

    def serving(self, workspace: str) -> Edition | None:
        """Return the edition that answers a workspace now, or None before its first question."""
        number = self._serving.get(workspace)
        return self._open[number] if number is not None else None

    @property
    def open_editions(self) -> int:
        """How many editions are open."""
        return len(self._open)

    def _forget_oldest(self) -> None:
        """Let those who asked longest ago look their edition up anew, when too many are open."""
        held = Counter(self._serving.values())
        for workspace, number in list(self._serving.items())[:-1]:
            if len(held) <= self.most_open:
                return
            if workspace not in {HOUSE, SHARED} and workspace not in self._tasks:
                del self._serving[workspace]
                held -= Counter([number])

    def _close_idle(self) -> None:
        if len(self._open) > self.most_open:
            self._forget_oldest()
        wanted = set(self._serving.values())
        idle = [n for n, edition in self._open.items() if n not in wanted and not edition.users]
        for number in idle:
            self.shelf.release(self._open.pop(number))

    async def opened(self, number: int) -> Edition:
        """Open a generation from the database, building the local index when it is lacking.

        Raises:
            ReloadError: It can be neither opened nor built.
        """
        row = await self.records.generation(number)
        keys = {member.key for member in await self.records.members(number)}
        contents = await self._contents(keys)
        if len(contents) != len(keys):
            raise ReloadError(
                f"Version {row['version']} has lost documents.", "Reload the knowledge base."
            )
        edition = await self._edition(contents, row["embedder"])
        edition.generation, edition.version = number, row["version"]
        edition.threshold = row["threshold"]
        return edition

    async def _contents(self, keys: set[Key]) -> list[Content]:
        held = {c.key: c for edition in self._open.values() for c in edition.contents}
        missing = await archive.load(self.records.engine, keys - set(held))
        return [*missing, *(held[key] for key in sorted(keys & set(held)))]

    async def _edition(self, contents: list[Content], identity: str) -> Edition:
        """Open with the embedder that made the generation, or else with the built-in one."""
        course = Course()
        named = next((rung for rung in self.rungs if rung.identity == identity), self.built_in)
        try:
            return await self.shelf.edition(contents, named, course)
        except ReloadError:
            # Damaged folders were set aside, or the endpoint is down: what is built in always works.
            return await self.shelf.edition(contents, self.built_in, course)

    @property
    def built_in(self) -> Embedder:
        """The embedder that needs nothing."""
        return self.rungs[-1]

    async def close(self) -> None:
        """Wait for what is being opened, and let go of every index."""
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        self._serving.clear()
        for edition in self._open.values():
            self.shelf.release(edition)
        self._open.clear()
