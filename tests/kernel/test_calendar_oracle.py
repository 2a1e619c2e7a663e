"""Office days against a second, plain reckoning of the law: ten thousand dates, none different (P17).

国民の祝日に関する法律 as in force since 2007, with the days that special laws moved; equinoxes by the formula of the
海上保安庁 (1980–2099). Days are counted one by one.
"""

import random
from datetime import date, timedelta
from functools import lru_cache

import pytest

from kernel.calendar_ja import add_business_days, business_days_between, is_business_day, period_end

DATES = 10_000
FIRST, LAST = date(2007, 1, 1), date(2097, 12, 31)
DAY = timedelta(days=1)


def nth_monday(year: int, month: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7 + 7 * (number - 1))


def equinox(year: int, base: float) -> int:
    return int(base + 0.242194 * (year - 1980)) - (year - 1980) // 4


@lru_cache
def named_days(year: int) -> frozenset[date]:
    """Return the 国民の祝日 of a year."""
    days = {(1, 1), (2, 11), (4, 29), (5, 3), (5, 4), (5, 5), (11, 3), (11, 23)}
    days |= {(3, equinox(year, 20.8431)), (9, equinox(year, 23.2488))}
    days |= {(12, 23)} if year <= 2018 else set()
    days |= {(2, 23)} if year >= 2020 else set()
    days |= {(5, 1), (10, 22)} if year == 2019 else set()
    days |= {2020: {(7, 23), (7, 24), (8, 10)}, 2021: {(7, 22), (7, 23), (8, 8)}}.get(year, set())
    days |= {(8, 11)} if year >= 2016 and year not in (2020, 2021) else set()
    found = {date(year, month, day) for month, day in days} | {nth_monday(year, 1, 2), nth_monday(year, 9, 3)}
    if year not in (2020, 2021):
        found |= {nth_monday(year, 7, 3), nth_monday(year, 10, 2)}
    return frozenset(found)


def is_named(day: date) -> bool:
    return day in named_days(day.year)


def is_in_lieu(day: date) -> bool:
    """Say whether the day is a 振替休日: after a Sunday's holiday the first day that is none."""
    before = day - DAY
    while is_named(before):
        if before.weekday() == 6:
            return not is_named(day)
        before -= DAY
    return False


def is_between(day: date) -> bool:
    """Say whether the day is a 国民の休日: between two holidays and none itself."""
    return not is_named(day) and is_named(day - DAY) and is_named(day + DAY)


@lru_cache(maxsize=40_000)
def is_open(day: date) -> bool:
    closed_at_new_year = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return not (day.weekday() >= 5 or closed_at_new_year or is_named(day) or is_in_lieu(day) or is_between(day))


def counted(day: date, count: int) -> date:
    """Return the `count`-th open day after (or before) `day`, one by one."""
    step = DAY if count > 0 else -DAY
    while count:
        day += step
        count -= is_open(day) if step == DAY else -is_open(day)
    return day


@pytest.fixture(scope="module")
def dates() -> list[date]:
    chance, days = random.Random(17), (LAST - FIRST).days
    edges = [
        date(year, month, day) for year in (2018, 2019, 2020, 2021, 2032) for month, day in ((4, 30), (5, 2), (12, 28))
    ]
    return edges + [FIRST + timedelta(days=chance.randrange(days)) for _ in range(DATES)]


@pytest.mark.promise("P17")
def test_the_offices_are_open_on_the_same_days(dates: list[date]) -> None:
    assert [day for day in dates if is_business_day(day) != is_open(day)] == []


@pytest.mark.promise("P17")
def test_open_days_are_counted_alike(dates: list[date]) -> None:
    chance = random.Random(18)
    asked = [(day, chance.choice((-30, -5, -1, 1, 2, 3, 5, 10, 14, 20))) for day in dates[:3_000]]

    assert [(day, count) for day, count in asked if add_business_days(day, count) != counted(day, count)] == []


def test_open_days_between_two_dates_are_counted_alike(dates: list[date]) -> None:
    pairs = [(day, day + timedelta(days=number % 40)) for number, day in enumerate(dates[:2_000])]

    def one_by_one(start: date, end: date) -> int:
        return sum(is_open(start + timedelta(days=number)) for number in range(1, (end - start).days + 1))

    assert [pair for pair in pairs if business_days_between(*pair) != one_by_one(*pair)] == []


@pytest.mark.promise("P17")
def test_a_period_ends_on_an_open_day_and_no_later_than_it_must(dates: list[date]) -> None:
    for number, day in enumerate(dates[:3_000]):
        plain = day + timedelta(days=number % 60)
        expected = plain if is_open(plain) else counted(plain, 1)
        assert period_end(day, days=number % 60) == expected, day
