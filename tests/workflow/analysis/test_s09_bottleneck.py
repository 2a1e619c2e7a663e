"""S09: people who are so busy that everything waits for them."""

from typing import Any

import pytest

from tests.workflow.analysis.office import LANES, flow_of, found, status, task


def lanes(**people: float) -> list[dict[str, Any]]:
    return [lane | ({"headcount": people[lane["key"]]} if lane["key"] in people else {}) for lane in LANES]


HEAVY = task("heavy", "prepare", minutes=100)


@pytest.mark.parametrize(
    ("people", "volume", "helpers"),
    [
        pytest.param({"clerk": 1, "chief": 1}, 1000, ["chief"], id="係長に余裕がある"),
        pytest.param({"clerk": 2}, 2000, [], id="ほかに人がいない"),
        pytest.param({"clerk": 1}, 5000, [], id="追いつかない"),
    ],
)
def test_people_with_too_much_to_do_are_found(people: dict[str, float], volume: int, helpers: list[str]) -> None:
    finding = found(flow_of(HEAVY, lanes=lanes(**people), volume_per_year=volume), "S09")[0]

    assert (finding.status, finding.fix, finding.where.nodes) == ("proposed", None, ("heavy",))
    assert finding.detail["helpers"] == helpers
    assert finding.detail["utilisation"] == pytest.approx(volume * 100 / (people["clerk"] * 111_600), abs=1e-4)


def test_the_step_with_the_most_work_stands_first() -> None:
    flow = flow_of(task("light", minutes=10), HEAVY, lanes=lanes(clerk=1))

    assert found(flow, "S09")[0].where.nodes == ("heavy", "light")


@pytest.mark.parametrize(
    ("people", "volume"),
    [
        pytest.param({"clerk": 2}, 1000, id="二人いる"),
        pytest.param({"clerk": 1}, 900, id="まだ余裕がある"),
        pytest.param({}, 900, id="一人でも足りる"),
    ],
)
def test_people_who_can_cope_are_not(people: dict[str, float], volume: int) -> None:
    assert status(flow_of(HEAVY, lanes=lanes(**people), volume_per_year=volume), "S09") == set()


@pytest.mark.parametrize("more", [{"pinned": "担当を決めている"}, {"control": ["law"]}, {"independent": True}])
def test_work_that_is_bound_to_its_people_does_not_go_to_others(more: dict[str, Any]) -> None:
    controls = [{"key": "law", "title": "審査", "kind": "legal"}]

    finding = found(flow_of(HEAVY | more, lanes=lanes(clerk=1, chief=1), controls=controls), "S09")[0]

    assert finding.detail["helpers"] == []


def test_without_their_number_it_cannot_be_judged_whether_they_can_cope() -> None:
    assert [item.missing for item in found(flow_of(HEAVY, volume_per_year=2000), "S09")] == [("headcount",)]
