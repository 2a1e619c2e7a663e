"""Note when officers are away"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "absence",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("officer_id", sa.String(length=32), nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=False),
        sa.Column("last_day", sa.String(length=10), nullable=False),
        sa.Column("part", sa.String(length=10), nullable=False),
        sa.Column("noted_by", sa.String(length=32), nullable=False),
        sa.Column("noted_at", sa.BigInteger(), nullable=False),
        sa.Column("dropped_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_absence_days")),
        sa.CheckConstraint("part IN ('day', 'morning', 'afternoon')", name=op.f("ck_absence_part")),
        sa.CheckConstraint("part = 'day' OR first_day = last_day", name=op.f("ck_absence_half")),
        sa.ForeignKeyConstraint(["noted_by"], ["officer.id"], name=op.f("fk_absence_noted_by_officer")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_absence_officer_id_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index("ix_absence_officer_id_last_day", "absence", ["officer_id", "last_day"], unique=False)


def downgrade() -> None:
    """Take the schema back."""
    op.drop_index("ix_absence_officer_id_last_day", table_name="absence")
    op.drop_table("absence")
