"""Messages of the stand-in Slack."""

from dataclasses import dataclass, field

from bot.playground.changes import Json


@dataclass(slots=True, eq=False)
class Message:
    """One message; its id is the pair (channel, ts).

    Attributes:
        ts: Slack timestamp, unique in the world and growing.
        only_for: The person who alone can see it (an ephemeral message), or "".
        streaming: Whether `chat.appendStream` may still add to it.
        closing: Blocks that `chat.stopStream` put below the streamed text.
        tasks: Task cards and the plan title of a stream, by id.
        reactions: Who reacted, by emoji name.
    """

    ts: str
    channel: str
    team: str
    user: str
    text: str = ""
    thread_ts: str | None = None
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    files: list[Json] = field(default_factory=list)
    bot_id: str = ""
    app_id: str = ""
    subtype: str = ""
    username: str = ""
    icon_emoji: str = ""
    client_msg_id: str = ""
    edited_at: str = ""
    only_for: str = ""
    broadcast: bool = False
    streaming: bool = False
    started_at: float = 0.0
    closing: list[Json] = field(default_factory=list)
    tasks: dict[str, Json] = field(default_factory=dict)
    reactions: dict[str, list[str]] = field(default_factory=dict)

    @property
    def is_root(self) -> bool:
        """Whether it stands in the channel itself and not in a thread."""
        return self.thread_ts is None or self.thread_ts == self.ts

    @property
    def is_ephemeral(self) -> bool:
        """Whether only one person can see it."""
        return bool(self.only_for)

    def as_json(self, *, with_metadata: bool = False) -> Json:
        """Return the message as Slack's API and events give it."""
        shown: Json = {"type": "message", "user": self.user, "text": self.text, "ts": self.ts}
        shown |= {"team": self.team} | self._optional()
        if with_metadata and self.metadata:
            shown["metadata"] = self.metadata
        return shown

    def _optional(self) -> Json:
        edited = {"user": self.user, "ts": self.edited_at} if self.edited_at else None
        reactions = [
            {"name": name, "users": list(users), "count": len(users)}
            for name, users in self.reactions.items()
            if users
        ]
        candidates = {
            "subtype": self.subtype,
            "thread_ts": self.thread_ts,
            "blocks": self.blocks,
            "attachments": self.attachments,
            "bot_id": self.bot_id,
            "app_id": self.app_id,
            "username": self.username,
            "icons": {"emoji": self.icon_emoji} if self.icon_emoji else None,
            "client_msg_id": self.client_msg_id,
            "files": self.files,
            "edited": edited,
            "reactions": reactions,
        }
        return {name: value for name, value in candidates.items() if value}
