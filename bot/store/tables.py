"""Tables: what the bot keeps. Every one is keyed by workspace.

Times are seconds since 1970 by the database's clock. `inbox` and `outbox` are queues, described
in bot/delivery; a row that somebody works on has an owner, and a unique index over the owned rows
makes it impossible that two work on one thread.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Double,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
    text,
)

from bot.store.columns import BigNumber, Json, Words

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


def _words(name: str, *, optional: bool = False) -> Column[str]:
    return Column(name, Words, nullable=optional)


def _time(name: str) -> Column[float]:
    return Column(name, Double, nullable=False)


def _json(name: str) -> Column[object]:
    return Column(name, Json, nullable=False)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False)


def _id() -> Column[int]:
    return Column("id", BigNumber, primary_key=True, autoincrement=True)


def _queue() -> tuple[Column[Any], ...]:
    return (
        _words("state"),
        _number("attempts"),
        _time("not_before"),
        _words("owner", optional=True),
        _time("lease_until"),
        _time("stored_at"),
        Column("done_at", Double),
        _words("error"),
    )


def _index(name: str, *columns: Column[Any], where: str, unique: bool = False) -> None:
    condition = text(where)
    Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


inbox = Table(
    "inbox",
    metadata,
    _id(),
    _words("workspace"),
    _words("key"),
    _words("second_key", optional=True),
    _words("thread"),
    _words("user"),
    _words("kind"),
    _json("payload"),
    *_queue(),
    UniqueConstraint("workspace", "key"),
    UniqueConstraint("workspace", "second_key"),
)
"""Arrivals. States: waiting, done, dead."""

outbox = Table(
    "outbox",
    metadata,
    _id(),
    _words("workspace"),
    _words("lane"),
    _words("consultation"),
    _words("slot"),
    _words("channel"),
    _words("thread_ts", optional=True),
    _words("method"),
    _json("payload"),
    Column("fallback", Json),
    _words("key"),
    Column("doubtful", Boolean, nullable=False),
    *_queue(),
    UniqueConstraint("workspace", "key"),
)
"""Replies. States: pending, sending, sent, refused. Rows of one lane are sent in order."""

_WAITING = "state = 'waiting'"
_UNSENT = "state IN ('pending', 'sending')"
_OWNED = "owner IS NOT NULL"
_index("ix_inbox_waiting", inbox.c.id, where=_WAITING)
_index("ix_inbox_thread", inbox.c.workspace, inbox.c.thread, inbox.c.id, where=_WAITING)
_index("ux_inbox_owned", inbox.c.workspace, inbox.c.thread, where=_OWNED, unique=True)
_index("ix_outbox_unsent", outbox.c.id, where=_UNSENT)
_index("ix_outbox_lane", outbox.c.workspace, outbox.c.lane, outbox.c.id, where=_UNSENT)
_index("ux_outbox_owned", outbox.c.workspace, outbox.c.lane, where=_OWNED, unique=True)
Index("ix_inbox_stored_at", inbox.c.stored_at)
Index("ix_inbox_user", inbox.c.workspace, inbox.c.user)
Index("ix_outbox_stored_at", outbox.c.stored_at)
Index("ix_outbox_consultation", outbox.c.workspace, outbox.c.consultation)

pace = Table(
    "pace",
    metadata,
    _words("workspace"),
    _words("channel"),
    _time("free_at"),
    PrimaryKeyConstraint("workspace", "channel"),
)
"""When a channel may be posted to again; channel "" speaks for the whole workspace."""

consultation = Table(
    "consultation",
    metadata,
    _words("workspace"),
    _words("id"),
    _words("channel"),
    _words("thread_ts", optional=True),
    _words("owner"),
    _words("title"),
    _json("state"),
    _number("version"),
    _time("opened_at"),
    _time("updated_at"),
    Column("closed", Boolean, nullable=False),
    PrimaryKeyConstraint("workspace", "id"),
)
Index(
    "ix_consultation_thread",
    consultation.c.workspace,
    consultation.c.channel,
    consultation.c.thread_ts,
)
Index(
    "ix_consultation_owner",
    consultation.c.workspace,
    consultation.c.owner,
    consultation.c.updated_at,
)
Index("ix_consultation_updated_at", consultation.c.updated_at)

message = Table(
    "message",
    metadata,
    _words("workspace"),
    _words("consultation"),
    _words("slot"),
    _words("channel"),
    _words("ts"),
    PrimaryKeyConstraint("workspace", "consultation", "slot"),
    UniqueConstraint("workspace", "channel", "ts"),
)
"""Which Slack message shows which slot of a consultation."""

installation = Table(
    "installation",
    metadata,
    _words("workspace"),
    _json("details"),
    Column("secret", LargeBinary, nullable=False),
    _words("key_id"),
    _time("installed_at"),
    _time("updated_at"),
    PrimaryKeyConstraint("workspace"),
)
"""Who installed the app; `secret` is ciphertext, made and read by bot/slack."""

oauth_state = Table(
    "oauth_state",
    metadata,
    _words("workspace"),
    _words("state"),
    _words("cookie"),
    _time("expires_at"),
    PrimaryKeyConstraint("workspace", "state"),
)
"""Installations under way; the workspace is "" where Slack has not told it yet."""

workspace_setting = Table(
    "workspace_setting",
    metadata,
    _words("workspace"),
    _words("name"),
    _json("value"),
    PrimaryKeyConstraint("workspace", "name"),
)

channel_setting = Table(
    "channel_setting",
    metadata,
    _words("workspace"),
    _words("channel"),
    _words("name"),
    _json("value"),
    PrimaryKeyConstraint("workspace", "channel", "name"),
)

feedback = Table(
    "feedback",
    metadata,
    _id(),
    _words("workspace"),
    _words("consultation"),
    _words("user"),
    Column("helpful", Boolean, nullable=False),
    _words("comment"),
    _number("version"),
    _time("at"),
    UniqueConstraint("workspace", "consultation", "user"),
)

audit = Table(
    "audit",
    metadata,
    _id(),
    _words("workspace"),
    _words("actor"),
    _words("action"),
    _words("target"),
    _json("detail"),
    _time("at"),
)
Index("ix_audit_workspace", audit.c.workspace, audit.c.id)

model_use = Table(
    "model_use",
    metadata,
    _words("workspace"),
    _words("day"),
    _words("user"),
    _number("calls"),
    Column("tokens", BigNumber, nullable=False),
    Column("micro_usd", BigNumber, nullable=False),
    PrimaryKeyConstraint("workspace", "day", "user"),
)
"""What the language model was used for, a day and a person; money in millionths of a dollar."""
