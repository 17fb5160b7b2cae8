"""Views of the stand-in Slack: modals and App Home tabs."""

from dataclasses import dataclass, field

from bot.playground.changes import Json


@dataclass(slots=True, eq=False)
class View:
    """One modal or home tab, shown to one person.

    Attributes:
        content: The view as the bot sent it, its blocks with their ids filled in.
        hash: Changes with every update, so that a late update can be refused.
        values: What the person filled in so far, as Slack's `state.values`.
    """

    id: str
    team: str
    user: str
    content: Json
    hash: str
    root_id: str
    previous_id: str = ""
    app_id: str = ""
    bot_id: str = ""
    values: Json = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """The blocks of the view."""
        blocks: list[Json] = self.content.get("blocks", [])
        return blocks

    @property
    def title(self) -> str:
        """The title of a modal; "" for a home tab."""
        title: str = (self.content.get("title") or {}).get("text", "")
        return title

    @property
    def external_id(self) -> str:
        """The bot's own name for it, or ""."""
        name: str = self.content.get("external_id") or ""
        return name

    def as_json(self) -> Json:
        """Return the view as Slack's API and interactions give it."""
        empty: Json = {
            "private_metadata": "",
            "callback_id": "",
            "external_id": "",
            "close": None,
            "submit": None,
            "clear_on_close": False,
            "notify_on_close": False,
        }
        return (
            empty
            | self.content
            | {
                "id": self.id,
                "team_id": self.team,
                "hash": self.hash,
                "root_view_id": self.root_id,
                "previous_view_id": self.previous_id or None,
                "app_id": self.app_id,
                "app_installed_team_id": self.team,
                "bot_id": self.bot_id,
                "state": {"values": self.values},
            }
        )
