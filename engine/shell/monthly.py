"""What a procedure really took month by month (実績の推移): for charts that show when a redesign began to work.

A closed case counts in the month in which it was closed, so that a month's figures never change afterwards; an
application counts in the month in which it arrived. Months are those of Japan.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Final

from sqlalchemy import BigInteger, Column, case, func, select, type_coerce

from db.database import Tx
from engine.shell import tables
from kernel.clock import JAPAN, local_date

MONTHS: Final = 12
_DAY: Final = 86_400_000_000
_MINUTE: Final = 60_000_000
_case, _item = tables.case_file, tables.work_item


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """A month, named by its first day. Means and shares are None where nothing was closed in it."""

    first: date
    arrived: int
    closed: int
    """Closed cases without those that were withdrawn."""
    lead_time_days: float | None
    automation_rate: float | None
    online_rate: float | None
    """Share of the applications that arrived online."""
    touch_minutes: float | None
    """Measured minutes of staff per closed case."""


def monthly_figures(tx: Tx, procedure: str, now: datetime, *, months: int = MONTHS) -> Sequence[Month]:
    """Return the last `months` months up to `now`, oldest first; every one is there, also without a case."""
    firsts = _firsts(local_date(now), months)
    arrived, closed = _arrived(tx, procedure, firsts), _closed(tx, procedure, firsts)
    worked = _worked(tx, procedure, firsts)
    return [
        _month(first, arrived.get(place), closed.get(place), worked.get(place)) for place, first in enumerate(firsts)
    ]


def _month(first: date, arrived: Any, closed: Any, worked: float | None) -> Month:
    done = int(closed.closed) if closed is not None else 0
    came = int(arrived.arrived) if arrived is not None else 0
    return Month(
        first=first,
        arrived=came,
        closed=done,
        lead_time_days=float(closed.elapsed) / done / _DAY if done else None,
        automation_rate=int(closed.automatic) / done if done else None,
        online_rate=int(arrived.online) / came if came else None,
        touch_minutes=worked / done / _MINUTE if done and worked is not None else None,
    )


def _firsts(today: date, months: int) -> list[date]:
    """Return the first days of the last `months` months, oldest first."""
    last = today.year * 12 + today.month - 1
    return [date(place // 12, place % 12 + 1, 1) for place in range(last - months + 1, last + 1)]


def _arrived(tx: Tx, procedure: str, firsts: Sequence[date]) -> Mapping[int, Any]:
    place = _place(_case.c.opened_at, firsts)
    online = func.sum(case((_case.c.channel == "online", 1), else_=0)).label("online")
    query = (
        select(place, func.count().label("arrived"), online)
        .where(_case.c.procedure == procedure, _case.c.opened_at >= _beginning(firsts[0]))
        .group_by(place)
    )
    return {row.place: row for row in tx.execute(query)}


def _closed(tx: Tx, procedure: str, firsts: Sequence[date]) -> Mapping[int, Any]:
    elapsed: Any = type_coerce(_case.c.closed_at, BigInteger) - type_coerce(_case.c.opened_at, BigInteger)
    place = _place(_case.c.closed_at, firsts)
    query = (
        select(
            place,
            func.count().label("closed"),
            func.sum(elapsed).label("elapsed"),
            func.sum(case((_case.c.automatic, 1), else_=0)).label("automatic"),
        )
        .where(*_closed_since(procedure, firsts))
        .group_by(place)
    )
    return {row.place: row for row in tx.execute(query)}


def _worked(tx: Tx, procedure: str, firsts: Sequence[date]) -> Mapping[int, float]:
    """Return by month the microseconds of work on the cases closed in it.

    A step's minutes are those from taking an item (引受け) to finishing it, over the items that somebody took; they
    stand for every time the step was done.
    """
    taken = _item.c.claimed_at.is_not(None)
    spent: Any = type_coerce(_item.c.closed_at, BigInteger) - type_coerce(_item.c.claimed_at, BigInteger)
    place = _place(_case.c.closed_at, firsts)
    query = (
        select(
            place,
            func.count().label("done"),
            func.count().filter(taken).label("taken"),
            func.sum(spent).filter(taken).label("spent"),
        )
        .join(_item, _item.c.case_id == _case.c.id)
        .where(
            *_closed_since(procedure, firsts),
            _item.c.closed_by.is_not(None),
            _item.c.queue != "",
        )
        .group_by(place, _item.c.node)
    )
    worked: dict[int, float] = {}
    for row in tx.execute(query):
        if row.taken:
            worked[row.place] = worked.get(row.place, 0.0) + float(row.spent) / row.taken * row.done
    return worked


def _closed_since(procedure: str, firsts: Sequence[date]) -> Sequence[Any]:
    return (
        _case.c.procedure == procedure,
        _case.c.status == "closed",
        _case.c.closed_at >= _beginning(firsts[0]),
        _case.c.result != "withdrawn",
    )


def _place(instant: Column[Any], firsts: Sequence[date]) -> Any:
    """Return the place in `firsts` of the month into which `instant` falls."""
    later = ((instant < _beginning(first), place) for place, first in enumerate(firsts[1:]))
    return case(*later, else_=len(firsts) - 1).label("place")


def _beginning(first: date) -> datetime:
    return datetime.combine(first, time(), JAPAN).astimezone(UTC)
