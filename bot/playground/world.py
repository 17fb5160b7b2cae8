"""The world of the stand-in Slack: workspaces, tokens, triggers, and the ids of all things."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from bot.clock import seconds
from bot.errors import UsageError
from bot.playground.changes import Change, Changes, Json
from bot.playground.channels import Channel, ChannelKind
from bot.playground.files import SharedFile
from bot.playground.messages import Message
from bot.playground.people import Person, Role
from bot.playground.workspace import Workspace

TokenState: TypeAlias = Literal["active", "token_expired", "token_revoked", "account_inactive"]
APP_ID = "A0PLAYGROUND"
MICROSECONDS = 1_000_000


@dataclass(slots=True)
class Token:
    """A bot token: whose it is, and whether Slack still takes it."""

    team: str
    state: TokenState = "active"


@dataclass(slots=True)
class Trigger:
    """A trigger id: good for one view, for three seconds [docs: opening modals]."""

    team: str
    user: str
    born: float
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """A response_url: five uses in thirty minutes (PLATFORM 2.3)."""

    team: str
    user: str
    channel: str
    born: float
    message_ts: str = ""
    thread_ts: str | None = None
    uses: int = 0


@dataclass(eq=False)
class World:
    """Everything the stand-in Slack knows."""

    clock: Callable[[], float] = seconds
    changes: Changes = field(default_factory=Changes)
    workspaces: dict[str, Workspace] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    files: dict[str, SharedFile] = field(default_factory=dict)
    _numbers: int = 0
    _last_ts: int = 0

    def __post_init__(self) -> None:
        """Remember when the world began: ids differ from those of every earlier world."""
        self._seed = f"{int(self.clock() * MICROSECONDS) % 36**8:X}"

    def new_id(self, prefix: str) -> str:
        """Return an id no other thing has, in this world or an earlier one."""
        self._numbers += 1
        return f"{prefix}{self._seed}{self._numbers:04X}"

    def new_ts(self) -> str:
        """Return a Slack timestamp later than every earlier one."""
        self._last_ts = max(self._last_ts + 1, int(self.clock() * MICROSECONDS))
        seconds, rest = divmod(self._last_ts, MICROSECONDS)
        return f"{seconds}.{rest:06d}"

    def new_trigger(self, team: str, user: str) -> str:
        """Return a trigger id for something a person just did."""
        name = f"{self.new_id('')}.{team}.trigger"
        self.triggers[name] = Trigger(team, user, self.clock())
        return name

    def add_workspace(self, team: str, name: str, token: str) -> Workspace:
        """Found a workspace with the bot in it; the token acts for the bot there."""
        bot = Person(
            id=f"U{team[1:]}BOT", name="advisor", real_name="Advisor", team=team, role="bot"
        )
        bot.bot_id = f"B{team[1:]}BOT"
        workspace = Workspace(team, name, name.lower().replace(" ", "-"), bot, APP_ID)
        workspace.people[bot.id] = bot
        self.workspaces[team] = workspace
        self.tokens[token] = Token(team)
        return workspace

    def add_person(self, team: str, name: str, real_name: str, role: Role = "member") -> Person:
        """Add an account, and the direct message between it and the bot."""
        workspace = self.workspaces[team]
        person = Person(f"U{team[1:]}{name.upper()}", name, real_name, team, role)
        workspace.people[person.id] = person
        self.add_channel(team, name, "im", [person.id, workspace.bot.id])
        return person

    def add_channel(
        self, team: str, name: str, kind: ChannelKind = "public", members: list[str] | None = None
    ) -> Channel:
        """Add a conversation with the members given; "#general" gets an id to recognise."""
        prefix = {"public": "C", "private": "G", "im": "D", "mpim": "G"}[kind]
        plain = name.upper().replace("-", "")
        channel = Channel(f"{prefix}{team[1:]}{plain}", name, kind, team, members or [])
        self.workspaces[team].channels[channel.id] = channel
        self.announce("channel", team, channel.as_json())
        return channel

    def announce(self, kind: str, team: str, data: Json, only: str = "") -> None:
        """Tell whoever listens that something changed."""
        self.changes.announce(Change(kind, team, data, only))

    def workspace_of(self, user: str) -> Workspace:
        """Return the workspace a person is in; their home one first.

        Raises:
            UsageError: Nobody has this id.
        """
        homes = (w for w in self.workspaces.values() if user in w.people)
        found = sorted(homes, key=lambda w: w.people[user].team != w.id)
        if not found:
            raise UsageError(f"nobody here has the id {user}", "Use the id of a person.")
        return found[0]

    def find_message(self, channel: str, ts: str) -> Message | None:
        """Return a message by channel and ts, if it stands."""
        for workspace in self.workspaces.values():
            if channel in workspace.channels:
                return workspace.channels[channel].messages.get(ts)
        return None
