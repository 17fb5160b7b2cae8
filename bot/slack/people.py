"""People: who someone is in Slack, asked live, because roles change."""

from dataclasses import dataclass
from typing import Any

from bot.delivery import Refused
from bot.slack.gateway import SlackGateway
from bot.slack.payload import Payload, object_at, text_at


@dataclass(frozen=True, slots=True)
class People:
    """Answers whether a person may give an administrator's command.

    Attributes:
        gateway: Asks Slack.
        named: Ids of administrators from the settings, beside Slack's own.
    """

    gateway: SlackGateway
    named: frozenset[str]

    async def is_administrator(self, workspace: str, user: str) -> bool:
        """Return whether a person looks after this workspace now.

        Raises:
            SendError: Slack could not be asked: nobody may, and nobody is told that they may not.
        """
        person = object_at(await self._look_up(workspace, user), "user")
        return _at_home(person, workspace) and (
            user in self.named or any(person.get(role) for role in ("is_admin", "is_owner"))
        )

    async def is_colleague(self, workspace: str, user: str, enterprise: str) -> bool:
        """Return whether a person of another workspace belongs to the same organisation.

        Raises:
            SendError: Slack could not be asked.
        """
        if not enterprise:
            return False
        answer = await self._look_up(workspace, user)
        return text_at(answer, "user", "enterprise_user", "enterprise_id") == enterprise

    async def _look_up(self, workspace: str, user: str) -> Payload:
        """Return what Slack says about a person; nothing of one whom it does not know there."""
        try:
            return await self.gateway.call(workspace, "users.info", {"user": user})
        except Refused:
            return {}


def _at_home(person: Any, workspace: str) -> bool:
    if not person or person.get("team_id", workspace) != workspace:
        return False
    barred = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
    return not any(person.get(mark) for mark in barred)
