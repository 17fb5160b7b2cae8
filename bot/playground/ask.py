"""One question to the Web API, with the checks that many methods share."""

from dataclasses import dataclass

from bot.playground.changes import Json
from bot.playground.channels import Channel
from bot.playground.core import Slack
from bot.playground.messages import Message
from bot.playground.people import Person
from bot.playground.refusals import Refusal
from bot.playground.workspace import Workspace

MOST = 1000
USUAL = 100


@dataclass(frozen=True, slots=True)
class Ask:
    """A call as its method sees it.

    Attributes:
        team: The workspace of the token; "" for methods without one.
        args: The arguments.
        token: The token as given.
    """

    slack: Slack
    team: str
    args: Json
    token: str

    @property
    def workspace(self) -> Workspace:
        """The workspace that the token belongs to."""
        return self.slack.world.workspaces[self.team]

    def text(self, name: str) -> str:
        """Return an argument as text, "" when it is missing."""
        value = self.args.get(name)
        return "" if value is None else str(value)

    def need(self, name: str) -> str:
        """Return an argument that must be there.

        Raises:
            Refusal: `invalid_arguments`, with the name in its messages.
        """
        value = self.text(name)
        if not value:
            raise missing(name)
        return value

    def flag(self, name: str) -> bool:
        """Return a yes-or-no argument in any of the spellings Slack takes."""
        return self.text(name).lower() in {"1", "true"}

    def items(self, name: str) -> list[Json]:
        """Return an argument that is a list of structures.

        Raises:
            Refusal: `invalid_blocks_format` or `invalid_arguments`.
        """
        value = self.args.get(name) or []
        if isinstance(value, list) and all(isinstance(item, dict) for item in value):
            return value
        raise Refusal("invalid_blocks_format" if name == "blocks" else "invalid_arguments")

    def channel(self, name: str = "channel") -> Channel:
        """Return a conversation that the bot may see.

        Raises:
            Refusal: `channel_not_found`.
        """
        channel = self.workspace.channel(self.need(name))
        if channel is None:
            raise Refusal("channel_not_found")
        if channel.kind != "public" and self.workspace.bot.id not in channel.members:
            raise Refusal("channel_not_found")
        return channel

    def joined(self, name: str = "channel") -> Channel:
        """Return a conversation that the bot may write to.

        Raises:
            Refusal: `channel_not_found`, `not_in_channel` or `is_archived`.
        """
        channel = self.channel(name)
        if self.workspace.bot.id not in channel.members:
            raise Refusal("not_in_channel")
        if channel.archived:
            raise Refusal("is_archived")
        return channel

    def person(self, name: str = "user") -> Person:
        """Return a person of the workspace.

        Raises:
            Refusal: `user_not_found`.
        """
        person = self.workspace.people.get(self.need(name))
        if person is None:
            raise Refusal("user_not_found")
        return person

    def message(self, channel: Channel, refusal: str) -> Message:
        """Return the bot's own message that the argument `ts` names.

        Raises:
            Refusal: `message_not_found`, or the code given when somebody else wrote it.
        """
        message = channel.messages.get(self.need("ts"))
        if message is None or message.is_ephemeral:
            raise Refusal("message_not_found")
        if message.bot_id != self.workspace.bot.bot_id:
            raise Refusal(refusal)
        return message

    def page(self, rows: list[Json]) -> tuple[list[Json], str]:
        """Return the rows that `limit` and `cursor` ask for, and the next cursor or ""."""
        size = min(int(self.text("limit") or USUAL), MOST)
        start = int(self.text("cursor").removeprefix("row-") or 0)
        rest = start + size < len(rows)
        return rows[start : start + size], f"row-{start + size}" if rest else ""


def missing(name: str) -> Refusal:
    """Return the refusal for an argument that is not there."""
    fault = f"[ERROR] missing required field: {name}"
    return Refusal("invalid_arguments", response_metadata={"messages": [fault]})
