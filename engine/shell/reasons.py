"""The reasons that people gave: kept beside the history, so that they can be erased without touching it."""

from typing import Final

from sqlalchemy import bindparam, select

from db.database import Tx
from engine.shell import tables

_LATEST: Final = (
    select(tables.work_item.c.reason)
    .where(tables.work_item.c.case_id == bindparam("case_id"), tables.work_item.c.reason.is_not(None))
    .order_by(tables.work_item.c.closed_at.desc(), tables.work_item.c.number.desc())
    .limit(1)
)


def latest_reason(tx: Tx, case_id: str) -> str | None:
    """Return the reason given last in a case (差戻し, 補正, 却下), or None."""
    found = tx.scalar(_LATEST, {"case_id": case_id})
    return found or None
