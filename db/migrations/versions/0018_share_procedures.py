"""Share procedures with other departments"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    op.create_table(
        "shared_procedure",
        sa.Column("procedure", sa.String(length=64), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("effect", sa.Text(), nullable=False),
        sa.Column("shared_by", sa.String(length=32), nullable=False),
        sa.Column("shared_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["procedure"], ["procedure.key"], name=op.f("fk_shared_procedure_procedure_procedure")),
        sa.PrimaryKeyConstraint("procedure", name=op.f("pk_shared_procedure")),
    )


def downgrade() -> None:
    """Take the schema back."""
    op.drop_table("shared_procedure")
