"""R03: steps that wait for each other without need."""

from typing import Any

import pytest

from tests.workflow.analysis.office import document, flow_of, found, held, proposed, review, status, task
from workflow.codec import require_flow
from workflow.graph import graph_of
from workflow.patch import apply_patch
from workflow.soundness.verify import verify

DOCUMENTS = [
    {"key": "dossier", "title": "一件書類", "physical": True},
    {"key": "copy", "title": "写し"},
]


def ours(**more: Any) -> dict[str, Any]:
    return task("ours", "prepare", reads=["name"], writes=["memo"], minutes=30, wait_minutes=600) | more


def theirs(**more: Any) -> dict[str, Any]:
    return task("theirs", "prepare", lane="tax", reads=["income"], writes=["amount"], minutes=20) | more


@pytest.mark.parametrize(
    ("steps", "first"),
    [
        pytest.param([ours(), theirs()], "theirs", id="二つの課の仕事"),
        pytest.param([ours(), theirs(documents={"needs": ["copy"]})], "theirs", id="写しを見る"),
        pytest.param([ours(), theirs(), task("chief", lane="chief", reads=["birth"], writes=[])], "theirs", id="三者"),
        pytest.param(
            [task("draft", reads=["memo"], writes=["memo"]), ours(reads=["memo"]), theirs()],
            "theirs",
            id="二工程と一工程",
        ),
    ],
)
def test_independent_work_of_different_people_is_found(steps: list[dict[str, Any]], first: str) -> None:
    assert proposed(flow_of(*steps, documents=DOCUMENTS), "R03") == [first]


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([ours(), theirs(lane="clerk")], id="同じ担当"),
        pytest.param([ours(), theirs(reads=["memo"])], id="前の結果を使う"),
        pytest.param([ours(reads=["amount"]), theirs()], id="前の値を見る"),
        pytest.param([ours(writes=["amount"]), theirs()], id="同じ項目を書く"),
        pytest.param(
            [ours(documents={"needs": ["dossier"]}), theirs(documents={"needs": ["dossier"]})], id="同じ紙が要る"
        ),
        pytest.param([ours(documents={"produces": ["copy"]}), theirs(documents={"needs": ["copy"]})], id="書類を渡す"),
        pytest.param([ours(minutes=0, wait_minutes=0), theirs()], id="待つ時間がない"),
    ],
)
def test_work_that_depends_on_each_other_is_not(steps: list[dict[str, Any]]) -> None:
    assert proposed(flow_of(*steps, documents=DOCUMENTS), "R03") == []


def test_a_step_that_can_reject_belongs_in_front_not_beside() -> None:
    outcomes = [{"key": "approve", "title": "可"}, {"key": "refuse", "title": "否", "refuses": True}]

    assert status(flow_of(ours(outcomes=outcomes), theirs()), "R03") == set()


@pytest.mark.parametrize(
    ("steps", "guard"),
    [
        pytest.param([ours(control=["law"]), theirs()], "GD1", id="法令の統制"),
        pytest.param([ours(), theirs(assign={"not_same_as": ["ours"]})], "GD2", id="担当の分け方が決まっている"),
        pytest.param([ours(), theirs(effect="irreversible")], "GD5", id="取り消せない効果"),
        pytest.param([ours(), theirs(action="pay")], "GD5", id="支払"),
        pytest.param([ours(pinned="順に回す申合せ"), theirs()], "GD11", id="固定されている"),
    ],
)
def test_guards_keep_the_order(steps: list[dict[str, Any]], guard: str) -> None:
    flow = flow_of(*steps, controls=[{"key": "law", "title": "順序", "kind": "legal"}])

    assert proposed(flow, "R03") == []
    assert held(flow, "R03") == {guard}


@pytest.mark.parametrize(
    ("steps", "missing"),
    [
        pytest.param([ours(), task("theirs", lane="tax", writes=[])], ("reads",), id="見る項目がない"),
        pytest.param([task("ours", reads=["name"]), theirs()], ("writes",), id="書く項目がない"),
        pytest.param(
            [{k: v for k, v in ours().items() if not k.endswith("minutes")}, theirs()], ("minutes",), id="時間がない"
        ),
    ],
)
def test_what_is_not_stated_cannot_be_judged(steps: list[dict[str, Any]], missing: tuple[str, ...]) -> None:
    assert [item.missing for item in found(flow_of(*steps), "R03")] == [missing]


def test_the_work_runs_side_by_side_and_costs_no_more() -> None:
    flow = flow_of(ours(), theirs(), task("last"), handoff_minutes=3)
    finding = found(flow, "R03")[0]

    after = require_flow(apply_patch(flow.document, finding.fix or ()))

    assert graph_of(after).successors("split-ours") == ("ours", "theirs")
    assert graph_of(after).post_dominators_of("ours")[0] == "join-theirs"
    assert verify(after).sound
    assert proposed(after, "R03") == []
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == 0
    gain = finding.detail["lead_minutes_per_case"]
    assert gain == pytest.approx(630 * 20 / 650, abs=0.1)


def test_work_that_two_ways_lead_to_starts_behind_their_meeting() -> None:
    flow = document(review("look", "eligible"), ours(), theirs())
    flow["nodes"].append(task("mend"))
    flow["edges"] = [edge for edge in flow["edges"] if edge.get("outcome") != "refuse"]
    flow["edges"] += [{"from": "look", "to": "mend", "outcome": "refuse"}, {"from": "mend", "to": "ours"}]
    flow["nodes"] = [node for node in flow["nodes"] if node["key"] != "refused"]
    before = require_flow(flow)

    after = require_flow(apply_patch(before.document, found(before, "R03")[0].fix or ()))

    assert verify(after).sound
    assert graph_of(after).predecessors("split-ours") == ("meet-ours",)
