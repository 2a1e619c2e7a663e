"""E11: parts of the picture that do nothing."""

from typing import Any

import pytest

from tests.workflow.analysis.office import APPLY, ENDS, START, flow_of, found, held, proposed, review, task, whole
from workflow.codec import require_flow
from workflow.patch import apply_patch

GATE = {"key": "gate", "type": "exclusive", "title": "分岐"}


def branched(*edges: dict[str, Any], nodes: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    begin = [{"from": "start", "to": "apply"}, {"from": "apply", "to": "gate"}]
    return whole([START, APPLY, GATE, *nodes, *ENDS], [*begin, *edges], **more)


def never(share: float = 0, **more: Any) -> dict[str, Any]:
    """Old work beside the work that is done; a `share` of cases takes it."""
    edges: list[dict[str, Any]] = [
        {"from": "start", "to": "apply"},
        {"from": "apply", "to": "gate"},
        {"from": "gate", "to": "work", "probability": 1 - share},
        {"from": "gate", "to": "old", "probability": share} | more,
        {"from": "work", "to": "done"},
        {"from": "old", "to": "done"},
    ]
    return whole([START, APPLY, GATE, task("work"), task("old"), ENDS[0]], edges)


def parallel(*, empty: bool, condition: str = "parallel") -> dict[str, Any]:
    split, join = {"key": "gate", "type": condition, "title": ""}, {"key": "join", "type": condition, "title": ""}
    nodes = [START, APPLY, split, task("a"), task("b"), join, ENDS[0]]
    edges = [
        {"from": "start", "to": "apply"}, {"from": "apply", "to": "gate"},
        {"from": "gate", "to": "a"}, {"from": "gate", "to": "b"},
        {"from": "a", "to": "join"}, {"from": "b", "to": "join"}, {"from": "join", "to": "done"},
    ]  # fmt: skip
    return whole(nodes, [*edges, *([{"from": "gate", "to": "join"}] if empty else [])])


def test_a_step_that_nothing_leads_to_is_found() -> None:
    flow = branched({"from": "gate", "to": "done"}, {"from": "old", "to": "more"}, {"from": "more", "to": "done"},
                    nodes=[task("more"), task("old")])  # fmt: skip
    flow["nodes"] = [node for node in flow["nodes"] if node["key"] != "refused"]

    lost = [item.where.nodes for item in found(require_flow(flow), "E11") if item.detail["kind"] == "unreachable"]

    assert lost == [("old", "more")]


def test_a_gateway_with_one_way_through_is_found() -> None:
    flow = flow_of(task("a"), {"key": "gate", "type": "parallel", "title": "分岐"}, task("b"))

    assert proposed(flow, "E11") == ["gate"]
    after = require_flow(apply_patch(flow.document, found(flow, "E11")[0].fix or ()))
    assert "a->b" in {edge.name for edge in after.edges}


def test_a_choice_that_makes_no_difference_is_found() -> None:
    flow = branched(
        {"from": "gate", "to": "left", "probability": 0.4},
        {"from": "gate", "to": "right", "probability": 0.6},
        {"from": "left", "to": "work"},
        {"from": "right", "to": "work"},
        {"from": "work", "to": "done"},
        nodes=[GATE | {"key": "left"}, GATE | {"key": "right"}, task("work")],
    )
    flow["nodes"] = [node for node in flow["nodes"] if node["key"] != "refused"]

    found_ones = found(require_flow(flow), "E11")
    after = require_flow(apply_patch(flow, found_ones[0].fix or ()))

    assert [item.where.nodes for item in found_ones] == [("gate", "left", "right")]
    assert [edge.name for edge in after.edges] == ["start->apply", "apply->work", "work->done"]


def test_a_branch_that_is_never_taken_is_found_with_what_hangs_on_it() -> None:
    flow = require_flow(never())
    finding = next(item for item in found(flow, "E11") if item.detail["kind"] == "never")

    after = require_flow(apply_patch(flow.document, finding.fix or ()))

    assert (finding.where.nodes, finding.where.edges) == (("old", "gate"), ("gate->old",))
    assert "old" not in after.nodes


def test_an_empty_branch_of_a_parallel_split_is_found() -> None:
    flow = require_flow(parallel(empty=True))

    after = require_flow(apply_patch(flow.document, found(flow, "E11")[0].fix or ()))

    assert proposed(flow, "E11") == ["gate"]
    assert proposed(after, "E11") == []
    assert {"gate->a", "gate->b"} <= {edge.name for edge in after.edges}


@pytest.mark.parametrize(
    "document",
    [
        pytest.param(parallel(empty=False), id="二つの枝が働く並行分岐"),
        pytest.param(parallel(empty=True, condition="inclusive"), id="飛ばすことがある分岐"),
        pytest.param(never(share=0.1), id="使われる枝"),
    ],
)
def test_structure_that_does_something_is_left_alone(document: dict[str, Any]) -> None:
    assert proposed(require_flow(document), "E11") == []


def test_a_refusal_that_never_happened_stays() -> None:
    assert proposed(flow_of(review("look", "eligible", k=0, n=4000)), "E11") == []


@pytest.mark.parametrize(
    ("more", "guard"),
    [
        pytest.param({"control": ["law"]}, "GD1", id="統制を担う"),
        pytest.param({"pinned": "災害時に使う"}, "GD11", id="固定されている"),
    ],
)
def test_guards_keep_the_branch(more: dict[str, Any], guard: str) -> None:
    flow = never() | {"controls": [{"key": "law", "title": "特例の審査", "kind": "legal"}]}
    flow["nodes"] = [node | (more if node["key"] == "old" else {}) for node in flow["nodes"]]

    assert held(require_flow(flow), "E11") == {guard}
    assert proposed(require_flow(flow), "E11") == []


def test_a_branch_with_a_condition_may_be_taken_one_day() -> None:
    flow = never(when={"field": "income", "op": "gt", "value": 1})

    assert held(require_flow(flow), "E11") == {"conditional"}


def test_a_branch_to_the_only_refusal_stays() -> None:
    flow = branched(
        {"from": "gate", "to": "done", "probability": 1}, {"from": "gate", "to": "refused", "probability": 0}, nodes=[]
    )

    assert held(require_flow(flow), "E11") == {"GD12"}


def test_clarity_saves_no_minutes() -> None:
    finding = found(flow_of(task("a"), {"key": "gate", "type": "exclusive", "title": "分岐"}), "E11")[0]

    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p95 == 0
