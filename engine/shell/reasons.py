"""The reasons that people gave: kept beside the history, so that they can be erased without touching it."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import bindparam, exists, or_, select

from db.database import Tx
from engine.shell import tables

_closed, _opened = tables.work_item, tables.work_item.alias("opened")
_LATEST: Final = (
    select(_closed.c.reason)
    .where(
        _closed.c.case_id == bindparam("case_id"),
        _closed.c.reason.is_not(None),
        or_(
            _closed.c.refuses,
            exists().where(
                _opened.c.case_id == _closed.c.case_id,
                _opened.c.queue == "",
                _opened.c.opened_at == _closed.c.closed_at,
            ),
        ),
    )
    .order_by(_closed.c.closed_at.desc(), _closed.c.number.desc())
    .limit(1)
)
"""A reason is the applicant's to read when it refuses, or when the same act asked the applicant for something."""


def latest_reason(tx: Tx, case_id: str) -> str | None:
    """Return the reason that was given to the applicant last (補正, 却下), or None.

    What officers write to each other (差戻し within the office) stays in the office.
    """
    found = tx.scalar(_LATEST, {"case_id": case_id})
    return found or None


def refusal_reasons(tx: Tx, case_ids: Sequence[str]) -> Mapping[str, str]:
    """Return by case why it was refused; cases that were not, or whose reasons were erased, are left out."""
    query = select(_closed.c.case_id, _closed.c.reason).where(_closed.c.case_id.in_(case_ids), _closed.c.refuses)
    return {row.case_id: row.reason for row in tx.execute(query.order_by(_closed.c.closed_at)) if row.reason}
