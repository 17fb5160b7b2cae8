"""Administration: who may, what is asked twice, and who answers an administrator's command."""

import html
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final, Protocol, TypeAlias

from bot.blocks import Console
from bot.conversation import NoticeCard, Submitted, button
from bot.delivery import Outgoing, SendError
from bot.errors import SlackError
from bot.store import Session, records
from bot.turns.admin_commands import ADMIN_COMMANDS, HELP, AdminCommand
from bot.turns.governing import Governing
from bot.turns.knowing import Knowing
from bot.turns.panel import open_form, panel
from bot.turns.posting import Place, call
from bot.turns.visit import Commanded, Shared, Visit
from knowledge import ConfirmationNeededError, KnowledgeError

EXPORT: Final = "export"
"""The method of an outbox row that orders an export: written when it is sent, then uploaded."""
_CONFIRMED: Final = "confirmed "
_UNKNOWN: Final = AdminCommand("", "")

_Act: TypeAlias = Callable[[Session, Visit, str], Awaitable[NoticeCard]]


def refusal(named: Iterable[str]) -> NoticeCard:
    """Return the refusal to whoever is no administrator; it names those whom the settings name."""
    ids = tuple(sorted(named))
    known = f"They are the workspace's owners and administrators, and {', '.join(ids)}."
    unknown = "Ask an administrator of this workspace; Slack's directory names them."
    return NoticeCard(
        "Only administrators of this workspace can do that.",
        known if ids else unknown,
        tone="refusal",
        marks=ids,
    )


class People(Protocol):
    """Who knows the roles of people."""

    @property
    def named(self) -> frozenset[str]:
        """Ids of administrators from the settings, beside Slack's own."""

    async def is_administrator(self, workspace: str, user: str) -> bool:
        """Return whether a person looks after this workspace now; raises SendError."""

    async def is_colleague(self, workspace: str, user: str, enterprise: str) -> bool:
        """Return whether a person of another workspace is of the same organisation; the same."""


@dataclass(frozen=True, slots=True)
class Administration:
    """Answers administrators, and refuses everybody else at every step again.

    Attributes:
        people: Who is an administrator.
        knowing: The commands that concern the knowledge base.
        governing: The commands that concern the workspace.
        open_direct: Opens the direct message with a person; returns its channel.
    """

    people: People
    knowing: Knowing
    governing: Governing
    open_direct: Callable[[str, str], Awaitable[str]]

    async def answer(self, session: Session, visit: Visit) -> Sequence[Outgoing]:
        """Carry a command out and report to the person alone."""
        key = f"{visit.key}#0"
        if not await self.people.is_administrator(visit.workspace, visit.user):
            return (panel(refusal(self.people.named), visit, key=key),)
        name, rest, confirmed = _read(visit)
        if name == "form" and (form := ADMIN_COMMANDS.get(rest, _UNKNOWN).form):
            return (open_form(form, visit, key=key),)
        if name == "export" and confirmed:
            return await self._export(session, visit)
        card = await self._card(session, visit, name, rest, confirmed=confirmed)
        begun = ADMIN_COMMANDS.get(name, _UNKNOWN).slow and bool(rest or confirmed)
        return (panel(card, visit, key=key, begun=begun),)

    async def console(self, session: Session, visit: Visit) -> Console | None:
        """Return the console for the home page of an administrator, None for anybody else.

        The page is shown without it where Slack does not say who this is; opened again, it asks again.
        """
        with suppress(SendError):
            if await self.people.is_administrator(visit.workspace, visit.user):
                return await self.governing.console(session)
        return None

    async def offer(self, visit: Visit, shared: Shared) -> NoticeCard | None:
        """Offer to take files into the knowledge base; None to whoever is no administrator."""
        if not await self.people.is_administrator(visit.workspace, visit.user):
            return None
        names = ", ".join(name for _, name in shared.files)
        offers = tuple(
            (f"Add {name}", button("admin", value=f"upload {one}")) for one, name in shared.files
        )
        return NoticeCard(
            f"Add to the knowledge base of this workspace: {names}?",
            "Everybody here can then be answered from it. Nothing is read before you say so.",
            actions=(*offers, ("No", button("admin", value="dismiss"))),
        )

    async def _card(
        self, session: Session, visit: Visit, name: str, rest: str, *, confirmed: bool
    ) -> NoticeCard:
        command = ADMIN_COMMANDS.get(name, _UNKNOWN)
        if command.needs_words and not rest:
            how = f"Write it so: {command.line}" if command.usage else command.line
            return NoticeCard(f"{name} what?", how, tone="problem")
        if command.asked_twice and not confirmed:
            return await self._ask_twice(visit, name, rest, *command.asked_twice)
        act = self._acts().get(name)
        if act is None:
            return _help(name)
        try:
            return await act(session, visit, rest)
        except ConfirmationNeededError as error:
            anyway = (("Reload anyway", button("admin", value=f"{_CONFIRMED}reload anyway")),)
            return NoticeCard(str(error), error.mend, "problem", anyway)
        except (KnowledgeError, SlackError) as error:
            return NoticeCard(str(error), error.mend, tone="problem")

    def _acts(self) -> Mapping[str, _Act]:
        knowing, governing = self.knowing, self.governing
        return {
            "add": knowing.add,
            "audit": governing.audit,
            "budget": governing.set_budget,
            "cancel": knowing.cancel,
            "channel": governing.channel,
            "dismiss": _dismiss,
            "documents": knowing.documents,
            "feedback": governing.feedback,
            "reload": knowing.reload,
            "remove": knowing.remove,
            "rollback": knowing.rollback,
            "search": knowing.search,
            "status": knowing.status,
            "upload": knowing.upload,
            "versions": knowing.versions,
        }

    async def _ask_twice(
        self, visit: Visit, name: str, rest: str, question: str, label: str
    ) -> NoticeCard:
        if name == "rollback" and not await self.knowing.keeps(visit, rest):
            return NoticeCard(f"There is no version {rest}.", "See ‘versions’.", tone="problem")
        words = f"{_CONFIRMED}{name} {rest}".replace("|", " ").strip()
        named = await self.knowing.named(visit, rest) if name == "remove" else rest
        return NoticeCard(
            question.format(rest=named),
            "" if name == "export" else await self.knowing.meanwhile(visit),
            actions=(
                (label, button("admin", value=words)),
                ("Cancel", button("admin", value="dismiss")),
            ),
        )

    async def _export(self, session: Session, visit: Visit) -> Sequence[Outgoing]:
        direct = await self.open_direct(visit.workspace, visit.user)
        await records.write_audit(session, visit.user, "export")
        said = NoticeCard("The file comes to you as a direct message.", "Keep it as a secret.")
        order = call(Place(visit.workspace, "", direct, None), EXPORT, {}, key=f"{visit.key}:file")
        return panel(said, visit, key=f"{visit.key}#0"), order


async def _dismiss(_session: Session, _visit: Visit, _rest: str) -> NoticeCard:
    return NoticeCard("Nothing was changed.")


def _help(name: str) -> NoticeCard:
    unknown = f"There is no command “{name}”.\n" if name not in {"", "help"} else ""
    return replace(HELP, text=f"{unknown}{HELP.text}")


def _read(visit: Visit) -> tuple[str, str, bool]:
    """Return the command, its words, and whether the person has confirmed it."""
    act = visit.act
    words = html.unescape(act.words).strip() if isinstance(act, Commanded) else ""
    if isinstance(act, Submitted):
        filled = " ".join(value for _, value in act.values)
        words = f"{act.form.removeprefix('admin-')} {filled}"
    confirmed = words.startswith(_CONFIRMED)
    name, _, rest = words.removeprefix(_CONFIRMED).partition(" ")
    return name.lower(), rest.strip(), confirmed
