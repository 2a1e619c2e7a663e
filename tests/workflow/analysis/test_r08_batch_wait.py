"""R08: cases wait for the day on which a step is done for all of them."""

from typing import Any

import pytest

from tests.workflow.analysis.office import LANES, applied, approval, flow_of, found, held, proposed, status, task


def weekly(**more: Any) -> dict[str, Any]:
    return task("weekly", "enter", writes=["memo"], reads=["name"], batch={"every_days": 7, "size": 20}) | more


@pytest.mark.parametrize(
    ("step", "lead"),
    [
        pytest.param(weekly(), 3.5, id="週に1回"),
        pytest.param(weekly(batch={"every_days": 30}), 15, id="月に1回"),
        pytest.param(approval("monthly", "chief", batch={"every_days": 14}), 7, id="隔週の決裁"),
    ],
)
def test_a_step_that_waits_for_its_day_is_found(step: dict[str, Any], lead: float) -> None:
    flow = flow_of(step)
    finding = found(flow, "R08")[0]
    after = applied(flow, "R08")

    assert finding.status == "proposed"
    assert finding.detail["lead_minutes_per_case"] == lead * 1440
    assert after.nodes[step["key"]].batch is None


@pytest.mark.parametrize(
    "step",
    [
        pytest.param(weekly(batch={"every_days": 1}), id="毎日"),
        pytest.param(weekly(batch={"size": 20}), id="日は決まっていない"),
        pytest.param(task("now"), id="届くたびに行う"),
    ],
)
def test_other_steps_are_left_alone(step: dict[str, Any]) -> None:
    assert status(flow_of(step), "R08") == set()


@pytest.mark.parametrize(
    ("step", "guard"),
    [
        pytest.param(weekly(control=["law"]), "GD1", id="法令の統制"),
        pytest.param(weekly(action="pay"), "GD5", id="支払日"),
        pytest.param(weekly(pinned="定例日"), "GD11", id="固定されている"),
        pytest.param(weekly(setup_minutes=60), "setup", id="段取りが重い"),
        pytest.param(
            approval("board", "chief", batch={"every_days": 30}, members=["chief", "head"]), "GD4", id="審議会"
        ),
    ],
)
def test_guards_keep_the_day(step: dict[str, Any], guard: str) -> None:
    flow = flow_of(step, controls=[{"key": "law", "title": "定例会", "kind": "legal"}])

    assert proposed(flow, "R08") == []
    assert held(flow, "R08") == {guard}


def test_a_period_that_has_to_pass_keeps_the_step_where_it_is() -> None:
    wait = [{"key": "notice-period", "title": "公告の期間", "kind": "legal",
             "rule": {"min_days": 14, "from": "apply", "to": "last"}}]  # fmt: skip

    assert held(flow_of(weekly(), task("last"), controls=wait), "R08") == {"GD8"}


def test_people_who_could_not_cope_go_on_doing_several_at_once() -> None:
    lanes = [lane | {"headcount": 1} if lane["key"] == "clerk" else lane for lane in LANES]
    step = weekly(minutes=100, setup_minutes=40)

    assert held(flow_of(step, lanes=lanes, volume_per_year=700), "R08") == {"capacity"}
    assert proposed(flow_of(step, lanes=lanes, volume_per_year=300), "R08") == ["weekly"]
    assert [item.missing for item in found(flow_of(step), "R08")] == [("headcount",)]
