"""Standing in for somebody (代理): named by the day, from the first to the last, and over by itself.

Nobody's work is suspended for it: whoever is away can act all the same. A substitute holds the posts that the absent
officer holds in person, never those for which that officer stands in: there is no substitute of a substitute.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, insert, or_, select, update

from accounts import tables
from accounts.directory import officer_by_id, officers_by_id
from accounts.errors import SubstituteDays, SubstituteSelf, SubstituteUnknown
from accounts.officer import Officer
from db.database import Tx
from kernel.clock import local_date
from kernel.errors import NotAllowed, NotFound
from kernel.ids import new_id

_table = tables.substitution


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitution:
    """Who stands in for whom, on which days (both included)."""

    id: str
    officer: str
    substitute: str
    first_day: date
    last_day: date
    ended_at: datetime | None

    def holds_on(self, day: date) -> bool:
        """Say whether it holds on `day`."""
        return self.ended_at is None and self.first_day <= day <= self.last_day


def name_substitute(
    tx: Tx, by: Officer, officer_id: str, substitute_id: str, first_day: date, last_day: date, *, now: datetime
) -> str:
    """Let somebody stand in from one day to another; officers name their own, administrators anybody's."""
    absent, substitute = officer_by_id(tx, officer_id), officer_by_id(tx, substitute_id)
    if absent is None or substitute is None:
        raise SubstituteUnknown
    if by.id != absent.id and not any(by.may("admin", department) for department in absent.departments):
        raise NotAllowed(capability="admin", department="")
    if absent.id == substitute.id:
        raise SubstituteSelf
    if last_day < first_day or last_day < local_date(now):
        raise SubstituteDays
    row = {
        "id": new_id(now), "officer_id": absent.id, "substitute_id": substitute.id, "named_by": by.id, "named_at": now,
        "first_day": first_day.isoformat(), "last_day": last_day.isoformat(),
    }  # fmt: skip
    tx.execute(insert(_table).values(row))
    return str(row["id"])


def end_substitution(tx: Tx, by: Officer, substitution_id: str, *, now: datetime) -> None:
    """End it before its last day; what was done stays as it was recorded."""
    row = tx.execute(select(_table).where(_table.c.id == substitution_id)).one_or_none()
    absent = None if row is None else officer_by_id(tx, row.officer_id)
    if row is None or absent is None:
        raise NotFound
    if by.id not in (absent.id, row.substitute_id) and not any(by.may("admin", each) for each in absent.departments):
        raise NotFound
    tx.execute(update(_table).where(_table.c.id == substitution_id, _table.c.ended_at.is_(None)).values(ended_at=now))


def substitutions_about(tx: Tx, officer: Officer, day: date) -> tuple[Substitution, ...]:
    """Return those of `officer` that are not over on `day`, in both directions; administrators see everybody's."""
    query = select(_table).where(_table.c.ended_at.is_(None), _table.c.last_day >= day.isoformat())
    if not officer.may_anywhere("admin"):
        query = query.where(or_(_table.c.officer_id == officer.id, _table.c.substitute_id == officer.id))
    return tuple(_read(row) for row in tx.execute(query.order_by(_table.c.first_day, _table.c.id)))


def substitutions_between(
    tx: Tx, officers: Collection[str], first_day: date, last_day: date
) -> tuple[Substitution, ...]:
    """Return who stands in for one of `officers` on at least one of these days."""
    return _touching(tx, _table.c.officer_id.in_(sorted(officers)), first_day, last_day)


def substitutions_by(tx: Tx, officers: Collection[str], first_day: date, last_day: date) -> tuple[Substitution, ...]:
    """Return for whom one of `officers` stands in on at least one of these days."""
    return _touching(tx, _table.c.substitute_id.in_(sorted(officers)), first_day, last_day)


def _touching(tx: Tx, whose: ColumnElement[bool], first_day: date, last_day: date) -> tuple[Substitution, ...]:
    query = select(_table).where(
        whose,
        _table.c.ended_at.is_(None),
        _table.c.first_day <= last_day.isoformat(),
        _table.c.last_day >= first_day.isoformat(),
    )
    return tuple(_read(row) for row in tx.execute(query.order_by(_table.c.first_day, _table.c.id)))


def absent_for(tx: Tx, officer: Officer, day: date) -> tuple[Officer, ...]:
    """Return for whom `officer` stands in on `day`, with the posts that they hold in person."""
    text = day.isoformat()
    query = select(_table.c.officer_id).where(
        _table.c.substitute_id == officer.id,
        _table.c.ended_at.is_(None),
        _table.c.first_day <= text,
        _table.c.last_day >= text,
    )
    ids = tuple(dict.fromkeys(tx.scalars(query)))
    return officers_by_id(tx, ids) if ids else ()


def _read(row: Row[Any]) -> Substitution:
    return Substitution(
        id=row.id,
        officer=row.officer_id,
        substitute=row.substitute_id,
        first_day=date.fromisoformat(row.first_day),
        last_day=date.fromisoformat(row.last_day),
        ended_at=row.ended_at,
    )
