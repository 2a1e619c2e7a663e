"""Schedule publications, and say why a version was published"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0014"
branch_labels = None
depends_on = None

STATES = "state IN ('open', 'scheduled', 'published', 'declined', 'failed')"
FORMER = "state IN ('open', 'published', 'declined')"


def upgrade() -> None:
    """Bring the schema forward."""
    with op.batch_alter_table("publication_proposal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("restores", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("publish_at", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("base", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("failure", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("called_off_by", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("tell_at", sa.BigInteger(), nullable=True))
        batch_op.drop_constraint(op.f("ck_publication_proposal_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_publication_proposal_state"), STATES)
        batch_op.create_index("ix_publication_proposal_state_publish_at", ["state", "publish_at"], unique=False)
        batch_op.create_index("ix_publication_proposal_tell_at", ["tell_at"], unique=False)

    with op.batch_alter_table("procedure_version", schema=None) as batch_op:
        batch_op.add_column(sa.Column("note", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("restores", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    """Take the schema back; what is scheduled or failed waits for a second person again."""
    op.execute("UPDATE publication_proposal SET state = 'open' WHERE state IN ('scheduled', 'failed')")
    with op.batch_alter_table("procedure_version", schema=None) as batch_op:
        batch_op.drop_column("restores")
        batch_op.drop_column("note")

    with op.batch_alter_table("publication_proposal", schema=None) as batch_op:
        batch_op.drop_index("ix_publication_proposal_tell_at")
        batch_op.drop_index("ix_publication_proposal_state_publish_at")
        batch_op.drop_constraint(op.f("ck_publication_proposal_state"), type_="check")
        batch_op.create_check_constraint(op.f("ck_publication_proposal_state"), FORMER)
        batch_op.drop_column("tell_at")
        batch_op.drop_column("called_off_by")
        batch_op.drop_column("failure")
        batch_op.drop_column("base")
        batch_op.drop_column("publish_at")
        batch_op.drop_column("restores")
