"""Know who types an application"""

import sqlalchemy as sa
from alembic import op

revision = "0011b"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    with op.batch_alter_table("application_draft", schema=None) as batch_op:
        batch_op.add_column(sa.Column("channel", sa.String(length=16), server_default="online", nullable=False))
        batch_op.add_column(sa.Column("officer", sa.String(length=64), server_default="", nullable=False))


def downgrade() -> None:
    """Take the schema back."""
    with op.batch_alter_table("application_draft", schema=None) as batch_op:
        batch_op.drop_column("officer")
        batch_op.drop_column("channel")
