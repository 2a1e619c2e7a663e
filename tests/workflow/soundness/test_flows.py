"""Flows as documents: what the reader leaves implicit is made explicit, and faults speak of titles."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.services import ROOT
from tests.workflow.flow_documents import document, edge, node, straight
from workflow.codec.flow import require_flow
from workflow.soundness.replay import replay
from workflow.soundness.verify import verify
from workflow.structure.control_graph import control_graph_of

SAMPLES = sorted(path for path in (ROOT / "samples").glob("*/*.json") if path.name in ("as-is.json", "to-be.json"))
YES_NO = [{"key": "yes", "title": "可"}, {"key": "no", "title": "不可"}]
BIG = {"field": "amount", "op": "gt", "value": 100}


def two_ways(key: str, kind: str, *edges: dict[str, Any], **properties: Any) -> Any:
    """A flow in which `key` leads to two steps, and each of these to the end."""
    nodes = [
        node("start", "start"), node(key, kind, **properties), node("a", "task"), node("b", "task"), node("end", "end"),
    ]  # fmt: skip
    return require_flow(document(nodes, [f"start->{key}", *edges, "a->end", "b->end"]))


@pytest.mark.parametrize(
    "flow",
    [
        pytest.param(two_ways("r", "review", edge("r->a#yes"), edge("r->b#no"), outcomes=YES_NO), id="outcomes"),
        pytest.param(two_ways("d", "decision", edge("d->a", when=BIG), edge("d->b", default=True)), id="conditions"),
        pytest.param(
            two_ways("t", "task", edge("t->a", probability=0.4), edge("t->b", probability=0.6)), id="probabilities"
        ),
        pytest.param(two_ways("x", "exclusive", edge("x->a"), edge("x->b")), id="exclusive gateway"),
        pytest.param(
            two_ways("r", "approval", edge("r->a#yes", when=BIG), edge("r->b#no"), outcomes=YES_NO, members=["clerk"]),
            id="joint decision",
        ),
    ],
)
def test_a_step_that_chooses_takes_one_way(flow: Any) -> None:
    assert verify(flow).sound is True


@pytest.mark.parametrize(
    "kind", ["start", "form", "task", "review", "approval", "decision", "service", "notice", "timer", "wait", "subflow"]
)
def test_any_other_step_takes_all_its_ways_at_once(kind: str) -> None:
    if kind == "start":
        nodes = [node("s", "start"), node("a", "task"), node("b", "task"), node("end", "end")]
        flow = require_flow(document(nodes, ["s->a", "s->b", "a->end", "b->end"]))
    else:
        flow = two_ways("s", kind, edge("s->a"), edge("s->b"))

    (fault,) = verify(flow).faults

    assert fault.code == "soundness.lack_of_synchronization"
    assert "s" in fault.nodes


def test_of_several_starts_one_begins() -> None:
    nodes = [node("counter", "start"), node("online", "start"), node("a", "task"), node("end", "end")]

    assert verify(require_flow(document(nodes, ["counter->a", "online->a", "a->end"]))).sound is True


@pytest.mark.parametrize(("terminate", "sound"), [(True, True), (False, False)])
def test_a_terminating_end_ends_what_runs_beside_it(terminate: bool, sound: bool) -> None:
    nodes = [
        node("start", "start"), node("fork", "parallel"), node("a", "task"), node("b", "task"),
        node("first", "end", terminate=terminate), node("second", "end", terminate=terminate),
    ]  # fmt: skip
    flow = require_flow(document(nodes, ["start->fork", "fork->a", "fork->b", "a->first", "b->second"]))

    assert verify(flow).sound is sound


def test_a_fault_is_a_finding_that_a_clerk_can_act_on() -> None:
    nodes = [
        node("start", "start"),
        node("way", "exclusive", title={"ja": "種別で分かれる", "en": "By kind"}),
        node("a", "task"),
        node("b", "task"),
        node("both", "parallel", title={"ja": "そろうのを待つ", "en": "Wait for both"}),
        node("end", "end"),
    ]
    flow = require_flow(document(nodes, ["start->way", "way->a", "way->b", "a->both", "b->both", "both->end"]))

    (fault,) = verify(flow).faults
    finding = fault.finding(flow).as_json()

    assert finding["code"] == "soundness.deadlock"
    assert finding["severity"] == "error"
    assert finding["where"] == {"nodes": ["both", "way"], "edges": ["a->both"], "pointer": "/nodes/4"}
    assert finding["example"] == ["start->way", "way->a", "a->both"]
    message: Any = finding["message"]
    assert "そろうのを待つ" in message["ja"]
    assert "By kind" in message["en"]


def test_a_gateway_without_a_title_is_called_by_what_it_is() -> None:
    nodes = [
        node("start", "start"),
        node("x", "exclusive", title=""),
        node("a", "task"),
        node("p", "parallel", title=""),
    ]
    flow = require_flow(document([*nodes, node("end", "end")], ["start->x", "x->a", "x->p", "a->p", "p->end"]))

    (fault,) = verify(flow).faults

    assert "並行の分岐・合流（p）" in str(fault.message)


def test_edges_between_the_same_nodes_are_told_apart_by_their_outcome() -> None:
    flow = require_flow(
        document(
            [node("start", "start"), node("r", "review", outcomes=YES_NO), node("end", "end")],
            ["start->r", "r->end#yes", "r->end#no"],
        )
    )

    assert verify(flow).sound is True
    assert replay(control_graph_of(flow), ["start->r", "r->end#no"])["r->end#no"] == 1


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_procedures_of_the_model_town_are_sound(path: Path) -> None:
    assert verify(require_flow(json.loads(path.read_text()))).sound is True


def test_a_flow_without_gateways_is_sound() -> None:
    assert verify(require_flow(straight(*(node(f"n{number}", "task") for number in range(5))))).sound is True
