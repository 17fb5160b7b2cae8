"""Knowing: what administrators do with the knowledge base."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from bot.conversation import NoticeCard, button
from bot.store import Session, records
from bot.turns.visit import Visit
from knowledge import Library, Progress, Reload, Version

_HITS: Final = 3
_NAMES: Final = 8
_OFFERED: Final = 10
_KEPT: Final = frozenset({"ready", "retired"})
_HEADING: Final = re.compile(r"^#{1,6} [^\n]*\n+")
_EVERY_SECONDS: Final = 2.0
_REPORTS: Final = 3
"""Looks at how far a reload has come: a response_url is good for five messages."""


class Tell(Protocol):
    """Shows an administrator how far something has come; best effort."""

    async def __call__(self, visit: Visit, card: NoticeCard, *, begun: bool) -> None:
        """Show a card; `begun`: where an earlier one stands already."""


Fetch = Callable[[str, str], Awaitable[tuple[str, bytes]]]
"""Returns name and content of a file of a workspace by its id."""
Watcher: TypeAlias = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Knowing:
    """The commands that concern documents and versions; each returns what to show.

    Attributes:
        library: The knowledge base.
        tell: Shows progress.
        fetch: Gets a file that was dropped into a direct message.
    """

    library: Library
    tell: Tell
    fetch: Fetch

    async def reload(self, session: Session, visit: Visit, rest: str) -> NoticeCard:
        """Read every document again and let the new version answer."""

        async def load(watch: Watcher) -> Reload:
            anyway = rest == "anyway"
            return await self.library.reload(
                visit.workspace, by=visit.user, progress=watch, confirmed=anyway
            )

        return await self._changed(session, visit, "reload", load)

    async def add(self, session: Session, visit: Visit, rest: str) -> NoticeCard:
        """Take in the document at an address."""

        async def load(watch: Watcher) -> Reload:
            return await self.library.add_link(visit.workspace, rest, by=visit.user, progress=watch)

        return await self._changed(session, visit, "add", load)

    async def upload(self, session: Session, visit: Visit, rest: str) -> NoticeCard:
        """Take in a file that was dropped into the direct message."""

        async def load(watch: Watcher) -> Reload:
            name, content = await self.fetch(visit.workspace, rest)
            return await self.library.add(
                visit.workspace, name, content, by=visit.user, progress=watch
            )

        return await self._changed(session, visit, "upload", load)

    async def remove(self, session: Session, visit: Visit, rest: str) -> NoticeCard:
        """Take a document out."""

        async def load(_: Watcher) -> Reload:
            return await self.library.remove(visit.workspace, rest, by=visit.user)

        return await self._changed(session, visit, "remove", load)

    async def rollback(self, session: Session, visit: Visit, rest: str) -> NoticeCard:
        """Let a kept version answer again."""
        if not rest.isdecimal():
            return NoticeCard(f"“{rest}” is no version number.", "See versions.", tone="problem")
        live = await self.library.rollback(visit.workspace, int(rest), by=visit.user)
        await records.write_audit(session, visit.user, "rollback", f"version {live.version}")
        return NoticeCard(f"Version {live.version} is live again: {live.documents} documents.")

    async def keeps(self, visit: Visit, rest: str) -> bool:
        """Return whether a version of this number is kept."""
        kept = await self.library.versions(visit.workspace)
        return rest in {str(one.version) for one in kept}

    async def named(self, visit: Visit, rest: str) -> str:
        """Return the name of the workspace's document with this id, or the words as they are."""
        own = (await self.library.status(visit.workspace)).own
        return next((one.name for one in own if one.id == rest), rest)

    async def meanwhile(self, visit: Visit) -> str:
        """Say what answers while something is changed."""
        status = await self.library.status(visit.workspace)
        return (
            f"Version {status.version} answers now, from {status.documents} documents; questions "
            "go on being answered meanwhile."
        )

    async def cancel(self, _session: Session, visit: Visit, _rest: str) -> NoticeCard:
        """Stop a reload."""
        await self.library.cancel(visit.workspace)
        return NoticeCard("A running reload is stopped; the version before it answers.")

    async def status(self, _session: Session, visit: Visit, _rest: str) -> NoticeCard:
        """Tell which version answers, and from what."""
        status = await self.library.status(visit.workspace)
        origin = "what all workspaces share" if status.shared else "the guidance and your documents"
        return NoticeCard(
            f"Version {status.version} answers: {status.documents} documents, "
            f"{status.passages} passages, from {origin}. Embedder: {status.embedder}.",
            status.degraded or "",
        )

    async def documents(self, _session: Session, visit: Visit, _rest: str) -> NoticeCard:
        """List the workspace's own documents, each with a way to take it out."""
        own = (await self.library.status(visit.workspace)).own
        lines = [f"{one.name} – {one.origin} {one.address}".strip() for one in own]
        offers = tuple(
            (f"Remove {one.name}", button("admin", value=f"remove {one.id}"))
            for one in own[:_OFFERED]
        )
        none = "No documents of your own yet; what all workspaces share answers."
        return NoticeCard("\n".join(lines) or none, actions=offers)

    async def versions(self, _session: Session, visit: Visit, _rest: str) -> NoticeCard:
        """List the versions kept, each with a way back to it."""
        kept = await self.library.versions(visit.workspace)
        back = tuple(
            (f"Roll back to {one.version}", button("admin", value=f"rollback {one.version}"))
            for one in kept[:_OFFERED]
            if one.state in _KEPT and not one.live
        )
        return NoticeCard("\n".join(_line(one) for one in kept) or "None yet.", actions=back)

    async def search(self, _session: Session, visit: Visit, rest: str) -> NoticeCard:
        """Show which passages some words find."""
        hits = await self.library.search(rest, workspace=visit.workspace, limit=_HITS)
        shown = [
            f"{hit.score:.2f}  {hit.source} › {hit.section}\n{_HEADING.sub('', hit.text)}"
            for hit in hits
        ]
        return NoticeCard("\n\n".join(shown) or "Nothing is found.")

    async def _changed(
        self,
        session: Session,
        visit: Visit,
        name: str,
        load: Callable[[Watcher], Awaitable[Reload]],
    ) -> NoticeCard:
        """Change the base while the person sees how far it is; then say what is different."""
        before = await self.library.status(visit.workspace)
        seen: list[Progress] = []
        await self.tell(
            visit, NoticeCard("Reading, checking and indexing the documents …"), begun=False
        )
        reports = asyncio.create_task(self._report(visit, seen))
        try:
            done = await load(seen.append)
        finally:
            reports.cancel()
            with suppress(asyncio.CancelledError):
                await reports
        await records.write_audit(session, visit.user, name, f"version {done.version}")
        return report_of(done, before.version)

    async def _report(self, visit: Visit, seen: list[Progress]) -> None:
        last: Progress | None = None
        for _ in range(_REPORTS if visit.view or visit.message_ts else 0):
            await asyncio.sleep(_EVERY_SECONDS)
            if seen and seen[-1] != last:
                last = seen[-1]
                await self.tell(visit, NoticeCard(_progress(last)), begun=True)


def report_of(done: Reload, before: int) -> NoticeCard:
    """Say what a reload changed, which version answers, and how to go back.

    Args:
        done: What it did.
        before: The version that answered before.
    """
    refused = "; ".join(f"{one.name}: {one.reason}" for one in done.refused)
    if not done.flipped:
        return NoticeCard(
            f"Nothing has changed; version {done.version} goes on answering.", refused
        )
    changes = ", ".join(
        f"{len(names)} {what}{_named(names)}"
        for names, what in (
            (done.added, "added"),
            (done.changed, "changed"),
            (done.removed, "removed"),
        )
    )
    refusals = f", {len(done.refused)} refused{f' ({refused})' if refused else ''}"
    text = (
        f"Version {done.version} is live: {done.documents} documents, {done.passages} passages. "
        f"{changes}{refusals}."
    )
    noted = "".join(f" {one.name}: {one.reason}." for one in done.noted)
    back = (("Roll back", button("admin", value=f"rollback {before}")),)
    return NoticeCard(text + noted, f"Version {before} is kept for going back.", actions=back)


def _named(names: tuple[str, ...]) -> str:
    more = f" and {len(names) - _NAMES} more" if len(names) > _NAMES else ""
    return f" ({', '.join(names[:_NAMES])}{more})" if names else ""


def _progress(progress: Progress) -> str:
    return f"{str(progress).capitalize()} … the version before goes on answering."


def _line(version: Version) -> str:
    live = ", answers now" if version.live else ""
    live += ", what all workspaces share" if version.is_shared else ""
    return (
        f"Version {version.version}: {version.documents} documents, {version.passages} passages, "
        f"{version.made_at:%Y-%m-%d %H:%M} UTC{live}"
    )
