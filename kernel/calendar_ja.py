"""Office days, periods and ages as Japanese offices count them.

Closed are Saturdays, Sundays, national holidays (with 振替休日 and 国民の休日) and 29 December to 3 January
(行政機関の休日に関する法律1条, 地方自治法4条の2). Holidays come from the `holidays` package, the kernel's single
source of data; a holiday that the Diet decides later needs a newer release of it. Days outside 1900–2199 are
refused with ValueError: no office counts there, and the bound keeps hostile input cheap.
"""

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from holidays import country_holidays

FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 2199


def is_business_day(day: date) -> bool:
    """Return whether offices are open on `day`."""
    days = _open_days(day.year)
    place = bisect_left(days, day.toordinal())
    return place < len(days) and days[place] == day.toordinal()


def holiday_name(day: date) -> str | None:
    """Return the Japanese name of the national holiday on `day`, or None."""
    return _holidays(day.year).get(day)


def next_business_day(day: date) -> date:
    """Return `day` if offices are open then, else the next day on which they are."""
    return add_business_days(day - timedelta(days=1), 1)


@lru_cache(maxsize=4_096)
def add_business_days(day: date, count: int) -> date:
    """Return the `count`-th open day after `day` (which itself is not counted); before it if negative.

    0 gives the first open day from `day` on.
    """
    if count == 0:
        return next_business_day(day)
    days = _open_days(day.year)
    place = bisect_right(days, day.toordinal()) + count - 1 if count > 0 else bisect_left(days, day.toordinal()) + count
    year = day.year
    while place >= len(days):
        place -= len(days)
        year += 1
        days = _open_days(year)
    while place < 0:
        year -= 1
        days = _open_days(year)
        place += len(days)
    return date.fromordinal(days[place])


def business_days_between(start: date, end: date) -> int:
    """Return how many open days lie after `start` up to and with `end`; negative if `end` is earlier."""
    if end < start:
        return -business_days_between(end, start)
    whole_years = sum(len(_open_days(year)) for year in range(start.year, end.year))
    return whole_years + _open_until(end) - _open_until(start)


def period_end(start: date, *, days: int = 0, months: int = 0, extended: bool = True) -> date:
    """Return the last day of a period that an event on `start` sets going.

    The first day does not count (民法140条); months run to the day before the corresponding day, or to the
    end of the month where there is none (143条); a period that would end on a closed day ends on the next
    open one (142条, 地方自治法4条の2第4項) unless `extended` is False.
    """
    first = start + timedelta(days=1)
    end = start + timedelta(days=days)
    if months:
        year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
        last_of_month = _last_of_month(year, month + 1)
        corresponding_exists = first.day <= last_of_month.day
        end = last_of_month if not corresponding_exists else date(year, month + 1, first.day) - timedelta(days=1)
        end += timedelta(days=days)
    return next_business_day(end) if extended else end


def age_at(birth: date, day: date) -> int | None:
    """Return the age in full years on `day`, or None before birth.

    The everyday reading: one is a year older from the birthday on (who was born on 29 February, in other
    years from 1 March on). That is also the age that law ascribes to somebody *on* a given day; where a
    statute speaks of the day on which an age is reached (達する日), use `day_of_reaching`.
    """
    if day < birth:
        return None
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def day_of_reaching(birth: date, age: int) -> date:
    """Return the day at whose end an age is reached: the eve of the birthday (年齢計算ニ関する法律, 民法143条).

    Hence who was born on 1 April reaches six on 31 March and belongs to the school year that ends then.
    """
    return period_end(birth - timedelta(days=1), months=age * 12, extended=False)


def _last_of_month(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def _open_until(day: date) -> int:
    return bisect_right(_open_days(day.year), day.toordinal())


@lru_cache(maxsize=400)
def _open_days(year: int) -> tuple[int, ...]:
    """Return the ordinals of the open days of `year`, in order."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"no office calendar for the year {year}")
    closed = {day.toordinal() for day in _holidays(year)}
    closed |= {
        date(year, month, day).toordinal() for month, day in ((1, 1), (1, 2), (1, 3), (12, 29), (12, 30), (12, 31))
    }
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    # Ordinal 1 is a Monday, so the remainders 6 and 0 are Saturday and Sunday.
    return tuple(number for number in range(first, last + 1) if number % 7 not in (6, 0) and number not in closed)


@lru_cache(maxsize=400)
def _holidays(year: int) -> dict[date, str]:
    return {
        day: str(name) for day, name in country_holidays("JP", years=year, language="ja").items() if day.year == year
    }
