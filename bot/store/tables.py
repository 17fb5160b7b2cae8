"""Tables: what the bot keeps. Every one is keyed by workspace.

Times are seconds since 1970 by the database's clock. `inbox` and `outbox` are queues, worked by
bot/delivery: an open row has no `done_at`; a row that somebody works on has an owner, and a unique
index over the owned rows makes it impossible that two work on one thread. The indexes of open
rows stay small however long the history is.
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

from bot.store.columns import (
    BigNumber,
    Json,
    Words,
    json_value,
    moment,
    number,
    row_id,
    stamp,
    words,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


def _queue() -> tuple[Column[Any], ...]:
    return (
        words("state"),
        Column("attempts", Integer, nullable=False, default=0),
        moment("not_before"),
        words("owner", optional=True),
        moment("lease_until"),
        stamp("stored_at"),
        Column("done_at", Double),
        Column("error", Words, nullable=False, default=""),
    )


def _index(name: str, *columns: Column[Any], where: str, unique: bool = False) -> None:
    condition = text(where)
    Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


inbox = Table(
    "inbox",
    metadata,
    row_id(),
    words("workspace"),
    words("key"),
    words("second_key", optional=True),
    words("thread"),
    words("user"),
    words("kind"),
    json_value("payload"),
    *_queue(),
    UniqueConstraint("workspace", "key"),
    UniqueConstraint("workspace", "second_key"),
)
"""Arrivals. States: waiting, then done or dead."""

outbox = Table(
    "outbox",
    metadata,
    row_id(),
    words("workspace"),
    words("lane"),
    words("consultation"),
    words("slot"),
    words("channel"),
    words("thread_ts", optional=True),
    words("method"),
    json_value("payload"),
    Column("fallback", Json),
    words("key"),
    Column("doubtful", Boolean, nullable=False, default=False),
    *_queue(),
    UniqueConstraint("workspace", "key"),
)
"""Replies. States: pending, sending, then sent or refused. Rows of one lane are sent in order."""

_OPEN = "done_at IS NULL"
_OWNED = "owner IS NOT NULL"
_index("ix_inbox_open", inbox.c.id, where=_OPEN)
_index("ix_inbox_thread", inbox.c.workspace, inbox.c.thread, inbox.c.id, where=_OPEN)
_index("ux_inbox_owned", inbox.c.workspace, inbox.c.thread, where=_OWNED, unique=True)
_index("ix_outbox_open", outbox.c.id, where=_OPEN)
_index("ix_outbox_lane", outbox.c.workspace, outbox.c.lane, outbox.c.id, where=_OPEN)
_index("ux_outbox_owned", outbox.c.workspace, outbox.c.lane, where=_OWNED, unique=True)
Index("ix_inbox_stored_at", inbox.c.stored_at)
Index("ix_inbox_user", inbox.c.workspace, inbox.c.user)
Index("ix_outbox_stored_at", outbox.c.stored_at)
Index("ix_outbox_consultation", outbox.c.workspace, outbox.c.consultation)

pace = Table(
    "pace",
    metadata,
    words("workspace"),
    words("channel"),
    moment("free_at"),
    PrimaryKeyConstraint("workspace", "channel"),
)
"""When a channel may be posted to again; channel "" is the whole workspace."""

consultation = Table(
    "consultation",
    metadata,
    words("workspace"),
    words("id"),
    words("channel"),
    words("thread_ts", optional=True),
    words("owner"),
    words("title"),
    json_value("state"),
    number("version"),
    stamp("opened_at"),
    stamp("updated_at"),
    # read by nobody; kept, since the version before writes it while processes are rolled
    Column("closed", Boolean, nullable=False, default=False),
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
    words("workspace"),
    words("consultation"),
    words("slot"),
    words("channel"),
    words("ts"),
    PrimaryKeyConstraint("workspace", "consultation", "slot"),
    UniqueConstraint("workspace", "channel", "ts"),
)
"""Which Slack message shows which slot of a consultation."""

installation = Table(
    "installation",
    metadata,
    words("workspace"),
    json_value("details"),
    Column("secret", LargeBinary, nullable=False),
    words("key_id"),
    stamp("installed_at"),
    stamp("updated_at"),
    PrimaryKeyConstraint("workspace"),
)
"""Who installed the app; `secret` is ciphertext, made and read by bot/slack."""

oauth_state = Table(
    "oauth_state",
    metadata,
    words("workspace"),
    words("state"),
    words("cookie"),
    moment("expires_at"),
    PrimaryKeyConstraint("workspace", "state"),
)
"""Installations under way; the workspace is "" where Slack has not told it yet."""

workspace_setting = Table(
    "workspace_setting",
    metadata,
    words("workspace"),
    words("name"),
    json_value("value"),
    PrimaryKeyConstraint("workspace", "name"),
)

channel_setting = Table(
    "channel_setting",
    metadata,
    words("workspace"),
    words("channel"),
    words("name"),
    json_value("value"),
    PrimaryKeyConstraint("workspace", "channel", "name"),
)

feedback = Table(
    "feedback",
    metadata,
    words("workspace"),
    words("consultation"),
    words("user"),
    Column("helpful", Boolean, nullable=False),
    words("comment"),
    number("version"),
    stamp("at"),
    PrimaryKeyConstraint("workspace", "consultation", "user"),
)

audit = Table(
    "audit",
    metadata,
    row_id(),
    words("workspace"),
    words("actor"),
    words("action"),
    words("target"),
    json_value("detail"),
    stamp("at"),
)
Index("ix_audit_workspace", audit.c.workspace, audit.c.id)

model_use = Table(
    "model_use",
    metadata,
    words("workspace"),
    words("day"),
    words("user"),
    number("calls"),
    Column("tokens", BigNumber, nullable=False),
    Column("micro_usd", BigNumber, nullable=False),
    stamp("updated_at"),
    PrimaryKeyConstraint("workspace", "day", "user"),
)
"""Use of the language model, a day and a person; user "" is the whole workspace."""
