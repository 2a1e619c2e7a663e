"""Await messages by a value"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0037"
branch_labels = None
depends_on = None
_UNTAKEN = sa.text("taken_at IS NULL")


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "awaited_message",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_awaited_message_case_id_case_file")),
        sa.PrimaryKeyConstraint("case_id", "number", name=op.f("pk_awaited_message")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("awaited_message", schema=None) as batch_op:
        batch_op.create_index("ix_awaited_message_key", ["key"], unique=False)
    op.create_table(
        "early_message",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("came_at", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=True),
        sa.Column("refusal", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_early_message")),
    )
    with op.batch_alter_table("early_message", schema=None) as batch_op:
        batch_op.create_index(
            "ix_early_message_key", ["key"], unique=False, sqlite_where=_UNTAKEN, postgresql_where=_UNTAKEN
        )
        batch_op.create_index("ix_early_message_came_at", ["came_at"], unique=False)


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("early_message")
    op.drop_table("awaited_message")
