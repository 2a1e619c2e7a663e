"""Dates as people write them."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.era import ERAS, date_ja, day_of, era_of, era_year, month_of, read_date, read_month, read_time, read_year


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("令和8年4月1日", "2026-04-01"),
        ("令和元年5月1日", "2019-05-01"),
        ("令和1年5月1日", "2019-05-01"),
        ("R8.4.1", "2026-04-01"),
        ("r8/4/1", "2026-04-01"),
        ("Ｒ８．４．１", "2026-04-01"),
        ("Ｒ８－０４－０１", "2026-04-01"),
        ("令和８年４月１日", "2026-04-01"),
        (" 令和 8年 4月 1日 ", "2026-04-01"),
        ("㋿8年4月1日", "2026-04-01"),
        ("㍻31年4月30日", "2019-04-30"),
        ("H31.4.30", "2019-04-30"),
        ("昭和64年1月7日", "1989-01-07"),
        ("昭和六十四年一月七日", "1989-01-07"),
        ("平成元年一月八日", "1989-01-08"),
        ("令和十年十二月二十九日", "2028-12-29"),
        ("二〇二六年四月一日", "2026-04-01"),
        ("大正15年12月25日", "1926-12-25"),
        ("昭和元年12月25日", "1926-12-25"),
        ("明治45年7月30日", "1912-07-30"),
        ("大正元年7月30日", "1912-07-30"),
        ("明33.3.3", "1900-03-03"),
        ("2026-04-01", "2026-04-01"),
        ("2026/4/1", "2026-04-01"),
        ("2026.4.1", "2026-04-01"),
        ("２０２６年４月１日", "2026-04-01"),
        ("20260401", "2026-04-01"),
        ("R080401", "2026-04-01"),
        ("2024-02-29", "2024-02-29"),
    ],
)
def test_a_date_is_understood(typed: str, iso: str) -> None:
    assert read_date(typed) == date.fromisoformat(iso)


@pytest.mark.parametrize(
    ("typed", "fault"),
    [
        ("平成31年5月1日", "outside_era"),
        ("平成元年1月7日", "outside_era"),
        ("令和元年4月30日", "outside_era"),
        ("昭和64年1月8日", "outside_era"),
        ("昭和100年1月1日", "unreadable"),
        ("大正16年1月1日", "outside_era"),
        ("明治46年1月1日", "outside_era"),
        ("令和8年2月30日", "no_such_day"),
        ("2025-02-29", "no_such_day"),
        ("2026-13-01", "no_such_day"),
        ("令和8年0月1日", "no_such_day"),
        ("令和0年4月1日", "unreadable"),
        ("8年4月1日", "unreadable"),
        ("26/4/1", "unreadable"),
        ("令和8年4月", "unreadable"),
        ("4月1日", "unreadable"),
        ("令和2026年4月1日", "unreadable"),
        ("昨日", "unreadable"),
        ("", "unreadable"),
        ("١٢٣٤-٠١-٠١", "unreadable"),
        ("令和8年4月1日です", "unreadable"),
        ("1" * 1_000, "unreadable"),
    ],
)
def test_a_date_that_does_not_exist_is_told_from_one_that_cannot_be_read(typed: str, fault: str) -> None:
    assert read_date(typed) == fault


@given(st.dates(date(1868, 1, 25), date(2099, 12, 31)))
def test_every_day_is_read_as_it_is_written(day: date) -> None:
    assert read_date(date_ja(day)) == day
    assert read_date(day.isoformat()) == day


@given(st.text(max_size=30))
def test_anything_typed_gets_a_verdict(typed: str) -> None:
    assert isinstance(read_date(typed), date | str)
    assert read_time(typed) is None or len(str(read_time(typed))) == 5
    read_month(typed)
    read_year(typed)


def test_eras_follow_each_other_without_a_gap() -> None:
    for newer, older in pairwise(ERAS):
        assert (newer.first - older.last).days in (0, 1)


def test_the_first_year_is_called_gannen() -> None:
    assert era_year(date(2019, 5, 1)) == "令和元年"
    assert era_year(date(2019, 4, 30)) == "平成31年"
    assert era_year(date(1850, 1, 1)) == "1850年"
    assert era_of(date(1850, 1, 1)) is None


def test_boxes_are_read_with_and_without_an_era() -> None:
    assert day_of("平成", "2", "4", "１") == date(1990, 4, 1)
    assert day_of("", "1990", "4", "1") == date(1990, 4, 1)
    assert day_of("西暦", "1990", "4", "1") == date(1990, 4, 1)
    assert day_of("平成", "1990", "4", "1") == "unreadable"
    assert day_of("江戸", "2", "4", "1") == "unreadable"


def test_months_years_and_times_are_understood() -> None:
    assert read_month("令和8年4月") == read_month("2026-04") == read_month("R8.4") == (2026, 4)
    assert read_month("平成31年5月") == "outside_era"
    assert read_month("平成31年4月") == (2019, 4)
    assert read_month("2026-13") == "no_such_day"
    assert month_of("令和", "元", "5") == (2019, 5)
    assert read_year("令和元年") == read_year("Ｒ１") == 2019
    assert read_year("平成32年") is None
    assert read_year("2026年") == 2026


@pytest.mark.parametrize(
    ("typed", "time"),
    [("15:30", "15:30"), ("９時", "09:00"), ("午後3時半", "15:30"), ("午前０時５分", "00:05"), ("午後12時", "12:00"),
     ("午前12時", "00:00"), ("PM 3:05", "15:05"), ("24:00", None), ("午後13時", None), ("12:60", None), ("1530", None)],
)  # fmt: skip
def test_a_time_is_understood(typed: str, time: str | None) -> None:
    assert read_time(typed) == time
