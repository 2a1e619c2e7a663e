"""S08: three departments or more do the same work, each with people of its own."""

from typing import Any

import pytest

from tests.workflow.analysis.office import LANES, flow_of, found, held, status, task
from workflow.analysis.queueing import erlang_wait

TOWN = [
    *LANES,
    *({"key": key, "title": title, "kind": "staff", "department": key, "role": "clerk", "headcount": 2}
      for key, title in (("north", "北支所"), ("south", "南支所"), ("east", "東支所"))),
]  # fmt: skip


def counters(*lanes: str, **more: Any) -> list[dict[str, Any]]:
    said = {"reads": ["name"], "writes": [], "minutes": 30, "title": "証明書を作る"} | more
    return [task(f"at-{lane}", "prepare", lane=lane) | said for lane in lanes]


def test_work_that_three_departments_do_is_found() -> None:
    finding = found(flow_of(*counters("north", "south", "east"), lanes=TOWN, volume_per_year=3000), "S08")[0]

    assert (finding.status, finding.fix) == ("proposed", None)
    assert finding.where.nodes == ("at-north", "at-south", "at-east")
    apart, together = finding.detail["wait_minutes_apart"], finding.detail["wait_minutes_together"]
    assert isinstance(apart, float)
    assert isinstance(together, float)
    assert 0 <= together < apart


def test_a_fourth_department_and_another_name_are_found_first_as_one_kind_of_work() -> None:
    steps = [*counters("north", "south", "east"), *counters("tax", title="証明書の作成")]
    lanes = [lane | {"headcount": 3} if lane["kind"] == "staff" else lane for lane in TOWN]

    assert status(flow_of(*steps, lanes=lanes), "S08") == {"proposed"}


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param(counters("north", "south"), id="二つだけ"),
        pytest.param([*counters("north", "south"), *counters("east", writes=["memo"])], id="違う項目を書く"),
        pytest.param([*counters("north", "south"), *counters("east", title="滞納を相談する")], id="違う仕事"),
        pytest.param(counters("north", "south", "east", able_people=1), id="専門の人だけができる"),
        pytest.param(counters("clerk", "chief", "head"), id="一つの課の中"),
    ],
)
def test_other_work_is_left_alone(steps: list[dict[str, Any]]) -> None:
    assert status(flow_of(*steps, lanes=TOWN), "S08") == set()


@pytest.mark.parametrize(
    ("more", "guard"),
    [({"control": ["law"]}, "GD1"), ({"independent": True}, "GD3"), ({"pinned": "各支所で"}, "GD11")],
)
def test_guards_keep_the_work_apart(more: dict[str, Any], guard: str) -> None:
    controls = [{"key": "law", "title": "本人確認", "kind": "legal"}]

    assert held(flow_of(*counters("north", "south", "east", **more), lanes=TOWN, controls=controls), "S08") == {guard}


def test_without_the_number_of_people_it_cannot_be_judged() -> None:
    lanes = [{key: value for key, value in lane.items() if key != "headcount"} for lane in TOWN]

    assert [item.missing for item in found(flow_of(*counters("north", "south", "east"), lanes=lanes), "S08")] == [
        ("headcount",)
    ]


def test_the_waits_are_those_of_erlang() -> None:
    assert erlang_wait(1.7, 1.0, 2) == pytest.approx(2.6036, abs=1e-4)
    assert erlang_wait(0.5, 1.0, 1) == pytest.approx(1.0)
    assert erlang_wait(2.0, 1.0, 2) == float("inf")
