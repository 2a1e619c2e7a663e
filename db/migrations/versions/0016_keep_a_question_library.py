"""Keep a question library"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "question_block",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("department", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department"], ["department.key"], name=op.f("fk_question_block_department_department")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_block")),
    )
    with op.batch_alter_table("question_block", schema=None) as batch_op:
        batch_op.create_index("ix_question_block_department_title", ["department", "title"], unique=False)


def downgrade() -> None:
    """Take the schema back."""
    with op.batch_alter_table("question_block", schema=None) as batch_op:
        batch_op.drop_index("ix_question_block_department_title")

    op.drop_table("question_block")
