"""The tables of the knowledge base: the truth from which every index is built.

Every table carries the workspace in its key, so that nothing can be read across workspaces. The
shipped guidance belongs to the workspace `SHARED`. The tables are created by migrations elsewhere.
"""

from sqlalchemy import (
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SHARED = "*"
"""The workspace that owns the shipped guidance; no Slack team has this id."""
HOUSE = ""
"""The workspace of the operator's documents: every other one is answered from them as well."""

metadata = MetaData()

document = Table(
    "kb_document",
    metadata,
    Column("workspace", String(64), primary_key=True),
    Column("id", String(64), primary_key=True),
    Column("name", String(500), nullable=False),
    Column("origin", String(16), nullable=False),  # guidance, upload, link, folder
    Column("address", Text, nullable=False, default=""),  # the link, or the file in its folder
    Column("digest", String(64), nullable=False),
    Column("note", Text, nullable=False, default=""),  # what reading it had to mend
    Column("added_by", String(100), nullable=False),
    Column("added_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("workspace", "name", name="uq_kb_document_name"),
)

content = Table(
    "kb_content",
    metadata,
    Column("workspace", String(64), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("title", Text, nullable=False),
    Column("link", Text, nullable=False, default=""),
    Column("dated", String(32), nullable=False, default=""),
    Column("text", Text, nullable=False),
    Column("asked", Text, nullable=False, server_default="[]"),  # JSON: [heading, question], ...
)

passage = Table(
    "kb_passage",
    metadata,
    Column("workspace", String(64), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("section", Text, nullable=False),
    Column("text_hash", String(64), nullable=False),
    ForeignKeyConstraint(
        ["workspace", "digest"],
        ["kb_content.workspace", "kb_content.digest"],
        name="fk_kb_passage_content",
        ondelete="CASCADE",
    ),
)

generation = Table(
    "kb_generation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workspace", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", String(16), nullable=False),  # building, ready, failed, retired
    Column("embedder", String(200), nullable=False),
    Column("dimension", Integer, nullable=False),
    Column("documents", Integer, nullable=False),
    Column("passages", Integer, nullable=False),
    Column("threshold", Float, nullable=False),
    Column("report", Text, nullable=False, default="{}"),  # JSON: what changed, what was refused
    Column("listed", Text, nullable=False, server_default=""),  # JSON: documents and folders then
    Column("made_by", String(100), nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False),
    UniqueConstraint("workspace", "version", name="uq_kb_generation_version"),
    sqlite_autoincrement=True,
)

member = Table(
    "kb_member",
    metadata,
    Column("workspace", String(64), primary_key=True),
    Column("generation", Integer, primary_key=True, autoincrement=False),
    Column("owner", String(64), primary_key=True),  # SHARED or the workspace
    Column("digest", String(64), primary_key=True),
    Column("name", String(500), nullable=False),
    Index("ix_kb_member_content", "owner", "digest"),
)

pointer = Table(
    "kb_pointer",
    metadata,
    Column("workspace", String(64), primary_key=True),
    Column("generation", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Column("moved_by", String(100), nullable=False),
    Column("moved_at", DateTime(timezone=True), nullable=False),
)

lease = Table(
    "kb_lease",
    metadata,
    Column("workspace", String(64), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("until", DateTime(timezone=True), nullable=False),
    Column("cancelled", Boolean, nullable=False, default=False),
)

source = Table(
    "kb_source",
    metadata,
    Column("workspace", String(64), primary_key=True),
    Column("address", String(700), primary_key=True),  # a folder that a reload reads again
    Column("added_by", String(100), nullable=False),
    Column("added_at", DateTime(timezone=True), nullable=False),
)

vector = Table(
    "kb_vector",
    metadata,
    Column("workspace", String(64), primary_key=True),
    Column("embedder", String(200), primary_key=True),
    Column("text_hash", String(64), primary_key=True),
    Column("vector", LargeBinary, nullable=False),  # little-endian float32
)
