"""Tell that a rule was stopped, and say who let automatic decisions go on"""

import sqlalchemy as sa
from alembic import op

import db.types

revision = "0045"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    with op.batch_alter_table("rule_trial", schema=None) as batch_op:
        batch_op.add_column(sa.Column("tell_at", db.types.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("resumed_by", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("resumed_at", db.types.UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("resumed_why", sa.Text(), nullable=True))


def downgrade() -> None:
    """Take the schema back."""
    with op.batch_alter_table("rule_trial", schema=None) as batch_op:
        batch_op.drop_column("resumed_why")
        batch_op.drop_column("resumed_at")
        batch_op.drop_column("resumed_by")
        batch_op.drop_column("tell_at")
