"""The order relations are those that an exhaustive search through small sound flows sees."""

from collections import Counter, deque
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.soundness.graph_oracle import BEGIN, Oracle, graph_of, random_graph, random_sound_graph
from workflow.order import order_of_graph
from workflow.soundness.verify import verify_graph
from workflow.structure.control_graph import ControlGraph

FLOW = graph_of(
    "s -> a -> p1 -> b -> p2 -> x1 -> d -> x2 -> x3 -> l -> x4 -> e", "p1 -> c -> p2", "x1 -> f -> x2", "x4 -> m -> x3"
)


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        ("a", "b", "before"),
        ("d", "b", "after"),
        ("b", "c", "parallel"),
        ("d", "f", "exclusive"),
        ("l", "m", "loop"),
        ("l", "l", "loop"),
        ("a", "a", "exclusive"),
        ("c", "m", "before"),
    ],
)
def test_two_steps_stand_in_one_relation(first: str, second: str, relation: str) -> None:
    assert order_of_graph(FLOW).relation(first, second) == relation


def test_two_branches_of_a_choice_are_never_on_one_case() -> None:
    order = order_of_graph(FLOW)

    assert order.on_one_case("a", "m")
    assert not order.on_one_case("d", "f")


@pytest.mark.parametrize("part", range(4))
def test_small_sound_flows_do_what_the_relations_say(part: int) -> None:
    compared = 0
    for seed in range(part * 400, part * 400 + 400):
        graph = random_graph(seed, 3 + seed % 8)
        if verify_graph(graph).sound:
            compare(graph)
            compared += 1
    assert compared > 30


@given(st.integers(0, 10**9), st.integers(1, 7))
def test_tangled_sound_flows_do_what_the_relations_say(seed: int, size: int) -> None:
    compare(random_sound_graph(seed, size))


def compare(graph: ControlGraph) -> None:
    """Compare the relations of all pairs of steps with what happens in every run of `graph`."""
    order = order_of_graph(graph)
    follows, together = happenings(graph)
    steps = [key for key, kind in graph.kinds.items() if kind == "task"]
    for a, b in combinations(steps, 2):
        seen = "exclusive"
        if frozenset((a, b)) in together:
            seen = "parallel"
        elif (a, b) in follows:
            seen = "loop" if (b, a) in follows else "before"
        elif (b, a) in follows:
            seen = "after"
        assert order.relation(a, b) == seen, (a, b)


def happenings(graph: ControlGraph) -> tuple[set[tuple[str, str]], set[frozenset[str]]]:
    """Return the pairs of steps that happen one after the other in some run, and those ready at the same time."""
    oracle = Oracle(graph)
    first = Counter({BEGIN: 1})
    markings = {frozenset(first.items()): first}
    after: dict[frozenset[tuple[str, int]], list[tuple[str, frozenset[tuple[str, int]]]]] = {}
    queue = deque([first])
    together: set[frozenset[str]] = set()
    while queue:
        marking = queue.popleft()
        moves = [*oracle.moves(marking)]
        after[frozenset(marking.items())] = [(node, frozenset(next_one.items())) for node, next_one in moves]
        ready = {node for node, _ in moves}
        together |= {frozenset(pair) for pair in combinations(sorted(ready), 2) if not rivals(oracle, *pair, marking)}
        for _, following in moves:
            if frozenset(following.items()) not in markings:
                markings[frozenset(following.items())] = following
                queue.append(following)
    follows: set[tuple[str, str]] = set()
    for here in after:
        for node, there in after[here]:
            follows |= {(node, later) for later in later_nodes(after, there)}
    return follows, together


def rivals(oracle: Oracle, a: str, b: str, marking: Counter[str]) -> bool:
    """Steps have one edge in each, so two of them never want the same token."""
    return bool(set(oracle.ins[a]) & set(oracle.ins[b]) & set(marking))


def later_nodes(
    after: dict[frozenset[tuple[str, int]], list[tuple[str, frozenset[tuple[str, int]]]]],
    here: frozenset[tuple[str, int]],
) -> set[str]:
    seen = {here}
    nodes: set[str] = set()
    stack = [here]
    while stack:
        for node, there in after[stack.pop()]:
            nodes.add(node)
            if there not in seen:
                seen.add(there)
                stack.append(there)
    return nodes
