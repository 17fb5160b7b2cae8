"""Loading: a change to a workspace's documents, carried through to the version that answers."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime

from knowledge.course import Course
from knowledge.editions.edition import Edition
from knowledge.editions.serving import Editions
from knowledge.errors import ReloadError
from knowledge.index.segments import failpoint
from knowledge.reload import intake as intakes
from knowledge.reload import lease as leases
from knowledge.reload.building import Load, Workshop, load_of, reload
from knowledge.reload.confirmation import check_refused, check_shrunk
from knowledge.reload.flip import leave
from knowledge.reload.intake import Intake
from knowledge.reload.lease import Lease
from knowledge.reload.sources import Item, guidance
from knowledge.store.schema import HOUSE, SHARED
from knowledge.versions import SHARED_VERSION, Progress, Reload

RENEW_SECONDS = 15.0
WAIT_SECONDS = 0.1
PATIENCE = 600
BY_ITSELF = "the program"


@dataclass(frozen=True, slots=True)
class Change:
    """What is to become of a workspace's documents.

    Attributes:
        make: Returns them as they shall be, from what they are.
        is_confirmed: True when a person meant an empty or much smaller load.
    """

    make: Callable[[Intake, str, Course], Awaitable[Intake]]
    is_confirmed: bool = False


class Loader:
    """Carries changes out, one at a time for each workspace.

    Attributes:
        clock: The time, with a zone.
    """

    def __init__(
        self, editions: Editions, clock: Callable[[], datetime], failpoint_name: str | None
    ) -> None:
        """Load into the editions of this process."""
        self.clock = clock
        self._editions = editions
        self._records = editions.records
        self._failpoint = failpoint_name
        self._courses: dict[str, Course] = {}
        self._idle = asyncio.Event()
        self._idle.set()

    async def begin(self) -> None:
        """Let the shared base answer, and clear away what killed processes left.

        It is built when there is none or the shipped guidance is newer.

        Raises:
            ReloadError: It can be neither opened nor built.
        """
        await self._begun()
        await self._renewed_house()
        kept = (await self._records.kept()).values()
        await asyncio.to_thread(self._editions.shelf.collect, kept)

    async def _begun(self) -> None:
        if await self._records.pointer(SHARED) is not None:
            await self._editions.follow(SHARED)
            if await self._is_current():
                return
        for _ in range(PATIENCE):
            try:
                await self._load_shared(BY_ITSELF, None)
            except ReloadError:
                if not await leases.is_held(self._records, SHARED, self.clock()):
                    raise
            else:
                return
            if await self._records.pointer(SHARED) is not None:
                await self._editions.follow(SHARED)
                return
            await asyncio.sleep(WAIT_SECONDS)  # another process is building the first version

    async def _is_current(self) -> bool:
        edition = self._editions.serving(SHARED)
        shipped = {content.key for content in guidance().values()}
        return edition is not None and {c.key for c in edition.contents} == shipped

    async def _renewed_house(self) -> None:
        """Let the operator's base have the guidance of today; while another process does, wait not."""
        if await self._records.pointer(HOUSE) is None:
            return
        await self._editions.follow(HOUSE)
        edition = self._editions.serving(HOUSE)
        shipped = {content.key for content in guidance().values()}
        if edition is None or shipped <= {content.key for content in edition.contents}:
            return

        async def as_it_is(before: Intake, _workspace: str, _course: Course) -> Intake:
            return before

        with suppress(ReloadError):
            await self.load(HOUSE, BY_ITSELF, Change(as_it_is, is_confirmed=True))

    async def load(
        self,
        workspace: str,
        by: str,
        change: Change,
        progress: Callable[[Progress], None] | None = None,
    ) -> Reload:
        """Carry a change out; returns what became of it.

        Raises:
            DocumentError: A document is refused; nothing has changed.
            ConfirmationNeededError: The load is empty or much smaller, and nobody confirmed it.
            ReloadError: It failed or was cancelled; the old version still answers.
        """
        async with self._held(workspace, progress) as (lease, course):
            course.enter("reading")
            before = await intakes.current(self._records, workspace)
            after = await change.make(before, workspace, course)
            if not change.is_confirmed:
                await check_refused(self._records, workspace, before, after)
                await check_shrunk(self._records, workspace, before, after)
            failpoint("read", course.failpoint)
            if after.items:
                load = load_of(workspace, by, after, await self._house(workspace))
                return await self._made(load, lease, course)
            if before.items:
                return await self._left(workspace, before, lease)
        news = await self._load_shared(by, progress)
        return self._shared_news(workspace, news)

    async def _house(self, workspace: str) -> tuple[Item, ...]:
        """Return the operator's documents, which other workspaces are answered from as well."""
        if workspace == HOUSE:
            return ()
        return (await intakes.current(self._records, HOUSE)).items

    async def _load_shared(self, by: str, progress: Callable[[Progress], None] | None) -> Reload:
        async with self._held(SHARED, progress) as (lease, course):
            return await self._made(load_of(SHARED, by, None), lease, course)

    @asynccontextmanager
    async def _held(
        self, workspace: str, progress: Callable[[Progress], None] | None
    ) -> AsyncIterator[tuple[Lease, Course]]:
        """Hold the lease of a workspace, renewed meanwhile, and the course of its reload."""
        lease = await leases.take(self._records, workspace, self.clock)
        course = Course(progress, self._failpoint)
        self._courses[workspace] = course
        self._idle.clear()
        renewal = asyncio.create_task(self._renewed(lease, course))
        try:
            yield lease, course
        finally:
            renewal.cancel()
            await asyncio.gather(renewal, return_exceptions=True)
            await asyncio.shield(leases.give_back(self._records, lease))
            self._courses.pop(workspace, None)
            if not self._courses:
                self._idle.set()

    async def _renewed(self, lease: Lease, course: Course) -> None:
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            async with self._records.writing() as connection:
                course.cancelled |= await lease.renew(connection)

    async def _made(self, load: Load, lease: Lease, course: Course) -> Reload:
        live = await self._live(load.workspace)
        news, edition = await self._climbed(load, live, lease, course)
        if edition is not None:
            self._editions.swap(load.workspace, edition)
            await self._clear(load.workspace)
            failpoint("pruned", course.failpoint)
        return news

    async def _climbed(
        self, load: Load, live: Edition | None, lease: Lease, course: Course
    ) -> tuple[Reload, Edition | None]:
        """Reload with the best embedder; only a base that has no version yet takes a lesser one."""
        rungs = self._editions.rungs if live is None else self._editions.rungs[:1]
        for rung in rungs:
            shop = Workshop(self._records, self._editions.shelf, rung, self.clock)
            try:
                return await reload(shop, load, live, lease, course)
            except ReloadError:
                if rung is rungs[-1] or course.cancelled:
                    raise
        raise ReloadError("No embedder is there.", "Report this.")  # the ladder is never empty

    async def _live(self, workspace: str) -> Edition | None:
        if self._editions.serving(workspace) is None:
            if await self._records.pointer(SHARED) is None:
                return None
            await self._editions.follow(workspace)
        return self._editions.serving(workspace)

    async def _left(self, workspace: str, before: Intake, lease: Lease) -> Reload:
        """Go back to the shared base, since the workspace has no documents any more."""
        await self.leave(lease)
        names = tuple(sorted(item.name for item in before.items))
        return self._shared_news(workspace, Reload(SHARED_VERSION, removed=names))

    async def leave(self, lease: Lease) -> None:
        """Let what all workspaces share answer a workspace; its own versions are kept."""
        await leave(self._records, lease)
        self._editions.drop(lease.workspace)
        await self._editions.follow(lease.workspace)
        await self._clear(lease.workspace)

    def _shared_news(self, workspace: str, news: Reload) -> Reload:
        """Return news as those of version 0 of a workspace, which counts what it shares with all."""
        shared = self._editions.serving(workspace)
        if shared is None:
            return replace(news, version=SHARED_VERSION)
        documents, passages = len(shared.contents), shared.passages
        return replace(news, version=SHARED_VERSION, documents=documents, passages=passages)

    async def _clear(self, workspace: str) -> None:
        await self._records.prune(workspace)
        kept = (await self._records.kept()).values()
        await asyncio.to_thread(self._editions.shelf.collect, kept)

    def cancel(self, workspace: str) -> None:
        """Ask the reload of a workspace in this process to stop."""
        if workspace in self._courses:
            self._courses[workspace].cancelled = True

    async def close(self) -> None:
        """Stop every reload and wait until it has."""
        for workspace in list(self._courses):
            self.cancel(workspace)
        await self._idle.wait()
