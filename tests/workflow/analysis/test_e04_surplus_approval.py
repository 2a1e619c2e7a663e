"""E04: approvals that the authority table does not ask for."""

from typing import Any

import pytest

from tests.workflow.analysis.office import LANES, approval, document, flow_of, found, held, proposed, task
from workflow.codec import require_flow
from workflow.patch import apply_patch

CHAIN = (approval("a", "chief"), approval("b", "head"), approval("c", "director"))


def table(*rows: tuple[float | None, str]) -> list[dict[str, Any]]:
    return [
        {"matter": "subsidy", "decided_by": level} | ({} if up_to is None else {"up_to": up_to})
        for up_to, level in rows
    ]


@pytest.mark.parametrize(
    ("rows", "amount", "surplus"),
    [
        pytest.param(table((None, "head")), None, ["a", "c"], id="課長決裁"),
        pytest.param(table((None, "chief")), None, ["b", "c"], id="係長専決"),
        pytest.param(table((None, "director")), None, ["a", "b"], id="部長決裁"),
        pytest.param(table((500_000, "head"), (None, "director")), None, ["a"], id="金額で課長か部長"),
        pytest.param(table((500_000, "head"), (None, "director")), 500_000, ["a", "c"], id="ちょうど上限まで課長"),
        pytest.param(table((500_000, "head"), (None, "director")), 500_001, ["a", "b"], id="上限を超えると部長"),
        pytest.param(table((None, "clerk")), None, ["b", "c"], id="担当者でよいが最も低い承認を残す"),
    ],
)
def test_levels_that_never_decide_are_surplus(rows: list[Any], amount: float | None, surplus: list[str]) -> None:
    chain = [step | ({} if amount is None else {"amount": amount}) for step in CHAIN]

    assert proposed(flow_of(*chain, authority=rows), "E04") == surplus


def test_a_limit_on_the_way_bounds_the_amount() -> None:
    flow = document(*(step | {"amount": {"field": "amount"}} for step in CHAIN))
    flow["authority"] = table((500_000, "head"), (None, "director"))
    small = {"field": "amount", "op": "lte", "value": 300_000}
    flow["nodes"] += [{"key": "size", "type": "exclusive", "title": "少額か"}, task("meeting", "meet")]
    flow["edges"] = [edge for edge in flow["edges"] if edge["from"] != "apply"]
    flow["edges"] += [
        {"from": "apply", "to": "size"},
        {"from": "size", "to": "a", "when": small},
        {"from": "size", "to": "meeting", "default": True},
        {"from": "meeting", "to": "done"},
    ]

    assert proposed(require_flow(flow), "E04") == ["a", "c"]


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([approval("b", "head")], id="一つだけ"),
        pytest.param([approval("a", "chief"), approval("b", "head", matter="permit")], id="別の事項"),
        pytest.param(
            [approval("a", "chief"), task("mend", "enter", writes=["amount"]), approval("b", "head")],
            id="間に金額が変わる",
        ),
        pytest.param([approval("a", "chief"), task("letter", "mail"), approval("b", "head")], id="間に通知を出す"),
        pytest.param([approval("a", "clerk"), approval("b", "chief")], id="どれも権限が足りない"),
    ],
)
def test_other_approvals_are_left_alone(steps: list[dict[str, Any]]) -> None:
    assert proposed(flow_of(*steps), "E04") == []


@pytest.mark.parametrize(
    ("more", "guard"),
    [
        pytest.param({"control": ["law"]}, "GD1", id="法令の決裁"),
        pytest.param({"assign": {"not_same_as": ["file"]}}, "GD2", id="起案者と別の人"),
        pytest.param({"independent": True}, "GD3", id="独立した確認"),
        pytest.param({"members": ["head", "tax"]}, "GD4", id="合議"),
        pytest.param({"lane": "finance"}, "GD4", id="他部署への合議"),
        pytest.param({"effect": "irreversible"}, "GD5", id="処分そのもの"),
        pytest.param({"writes": ["memo"]}, "needed", id="意見を後で読む"),
        pytest.param({"pinned": "市長の指示"}, "GD11", id="固定されている"),
    ],
)
def test_guards_keep_the_approval(more: dict[str, Any], guard: str) -> None:
    flow = flow_of(
        task("file", "file"),
        approval("a", "chief") | more,
        approval("b", "head"),
        task("end-work", "prepare", reads=["memo"]),
        controls=[{"key": "law", "title": "決裁", "kind": "legal"}],
        lanes=[*LANES, {"key": "finance", "title": "財政", "kind": "staff", "department": "zaisei", "role": "chief"}],
    )

    assert proposed(flow, "E04") == []
    assert held(flow, "E04") == {guard}


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        pytest.param({"authority": []}, ("authority",), id="職務権限表がない"),
        pytest.param({"authority": table((None, "head")), "levels": []}, ("levels",), id="職位がない"),
        pytest.param({"authority": [{"matter": "other", "decided_by": "head"}]}, ("authority",), id="事項の行がない"),
    ],
)
def test_without_the_table_it_cannot_be_judged(more: dict[str, Any], missing: tuple[str, ...]) -> None:
    flow = flow_of(*CHAIN, **more)

    assert [(item.status, item.missing) for item in found(flow, "E04")] == [("not_evaluable", missing)]


def test_the_approval_goes_and_the_others_stay_in_order() -> None:
    flow = flow_of(*CHAIN)
    finding = next(item for item in found(flow, "E04") if item.where.nodes[0] == "a")

    after = require_flow(apply_patch(flow.document, finding.fix or ()))

    assert [edge.name for edge in after.edges if edge.target != "refused"] == [
        "start->apply", "apply->b", "b->c#approve", "c->done#approve",
    ]  # fmt: skip
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == pytest.approx(3000 * (1 + 1 / 2 + 1 / 4 - 1 - 1 / 2), rel=0.05)
