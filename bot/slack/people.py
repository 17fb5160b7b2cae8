"""People: who someone is in Slack, asked live, because roles change."""

from dataclasses import dataclass
from typing import Any

from bot.delivery import SendError
from bot.slack.gateway import SlackGateway
from bot.slack.payload import object_at, text_at


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
        """Return whether a person looks after this workspace now; False when Slack is silent."""
        try:
            answer = await self.gateway.call(workspace, "users.info", {"user": user})
        except SendError:
            return False
        person = object_at(answer, "user")
        return _at_home(person, workspace) and (
            user in self.named or any(person.get(role) for role in ("is_admin", "is_owner"))
        )

    async def is_colleague(self, workspace: str, user: str, enterprise: str) -> bool:
        """Return whether a person of another workspace belongs to the same organisation."""
        if not enterprise:
            return False
        try:
            answer = await self.gateway.call(workspace, "users.info", {"user": user})
        except SendError:
            return False
        return text_at(answer, "user", "enterprise_user", "enterprise_id") == enterprise


def _at_home(person: Any, workspace: str) -> bool:
    if not person or person.get("team_id", workspace) != workspace:
        return False
    barred = ("deleted", "is_bot", "is_restricted", "is_ultra_restricted", "is_stranger")
    return not any(person.get(mark) for mark in barred)
