"""E12: cases come back for faults that the form could have told."""

from typing import Any

import pytest

from tests.workflow.analysis.office import document, found, held, proposed, review, status, task
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.improve.proof import prove
from workflow.patch import apply_patch

CORRECT = {
    "key": "correct", "type": "form", "title": "直して出し直す", "lane": "resident", "minutes": 5, "wait_minutes": 2880,
    "writes": ["name", "income", "birth"],
}  # fmt: skip
NAMED = {"key": "named", "title": "氏名が書かれている", "condition": {"field": "name", "op": "not_empty"}}
CHECKS = [NAMED, {"key": "genuine", "title": "本物である"}]


def returning(*checks: str, mechanical: float | None = None, **more: Any) -> Flow:
    """An examination that sends a fifth of the cases back to the resident."""
    back = {"key": "return", "title": "補正"} | ({} if mechanical is None else {"mechanical": mechanical})
    look = review("look", *checks, reads=["name", "income", "birth"]) | {"outcomes": [{"key": "approve"}, back]}
    flow = document(look | {"rates": {"return": {"k": 200, "n": 1000}}} | more, checks=CHECKS,
                    controls=[{"key": "law", "title": "統制", "kind": "legal"}])  # fmt: skip
    flow["edges"] = [edge for edge in flow["edges"] if edge["to"] != "refused"]
    flow["nodes"] = [node for node in flow["nodes"] if node["key"] != "refused"]
    flow["nodes"].append(CORRECT)
    flow["edges"] += [{"from": "look", "to": "correct", "outcome": "return"}, {"from": "correct", "to": "look"}]
    return require_flow(flow)


def branching(condition: dict[str, Any]) -> Flow:
    """A gateway that sends cases back to the resident under `condition`."""
    flow = document(task("read", reads=["name", "income", "birth"], writes=["memo"]), checks=CHECKS)
    flow["nodes"] += [CORRECT, {"key": "gate", "type": "exclusive", "title": "そろっているか"}]
    flow["edges"] = [edge for edge in flow["edges"] if edge["from"] != "read"]
    flow["edges"] += [
        {"from": "read", "to": "gate"},
        {"from": "gate", "to": "correct", "when": condition, "probability": 0.2},
        {"from": "gate", "to": "done", "default": True, "probability": 0.8},
        {"from": "correct", "to": "read"},
    ]
    return require_flow(flow)


@pytest.mark.parametrize(
    "flow",
    [
        pytest.param(returning("named"), id="確かめるのは記入もれだけ"),
        pytest.param(returning("named", "genuine", mechanical=0.7), id="差戻しの7割は記入もれ"),
        pytest.param(returning(mechanical=0.7, checks=["named", "genuine"]), id="割合が分かる"),
    ],
)
def test_returns_that_a_form_can_prevent_are_found(flow: Flow) -> None:
    (finding,) = found(flow, "E12")

    assert finding.status == "proposed"
    assert finding.where.nodes == ("look", "apply", "correct")
    after = prove(flow, flow, apply_patch(flow.document, finding.fix or ()), {}).flow
    assert after is not None
    assert "named" in after.nodes["apply"].checks
    assert "named" in after.nodes["correct"].checks
    assert "named" not in after.nodes["look"].checks


def test_a_way_back_with_a_condition_on_answers_is_found() -> None:
    flow = branching({"field": "name", "op": "empty"})
    (finding,) = found(flow, "E12")

    after = prove(flow, flow, apply_patch(flow.document, finding.fix or ()), {}).flow

    assert finding.where.nodes[:2] == ("gate", "apply")
    assert after is not None
    assert {"gate", "correct"}.isdisjoint(after.nodes)
    assert after.checks[after.nodes["apply"].checks[0]].condition is not None
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == pytest.approx(1000 * 6 * 0.25, rel=0.05)


@pytest.mark.parametrize(
    "flow",
    [
        pytest.param(returning("genuine"), id="人が見ないと分からない"),
        pytest.param(returning(), id="何を見るか書かれていない"),
        pytest.param(branching({"field": "memo", "op": "empty"}), id="職員の記録による"),
        pytest.param(returning("named", rates={"return": {"k": 0, "n": 900}}), id="戻ったことがない"),
    ],
)
def test_returns_for_other_reasons_are_not(flow: Flow) -> None:
    assert found(flow, "E12") == []


@pytest.mark.parametrize(
    ("more", "guard"),
    [
        pytest.param({"control": ["law"]}, "GD1", id="統制"),
        pytest.param({"assign": {"not_same_as": ["correct"]}}, "GD2", id="別の人"),
        pytest.param({"independent": True}, "GD3", id="別の目"),
        pytest.param({"effect": "irreversible"}, "GD5", id="取り消せない"),
        pytest.param({"judgement": "discretion"}, "discretion", id="裁量"),
        pytest.param({"pinned": "監査"}, "GD11", id="固定"),
    ],
)
def test_guards_leave_the_check_with_people(more: dict[str, Any], guard: str) -> None:
    assert proposed(returning("named", **more), "E12") == []
    assert held(returning("named", **more), "E12") == {guard}


def test_without_the_share_it_is_not_judged() -> None:
    flow = returning("named", "genuine")

    assert status(flow, "E12") == {"not_evaluable"}
    assert found(flow, "E12")[0].missing == ("outcomes.mechanical",)


@pytest.mark.parametrize(("mechanical", "left"), [(1.0, 1.0), (0.5, 1 / 0.9), (0.0, 1.25)])
def test_only_that_share_of_the_returns_falls_away(mechanical: float, left: float) -> None:
    (finding,) = found(returning("named", "genuine", mechanical=mechanical), "E12")

    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == pytest.approx(1000 * 10 * (1.25 - left), rel=0.05, abs=1e-3)
