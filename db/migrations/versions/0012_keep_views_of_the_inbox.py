"""Keep views of the inbox, and find what is due, taken and assigned by indexes"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0007"
branch_labels = None
depends_on = None

OPEN = sa.text("closed_at IS NULL")
NAMED = sa.text("closed_at IS NULL AND assignee IS NOT NULL")
TAKEN = sa.text("closed_at IS NULL AND claimed_by IS NOT NULL")


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "inbox_view",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("officer", sa.String(length=64), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbox_view")),
    )
    op.create_index("ix_inbox_view_department", "inbox_view", ["department"])
    op.create_index("ix_inbox_view_officer", "inbox_view", ["officer"])
    for name, columns, where in (
        ("ix_work_item_due", ["due_at", "case_id", "number"], OPEN),
        ("ix_work_item_assignee", ["assignee"], NAMED),
        ("ix_work_item_claimed_by", ["claimed_by"], TAKEN),
    ):
        op.create_index(name, "work_item", columns, sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Take the schema back."""
    for name in ("ix_work_item_claimed_by", "ix_work_item_assignee", "ix_work_item_due"):
        op.drop_index(name, table_name="work_item")
    op.drop_table("inbox_view")
