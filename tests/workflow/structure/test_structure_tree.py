"""The structure tree is what its definition says, by comparison with removing edges one by one."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.soundness.graph_oracle import graph_of, random_graph, random_sound_graph
from workflow.structure.control_graph import ControlGraph
from workflow.structure.reach import reach_of
from workflow.structure.tree import StructureTree, structure_tree
from workflow.structure.wiring import Wiring, wire


@pytest.mark.parametrize(
    ("lines", "kinds"),
    [
        pytest.param(["s -> a -> b -> e"], [], id="a sequence has steps only"),
        pytest.param(["s -> x1 -> a -> x2 -> e", "x1 -> b -> x2"], ["bond"], id="choice"),
        pytest.param(["s -> x1 -> a -> x2 -> e", "x2 -> b -> x1"], ["loop"], id="loop"),
        pytest.param(
            ["s -> p1 -> x1 -> a -> x2 -> p2 -> e", "x1 -> x2", "p1 -> b -> p2"], ["bond", "bond"], id="nested"
        ),
        pytest.param(["s -> x1 -> x2 -> x3 -> x4 -> e", "x1 -> x3", "x2 -> x4"], ["rigid"], id="tangled"),
        pytest.param(["s -> a -> b -> p1 -> e", "a -> c -> p1"], ["bond"], id="implicit fork"),
    ],
)
def test_parts_are_told_apart_by_their_kind(lines: list[str], kinds: list[str]) -> None:
    tree = structure_tree(wire(graph_of(*lines)))

    assert [block.kind for block in tree.blocks if block.kind != "step"] == kinds


@given(st.integers(0, 10**9), st.integers(2, 12))
def test_edges_share_a_chain_exactly_when_removing_both_tears_the_flow_apart(seed: int, size: int) -> None:
    tree = tree_of(random_graph(seed, size))
    if tree is None:
        return
    wiring = tree.wiring

    for a, b in combinations(range(len(wiring.sources)), 2):
        assert (tree.chain_of[a] is tree.chain_of[b]) is (not connected(wiring, {a, b}))


@given(st.integers(0, 10**9), st.integers(2, 25))
def test_the_edges_of_a_chain_are_passed_in_its_order(seed: int, size: int) -> None:
    tree = tree_of(random_graph(seed, size))
    if tree is None:
        return
    wiring = tree.wiring

    for block in tree.blocks:
        assert wiring.sources[block.exit] not in reached(wiring, without=block.entry)


@given(st.integers(0, 10**9), st.integers(1, 40))
def test_every_node_has_one_home(seed: int, size: int) -> None:
    tree = tree_of(random_sound_graph(seed, size))
    assert tree is not None

    homes = [node for block in tree.blocks for node in block.nodes]

    assert sorted(homes) == sorted(set(range(len(tree.wiring.keys))) - {tree.wiring.start, tree.wiring.end})
    assert all(node in block.nodes for node, block in enumerate(tree.block_of) if block is not None)
    assert [edge for chain in set(tree.chain_of) for edge in chain.edges].__len__() == len(tree.wiring.sources)


def tree_of(graph: ControlGraph) -> StructureTree | None:
    wiring = wire(graph)
    reach = reach_of(wiring)
    if len(reach.from_start & reach.to_end) < len(wiring.keys):
        return None
    return structure_tree(wiring)


def connected(wiring: Wiring, without: set[int]) -> bool:
    """Return whether the flow, with a way back from its end to its start, holds together without these edges."""
    links = [(wiring.end, wiring.start)]
    links += [
        (wiring.sources[edge], wiring.targets[edge]) for edge in range(len(wiring.sources)) if edge not in without
    ]
    seen = {wiring.start}
    while True:
        more = {b for a, b in links if a in seen} | {a for a, b in links if b in seen}
        if more <= seen:
            return len(seen) == len(wiring.keys)
        seen |= more


def reached(wiring: Wiring, without: int) -> set[int]:
    seen = {wiring.start}
    stack = [wiring.start]
    while stack:
        for edge in wiring.outgoing[stack.pop()]:
            if edge != without and wiring.targets[edge] not in seen:
                seen.add(wiring.targets[edge])
                stack.append(wiring.targets[edge])
    return seen
