"""Add what offices do beside the flow"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    _widen_capacity(130, 200)
    op.create_table(
        "amendment",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("field", sa.String(length=64), nullable=False),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("officer", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("amended_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "number", "field", name=op.f("pk_amendment")),
    )
    op.create_table(
        "bulk_run",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("officer", sa.String(length=64), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_run")),
    )
    op.create_table(
        "case_message",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("from_applicant", sa.Boolean(), nullable=False),
        sa.Column("officer", sa.String(length=64), server_default="", nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", "number", name=op.f("pk_case_message")),
    )
    op.create_table(
        "aside",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("officer", sa.String(length=64), nullable=False),
        sa.Column("queue", sa.String(length=130), nullable=False),
        sa.Column("node", sa.String(length=64), nullable=False),
        sa.Column("asked_by", sa.String(length=64), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("due_at", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_by", sa.String(length=64), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_aside_case_id_case_file")),
        sa.PrimaryKeyConstraint("case_id", "number", name=op.f("pk_aside")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("aside", schema=None) as batch_op:
        batch_op.create_index(
            "ix_aside_officer",
            ["officer"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_aside_queue",
            ["queue"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )

    op.create_table(
        "bulk_row",
        sa.Column("run", sa.String(length=32), nullable=False),
        sa.Column("place", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("item", sa.BigInteger(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("refusal", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["run"], ["bulk_run.id"], name=op.f("fk_bulk_row_run_bulk_run")),
        sa.PrimaryKeyConstraint("run", "place", name=op.f("pk_bulk_row")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "case_look",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("officer", sa.String(length=64), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.BigInteger(), nullable=False),
        sa.Column("looked_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case_file.id"], name=op.f("fk_case_look_case_id_case_file")),
        sa.PrimaryKeyConstraint("case_id", "officer", name=op.f("pk_case_look")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "substitution",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("officer_id", sa.String(length=32), nullable=False),
        sa.Column("substitute_id", sa.String(length=32), nullable=False),
        sa.Column("first_day", sa.String(length=10), nullable=False),
        sa.Column("last_day", sa.String(length=10), nullable=False),
        sa.Column("named_by", sa.String(length=32), nullable=False),
        sa.Column("named_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_substitution_days")),
        sa.CheckConstraint("officer_id <> substitute_id", name=op.f("ck_substitution_somebody_else")),
        sa.ForeignKeyConstraint(["named_by"], ["officer.id"], name=op.f("fk_substitution_named_by_officer")),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name=op.f("fk_substitution_officer_id_officer")),
        sa.ForeignKeyConstraint(["substitute_id"], ["officer.id"], name=op.f("fk_substitution_substitute_id_officer")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitution")),
    )
    with op.batch_alter_table("substitution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_substitution_officer_id"), ["officer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_substitution_substitute_id"), ["substitute_id"], unique=False)


def downgrade() -> None:
    """Take the schema back."""
    _widen_capacity(200, 130)
    with op.batch_alter_table("substitution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_substitution_substitute_id"))
        batch_op.drop_index(batch_op.f("ix_substitution_officer_id"))

    op.drop_table("substitution")
    op.drop_table("case_look")
    op.drop_table("bulk_row")
    with op.batch_alter_table("aside", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_aside_queue", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL")
        )
        batch_op.drop_index(
            "ix_aside_officer", sqlite_where=sa.text("closed_at IS NULL"), postgresql_where=sa.text("closed_at IS NULL")
        )

    op.drop_table("aside")
    op.drop_table("case_message")
    op.drop_table("bulk_run")
    op.drop_table("amendment")


def _widen_capacity(old: int, new: int) -> None:
    """A capacity names the one for whom somebody acted, too. SQLite copies the table for that."""
    with op.batch_alter_table("case_history", table_kwargs={"sqlite_with_rowid": False}) as batch_op:
        batch_op.alter_column(
            "capacity", existing_type=sa.String(length=old), type_=sa.String(length=new), existing_nullable=False
        )
