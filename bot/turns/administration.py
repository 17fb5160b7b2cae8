"""Administration: what those who look after a workspace's knowledge can do from Slack."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol

from bot.conversation import NoticeCard, Reply, button
from bot.delivery import Outgoing
from bot.store import Session, records
from bot.turns.posting import Place, post
from bot.turns.visit import Commanded, Visit
from knowledge import KnowledgeError, Library, Progress, Reload, Version

REFUSED: Final = NoticeCard(
    "Only administrators of this workspace can do that.",
    "Ask one of them; a workspace's owners and administrators are named in Slack's directory.",
    tone="refusal",
)
HELP: Final = NoticeCard(
    "/advise-admin reload – read every document again and let the new version answer\n"
    "/advise-admin status – which version answers, and from what\n"
    "/advise-admin versions – the versions kept for going back\n"
    "/advise-admin rollback 12 – let version 12 answer again\n"
    "/advise-admin add https://… – take in the document at an address\n"
    "/advise-admin remove NAME – take a document out\n"
    "/advise-admin search WORDS – see which passages are found\n"
    "/advise-admin cancel – stop a reload\n"
    "/advise-admin feedback – what people said about the advice\n"
    "/advise-admin audit – who did what",
)
_HITS: Final = 3
_LINES: Final = 15

Tell = Callable[[Visit, NoticeCard], Awaitable[None]]
"""Shows an administrator how far a reload has come; best effort."""


class People(Protocol):
    """Who knows the roles of people."""

    async def is_administrator(self, workspace: str, user: str) -> bool:
        """Return whether a person looks after this workspace now."""


@dataclass(frozen=True, slots=True)
class Administration:
    """Answers administrators, and refuses everybody else at every step again.

    Attributes:
        library: The knowledge base.
        people: Who is an administrator.
        tell: Shows progress while a reload runs.
    """

    library: Library
    people: People
    tell: Tell

    async def answer(self, session: Session, visit: Visit) -> Sequence[Outgoing]:
        """Carry a command out and report to the person alone."""
        words = visit.act.words if isinstance(visit.act, Commanded) else ""
        if not await self.people.is_administrator(visit.workspace, visit.user):
            return _report(visit, REFUSED)
        name, _, rest = words.partition(" ")
        try:
            card = await self._carry_out(session, visit, name.lower(), rest.strip())
        except KnowledgeError as error:
            card = NoticeCard(str(error), error.mend, tone="problem")
        return _report(visit, card)

    async def _carry_out(self, session: Session, visit: Visit, name: str, rest: str) -> NoticeCard:
        if name in {"reload", "add", "remove", "rollback", "cancel"}:
            act = self._reload if name == "reload" else self._change
            return await act(session, visit, name, rest)
        if name in {"status", "versions", "search"}:
            return await self._look(visit, name, rest)
        if name in {"feedback", "audit"}:
            return await _read(session, name)
        if name == "dismiss":
            return NoticeCard("Nothing was changed.")
        unknown = f"There is no command “{name}”.\n" if name not in {"", "help"} else ""
        return replace(HELP, text=f"{unknown}{HELP.text}")

    async def _reload(self, session: Session, visit: Visit, _name: str, rest: str) -> NoticeCard:
        status = await self.library.status(visit.workspace)
        if not rest.startswith("confirmed"):
            return NoticeCard(
                f"Reload the knowledge base of this workspace? {status.documents} documents.",
                f"Questions go on being answered from version {status.version} meanwhile.",
                actions=(
                    ("Reload", button("admin", value="reload confirmed")),
                    ("Cancel", button("admin", value="dismiss")),
                ),
            )
        done = await self._loaded(visit, anyway=rest.endswith("anyway"))
        await records.write_audit(session, visit.user, "reload", f"version {done.version}")
        return report_of(done, status.version)

    async def _loaded(self, visit: Visit, *, anyway: bool) -> Reload:
        stages: list[str] = []

        def watch(progress: Progress) -> None:
            if progress.stage not in stages and progress.stage != "done":
                stages.append(progress.stage)

        await self.tell(visit, NoticeCard("Reading, checking and indexing the documents …"))
        return await self.library.reload(
            visit.workspace, by=visit.user, progress=watch, confirmed=anyway
        )

    async def _change(self, session: Session, visit: Visit, name: str, rest: str) -> NoticeCard:
        workspace, by = visit.workspace, visit.user
        before = (await self.library.status(workspace)).version
        if name == "cancel":
            await self.library.cancel(workspace)
            return NoticeCard("A running reload is stopped; the version before it answers.")
        if not rest:
            return NoticeCard(f"{name} what?", HELP.text, tone="problem")
        if name == "rollback":
            return await self._roll_back(session, visit, rest)
        change = self.library.add_link if name == "add" else self.library.remove
        done = await change(workspace, rest, by=by)
        await records.write_audit(session, by, name, f"version {done.version}")
        return report_of(done, before)

    async def _roll_back(self, session: Session, visit: Visit, rest: str) -> NoticeCard:
        if not rest.isdecimal():
            return NoticeCard(f"“{rest}” is no version number.", "See versions.", tone="problem")
        live = await self.library.rollback(visit.workspace, int(rest), by=visit.user)
        await records.write_audit(session, visit.user, "rollback", f"version {live.version}")
        return NoticeCard(f"Version {live.version} is live again: {live.documents} documents.")

    async def _look(self, visit: Visit, name: str, rest: str) -> NoticeCard:
        if name == "versions":
            kept = await self.library.versions(visit.workspace)
            return NoticeCard("\n".join(_version_line(one) for one in kept) or "None yet.")
        if name == "search":
            hits = await self.library.search(rest, workspace=visit.workspace, limit=_HITS)
            shown = [f"{hit.score:.2f}  {hit.source} › {hit.section}\n{hit.text}" for hit in hits]
            return NoticeCard("\n\n".join(shown) or "Nothing is found.")
        status = await self.library.status(visit.workspace)
        origin = "the shipped guidance" if status.shared else "the guidance and your documents"
        return NoticeCard(
            f"Version {status.version} answers: {status.documents} documents, "
            f"{status.passages} passages, from {origin}. Embedder: {status.embedder}.",
            status.degraded or "",
        )


def report_of(done: Reload, before: int) -> NoticeCard:
    """Say what a reload changed, which version answers, and how to go back."""
    refused = "; ".join(f"{one.name}: {one.reason}" for one in done.refused)
    counts = (
        f"{len(done.added)} added, {len(done.changed)} changed, "
        f"{len(done.removed)} removed, {len(done.refused)} refused"
    )
    text = (
        f"Version {done.version} is live: {done.documents} documents, {done.passages} passages. "
        f"{counts}{f' ({refused})' if refused else ''}."
    )
    if not done.flipped:
        return NoticeCard(
            f"Nothing has changed; version {done.version} goes on answering.", refused
        )
    back = (("Roll back", button("admin", value=f"rollback {before}")),) if before else ()
    return NoticeCard(text, f"Version {before} is kept for going back.", actions=back)


async def _read(session: Session, name: str) -> NoticeCard:
    if name == "feedback":
        helpful, unhelpful = await records.count_feedback(session)
        return NoticeCard(f"Helpful: {helpful}. Not helpful: {unhelpful}.")
    entries = await records.read_audit(session, _LINES)
    lines = [f"{entry.action} {entry.target} by <{entry.actor}>" for entry in entries]
    return NoticeCard("\n".join(lines) or "Nobody has done anything yet.")


def _version_line(version: Version) -> str:
    live = ", answers now" if version.live else ""
    return (
        f"{version.version}: {version.documents} documents, {version.passages} passages, "
        f"{version.made_at:%Y-%m-%d %H:%M} UTC{live}"
    )


def _report(visit: Visit, card: NoticeCard) -> tuple[Outgoing, ...]:
    place = Place(visit.workspace, "", visit.channel, visit.thread_ts)
    return post([Reply(card, "", "user")], place, visit)
