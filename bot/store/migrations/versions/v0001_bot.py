"""The bot's tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _number() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _only(condition: str) -> dict[str, object]:
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


def upgrade() -> None:
    """Create them."""
    _inbox()
    _inbox_indexes()
    _outbox()
    _outbox_indexes()
    _pace()
    _consultation()
    _message()
    _feedback()
    _installation()
    _oauth_state()
    _workspace_setting()
    _channel_setting()
    _audit()
    _model_use()


def downgrade() -> None:
    """Remove them with all they hold."""
    for table in (
        "model_use",
        "audit",
        "channel_setting",
        "workspace_setting",
        "oauth_state",
        "installation",
        "feedback",
        "message",
        "consultation",
        "pace",
        "outbox",
        "inbox",
    ):
        op.drop_table(table)


def _inbox() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", _number(), autoincrement=True, nullable=False),
        *_texts("workspace", "key"),
        sa.Column("second_key", sa.Text(), nullable=True),
        *_texts("thread", "user", "kind", "payload", "state"),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.Double(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.Double(), nullable=False),
        sa.Column("stored_at", sa.Double(), nullable=False),
        sa.Column("done_at", sa.Double(), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_inbox"),
        sa.UniqueConstraint("workspace", "key", name="uq_inbox_workspace_key"),
        sa.UniqueConstraint("workspace", "second_key", name="uq_inbox_workspace_second_key"),
    )


def _inbox_indexes() -> None:
    op.create_index("ix_inbox_open", "inbox", ["id"], **_only("done_at IS NULL"))
    op.create_index("ix_inbox_stored_at", "inbox", ["stored_at"])
    op.create_index(
        "ix_inbox_thread", "inbox", ["workspace", "thread", "id"], **_only("done_at IS NULL")
    )
    op.create_index("ix_inbox_user", "inbox", ["workspace", "user"])
    op.create_index(
        "ux_inbox_owned",
        "inbox",
        ["workspace", "thread"],
        unique=True,
        **_only("owner IS NOT NULL"),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", _number(), autoincrement=True, nullable=False),
        *_texts("workspace", "lane", "consultation", "slot", "channel"),
        sa.Column("thread_ts", sa.Text(), nullable=True),
        *_texts("method", "payload"),
        sa.Column("fallback", sa.Text(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("doubtful", sa.Boolean(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.Double(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.Double(), nullable=False),
        sa.Column("stored_at", sa.Double(), nullable=False),
        sa.Column("done_at", sa.Double(), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("workspace", "key", name="uq_outbox_workspace_key"),
    )


def _outbox_indexes() -> None:
    op.create_index("ix_outbox_consultation", "outbox", ["workspace", "consultation"])
    op.create_index(
        "ix_outbox_lane", "outbox", ["workspace", "lane", "id"], **_only("done_at IS NULL")
    )
    op.create_index("ix_outbox_open", "outbox", ["id"], **_only("done_at IS NULL"))
    op.create_index("ix_outbox_stored_at", "outbox", ["stored_at"])
    op.create_index(
        "ux_outbox_owned",
        "outbox",
        ["workspace", "lane"],
        unique=True,
        **_only("owner IS NOT NULL"),
    )


def _pace() -> None:
    op.create_table(
        "pace",
        *_texts("workspace", "channel"),
        sa.Column("free_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "channel", name="pk_pace"),
    )


def _consultation() -> None:
    op.create_table(
        "consultation",
        *_texts("workspace", "id", "channel"),
        sa.Column("thread_ts", sa.Text(), nullable=True),
        *_texts("owner", "title", "state"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.Double(), nullable=False),
        sa.Column("updated_at", sa.Double(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id", name="pk_consultation"),
    )
    op.create_index("ix_consultation_owner", "consultation", ["workspace", "owner", "updated_at"])
    op.create_index("ix_consultation_thread", "consultation", ["workspace", "channel", "thread_ts"])
    op.create_index("ix_consultation_updated_at", "consultation", ["updated_at"])


def _message() -> None:
    op.create_table(
        "message",
        *_texts("workspace", "consultation", "slot", "channel", "ts"),
        sa.PrimaryKeyConstraint("workspace", "consultation", "slot", name="pk_message"),
        sa.UniqueConstraint("workspace", "channel", "ts", name="uq_message_workspace_channel_ts"),
    )


def _feedback() -> None:
    op.create_table(
        "feedback",
        *_texts("workspace", "consultation", "user"),
        sa.Column("helpful", sa.Boolean(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "consultation", "user", name="pk_feedback"),
    )


def _installation() -> None:
    op.create_table(
        "installation",
        *_texts("workspace", "details"),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.Text(), nullable=False),
        sa.Column("installed_at", sa.Double(), nullable=False),
        sa.Column("updated_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", name="pk_installation"),
    )


def _oauth_state() -> None:
    op.create_table(
        "oauth_state",
        *_texts("workspace", "state", "cookie"),
        sa.Column("expires_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "state", name="pk_oauth_state"),
    )


def _workspace_setting() -> None:
    op.create_table(
        "workspace_setting",
        *_texts("workspace", "name", "value"),
        sa.PrimaryKeyConstraint("workspace", "name", name="pk_workspace_setting"),
    )


def _channel_setting() -> None:
    op.create_table(
        "channel_setting",
        *_texts("workspace", "channel", "name", "value"),
        sa.PrimaryKeyConstraint("workspace", "channel", "name", name="pk_channel_setting"),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", _number(), autoincrement=True, nullable=False),
        *_texts("workspace", "actor", "action", "target", "detail"),
        sa.Column("at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_workspace", "audit", ["workspace", "id"])


def _model_use() -> None:
    op.create_table(
        "model_use",
        *_texts("workspace", "day", "user"),
        sa.Column("calls", sa.Integer(), nullable=False),
        sa.Column("tokens", _number(), nullable=False),
        sa.Column("micro_usd", _number(), nullable=False),
        sa.Column("updated_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "day", "user", name="pk_model_use"),
    )
