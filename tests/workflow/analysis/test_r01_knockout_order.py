"""R01: checks in a dear order."""

import random
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.checks_order import cheapest, instance
from tests.workflow.analysis.office import document, flow_of, found, proposed, review, status, task
from workflow.analysis import analyze
from workflow.analysis.order_of_checks import best_order, expected_cost
from workflow.codec import require_flow
from workflow.patch import apply_patch


def slow(**more: Any) -> dict[str, Any]:
    return review("slow", "eligible", k=20, n=1000, minutes=40) | more


def quick(**more: Any) -> dict[str, Any]:
    return review("quick", "complete", k=300, n=1000, minutes=5) | more


@pytest.mark.parametrize(
    ("steps", "moved", "order"),
    [
        pytest.param([slow(), quick()], "quick", ["quick", "slow"], id="二つの確認"),
        pytest.param(
            [slow(), review("middle", k=100, n=1000, minutes=10), quick()],
            "quick",
            ["quick", "middle", "slow"],
            id="三つの確認",
        ),
        pytest.param(
            [slow(writes=["memo"]), review("uses", k=200, n=1000, reads=["memo"], minutes=10), quick()],
            "quick",
            ["quick", "slow", "uses"],
            id="結果を使う確認は後のまま",
        ),
    ],
)
def test_cheap_checks_that_reject_much_come_first(steps: list[Any], moved: str, order: list[str]) -> None:
    finding = found(flow_of(*steps), "R01")[0]

    assert finding.status == "proposed"
    assert finding.where.nodes[0] == moved
    assert finding.detail["order"] == order


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([quick(), slow()], id="もう安い順"),
        pytest.param([slow(), task("file"), quick()], id="間に作業がある"),
        pytest.param([slow(writes=["memo"]), quick(reads=["memo"])], id="結果を使う"),
        pytest.param([slow(), quick(documents={"needs": ["opinion"]})], id="書類を使う"),
        pytest.param([slow(), quick(effect="irreversible")], id="処分の前の確認"),
        pytest.param([slow(control=["law"]), quick()], id="法令の順"),
        pytest.param([slow(), quick(control=["own"])], id="内部の統制"),
        pytest.param([slow(), quick(pinned="相談の順")], id="固定されている"),
        pytest.param([slow(), quick(independent=True)], id="独立した確認"),
        pytest.param([slow(), quick(assign={"not_same_as": ["slow"]})], id="前の確認をした人と別の人"),
    ],
)
def test_other_orders_stay(steps: list[dict[str, Any]]) -> None:
    if "needs" in str(steps):
        steps[0] = steps[0] | {"documents": {"produces": ["opinion"]}}
    controls = [
        {"key": "law", "title": "順序", "kind": "legal"},
        {"key": "own", "title": "内部の順序", "kind": "internal"},
    ]
    flow = flow_of(*steps, documents=[{"key": "opinion", "title": "意見書"}], controls=controls)

    assert proposed(flow, "R01") == []


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param([slow(rates={"refuse": {"k": 0, "n": 5}}), quick(rates={"refuse": {"k": 1, "n": 5}}, minutes=30)],
                     {"suppressed"}, id="件数が少ない"),
        pytest.param([slow(rates={"refuse": 0.02}), quick(rates={"refuse": 0.3})],
                     {"not_evaluable"}, id="数えていない"),
        pytest.param([slow(minutes=None), quick()], {"not_evaluable"}, id="時間がない"),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_not_proposed(steps: list[dict[str, Any]], expected: set[str]) -> None:
    said = [{name: value for name, value in step.items() if value is not None} for step in steps]

    assert status(flow_of(*said), "R01") == expected


def test_returns_that_come_back_to_the_beginning_may_be_reordered() -> None:
    flow = document(slow(), quick())
    outcomes = [{"key": "approve", "title": "可"}, {"key": "return", "title": "補正"}]
    for place in (2, 3):
        rates = {"return": flow["nodes"][place]["rates"]["refuse"]}
        flow["nodes"][place] |= {"outcomes": outcomes, "rates": rates}
    flow["nodes"] = [
        *(node for node in flow["nodes"] if node["key"] != "refused"),
        {"key": "correct", "type": "form", "title": "補正", "lane": "resident", "writes": ["memo"]},
    ]
    flow["edges"] = [edge for edge in flow["edges"] if edge.get("outcome") != "refuse"]
    flow["edges"] += [
        {"from": "slow", "to": "correct", "outcome": "return"},
        {"from": "quick", "to": "correct", "outcome": "return"},
        {"from": "correct", "to": "slow"},
    ]
    before = require_flow(flow)

    after = require_flow(apply_patch(before.document, found(before, "R01")[0].fix or ()))

    assert {"apply->quick", "correct->quick", "quick->slow#approve", "slow->done#approve"} <= {
        edge.name for edge in after.edges
    }


def test_the_saving_is_that_of_the_rewritten_flow() -> None:
    flow = flow_of(slow(), quick(), handoff_minutes=2)
    finding = found(flow, "R01")[0]

    after = require_flow(apply_patch(flow.document, finding.fix or ()))

    expected = (analyze(flow).measures.yearly_minutes or 0) - (analyze(after).measures.yearly_minutes or 0)
    by_hand = 1000 * ((40 + 0.98 * 5) - (5 + 0.7 * 40))
    assert expected == pytest.approx(by_hand)
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == pytest.approx(expected, rel=0.03)
    assert proposed(after, "R01") == []


checks = st.lists(st.tuples(st.integers(1, 60), st.integers(0, 95)), min_size=2, max_size=6)


@given(checks, st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=5))
def test_the_order_is_the_cheapest_that_is_allowed(figures: list[tuple[int, int]], pairs: set[tuple[int, int]]) -> None:
    costs, rates = [float(cost) for cost, _ in figures], [rate / 100 for _, rate in figures]
    size = len(figures)
    before = [sum(1 << i for i, k in pairs if k == j and i < j) for j in range(size)]

    order = best_order(costs, rates, before)

    allowed = [
        other
        for other in permutations(range(size))
        if all(other.index(i) < other.index(j) for i, j in pairs if i < j < size)
    ]
    assert tuple(order) in allowed
    best = min(expected_cost(costs, rates, other) for other in allowed)
    assert expected_cost(costs, rates, order) == pytest.approx(best)


def test_sorting_by_ratio_is_not_enough_where_checks_depend_on_each_other() -> None:
    costs, rates = [10.0, 1.0, 4.0], [0.01, 0.9, 0.3]

    assert best_order(costs, rates, [0, 0b001, 0]) == [0, 1, 2] or best_order(costs, rates, [0, 0b001, 0]) == [2, 0, 1]
    assert best_order(costs, rates, [0, 0, 0]) == [1, 2, 0]


@pytest.mark.parametrize("seed", range(30))
def test_the_order_of_up_to_sixteen_checks_is_that_of_an_exhaustive_search(seed: int) -> None:
    costs, rates, before = instance(random.Random(seed))

    order = best_order(costs, rates, before)

    assert all(not before[item] & ~sum(1 << other for other in order[:place]) for place, item in enumerate(order))
    assert expected_cost(costs, rates, order) == pytest.approx(cheapest(costs, rates, before))
