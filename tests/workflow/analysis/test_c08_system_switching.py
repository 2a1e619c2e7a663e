"""C08: back and forth between systems."""

from itertools import pairwise, permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.analysis.office import flow_of, found, proposed, status, task
from workflow.analysis.detectors.c08_system_switching import switches
from workflow.codec import require_flow
from workflow.graph import graph_of
from workflow.patch import apply_patch


def on(key: str, system: str, reads: list[str] | None = None, writes: list[str] | None = None, **more: Any) -> Any:
    return task(key, "other", systems=[system], reads=reads or [], writes=writes or [], medium="system", **more)


BACK_AND_FORTH = [on("a", "core"), on("b", "ledger"), on("c", "core")]


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param(BACK_AND_FORTH, id="行って戻る"),
        pytest.param([*BACK_AND_FORTH, on("d", "ledger")], id="二往復"),
        pytest.param(
            [on("a", "core", [], ["memo"]), on("b", "ledger"), on("c", "core", ["memo"])], id="項目を渡しても"
        ),
    ],
)
def test_going_back_and_forth_is_found(steps: list[dict[str, Any]]) -> None:
    flow = flow_of(*steps)
    (finding,) = found(flow, "C08")

    assert finding.status == "proposed"
    after = require_flow(apply_patch(flow.document, finding.fix or ()))
    order = [key for key in _row(after) if key in {step["key"] for step in steps}]
    assert switches([after.nodes[key] for key in order]) == 1
    assert order == finding.detail["order"]


def _row(flow: Any) -> list[str]:
    graph, row = graph_of(flow), ["start"]
    while following := graph.successors(row[-1]):
        row.append(following[0])
    return row


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([on("a", "core"), on("b", "core"), on("c", "ledger")], id="一度だけ変わる"),
        pytest.param([on("a", "core"), on("b", "ledger", lane="tax"), on("c", "core")], id="別の担当"),
        pytest.param(
            [on("a", "core", [], ["memo"]), on("b", "ledger", ["memo"], ["amount"]), on("c", "core", ["amount"])],
            id="順番が決まっている",
        ),
        pytest.param([on("a", "core"), on("b", "ledger", effect="irreversible"), on("c", "core")], id="取り消せない"),
        pytest.param([on("a", "core"), on("b", "ledger", pinned="決まり"), on("c", "core")], id="固定"),
        pytest.param([on("a", "core"), on("b", "ledger", independent=True), on("c", "core")], id="別の目"),
        pytest.param([on("a", "core"), on("b", "ledger", assign={"not_same_as": ["c"]}), on("c", "core")], id="別の人"),
        pytest.param([on("a", "core"), on("b", "ledger", control=["law"]), on("c", "core")], id="統制"),
    ],
)
def test_what_has_to_be_in_this_order_is_left_alone(steps: list[dict[str, Any]]) -> None:
    flow = flow_of(*steps, controls=[{"key": "law", "title": "統制", "kind": "legal"}])

    assert proposed(flow, "C08") == []


def test_without_data_it_is_not_judged() -> None:
    silent = [{key: value for key, value in step.items() if key != "reads"} for step in BACK_AND_FORTH]

    assert status(flow_of(*silent), "C08") == {"not_evaluable"}
    assert found(flow_of(*silent), "C08")[0].missing == ("reads",)


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from(["", "memo", "amount"])), min_size=2, max_size=6))
def test_no_allowed_order_has_fewer_changes(drawn: list[tuple[str, str]]) -> None:
    steps = [on(f"s{n}", system, [name] if n % 2 and name else [], [] if n % 2 or not name else [name])
             for n, (system, name) in enumerate(drawn)]  # fmt: skip
    flow = flow_of(*steps)
    nodes = [flow.nodes[step["key"]] for step in steps]

    def allowed(order: tuple[Any, ...]) -> bool:
        return all(
            order.index(one) < order.index(other)
            for place, other in enumerate(nodes)
            for one in nodes[:place]
            if {*one.writes} & {*other.reads, *other.writes} or {*other.writes} & {*one.reads}
        )

    fewest = min(switches(order) for order in permutations(nodes) if allowed(order))
    told = found(flow, "C08")
    assert bool(told) == (fewest < switches(nodes))
    if told:
        said = told[0].detail["order"]
        assert isinstance(said, list)
        order = tuple(flow.nodes[key] for key in told[0].where.nodes if key in said)
        order = tuple(sorted(order, key=lambda node: said.index(node.key)))
        assert allowed(order)
        assert sum(a.systems != b.systems for a, b in pairwise(order)) == fewest
