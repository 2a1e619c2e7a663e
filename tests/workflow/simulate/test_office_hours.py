"""The two clocks of an office: calendar minutes and working minutes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.calendar_ja import is_business_day
from workflow.simulate.office_hours import DAY, FAR, WORKING_DAY, OfficeHours, working_minutes_per_year

FIRST = date(2026, 4, 1)
"""A Wednesday; the Golden Week of 2026 begins on Wednesday 29 April."""


def test_the_working_clock_counts_every_open_minute() -> None:
    hours = OfficeHours(FIRST)
    counted = 0

    for minute in range(40 * 1440):
        assert hours.working(float(minute)) == counted
        day, of_day = FIRST + timedelta(days=minute // 1440), minute % 1440
        counted += is_business_day(day) and (510 <= of_day < 720 or 780 <= of_day < 1035)


@given(st.floats(0, 465 * 600))
def test_work_opens_and_closes_at_the_same_working_minute(worked: float) -> None:
    hours = OfficeHours(FIRST)

    assert hours.working(hours.opening(worked)) == pytest.approx(worked, abs=1e-6)
    assert hours.working(hours.closing(worked)) == pytest.approx(worked, abs=1e-6)
    assert hours.closing(worked) <= hours.opening(worked) + 1e-6


@pytest.mark.parametrize(
    ("worked", "opening", "closing"),
    [
        pytest.param(0, 510, 510, id="8:30"),
        pytest.param(210, 780, 720, id="昼休みの前に終わり、後に始まる"),
        pytest.param(WORKING_DAY, DAY + 510, 1035, id="夕方に終わり、翌朝に始まる"),
        pytest.param(3 * WORKING_DAY, 5 * DAY + 510, 2 * DAY + 1035, id="金曜に終わり、月曜に始まる"),
    ],
)
def test_work_ends_before_a_break_and_begins_after_it(worked: float, opening: float, closing: float) -> None:
    hours = OfficeHours(FIRST)

    assert hours.opening(worked) == opening
    assert hours.closing(worked) == closing


@pytest.mark.parametrize(
    ("at", "count", "expected"),
    [(600.0, 1, DAY + 600), (600.0, 3, 5 * DAY + 600), (3 * DAY + 600, 1, 5 * DAY + 600), (600.0, 0, 600.0)],
)
def test_business_days_are_counted_from_the_day_after(at: float, count: int, expected: float) -> None:
    assert OfficeHours(FIRST).after_business_days(at, count) == expected


def test_a_year_has_about_242_office_days() -> None:
    assert 238 <= working_minutes_per_year(FIRST) / WORKING_DAY <= 246


def test_a_queue_of_centuries_still_has_a_clock() -> None:
    hours = OfficeHours(FIRST)
    late = (FAR + 1_000_000) * DAY + 600

    assert hours.working(hours.opening(hours.working(late))) == pytest.approx(hours.working(late))
    assert hours.working(late + DAY) == pytest.approx(hours.working(late) + WORKING_DAY)
