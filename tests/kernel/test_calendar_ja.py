"""Office days, periods and ages: dates that an office would check against its wall calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.calendar_ja import (
    add_business_days,
    age_at,
    business_days_between,
    day_of_reaching,
    holiday_name,
    is_business_day,
    next_business_day,
    period_end,
)

DAYS = st.dates(date(1950, 1, 1), date(2098, 12, 31))


@pytest.mark.parametrize(
    ("day", "open_"),
    [
        ("2026-11-20", True),  # Friday
        ("2026-11-21", False),  # Saturday
        ("2026-11-22", False),  # Sunday
        ("2026-11-23", False),  # 勤労感謝の日
        ("2026-05-06", False),  # 振替休日 of 3 May
        ("2026-09-22", False),  # 国民の休日 between 敬老の日 and 秋分の日
        ("2026-12-28", True),
        ("2026-12-29", False),
        ("2026-12-31", False),
        ("2027-01-01", False),
        ("2027-01-03", False),
        ("2027-01-04", True),
        ("2019-04-30", False),  # 国民の休日 before the Emperor's accession
        ("2019-10-22", False),  # 即位礼正殿の儀
        ("2021-07-19", True),  # 海の日 was moved for the Olympic Games
        ("2021-07-22", False),
    ],
)
def test_offices_are_open(day: str, open_: bool) -> None:
    assert is_business_day(date.fromisoformat(day)) is open_


def test_holidays_have_their_japanese_names() -> None:
    assert holiday_name(date(2026, 11, 23)) == "勤労感謝の日"
    assert holiday_name(date(2026, 5, 6)) == "振替休日"
    assert holiday_name(date(2026, 9, 22)) == "国民の休日"
    assert holiday_name(date(2026, 12, 29)) is None  # closed, but no national holiday


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-11-20", 1, "2026-11-24"),
        ("2026-11-20", 3, "2026-11-26"),
        ("2026-11-21", 0, "2026-11-24"),
        ("2026-11-24", 0, "2026-11-24"),
        ("2026-12-28", 1, "2027-01-04"),
        ("2027-01-04", -1, "2026-12-28"),
        ("2026-05-07", -1, "2026-05-01"),
    ],
)
def test_business_days_are_counted_from_the_day_after(start: str, count: int, end: str) -> None:
    assert add_business_days(date.fromisoformat(start), count) == date.fromisoformat(end)


@given(DAYS, st.integers(1, 400))
def test_counting_there_and_back_agrees(start: date, count: int) -> None:
    end = add_business_days(start, count)

    assert is_business_day(end)
    assert business_days_between(start, end) == count
    assert business_days_between(end, start) == -count
    assert add_business_days(end + timedelta(days=1), -1) == end


@given(DAYS, st.integers(0, 300))
def test_days_between_agrees_with_looking_at_each_day(start: date, length: int) -> None:
    end = start + timedelta(days=length)

    counted = sum(is_business_day(start + timedelta(days=offset)) for offset in range(1, length + 1))
    assert business_days_between(start, end) == counted


@given(DAYS)
def test_the_next_open_day_is_the_first_one(day: date) -> None:
    following = next_business_day(day)

    assert is_business_day(following)
    assert not any(is_business_day(day + timedelta(days=offset)) for offset in range((following - day).days))


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(2200, 1, 1), date.max])
def test_a_day_that_no_office_counts_with_is_refused(day: date) -> None:
    with pytest.raises(ValueError, match="no office calendar"):
        is_business_day(day)


@pytest.mark.parametrize(
    ("start", "days", "months", "extended", "end"),
    [
        pytest.param("2026-11-02", 15, 0, True, "2026-11-17", id="the first day does not count"),
        pytest.param("2026-11-06", 15, 0, True, "2026-11-24", id="児童手当: Saturday, so Tuesday"),
        pytest.param("2026-11-06", 15, 0, False, "2026-11-21", id="as it stands, not extended"),
        pytest.param("2026-12-16", 14, 0, True, "2027-01-04", id="ends in the year-end closing"),
        pytest.param("2026-01-30", 0, 1, False, "2026-02-28", id="no corresponding day: end of the month"),
        pytest.param("2026-01-31", 0, 1, False, "2026-02-28", id="the day before the corresponding day"),
        pytest.param("2026-02-27", 0, 3, False, "2026-05-27", id="審査請求: three months"),
        pytest.param("2026-11-30", 0, 3, False, "2027-02-28", id="from 1 December: until the end of February"),
        pytest.param("2027-11-30", 0, 3, False, "2028-02-29", id="until a leap day"),
    ],
)
def test_a_period_ends(start: str, days: int, months: int, extended: bool, end: str) -> None:
    result = period_end(date.fromisoformat(start), days=days, months=months, extended=extended)

    assert result == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("birth", "age", "reached"),
    [
        ("2020-04-01", 6, "2026-03-31"),  # hence a year ahead at school of who was born the day after
        ("2020-04-02", 6, "2026-04-01"),
        ("2004-02-29", 18, "2022-02-28"),
        ("2004-02-29", 20, "2024-02-28"),
        ("2004-03-01", 18, "2022-02-28"),
        ("2004-03-01", 20, "2024-02-29"),
        ("2008-01-01", 18, "2025-12-31"),
    ],
)
def test_law_lets_an_age_be_reached_on_the_eve_of_the_birthday(birth: str, age: int, reached: str) -> None:
    assert day_of_reaching(date.fromisoformat(birth), age) == date.fromisoformat(reached)


@given(st.dates(date(1920, 1, 1), date(2040, 1, 1)), st.integers(1, 100))
def test_one_is_a_year_older_the_day_after_reaching_it(birth: date, age: int) -> None:
    reached = day_of_reaching(birth, age)

    assert age_at(birth, reached) == age - 1
    assert age_at(birth, reached + timedelta(days=1)) == age


def test_nobody_has_an_age_before_birth() -> None:
    assert age_at(date(2026, 11, 23), date(2026, 11, 22)) is None
