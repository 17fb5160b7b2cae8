"""What people ask the sections of a document, beside its text."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; what is stored so far has no questions."""
    asked = sa.Column("asked", sa.Text(), nullable=False, server_default="[]")
    op.add_column("kb_content", asked)


def downgrade() -> None:
    """Remove it with all it holds."""
    op.drop_column("kb_content", "asked")
