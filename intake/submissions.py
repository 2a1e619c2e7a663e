"""What was sent in, each time: by whom, when, with which version of which form. Without the answers."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from db.database import Tx
from intake import tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A form that was sent in; `by` is `resident` or an officer's id."""

    node: str
    form_digest: str
    by: str
    at: datetime


def submissions_of(tx: Tx, case_id: str) -> tuple[Submission, ...]:
    """Return what was sent in for a case, oldest first."""
    table = tables.submission
    columns = (table.c.node, table.c.form_digest, table.c.submitted_by, table.c.submitted_at)
    rows = tx.execute(select(*columns).where(table.c.case_id == case_id).order_by(table.c.submitted_at))
    return tuple(
        Submission(node=row.node, form_digest=row.form_digest, by=row.submitted_by, at=row.submitted_at) for row in rows
    )
