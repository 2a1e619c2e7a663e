"""S04: people check what the form could check."""

from typing import Any

import pytest

from tests.workflow.analysis.office import CHECKS, DATA, document, flow_of, found, held, proposed, review, task
from workflow.codec import require_flow
from workflow.dataflow import check_data
from workflow.patch import apply_patch
from workflow.soundness.verify import verify

RETURNS = [{"key": "approve", "title": "可"}, {"key": "return", "title": "補正"}]


def returning(*checks: str, **more: Any) -> dict[str, Any]:
    """A review that sends incomplete applications back to the resident."""
    flow = document(review("look", *checks) | {"outcomes": RETURNS, "rates": {"return": 0.2}} | more)
    flow["nodes"] = [
        *(node for node in flow["nodes"] if node["key"] != "refused"),
        {"key": "correct", "type": "form", "title": "補正", "lane": "resident", "writes": ["income"], "minutes": 5},
    ]
    flow["edges"] = [edge for edge in flow["edges"] if edge.get("outcome") != "refuse"]
    flow["edges"] += [{"from": "look", "to": "correct", "outcome": "return"}, {"from": "correct", "to": "look"}]
    return flow


@pytest.mark.parametrize(
    "flow",
    [
        pytest.param(returning("limit"), id="入力だけで決まる確認"),
        pytest.param(returning("limit", "eligible"), id="一部が入力だけで決まる"),
        pytest.param(document(review("look", "limit")), id="却下する確認"),
        pytest.param(document(task("look", "check", checks=["limit"])), id="作業としての確認"),
    ],
)
def test_a_check_of_what_the_resident_entered_is_found(flow: dict[str, Any]) -> None:
    assert proposed(require_flow(flow), "S04") == ["look"]


@pytest.mark.parametrize(
    ("steps", "data"),
    [
        pytest.param([review("look", "eligible")], DATA, id="条件の書けない確認"),
        pytest.param([task("enter", "enter", writes=["income"]), review("look", "limit")], DATA, id="職員が書き換える"),
        pytest.param(
            [review("look", "limit")],
            [item | ({"source": "register"} if item["key"] == "income" else {}) for item in DATA],
            id="台帳の項目",
        ),
        pytest.param([review("look", "paid")], DATA, id="職員の項目も見る"),
    ],
)
def test_a_check_of_anything_else_stays_with_people(steps: list[Any], data: list[Any]) -> None:
    both = {"all": [{"field": "income", "op": "gt", "value": 0}, {"field": "amount", "op": "gt", "value": 0}]}
    checks = [*CHECKS, {"key": "paid", "title": "納付額", "condition": both}]
    flow = flow_of(task("count", "prepare", writes=["amount"]), *steps, data=data, checks=checks)

    assert proposed(flow, "S04") == []


@pytest.mark.parametrize(
    ("more", "guard"),
    [
        pytest.param({"control": ["law"]}, "GD1", id="法令の確認"),
        pytest.param({"assign": {"not_same_as": ["first"]}}, "GD2", id="別の人が行う決まり"),
        pytest.param({"independent": True}, "GD3", id="別の目で見る"),
        pytest.param({"judgement": "discretion"}, "discretion", id="裁量"),
        pytest.param({"pinned": "窓口で説明する"}, "GD11", id="固定されている"),
    ],
)
def test_guards_keep_the_check(more: dict[str, Any], guard: str) -> None:
    flow = flow_of(
        task("first"), review("look", "limit") | more, controls=[{"key": "law", "title": "確認", "kind": "legal"}]
    )

    assert proposed(flow, "S04") == []
    assert held(flow, "S04") == {guard}


def test_every_form_that_enters_the_data_gets_the_check_and_the_step_goes() -> None:
    flow = require_flow(returning("limit"))
    finding = found(flow, "S04")[0]

    after = require_flow(apply_patch(flow.document, finding.fix or ()))

    assert finding.where.nodes == ("look", "apply", "correct")
    assert "limit" in after.nodes["apply"].checks
    assert not {"look", "correct"} & after.nodes.keys()
    assert verify(after).sound
    assert [fault for fault in check_data(after) if fault.severity == "error"] == []


def test_what_is_left_of_the_step_keeps_its_share_of_the_minutes() -> None:
    flow = require_flow(returning("limit", "eligible"))

    after = require_flow(apply_patch(flow.document, found(flow, "S04")[0].fix or ()))

    left = after.nodes["look"]
    assert left.checks == ("eligible",)
    assert left.minutes is not None
    assert left.minutes.mean == 5
    assert proposed(after, "S04") == []


def test_only_a_person_refuses() -> None:
    flow = flow_of(review("look", "limit", k=100, n=1000))

    after = require_flow(apply_patch(flow.document, found(flow, "S04")[0].fix or ()))

    left = after.nodes["look"].minutes
    assert left is not None
    assert left.mean == pytest.approx(1.0)
    assert "look->refused#refuse" in {edge.name for edge in after.edges}
