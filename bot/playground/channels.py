"""Conversations of the stand-in Slack: channels, direct messages, group messages."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from bot.playground.changes import Json
from bot.playground.messages import Message

ChannelKind: TypeAlias = Literal["public", "private", "im", "mpim"]
EVENT_KIND = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}


@dataclass(slots=True, eq=False)
class Channel:
    """One conversation with its messages.

    Attributes:
        members: Ids of the people in it, in the order they came; the bot's user id among them.
        shared: Whether it is shared with another workspace (Slack Connect).
        known: Every ts that ever stood here, so that a thread outlives its deleted root.
    """

    id: str
    name: str
    kind: ChannelKind
    team: str
    members: list[str] = field(default_factory=list)
    topic: str = ""
    shared: bool = False
    archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict)
    threads: dict[str, list[str]] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)

    def add(self, message: Message) -> None:
        """Keep a new message."""
        self.messages[message.ts] = message
        self.known.add(message.ts)
        if message.thread_ts and message.thread_ts != message.ts:
            self.threads.setdefault(message.thread_ts, []).append(message.ts)

    def root_of(self, ts: str) -> str:
        """Return the ts of the thread that a ts belongs to."""
        message = self.messages.get(ts)
        return (message.thread_ts or ts) if message else ts

    def lasting(self) -> Iterator[Message]:
        """Yield the messages that everyone in the conversation sees, oldest first."""
        return (message for message in self.messages.values() if not message.is_ephemeral)

    def thread(self, root: str) -> list[Message]:
        """Return the root, if it still stands, and its replies, oldest first."""
        ids = [root, *self.threads.get(root, [])]
        return [self.messages[ts] for ts in ids if ts in self.messages]

    def thread_facts(self, message: Message) -> Json:
        """Return what Slack adds to a root that has replies."""
        replies = [
            reply
            for reply in self.thread(message.ts)
            if reply.ts != message.ts and not reply.is_ephemeral
        ]
        if not replies:
            return {}
        people = list(dict.fromkeys(reply.user for reply in replies))
        return {
            "thread_ts": message.ts,
            "reply_count": len(replies),
            "reply_users": people,
            "reply_users_count": len(people),
            "latest_reply": replies[-1].ts,
        }

    def as_json(self, viewer: str = "") -> Json:
        """Return the conversation as `conversations.info` gives it to a member or stranger."""
        shown: Json = {
            "id": self.id,
            "name": self.name,
            "is_channel": self.kind == "public",
            "is_group": self.kind == "private",
            "is_im": self.kind == "im",
            "is_mpim": self.kind == "mpim",
            "is_private": self.kind != "public",
            "is_archived": self.archived,
            "is_ext_shared": self.shared,
            "is_shared": self.shared,
            "is_member": viewer in self.members,
            "context_team_id": self.team,
            "topic": {"value": self.topic},
            "num_members": len(self.members),
        }
        if self.kind == "im":
            shown["user"] = next((m for m in self.members if m != viewer), viewer)
        return shown
