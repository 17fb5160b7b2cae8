"""Hands: the small calls of Slack that answering needs at once; what only helps is best effort."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from bot.conversation import NoticeCard
from bot.delivery import Outgoing, SendError
from bot.slack import SlackGateway
from bot.turns import Visit, panel, stand_in

_QUICK_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True)
class Hands:
    """Calls Slack while a turn is worked.

    Attributes:
        slack: Calls Slack.
    """

    slack: SlackGateway

    async def open_direct(self, workspace: str, user: str) -> str:
        """Open the direct message with a person; return its channel.

        Raises:
            SendError: Slack did not.
        """
        opened = await self.slack.call(workspace, "conversations.open", {"users": user})
        return str(opened["channel"]["id"])

    async def tell(self, visit: Visit, card: NoticeCard, *, begun: bool) -> None:
        """Show an administrator how far something has come."""
        await self._try(panel(card, visit, key=f"{visit.key}:told", begun=begun))

    async def open_window(self, visit: Visit, card: NoticeCard) -> bool:
        """Open a window that says something, wherever the button stood; return whether it did."""
        return await self._try(stand_in(card, visit))

    async def link(self, workspace: str, channel: str, ts: str) -> str:
        """Return the address of a message, "" when Slack gives none in time."""
        where = {"channel": channel, "message_ts": ts}
        found = await self._ask(workspace, "chat.getPermalink", where)
        return str(found.get("permalink", ""))

    async def show_status(self, visit: Visit, words: str) -> None:
        """Show in the thread of a visit what the advisor does; "" takes it away."""
        shown = {"channel_id": visit.channel, "thread_ts": visit.thread_ts, "status": words}
        await self._ask(visit.workspace, "assistant.threads.setStatus", shown)

    async def _ask(
        self, workspace: str, method: str, payload: Mapping[str, object]
    ) -> Mapping[str, object]:
        try:
            async with asyncio.timeout(_QUICK_SECONDS):
                return await self.slack.call(workspace, method, payload)
        except (SendError, TimeoutError):
            return {}

    async def _try(self, message: Outgoing) -> bool:
        try:
            async with asyncio.timeout(_QUICK_SECONDS):
                await self.slack.send(message, ts=None)
        except (SendError, TimeoutError):
            return False
        return True
