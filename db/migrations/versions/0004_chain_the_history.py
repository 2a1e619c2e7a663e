"""Bind every entry of a case's history to those before it"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.add_column("case_history", sa.Column("link", sa.LargeBinary(length=16), nullable=True))
    op.add_column("case_file", sa.Column("head", sa.LargeBinary(length=32), nullable=True))


def downgrade() -> None:
    """Take the schema back."""
    op.drop_column("case_file", "head")
    op.drop_column("case_history", "link")
