"""Name attachments of items"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward: `members.0.certificate` is longer than the key of a field."""
    for table in ("upload", "attachment"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(
                "field", existing_type=sa.String(length=64), type_=sa.String(length=200), existing_nullable=False
            )


def downgrade() -> None:
    """Take the schema back."""
    for table in ("upload", "attachment"):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.alter_column(
                "field", existing_type=sa.String(length=200), type_=sa.String(length=64), existing_nullable=False
            )
