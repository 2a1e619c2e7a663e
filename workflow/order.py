"""In which order steps can happen: before, after, exclusive, at the same time (行動関係; behavioural profile).

For two steps a and b of a sound flow exactly one holds (Weidlich, Mendling, Weske 2011):

- `before`: some case does a and later b, none b and later a; `after`: the other way round;
- `exclusive`: no case does both; `parallel`: both can be at work at the same time;
- `loop`: each can come before the other, because both lie on a loop.

In a sound flow a path from a to b is as good as a case that does a and later b. Parallel steps come from the
structure tree: branches of a parallel or inclusive bond, and the concurrency relation within a rigid. On flows that
are not sound, more pairs may be called parallel than are. Every relation is a bit set: all pairs in O(V·E/64).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

import networkx as nx

from workflow.definition import Flow
from workflow.structure.block_graph import FIRST_ARC, block_wiring
from workflow.structure.concurrency import concurrent_edges
from workflow.structure.control_graph import ControlGraph, control_graph_of
from workflow.structure.reach import core_of, reach_of
from workflow.structure.tree import Block, Chain, StructureTree, structure_tree
from workflow.structure.wiring import Wiring, wire

Relation: TypeAlias = Literal["before", "after", "exclusive", "parallel", "loop"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRelations:
    """Relations between the nodes of one flow, by key. A set of nodes is an integer with their bits."""

    number: dict[str, int]
    """By node: its bit."""
    reached: tuple[int, ...]
    """By node: what a path leads to; itself only on a loop."""
    parallel: tuple[int, ...]
    """By node: what can be at work at the same time. Gateways and nodes off the way to the end have none."""

    def relation(self, a: str, b: str) -> Relation:
        """Return how `a` stands to `b`."""
        first, second = self.number[a], self.number[b]
        if self.parallel[first] >> second & 1:
            return "parallel"
        forward = self.reached[first] >> second & 1
        backward = self.reached[second] >> first & 1
        if forward and backward:
            return "loop"
        if forward:
            return "before"
        return "after" if backward else "exclusive"

    def on_one_case(self, a: str, b: str) -> bool:
        """Return whether some case does both `a` and `b`."""
        return self.relation(a, b) != "exclusive"


def order_of(flow: Flow) -> OrderRelations:
    """Return the order relations of `flow`."""
    return order_of_graph(control_graph_of(flow))


def order_of_graph(graph: ControlGraph) -> OrderRelations:
    """Return the order relations of `graph`."""
    wiring = wire(graph)
    number = {key: place for place, key in enumerate(graph.kinds)}
    return OrderRelations(
        number=number,
        reached=_reached(wiring, number),
        parallel=_parallel(wiring, number),
    )


def _reached(wiring: Wiring, number: dict[str, int]) -> tuple[int, ...]:
    """Return by flow node the flow nodes that a path leads to."""
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(wiring.keys)))
    graph.add_edges_from(zip(wiring.sources, wiring.targets, strict=True))
    own = [1 << number[key] if key in number else 0 for key in wiring.keys]
    beyond = [0] * len(wiring.keys)
    for component in nx.strongly_connected_components(graph):  # those that are led to come first
        nodes = [*component]
        around = 0
        for node in nodes:
            for edge in wiring.outgoing[node]:
                target = wiring.targets[edge]
                around |= own[target] | beyond[target]
        for node in nodes:
            beyond[node] = around
    of_key = {key: beyond[node] for node, key in enumerate(wiring.keys)}
    return tuple(of_key[key] for key in number)


def _parallel(wiring: Wiring, number: dict[str, int]) -> tuple[int, ...]:
    """Return by flow node the steps that can be at work at the same time."""
    reach = reach_of(wiring)
    core = wiring if len(reach.from_start & reach.to_end) == len(wiring.keys) else core_of(wiring, reach)
    if core is None:
        return tuple(_parallel_by_edges(wiring, number).get(key, 0) for key in number)
    tree = structure_tree(core)
    within = _within(tree, number)
    around: dict[Chain, int] = {tree.root: 0}
    of_key: dict[str, int] = {}
    for block in tree.blocks:
        beyond = around[tree.chain_of[block.entry]]
        if block.kind == "step":
            of_key[core.keys[block.nodes[0]]] = beyond
        for arc, beside in zip(block.arcs, _beside(core, block, within), strict=True):
            around[arc] = beyond | beside
    return tuple(of_key.get(key, 0) for key in number)


def _within(tree: StructureTree, number: dict[str, int]) -> dict[Chain, int]:
    """Return the steps inside each chain."""
    within: dict[Chain, int] = dict.fromkeys(tree.chain_of, 0)
    for block in reversed(tree.blocks):  # inner blocks first
        steps = 0
        if block.kind == "step":
            key = tree.wiring.keys[block.nodes[0]]
            steps = 1 << number[key] if key in number else 0
        for arc in block.arcs:
            steps |= within[arc]
        within[tree.chain_of[block.entry]] |= steps
    return within


def _beside(wiring: Wiring, block: Block, within: dict[Chain, int]) -> list[int]:
    """Return by arc of `block` the steps in arcs that can be at work while it is."""
    if {wiring.kinds[node] for node in block.nodes} == {"xor"}:
        return [0] * len(block.arcs)
    steps = {edge: within[arc] for edge, arc in enumerate(block.arcs, FIRST_ARC)}
    full = sum(1 << edge for edge, inside in steps.items() if inside)
    every = _union(steps, full)
    beside: list[int] = []
    for edge, others in enumerate(concurrent_edges(block_wiring(wiring, block))[FIRST_ARC:], FIRST_ARC):
        wanted = others & full
        if 2 * wanted.bit_count() > full.bit_count():  # arcs share no step: it is shorter to say which are not
            beside.append(every & ~_union(steps, full & ~wanted))
        else:
            beside.append(_union(steps, wanted) & ~steps[edge])
    return beside


def _union(steps: Mapping[int, int], edges: int) -> int:
    """Return the steps of all `edges` (bits)."""
    found = 0
    while edges:
        low = edges & -edges
        found |= steps[low.bit_length() - 1]
        edges ^= low
    return found


def _parallel_by_edges(wiring: Wiring, number: dict[str, int]) -> dict[str, int]:
    """Return by key the steps in parallel in a flow that cannot be taken apart, because parts of it hang loose."""
    concurrent = concurrent_edges(wiring)
    steps = [(key, place) for place, key in enumerate(wiring.keys) if key in number and wiring.incoming[place]]
    found: dict[str, int] = {}
    for key, place in steps:
        others = concurrent[wiring.incoming[place][0]]
        bits = [number[other] for other, at in steps if others >> wiring.incoming[at][0] & 1]
        found[key] = sum(1 << bit for bit in bits)
    return found
