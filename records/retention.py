"""How long cases are kept (保存期間), counted as offices do, and which of them are due.

The period begins with the fiscal year after the one in which the case was closed (4月1日), so that all cases of a year
become due on the same day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import Row, Select, delete, insert, select

from accounts.officer import Officer
from catalog.procedures import procedure
from db.database import Tx
from engine.shell.cases import CaseLine, closed_before, count_closed_before
from kernel.clock import JAPAN, local_date
from records import tables
from records.errors import PeriodUnusable

MOST_YEARS: Final = 30
LONGEST_BASIS: Final = 300
FIRST_MONTH: Final = 4
_table = tables.retention


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How many years the cases of a procedure are kept, and by which rule."""

    procedure: str
    years: int
    basis: str
    set_by: str
    set_at: datetime


def fiscal_year(day: date) -> int:
    """Return the fiscal year (年度) of a day: from April on."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def kept_until(closed_at: datetime, years: int) -> date:
    """Return the last day on which a case is kept."""
    return date(fiscal_year(local_date(closed_at)) + years + 1, FIRST_MONTH - 1, 31)


def closed_by(today: date, years: int) -> datetime:
    """Return before which instant a case must have been closed for its period to be over on `today`."""
    return datetime(fiscal_year(today) - years, FIRST_MONTH, 1, tzinfo=JAPAN).astimezone(UTC)


def retentions(tx: Tx) -> Mapping[str, Retention]:
    """Return every period by procedure."""
    return {row.procedure: _read(row) for row in tx.execute(select(_table))}


def retention_of(tx: Tx, key: str) -> Retention | None:
    """Return how long the cases of a procedure are kept; None: for good."""
    row = tx.execute(select(_table).where(_table.c.procedure == key)).one_or_none()
    return None if row is None else _read(row)


def set_retention(tx: Tx, officer: Officer, key: str, years: str, basis: str, now: datetime) -> None:
    """Set how long the cases of a procedure are kept; no years at all: for good."""
    officer.require("records", procedure(tx, key).department)
    said, rule = years.strip(), basis.strip()
    if said and not (said.isascii() and said.isdecimal() and len(said) <= 2 and 1 <= int(said) <= MOST_YEARS and rule):
        raise PeriodUnusable
    tx.execute(delete(_table).where(_table.c.procedure == key))
    if said:
        values = {"years": int(said), "basis": rule[:LONGEST_BASIS], "set_by": officer.id, "set_at": now}
        tx.execute(insert(_table).values(procedure=key, **values))


def due_cases(tx: Tx, kept: Retention, today: date, limit: int) -> Sequence[CaseLine]:
    """Return cases whose period is over and that were not erased, those closed first at the top."""
    return closed_before(tx, kept.procedure, closed_by(today, kept.years), _gone(), limit)


def count_due(tx: Tx, kept: Retention, today: date) -> int:
    """Count the cases whose period is over."""
    return count_closed_before(tx, kept.procedure, closed_by(today, kept.years), _gone())


def _gone() -> Select[tuple[str]]:
    """Cases that were erased, and those about which a decision is under way."""
    register, decision = tables.disposal_case, tables.disposal
    return (
        select(register.c.case_id)
        .join(decision, decision.c.id == register.c.disposal)
        .where(decision.c.state != "declined")
    )


def _read(row: Row[Any]) -> Retention:
    return Retention(procedure=row.procedure, years=row.years, basis=row.basis, set_by=row.set_by, set_at=row.set_at)
