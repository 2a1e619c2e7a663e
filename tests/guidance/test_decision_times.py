"""How long decisions took: whole days, a least number of cases, a window that does not flatter."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from catalog.page import FORMAT, require_page
from db.database import Database, Tx
from engine.shell.decided import decision_spans
from forms.codec import require_form
from guidance.decision_times import FEWEST, DecisionTimes, usual_time
from guidance.filling import minutes_to_fill
from tests.guidance.cases import decided

NOW: Final = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
DAY: Final = timedelta(days=1)


def ended(tx: Tx, number: int, *, took: timedelta, ago: timedelta, result: str | None = "approved") -> None:
    decided(tx, number, procedure="dogs", at=NOW - ago, took=took, result=result)


@pytest.mark.parametrize(
    ("days", "median", "ninth"),
    [
        ([1] * 20, 1, 1),
        ([0.01] * 20, 1, 1),
        ([*range(1, 21)], 10, 18),
        ([1] * 18 + [30, 40], 1, 1),
        ([1] * 17 + [30, 40, 50], 1, 30),
        ([2.2] * 20, 3, 3),
    ],
)
def test_half_and_nine_of_ten_are_told_in_days_begun(days: list[float], median: int, ninth: int) -> None:
    found = usual_time([timedelta(days=each) for each in days])

    assert found is not None
    assert (found.median, found.ninth) == (median, ninth)


@given(st.lists(st.floats(0, 400, allow_nan=False), min_size=FEWEST, max_size=200))
def test_at_least_as_many_as_told_were_decided_by_then(days: list[float]) -> None:
    found = usual_time([timedelta(days=each) for each in days])

    assert found is not None
    assert sum(each <= found.median for each in days) * 2 >= len(days)
    assert sum(each <= found.ninth for each in days) * 10 >= 9 * len(days)


def test_a_few_cases_say_nothing() -> None:
    assert usual_time([DAY] * (FEWEST - 1)) is None


def test_what_was_withdrawn_or_long_ago_or_elsewhere_does_not_count(database: Database) -> None:
    with database.begin() as tx:
        ended(tx, 1, took=3 * DAY, ago=DAY)
        ended(tx, 2, took=400 * DAY, ago=2 * DAY, result=None)
        ended(tx, 3, took=5 * DAY, ago=366 * DAY)
        ended(tx, 4, took=5 * DAY, ago=DAY, result="withdrawn")

        found = decision_spans(tx, "dogs", NOW - 365 * DAY)

        assert sorted(found) == [3 * DAY, 400 * DAY]
        assert decision_spans(tx, "cats", NOW - 365 * DAY) == ()


def test_the_database_is_asked_once_a_day_in_one_query(database: Database) -> None:
    times, asked = DecisionTimes(), list[str]()
    with database.begin() as tx:
        for number in range(FEWEST):
            ended(tx, number, took=timedelta(days=number), ago=DAY)
        event.listen(tx, "before_cursor_execute", lambda *given: asked.append(given[2]))

        found = [times.of(tx, "dogs", NOW + timedelta(hours=hours)) for hours in (0, 1, 2)]
        first = len(asked)
        times.of(tx, "dogs", NOW + DAY)

    assert first == 1
    assert len(asked) == 2
    assert found[0] is not None
    assert found[0] == found[1] == found[2]


def test_a_form_tells_how_long_it_takes_unless_staff_do() -> None:
    fields = [{"key": f"f{n}", "type": "textarea", "label": "?"} for n in range(4)]
    form = require_form(
        {"format": "minaoshi.form/1", "key": "f", "title": "F", "pages": [{"key": "p", "title": "P", "fields": fields}]}
    )
    told = require_page({"format": FORMAT, "key": "f", "title": "F", "minutes_to_fill": 3})
    silent = require_page({"format": FORMAT, "key": "f", "title": "F"})

    assert minutes_to_fill(told, form) == 3
    assert minutes_to_fill(silent, form) == 7
