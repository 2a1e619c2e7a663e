"""What a procedure took month by month: cases count where they arrived and where they were closed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from db.database import Database
from engine.core.actor import RESIDENT
from engine.core.commands import Claim, Withdraw
from engine.shell.monthly import monthly_figures
from tests.engine.flows import SATO, YAMADA
from tests.engine.office import Office

DOUBTFUL = {"chip": False, "fee": 3000}
LAST_MINUTE_OF_OCTOBER = datetime(2026, 10, 31, 14, 59, tzinfo=UTC)
"""23:59 in Japan; in UTC it is still the afternoon."""


@pytest.fixture
def office(database: Database) -> Office:
    return Office(database)


def test_a_case_counts_in_the_month_of_japan_in_which_it_was_closed(office: Office) -> None:
    office.now = LAST_MINUTE_OF_OCTOBER
    office.receive("slow", DOUBTFUL)
    office.receive("gone", DOUBTFUL)
    office.do("gone", Withdraw(actor=RESIDENT))
    office.now += timedelta(minutes=1)
    office.do("slow", Claim(actor=YAMADA, item=office.item("slow", "review")))
    office.now += timedelta(minutes=10)
    office.complete("slow", "review", "approve", by=YAMADA)
    office.complete("slow", "decide", "refuse", by=SATO, reason="要件を満たしません。")

    with office.database.read() as tx:
        months = {month.first: month for month in monthly_figures(tx, "dog", office.now, months=3)}
        elsewhere = monthly_figures(tx, "cat", office.now)

    assert [*months] == [date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1)]
    october, november = months[date(2026, 10, 1)], months[date(2026, 11, 1)]
    assert (october.arrived, october.closed, october.lead_time_days, october.online_rate) == (2, 0, None, 1.0)
    assert (november.arrived, november.closed, november.automation_rate) == (0, 1, 0.0)
    assert november.lead_time_days == pytest.approx(11 / 1440)
    assert november.touch_minutes == pytest.approx(10)
    assert len(elsewhere) == 12
    assert all(month.arrived == 0 and month.touch_minutes is None for month in elsewhere)
