"""E03: a check that was settled before."""

from typing import Any

import pytest

from tests.workflow.analysis.office import document, flow_of, found, held, proposed, review, task
from workflow.codec import require_flow
from workflow.patch import apply_patch


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([review("first", "eligible"), review("again", "eligible")], id="続けて二度"),
        pytest.param(
            [review("first", "eligible"), task("file", reads=["name"], writes=["memo"]), review("again", "eligible")],
            id="間に関係のない作業",
        ),
        pytest.param(
            [review("a", "eligible"), review("b", "complete"), review("again", "eligible", "complete")],
            id="二つの確認を合わせたもの",
        ),
        pytest.param(
            [review("first", "eligible"), review("again", "eligible", lane="chief", k=0, n=800)], id="上司がもう一度"
        ),
        pytest.param(
            [review("first", "eligible"), task("again", "check", checks=["eligible"], reads=["income"])],
            id="作業として",
        ),
    ],
)
def test_a_check_that_earlier_ones_settled_is_found(steps: list[dict[str, Any]]) -> None:
    assert proposed(flow_of(*steps), "E03") == ["again"]


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([review("first", "complete"), review("again", "eligible")], id="別の確認"),
        pytest.param([review("first", "eligible"), review("again", "eligible", "complete")], id="一部だけ同じ"),
        pytest.param(
            [review("first", "eligible"), task("mend", "enter", writes=["income"]), review("again", "eligible")],
            id="間に見る項目が変わる",
        ),
        pytest.param(
            [review("first", "eligible", writes=["amount"]), review("again", "eligible", reads=["income", "amount"])],
            id="前の確認の結果も見る",
        ),
    ],
)
def test_a_check_of_something_new_is_not(steps: list[dict[str, Any]]) -> None:
    assert proposed(flow_of(*steps), "E03") == []


@pytest.mark.parametrize(
    ("again", "guard"),
    [
        pytest.param({"control": ["law"]}, "GD1", id="法令の確認"),
        pytest.param({"control": ["own"]}, "GD1", id="内部の統制"),
        pytest.param({"independent": True}, "GD3", id="二人確認"),
        pytest.param({"effect": "irreversible"}, "GD5", id="処分の効果がある"),
        pytest.param({"assign": {"not_same_as": ["first"]}}, "GD2", id="別の人が行う決まり"),
        pytest.param({"pinned": "会計検査の指摘"}, "GD11", id="固定されている"),
        pytest.param({"rates": {"refuse": {"k": 3, "n": 900}}}, "finds", id="実際に見つけている"),
        pytest.param({"writes": ["memo"]}, "needed", id="結果を後で使う"),
    ],
)
def test_guards_keep_the_second_check(again: dict[str, Any], guard: str) -> None:
    controls = [
        {"key": "law", "title": "二人確認", "kind": "legal"},
        {"key": "own", "title": "内部確認", "kind": "internal"},
    ]
    flow = flow_of(
        review("first", "eligible"),
        review("again", "eligible") | again,
        task("file", "file", reads=["memo"]),
        controls=controls,
    )

    assert proposed(flow, "E03") == []
    assert held(flow, "E03") == {guard}


def test_two_independent_checks_are_not_duplicates_of_each_other() -> None:
    flow = flow_of(review("first", "eligible", independent=True), review("again", "eligible", independent=True))

    assert proposed(flow, "E03") == []


def test_a_check_after_a_payment_is_another_check() -> None:
    flow = flow_of(review("first", "eligible"), task("pay", "pay"), review("again", "eligible"))

    assert held(flow, "E03") == {"GD5.between"}


def test_a_check_on_one_branch_only_settles_nothing() -> None:
    flow = document(review("again", "eligible"))
    flow["nodes"] += [
        {"key": "way", "type": "exclusive", "title": "窓口か郵送か"},
        review("first", "eligible"),
        {"key": "meet", "type": "exclusive"},
    ]
    flow["edges"] = [edge for edge in flow["edges"] if edge["from"] != "apply"]
    flow["edges"] += [
        {"from": "apply", "to": "way"},
        {"from": "way", "to": "first", "probability": 0.5},
        {"from": "way", "to": "meet", "probability": 0.5},
        {"from": "first", "to": "meet", "outcome": "approve"},
        {"from": "first", "to": "refused", "outcome": "refuse"},
        {"from": "meet", "to": "again"},
    ]

    assert proposed(require_flow(flow), "E03") == []


def test_a_check_that_a_correction_comes_back_to_is_needed() -> None:
    flow = document(review("first", "eligible"), review("again", "eligible"))
    flow["nodes"] += [
        {"key": "correct", "type": "form", "title": "補正", "lane": "resident", "writes": ["income"], "minutes": 5}
    ]
    flow["nodes"][3]["outcomes"] = [
        {"key": "approve", "title": "可"}, {"key": "return", "title": "補正"}, {"key": "refuse", "title": "否"},
    ]  # fmt: skip
    flow["edges"] += [{"from": "again", "to": "correct", "outcome": "return"}, {"from": "correct", "to": "again"}]

    assert proposed(require_flow(flow), "E03") == []


def test_something_written_beside_the_check_counts_as_changed() -> None:
    flow = document(review("first", "eligible"), review("again", "eligible"))
    flow["nodes"] += [
        {"key": "split", "type": "parallel", "title": ""},
        {"key": "join", "type": "parallel", "title": ""},
        task("mend", "enter", writes=["income"]),
    ]
    flow["edges"] = [
        {"from": "start", "to": "apply"},
        {"from": "apply", "to": "first"},
        {"from": "first", "to": "split", "outcome": "approve"},
        {"from": "first", "to": "refused", "outcome": "refuse"},
        {"from": "split", "to": "again"},
        {"from": "split", "to": "mend"},
        {"from": "again", "to": "join"},
        {"from": "mend", "to": "join"},
        {"from": "join", "to": "done"},
    ]
    flow["nodes"][3] = task("again", "check", checks=["eligible"], reads=["income"])

    assert proposed(require_flow(flow), "E03") == []


def test_without_reads_it_cannot_be_judged() -> None:
    silent = {name: value for name, value in review("again", "eligible").items() if name != "reads"}

    assert [item.missing for item in found(flow_of(review("first", "eligible"), silent), "E03")] == [("reads",)]
    exact = {name: value for name, value in review("again", "limit").items() if name != "reads"}
    assert proposed(flow_of(review("first", "limit"), exact), "E03") == ["again"]


def test_the_reject_branch_goes_with_the_check() -> None:
    flow = flow_of(review("first", "eligible"), review("again", "eligible"))

    after = require_flow(apply_patch(flow.document, found(flow, "E03")[0].fix or ()))

    assert "again" not in after.nodes
    assert {edge.name for edge in after.edges if edge.target == "refused"} == {"first->refused#refuse"}


def looking(key: str, n: int | None, **more: Any) -> dict[str, Any]:
    """An examination that does not say what it checks."""
    said = review(key, k=0, n=n, title="添付書類を確認する", **more)
    return {name: value for name, value in said.items() if name != "checks"}


@pytest.mark.parametrize(
    ("first", "again", "told"),
    [
        pytest.param({}, {}, "proposed", id="名前も見るものも同じ"),
        pytest.param({}, {"title": "添付書類の確認をする"}, "proposed", id="ほとんど同じ名前"),
        pytest.param({}, {"n": 900}, "not_evaluable", id="件数が足りない"),
        pytest.param({}, {"n": None}, "not_evaluable", id="数えていない"),
        pytest.param({}, {"title": "口座を登録する"}, None, id="別の名前"),
        pytest.param({}, {"reads": ["birth"]}, None, id="別のものを見る"),
        pytest.param({"documents": {"needs": ["a"]}}, {"documents": {"needs": ["b"]}}, None, id="別の書類"),
        pytest.param({"independent": True}, {}, None, id="わざと二度"),
        pytest.param({}, {"control": ["law"]}, "suppressed", id="法令の確認"),
    ],
)
def test_a_check_that_only_looks_the_same_has_to_be_counted(
    first: dict[str, Any], again: dict[str, Any], told: str | None
) -> None:
    flow = flow_of(
        looking("first", 4000) | first,
        looking("again", again.pop("n", 3000)) | again,
        controls=[{"key": "law", "title": "法定", "kind": "legal"}],
    )

    assert [item.status for item in found(flow, "E03")] == ([told] if told else [])
