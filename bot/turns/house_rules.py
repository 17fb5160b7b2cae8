"""House rules: whom and where the advisor answers, before anything is thought about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from bot.conversation import Edited, NoticeCard, Reply, Said
from bot.delivery import Outgoing
from bot.store import Session, preferences
from bot.turns.administration import People
from bot.turns.arrivals import count_bot_turns
from bot.turns.posting import Place, post
from bot.turns.visit import Commanded, Left, Stopped, Visit

FOREIGNER: Final = NoticeCard(
    "I answer people of this workspace only.",
    "Ask a colleague of the workspace that installed me to start the consultation.",
    tone="refusal",
)
SHARED: Final = NoticeCard(
    "Another organisation reads along in this channel, so I keep quiet here.",
    "Write to me directly, or ask an administrator to allow me here.",
    tone="refusal",
)
FORBIDDEN: Final = NoticeCard(
    "An administrator decided that I do not answer in this channel.",
    "Write to me directly instead.",
    tone="refusal",
)
BOT_TURNS: Final = 5
"""Turns of other programs in one thread and ten minutes: two bots never talk for ever."""
READ_ALONG: Final = "shared"
"""The channel setting that says that another organisation reads along."""


@dataclass(frozen=True, slots=True)
class HouseRules:
    """Decides whether a visit is answered.

    Attributes:
        people: Knows who belongs to an organisation.
    """

    people: People

    async def refusal(self, session: Session, visit: Visit) -> Sequence[Outgoing] | None:
        """Return what is said instead of an answer; None when the visit is answered."""
        if isinstance(visit.act, Left | Stopped):
            return None
        if visit.foreign and not await self._is_colleague(visit):
            return _refuse(visit, FOREIGNER)
        if visit.bot and await count_bot_turns(session, visit) > BOT_TURNS:
            return ()
        if visit.direct or not visit.channel or isinstance(visit.act, Commanded):
            return None
        noted = await preferences.of_channel(session, visit.channel)
        if visit.shared and not noted.get(READ_ALONG):
            await preferences.set_for_channel(session, visit.channel, READ_ALONG, value=True)
            noted = {**noted, READ_ALONG: True}
        return _by_channel(visit, noted)

    async def _is_colleague(self, visit: Visit) -> bool:
        return await self.people.is_colleague(visit.workspace, visit.user, visit.enterprise)


def _by_channel(visit: Visit, noted: Mapping[str, Any]) -> Sequence[Outgoing] | None:
    permission, rule = noted.get("permission", "usual"), noted.get("rule", "always")
    if permission == "forbidden" or rule == "muted":
        return _refuse(visit, FORBIDDEN)
    if noted.get(READ_ALONG) and permission != "allowed":
        return _refuse(visit, SHARED)
    unasked = isinstance(visit.act, Said) and not visit.act.addressed
    return () if unasked and rule == "mentioned" else None


def _refuse(visit: Visit, card: NoticeCard) -> tuple[Outgoing, ...]:
    """Return a notice that only the person who acted sees; nothing where nobody asked."""
    act = visit.act
    asked = act.addressed if isinstance(act, Said) else not isinstance(act, Edited)
    if not asked or visit.bot:
        return ()
    place = Place(visit.workspace, "", visit.channel, visit.thread_ts)
    return post([Reply(card, "", "user")], place, visit)
