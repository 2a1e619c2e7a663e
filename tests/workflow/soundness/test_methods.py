"""Each way of deciding soundness agrees with the others: reduction, thrifty search, rank theorem, exhaustive search."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.soundness.graph_oracle import Oracle, graph_of, random_graph, random_sound_graph
from workflow.soundness.net import net_of
from workflow.soundness.rank import is_sound_by_rank
from workflow.soundness.reduction import reduce
from workflow.soundness.search import search_thriftily
from workflow.soundness.verify import verify_graph
from workflow.structure.control_graph import ControlGraph
from workflow.structure.reach import reach_of
from workflow.structure.wiring import Wiring, wire


@pytest.mark.parametrize("part", range(4))
def test_the_methods_agree_on_small_flows(part: int) -> None:
    compared = 0
    for seed in range(part * 300, part * 300 + 300):
        graph = random_graph(seed, 3 + seed % 8)
        wiring = between_start_and_end(graph)
        problems = Oracle(graph, limit=2_000).problems()
        if wiring is None or problems is None:
            continue
        sound = not problems
        compared += 1
        rest = reduce(wiring)

        assert is_sound_by_rank(net_of(wiring)) is sound, seed
        assert (search_thriftily(net_of(wiring), 10_000).found is None) is sound, seed
        assert (rest is None or is_sound_by_rank(net_of(rest))) is sound, seed

    assert compared > 200


@given(st.integers(0, 10**9), st.integers(1, 80))
def test_the_rank_theorem_finds_large_sound_flows_sound(seed: int, size: int) -> None:
    assert is_sound_by_rank(net_of(wire(random_sound_graph(seed, size))))


def test_flows_of_parts_within_parts_reduce_to_nothing() -> None:
    graph = graph_of(
        "s -> x1 -> p1 -> a -> p2 -> x2 -> e", "p1 -> b -> p2", "x2 -> c -> x1", "p1 -> x3 -> d -> x4 -> p2", "x3 -> x4"
    )

    assert reduce(wire(graph)) is None


def test_a_flow_nested_hundreds_of_parts_deep_is_verified() -> None:
    depth = 300
    heads = [f"p{level}a" for level in range(depth)]
    tails = [f"p{level}b" for level in reversed(range(depth))]
    lines = [" -> ".join(["s", *heads, "middle", *tails, "e"])]
    lines += [f"p{level}a -> t{level} -> p{level}b" for level in range(depth)]
    broken = [line.replace(f"p{depth - 1}b", "x") for line in lines]

    assert verify_graph(graph_of(*lines)).sound is True
    (fault,) = verify_graph(graph_of(*broken)).faults
    assert fault.nodes[0] == "x"


def between_start_and_end(graph: ControlGraph) -> Wiring | None:
    wiring = wire(graph)
    reach = reach_of(wiring)
    return wiring if len(reach.from_start & reach.to_end) == len(wiring.keys) else None
