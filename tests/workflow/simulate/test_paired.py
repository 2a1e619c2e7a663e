"""As-is against to-be with the same luck, and busy months."""

from datetime import date
from typing import Any

import numpy as np
import pytest

from tests.workflow.flow_documents import node, straight
from workflow.codec import read_flow, require_flow
from workflow.simulate import paired, simulate
from workflow.simulate.office_hours import DAY, OfficeHours
from workflow.simulate.seasons import in_season
from workflow.simulate.simulation import FIRST_DAY


def work(minutes: float, **properties: Any) -> dict[str, Any]:
    flow = straight(
        node("check", "task", minutes={"mean": minutes, "sd": minutes}), volume_per_year=2_000, **properties
    )
    for lane in flow["lanes"]:
        if lane["key"] == "clerk":
            return flow | {"lanes": [*(each for each in flow["lanes"] if each is not lane), lane | {"headcount": 2}]}
    return flow


def test_the_difference_is_known_much_better_than_either_flow() -> None:
    *_, result = paired(require_flow(work(30)), require_flow(work(20)), cases=500, precision=0.1)

    assert result.settled
    assert result.touch_minutes.low < -10 < result.touch_minutes.high
    alone = result.before.touch_minutes
    assert result.touch_minutes.high - result.touch_minutes.low < alone.high - alone.low


def test_the_same_flow_differs_from_itself_by_nothing_at_all() -> None:
    *_, result = paired(require_flow(work(30)), require_flow(work(30)), cases=100)

    assert (result.lead_time_days.low, result.lead_time_days.high) == (0.0, 0.0)
    assert (result.touch_minutes.low, result.touch_minutes.high) == (0.0, 0.0)


def test_it_is_told_how_far_the_work_is_and_when_it_does_not_settle() -> None:
    found = [*paired(require_flow(work(30)), require_flow(work(29)), cases=20, precision=1e-9, most=5)]

    assert [each.replications for each in found] == [2, 3, 4, 5]
    assert not found[-1].settled


def test_cases_come_in_the_months_that_the_season_says() -> None:
    even = np.linspace(0, 465 * 240, 24_000)
    season = [1.0] * 12
    season[2], season[3] = 6.0, 3.0  # March and April

    worked = in_season(even, season, FIRST_DAY)

    hours = OfficeHours(FIRST_DAY)
    months = np.array([(FIRST_DAY.toordinal() + int(hours.opening(float(each)) // DAY)) for each in worked])
    counted = np.bincount([date.fromordinal(int(each)).month for each in months], minlength=13)
    days = {month: office_days(month) for month in range(1, 13)}
    per_day = {month: counted[month] / days[month] for month in range(1, 13)}
    assert per_day[3] / per_day[6] == pytest.approx(6.0, rel=0.03)
    assert per_day[4] / per_day[6] == pytest.approx(3.0, rel=0.03)
    assert sum(counted) == len(even)


def office_days(month: int) -> int:
    hours = OfficeHours(FIRST_DAY)
    year = FIRST_DAY.year + (month < FIRST_DAY.month)
    first, after = date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)
    worked = hours.working((after - FIRST_DAY).days * DAY) - hours.working((first - FIRST_DAY).days * DAY)
    return round(worked / 465)


def test_a_season_keeps_the_number_of_cases_of_a_year_and_makes_queues_longer() -> None:
    busy = [0.4] * 12
    busy[3] = 7.6
    calm, peaked = simulate(require_flow(work(80)), 2_000), simulate(require_flow(work(80, season=busy)), 2_000)

    assert peaked.lanes[0].minutes_per_case == calm.lanes[0].minutes_per_case
    assert peaked.lead_time_days.mean.value > 2 * calm.lead_time_days.mean.value


@pytest.mark.parametrize(
    "season",
    [[1] * 11, [0] * 12, [1] * 11 + [-1], [1] * 11 + ["多い"], [1] * 11 + [True], "繁忙期", [1] * 11 + [1e300]],
)
def test_a_season_that_cannot_be_read_is_told(season: Any) -> None:
    flow, problems = read_flow(work(10, season=season))

    assert flow is None
    assert [(problem.code, problem.pointer) for problem in problems] == [("format.season", "/season")]
