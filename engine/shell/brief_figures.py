"""What procedures really take, in one line each and one query for all: for lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, case, func, select, type_coerce

from db.database import Tx
from engine.shell import tables

_case = tables.case_file
_DAY = 86_400_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFigures:
    """Counts and shares of a procedure's cases; means of those that are closed and were not withdrawn."""

    running: int
    closed: int
    lead_time_days: float | None
    automation_rate: float | None
    online_rate: float | None


def brief_figures(tx: Tx) -> Mapping[str, BriefFigures]:
    """Return the figures of every procedure that has cases."""
    closed = (_case.c.status == "closed") & (_case.c.result != "withdrawn")
    elapsed: Any = type_coerce(_case.c.closed_at, BigInteger) - type_coerce(_case.c.opened_at, BigInteger)
    query = select(
        _case.c.procedure,
        func.count().filter(_case.c.status != "closed").label("running"),
        func.count().filter(closed).label("closed"),
        func.avg(elapsed).filter(closed).label("elapsed"),
        func.sum(case((_case.c.automatic, 1), else_=0)).filter(closed).label("automatic"),
        func.sum(case((_case.c.channel == "online", 1), else_=0)).label("online"),
        func.count().label("all"),
    ).group_by(_case.c.procedure)
    return {
        row.procedure: BriefFigures(
            running=row.running,
            closed=row.closed,
            lead_time_days=float(row.elapsed) / _DAY if row.elapsed is not None else None,
            automation_rate=row.automatic / row.closed if row.closed else None,
            online_rate=row.online / row.all if row.all else None,
        )
        for row in tx.execute(query)
    }
