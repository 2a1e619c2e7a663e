"""C05: branches of a choice that begin or end alike."""

from itertools import pairwise
from typing import Any

import pytest

from tests.workflow.analysis.office import APPLY, ENDS, START, found, held, status, task, whole
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.patch import apply_patch
from workflow.soundness.verify import verify

FIRST: dict[str, Any] = {"title": "台帳に登録する", "reads": ["name"], "writes": ["memo"], "minutes": 4}
OTHER: dict[str, Any] = {"reads": ["memo"], "writes": []}


def branches(*rows: list[dict[str, Any]], when: dict[str, Any] | None = None, **more: Any) -> Flow:
    """A choice with one row of steps a branch."""
    nodes = [START, APPLY, {"key": "split", "type": "exclusive", "title": "区分"}, {"key": "join", "type": "exclusive"}]
    edges: list[dict[str, Any]] = [{"from": "start", "to": "apply"}, {"from": "apply", "to": "split"}]
    for place, row in enumerate(rows):
        keys = ["split", *(step["key"] for step in row), "join"]
        nodes += row
        edges += [{"from": one, "to": other} for one, other in pairwise(keys)]
        first = next(edge for edge in edges if edge["from"] == "split" and edge["to"] == keys[1])
        first |= {"probability": 0.5 if place == 0 else 0.5 / (len(rows) - 1)}
        first |= ({"when": when} if place == 0 else {"default": place == 1}) if when else {}
    edges.append({"from": "join", "to": "done"})
    return require_flow(whole([*nodes, ENDS[0]], edges, **more))


@pytest.mark.parametrize(
    ("flow", "kind", "alike"),
    [
        pytest.param(
            branches([task("a", **FIRST), task("b", **OTHER)], [task("c", **FIRST), task("d", "call", **OTHER)]),
            "hoist", {"a", "c"}, id="同じ作業で始まる",
        ),
        pytest.param(
            branches([task("a", **OTHER), task("b", **FIRST)], [task("c", "call", **OTHER), task("d", **FIRST)]),
            "sink", {"b", "d"}, id="同じ作業で終わる",
        ),
        pytest.param(
            branches(
                [task("a", **FIRST), task("b", **OTHER)],
                [task("c", **FIRST), task("d", "call", **OTHER)],
                [task("e", "copy", **OTHER)],
            ),
            "hoist", {"a", "c"}, id="三つのうち二つ",
        ),
    ],
)  # fmt: skip
def test_common_work_is_found(flow: Flow, kind: str, alike: set[str]) -> None:
    (finding,) = found(flow, "C05")

    assert (finding.status, finding.detail["kind"]) == ("proposed", kind)
    assert {*finding.where.nodes[:2]} == alike
    after = require_flow(apply_patch(flow.document, finding.fix or ()))
    assert len(alike & after.nodes.keys()) == 1
    assert verify(after).sound
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == 0


@pytest.mark.parametrize(
    "second",
    [
        pytest.param({"title": "電話で説明する"}, id="別の作業"),
        pytest.param({"reads": ["income"]}, id="別の項目を見る"),
        pytest.param({"writes": []}, id="何も書かない"),
        pytest.param({"lane": "tax"}, id="別の担当"),
    ],
)
def test_different_work_is_left_alone(second: dict[str, Any]) -> None:
    flow = branches([task("a", **FIRST), task("b", **OTHER)], [task("c", **FIRST | second), task("d", "call", **OTHER)])

    assert found(flow, "C05") == []


@pytest.mark.parametrize(
    ("more", "guard"),
    [
        pytest.param({"control": ["law"]}, "GD1", id="統制"),
        pytest.param({"independent": True}, "GD3", id="別の目"),
        pytest.param({"effect": "irreversible"}, "GD5", id="取り消せない"),
        pytest.param({"pinned": "様式"}, "GD11", id="固定"),
        pytest.param({"reads": ["income"]}, "choice", id="分岐の条件を見る"),
        pytest.param({"writes": ["income"]}, "choice", id="分岐の条件を書く"),
    ],
)
def test_guards_leave_it_in_the_branches(more: dict[str, Any], guard: str) -> None:
    flow = branches(
        [task("a", **FIRST | more), task("b", **OTHER)],
        [task("c", **FIRST | more), task("d", "call", **OTHER)],
        when={"field": "income", "op": "gt", "value": 0},
        controls=[{"key": "law", "title": "統制", "kind": "internal"}],
    )

    assert held(flow, "C05") == {guard}


def test_without_data_it_is_not_judged() -> None:
    silent: dict[str, Any] = {"title": "台帳に登録する", "minutes": 4}
    flow = branches([task("a", **silent), task("b", **OTHER)], [task("c", **silent), task("d", "call", **OTHER)])

    assert status(flow, "C05") == {"not_evaluable"}


def test_the_effort_stays_when_minutes_differ() -> None:
    flow = branches(
        [task("a", **FIRST), task("b", **OTHER)], [task("c", **FIRST | {"minutes": 8}), task("d", "call", **OTHER)]
    )
    after = require_flow(apply_patch(flow.document, found(flow, "C05")[0].fix or ()))

    assert after.nodes["a"].minutes is not None
    assert after.nodes["a"].minutes.mean == 6


def test_the_choice_between_those_left_keeps_its_shares() -> None:
    flow = branches(
        [task("a", **FIRST), task("b", **OTHER)],
        [task("c", **FIRST), task("d", "call", **OTHER)],
        [task("e", "copy", **OTHER)],
    )
    after = require_flow(apply_patch(flow.document, found(flow, "C05")[0].fix or ()))

    shares = {edge.target: edge.probability for edge in after.edges if edge.probability}
    assert shares == pytest.approx({"a": 0.75, "e": 0.25, "b": 2 / 3, "d": 1 / 3})


def test_branches_that_have_nothing_left_become_one_way() -> None:
    flow = branches([task("a", **FIRST)], [task("c", **FIRST)], [task("e", "copy", **OTHER)])
    (finding,) = [item for item in found(flow, "C05") if item.detail["kind"] == "hoist"]

    after = require_flow(apply_patch(flow.document, finding.fix or ()))

    assert verify(after).sound
    assert len({"a", "c"} & after.nodes.keys()) == 1
