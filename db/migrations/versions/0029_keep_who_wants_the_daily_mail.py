"""Keep who wants the daily mail"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "digest",
        sa.Column("officer_id", sa.String(length=32), nullable=False),
        sa.Column("hour", sa.BigInteger(), nullable=False),
        sa.Column("sent_on", sa.String(length=10), nullable=True),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_digest_officer_id_officer")),
        sa.PrimaryKeyConstraint("officer_id", name=op.f("pk_digest")),
    )


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("digest")
