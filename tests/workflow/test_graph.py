"""The graph of a flow: dominance, loops, probabilities and visits."""

import random
from typing import Any

import networkx as nx
import pytest

from tests.workflow.flow_documents import document, edge, node, straight
from workflow.codec import require_flow
from workflow.graph import FlowGraph, graph_of
from workflow.visits import share_error


def graph(*parts: Any, **properties: Any) -> FlowGraph:
    return FlowGraph(require_flow(document(*parts, **properties)))


REWORK = (
    [
        node("start", "start"),
        node("apply", "form"),
        node("look", "review", rates={"return": {"k": 1, "n": 5}}),
        node("end", "end"),
        node("refused", "end", result="refused"),
    ],
    ["start->apply", "apply->look", "look->end#approve", "look->apply#return",
     edge("look->refused#refuse", probability=0.1)],
)  # fmt: skip
FORK = (
    {"start": "start", "split": "parallel", "a": "task", "b": "task", "join": "parallel", "end": "end"},
    ["start->split", "split->a", "split->b", "a->join", "b->join", "join->end"],
)


def test_shares_come_from_probabilities_then_rates_then_what_is_left() -> None:
    found = graph(*REWORK).probabilities

    assert found["look->refused#refuse"] == 0.1
    assert found["look->apply#return"] == 0.2
    assert found["look->end#approve"] == pytest.approx(0.7)


def test_a_loop_is_visited_as_often_as_its_geometric_series_says() -> None:
    visits = graph(*REWORK).visits

    assert visits["look"] == pytest.approx(1 / (1 - 0.2))
    assert visits["end"] == pytest.approx(0.7 / 0.8)
    assert visits["refused"] == pytest.approx(0.1 / 0.8)


def test_a_parallel_join_counts_its_branches_once() -> None:
    found = graph(*FORK)

    assert found.visits == pytest.approx(dict.fromkeys(FORK[0], 1.0))
    assert found.edge_visits["a->join"] == pytest.approx(1.0)


def test_an_inclusive_region_ends_as_often_as_it_began() -> None:
    found = graph(
        {"start": "start", "split": "inclusive", "a": "task", "b": "task", "join": "inclusive", "end": "end"},
        ["start->split", edge("split->a", probability=0.9), edge("split->b", probability=0.3), "a->join", "b->join",
         "join->end"],
    )  # fmt: skip

    assert found.visits["a"] == pytest.approx(0.9)
    assert found.visits["join"] == pytest.approx(1.0)


def test_of_several_starts_exactly_one_begins() -> None:
    found = graph(
        {"counter": "start", "mail": "start", "take": "task", "end": "end"},
        ["counter->take", "mail->take", "take->end"],
    )

    assert found.visits["counter"] == 0.5
    assert found.visits["take"] == pytest.approx(1.0)


def test_a_loop_without_a_way_out_has_no_exact_visits() -> None:
    found = graph(
        {"start": "start", "again": "exclusive", "split": "parallel", "work": "task", "end": "end"},
        ["start->again", "again->split", "split->work", "split->end", "work->again"],
    )

    assert not found.frequencies.exact


@pytest.mark.parametrize(
    ("shares", "wrong"),
    [
        pytest.param((0.5, 0.5), None, id="sums to one"),
        pytest.param((0.333, 0.667), None, id="rounded"),
        pytest.param((0.5, 0.4), 0.9, id="too little"),
        pytest.param((0.9, 0.4), 1.3, id="too much"),
        pytest.param((0.4, None), None, id="the rest is shared"),
    ],
)
def test_shares_that_do_not_sum_to_one_are_noticed(shares: tuple[float | None, ...], wrong: float | None) -> None:
    edges = [
        edge(f"gate->{key}", **({} if share is None else {"probability": share}))
        for key, share in zip("ab", shares, strict=True)
    ]
    found = graph({"start": "start", "gate": "exclusive", "a": "end", "b": "end"}, ["start->gate", *edges])

    total = share_error(found.node("gate"), found.leaving("gate"), found.split_of("gate"))
    assert total == (None if wrong is None else pytest.approx(wrong))


def test_several_edges_out_of_a_task_are_a_parallel_split_unless_they_choose() -> None:
    plain = graph({"s": "start", "t": "task", "a": "end", "b": "end"}, ["s->t", "t->a", "t->b"])
    choosing = graph({"s": "start", "t": "review", "a": "end", "b": "end"}, ["s->t", "t->a#approve", "t->b#refuse"])

    assert (plain.split_of("t"), choosing.split_of("t")) == ("parallel", "exclusive")


def test_the_start_dominates_everything_behind_it() -> None:
    found = graph(*FORK)

    assert found.dominators_of("join") == ("split", "start")
    assert found.post_dominators_of("split") == ("join", "end")
    assert found.dominates("start", "end")
    assert not found.dominates("a", "join")


def test_what_no_start_reaches_dominates_nothing() -> None:
    found = graph({"start": "start", "end": "end", "lost": "task"}, ["start->end", "lost->end"])

    assert "lost" not in found.reachable
    assert not found.dominates("lost", "end")
    assert found.dominators_of("lost") == ()
    assert found.visits["lost"] == 0.0


def test_the_same_version_has_one_graph() -> None:
    first, second = require_flow(straight(node("a", "task"))), require_flow(straight(node("a", "task")))

    assert graph_of(first) is graph_of(second)


@pytest.mark.parametrize("seed", range(25))
def test_reachability_and_dominance_agree_with_path_search(seed: int) -> None:
    chance = random.Random(seed)
    keys = [f"n{index}" for index in range(9)]
    names = sorted({f"{chance.choice(keys)}->{chance.choice(keys)}" for _ in range(16)})
    found = graph(dict.fromkeys(keys, "task") | {"start": "start"}, ["start->n0", *names])
    plain = nx.DiGraph((edge.source, edge.target) for edge in found.flow.edges)
    plain.add_nodes_from(keys)

    for a in keys:
        around = {key for target in plain[a] for key in {target} | nx.descendants(plain, target)}
        assert {key for key in keys if found.reaches(a, key)} == around
        without = plain.subgraph([key for key in plain if key != a])
        for b in keys:
            if b == a or b not in found.reachable or a not in found.reachable:
                continue
            assert found.dominates(a, b) == (not nx.has_path(without, "start", b))


def test_a_thousand_nodes_are_walked_in_one_go() -> None:
    steps = [node(f"n{index}", "task") for index in range(998)]

    found = FlowGraph(require_flow(straight(*steps)))

    assert found.visits["n997"] == pytest.approx(1.0)
    assert len(found.dominators_of("end")) == 999
    assert found.looping == frozenset()
