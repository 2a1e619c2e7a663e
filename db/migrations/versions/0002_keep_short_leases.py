"""Look for timers and for deliveries apart: deliveries wait for no clock"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_OLD = sa.text("failed_at IS NULL")
_TIMERS = sa.text("kind = 'timer' AND failed_at IS NULL")
_TOLD = sa.text("kind != 'timer' AND failed_at IS NULL")


def upgrade() -> None:
    """Bring the schema forward."""
    op.drop_index("ix_engine_job_due", table_name="engine_job")
    op.create_index("ix_engine_job_timer", "engine_job", ["due_at"], sqlite_where=_TIMERS, postgresql_where=_TIMERS)
    op.create_index("ix_engine_job_told", "engine_job", ["due_at"], sqlite_where=_TOLD, postgresql_where=_TOLD)


def downgrade() -> None:
    """Take the schema back."""
    op.drop_index("ix_engine_job_told", table_name="engine_job")
    op.drop_index("ix_engine_job_timer", table_name="engine_job")
    op.create_index("ix_engine_job_due", "engine_job", ["due_at"], sqlite_where=_OLD, postgresql_where=_OLD)
