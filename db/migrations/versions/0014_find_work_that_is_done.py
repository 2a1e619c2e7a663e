"""Find the work that some queues have done lately"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the schema forward."""
    done = sa.text("closed_at IS NOT NULL")
    op.create_index("ix_work_item_done", "work_item", ["queue", "closed_at"], sqlite_where=done, postgresql_where=done)


def downgrade() -> None:
    """Take the schema back."""
    op.drop_index("ix_work_item_done", table_name="work_item")
