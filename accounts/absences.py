"""Days on which somebody is away (不在): whole days, or half of one. Why is nobody's business and is not written down.

An absence stops nothing: work goes on reaching whoever is away. It lets colleagues plan, and it leads to naming
somebody who stands in (代理, `accounts.substitutions`), whom this module suggests.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal, TypeAlias, cast, get_args

from sqlalchemy import Row, insert, select, update

from accounts import tables
from accounts.directory import Directory, officer_by_id
from accounts.errors import AbsenceDays, AbsenceHalf, AbsenceTwice, SubstituteUnknown
from accounts.officer import Officer
from accounts.substitutions import Substitution
from db.database import Tx
from kernel.clock import local_date
from kernel.errors import NotAllowed, NotFound
from kernel.ids import new_id

Part: TypeAlias = Literal["day", "morning", "afternoon"]
PARTS: Final[tuple[Part, ...]] = get_args(Part)
LONGEST: Final = timedelta(days=366)
"""How long an absence may last, and how far ahead it may begin."""
_table = tables.absence


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Somebody is away from the first day to the last; half a day only where they are the same."""

    id: str
    officer: str
    first_day: date
    last_day: date
    part: Part

    def covers(self, day: date) -> bool:
        """Say whether it holds on `day`, at least for half of it."""
        return self.first_day <= day <= self.last_day


def note_absence(
    tx: Tx, by: Officer, officer_id: str, first_day: date, last_day: date, part: Part, *, now: datetime
) -> str:
    """Write down that somebody will be away, and return its id."""
    absent, today = officer_by_id(tx, officer_id), local_date(now)
    if absent is None:
        raise SubstituteUnknown
    if not keeps_days_of(by, absent):
        raise NotAllowed(capability="admin", department="")
    if not (today <= last_day and first_day <= today + LONGEST and first_day <= last_day <= first_day + LONGEST):
        raise AbsenceDays
    if part != "day" and first_day != last_day:
        raise AbsenceHalf
    if any(_collide(part, each.part) for each in absences(tx, [absent.id], first_day, last_day)):
        raise AbsenceTwice
    row = {
        "id": new_id(now), "officer_id": absent.id, "part": part, "noted_by": by.id, "noted_at": now,
        "first_day": first_day.isoformat(), "last_day": last_day.isoformat(),
    }  # fmt: skip
    tx.execute(insert(_table).values(row))
    return str(row["id"])


def drop_absence(tx: Tx, by: Officer, absence_id: str, *, now: datetime) -> None:
    """Take an absence back; `NotFound` for somebody else's."""
    found = absence(tx, absence_id)
    absent = officer_by_id(tx, found.officer)
    if absent is None or not keeps_days_of(by, absent):
        raise NotFound
    tx.execute(update(_table).where(_table.c.id == absence_id, _table.c.dropped_at.is_(None)).values(dropped_at=now))


def keeps_days_of(by: Officer, absent: Officer) -> bool:
    """Say whether `by` notes and takes back the absences of `absent`: their own, administrators everybody's."""
    return by.id == absent.id or any(by.may("admin", department) for department in absent.departments)


def absence(tx: Tx, absence_id: str) -> Absence:
    """Return an absence or raise `NotFound`."""
    row = tx.execute(select(_table).where(_table.c.id == absence_id, _table.c.dropped_at.is_(None))).one_or_none()
    if row is None:
        raise NotFound
    return _read(row)


def absences(tx: Tx, officers: Collection[str], first_day: date, last_day: date) -> tuple[Absence, ...]:
    """Return the absences of `officers` that touch these days, in order of their first."""
    query = (
        select(_table)
        .where(
            _table.c.officer_id.in_(sorted(officers)),
            _table.c.dropped_at.is_(None),
            _table.c.first_day <= last_day.isoformat(),
            _table.c.last_day >= first_day.isoformat(),
        )
        .order_by(_table.c.first_day, _table.c.id)
    )
    return tuple(_read(row) for row in tx.execute(query))


def who_could_stand_in(
    directory: Directory, away: Absence, others_away: Iterable[Absence], standing_in: Iterable[Substitution]
) -> tuple[Officer, ...]:
    """Return colleagues who are there on the days of `away`, the most fitting first.

    Whoever holds one of the same posts comes before whoever only works in the same department; among equals, whoever
    does not stand in for somebody else already, then in order of kana.
    """
    absent = directory.officers.get(away.officer)
    if absent is None:
        return ()
    gone = {each.officer for each in others_away if _touch(each, away)} | {absent.id}
    busy = {
        each.substitute for each in standing_in if each.first_day <= away.last_day and each.last_day >= away.first_day
    }
    free = (
        each for each in directory.officers.values() if each.id not in gone and each.departments & absent.departments
    )
    return tuple(sorted(free, key=lambda each: (-len(each.posts & absent.posts), each.id in busy, each.kana, each.id)))


def _touch(one: Absence, other: Absence) -> bool:
    meet = one.first_day <= other.last_day and one.last_day >= other.first_day
    return meet and _collide(one.part, other.part)


def _collide(one: Part, other: Part) -> bool:
    return "day" in (one, other) or one == other


def _read(row: Row[Any]) -> Absence:
    return Absence(
        id=row.id,
        officer=row.officer_id,
        first_day=date.fromisoformat(row.first_day),
        last_day=date.fromisoformat(row.last_day),
        part=cast(Part, row.part),
    )
