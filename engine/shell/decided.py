"""From arrival to decision: how long each case of a procedure took that was decided lately."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, or_, select, type_coerce

from db.database import Tx
from engine.shell import tables

MOST_CASES: Final = 50_000
_case = tables.case_file


def decision_spans(tx: Tx, procedure: str, since: datetime) -> tuple[timedelta, ...]:
    """Return how long the newest decisions took, of those made since `since`; cases that were withdrawn are none."""
    span: Any = type_coerce(_case.c.decided_at, BigInteger) - type_coerce(_case.c.opened_at, BigInteger)
    query = (
        select(span)
        .where(
            _case.c.procedure == procedure,
            _case.c.status.in_(("decided", "closed")),
            _case.c.decided_at >= since,
            or_(_case.c.result.is_(None), _case.c.result != "withdrawn"),
        )
        .order_by(_case.c.decided_at.desc())
        .limit(MOST_CASES)
    )
    return tuple(timedelta(microseconds=int(found)) for found in tx.scalars(query))
