"""Find cases by their words; the column that held folded names alone goes"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward. The words of cases that are there already are written by `admin tidy`."""
    op.create_table(
        "case_words",
        sa.Column("case_id", sa.String(length=32), nullable=False),
        sa.Column("arrived_at", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("grams", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_case_words")),
    )
    op.create_index("ix_case_words_arrived_at", "case_words", ["arrived_at", "case_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE INDEX ix_case_words_grams ON case_words USING gin (to_tsvector('simple', grams))")
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.drop_index("ix_application_search_name")
        batch_op.drop_column("search_name")


def downgrade() -> None:
    """Take the schema back."""
    with op.batch_alter_table("application", schema=None) as batch_op:
        batch_op.add_column(sa.Column("search_name", sa.String(length=200), nullable=False, server_default=""))
        batch_op.create_index("ix_application_search_name", ["search_name"])
    op.drop_table("case_words")
