"""What people ask the sections of a document, and what a generation was made from."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; what is stored so far has no questions, and no list of its own."""
    asked = sa.Column("asked", sa.Text(), nullable=False, server_default="[]")
    op.add_column("kb_content", asked)
    listed = sa.Column("listed", sa.Text(), nullable=False, server_default="")
    op.add_column("kb_generation", listed)


def downgrade() -> None:
    """Remove them with all they hold."""
    op.drop_column("kb_generation", "listed")
    op.drop_column("kb_content", "asked")
