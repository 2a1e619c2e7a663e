"""A month of absences laid out: a row per colleague, a column per day, with weekends and holidays."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from accounts.absences import Absence
from accounts.officer import Officer
from accounts.substitutions import Substitution
from kernel.calendar_ja import holiday_name, is_business_day

MOST_MONTHS: Final = 24
"""How far from today the calendar can be turned, in either direction."""
Sign = Literal["", "day", "morning", "afternoon", "both"]


@dataclass(frozen=True, slots=True)
class Day:
    """A column."""

    day: date
    is_open: bool
    holiday: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Somebody on a day; `covered` says that somebody stands in for them."""

    sign: Sign
    covered: bool


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row."""

    officer: Officer
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthOfAbsences:
    """A month, the one before and the one after (None beyond the bounds)."""

    first: date
    days: tuple[Day, ...]
    rows: tuple[PersonRow, ...]
    before: date | None
    after: date | None


def chosen_month(text: str, today: date) -> date:
    """Return the first day of the month that `text` names (2026-11), or of this month."""
    try:
        asked = date.fromisoformat(f"{text[:7]}-01")
    except ValueError:
        asked = today.replace(day=1)
    return asked if abs(_months(asked) - _months(today)) <= MOST_MONTHS else today.replace(day=1)


def last_of(first: date) -> date:
    """Return the last day of the month that begins on `first`."""
    return _shifted(first, 1) - timedelta(days=1)


def month_of_absences(
    first: date,
    today: date,
    people: Sequence[Officer],
    away: Iterable[Absence],
    standing_in: Iterable[Substitution],
) -> MonthOfAbsences:
    """Lay the month out."""
    days = tuple(first + timedelta(days=place) for place in range((last_of(first) - first).days + 1))
    gone: dict[tuple[str, date], set[str]] = {}
    for each in away:
        for day in days:
            if each.covers(day):
                gone.setdefault((each.officer, day), set()).add(each.part)
    covered = {(each.officer, day) for each in standing_in for day in days if each.first_day <= day <= each.last_day}
    rows = (
        PersonRow(
            officer,
            tuple(Cell(_sign(gone.get((officer.id, day), set())), (officer.id, day) in covered) for day in days),
        )
        for officer in people
    )
    before, after = _shifted(first, -1), _shifted(first, 1)
    return MonthOfAbsences(
        first=first,
        days=tuple(Day(day, is_business_day(day), holiday_name(day) or "") for day in days),
        rows=tuple(rows),
        before=before if _months(today) - _months(before) <= MOST_MONTHS else None,
        after=after if _months(after) - _months(today) <= MOST_MONTHS else None,
    )


def _sign(parts: set[str]) -> Sign:
    if "day" in parts:
        return "day"
    if len(parts) > 1:
        return "both"
    return "morning" if "morning" in parts else "afternoon" if parts else ""


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _shifted(first: date, months: int) -> date:
    place = _months(first) + months
    return date(place // 12, place % 12 + 1, 1)
