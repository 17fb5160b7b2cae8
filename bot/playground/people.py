"""People of the stand-in Slack, human or not, with the role they have in their workspace."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from bot.playground.changes import Json

Role: TypeAlias = Literal["owner", "admin", "member", "guest", "bot"]


@dataclass(slots=True, eq=False)
class Person:
    """One account.

    Attributes:
        id: Slack's id of the account ("U…").
        name: The short handle.
        real_name: The name people see.
        team: Home workspace; differs from the workspace at hand for people of a shared channel.
        role: What the account may do in its workspace.
        bot_id: Id of the bot ("B…") when a program acts through this account, else "".
        locale: Language tag of the account's settings.
        deleted: Whether the account was closed.
    """

    id: str
    name: str
    real_name: str
    team: str
    role: Role = "member"
    bot_id: str = ""
    locale: str = "en-US"
    timezone: str = "Europe/Amsterdam"
    deleted: bool = False

    def as_json(self, *, locale: bool = False) -> Json:
        """Return the account as `users.info` gives it."""
        shown: Json = {
            "id": self.id,
            "team_id": self.team,
            "name": self.name,
            "real_name": self.real_name,
            "deleted": self.deleted,
            "is_bot": self.role == "bot",
            "is_app_user": False,
            "tz": self.timezone,
            "tz_label": self.timezone,
            "tz_offset": 3600,
            "profile": self._profile(),
        }
        shown |= self._rights()
        return shown | ({"locale": self.locale} if locale else {})

    def _rights(self) -> Json:
        return {
            "is_admin": self.role in {"owner", "admin"},
            "is_owner": self.role == "owner",
            "is_primary_owner": self.role == "owner",
            "is_restricted": self.role == "guest",
            "is_ultra_restricted": False,
        }

    def _profile(self) -> Json:
        profile = {
            "real_name": self.real_name,
            "display_name": self.name,
            "email": f"{self.name}@example.test",
            "team": self.team,
        }
        return profile | ({"bot_id": self.bot_id} if self.bot_id else {})

    def as_actor(self) -> Json:
        """Return the account as interactions name the person who acted."""
        return {
            "id": self.id,
            "username": self.name,
            "name": self.name,
            "team_id": self.team,
        }
