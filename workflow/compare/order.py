"""Which matched steps moved: the fewest that explain every change of order (analysis.md §5.2).

Two steps are in order when one can come before the other and not the other way round, loops left aside. A pair
whose order turned round, or that is no longer (or newly) in order, is a conflict; steps are taken away, the most
conflicted first, until no conflict is left: those are the ones that moved.
"""

from collections.abc import Mapping

import networkx as nx

from workflow.definition import Flow
from workflow.graph import graph_of


def moved(before: Flow, after: Flow, pairs: Mapping[str, str]) -> tuple[str, ...]:
    """Return the keys (of `before`) of matched nodes that moved, in the order of `before`."""
    keys = [key for key in before.nodes if key in pairs]
    place = {key: number for number, key in enumerate(keys)}
    old = _later(before, place)
    new = _later(after, {pairs[key]: place[key] for key in keys})
    symmetric = [before_bits ^ after_bits for before_bits, after_bits in zip(old, new, strict=True)]
    for number, bits in enumerate([*symmetric]):
        for other in _numbers(bits):
            symmetric[other] |= 1 << number
    gone: list[int] = []
    while (worst := max(range(len(keys)), key=lambda n: (symmetric[n].bit_count(), n), default=None)) is not None:
        if not symmetric[worst]:
            break
        gone.append(worst)
        for other in _numbers(symmetric[worst]):
            symmetric[other] &= ~(1 << worst)
        symmetric[worst] = 0
    return tuple(keys[number] for number in sorted(gone))


def _later(flow: Flow, place: Mapping[str, int]) -> list[int]:
    """Return, by place, the set (as bits) of placed nodes that can only come later."""
    graph = graph_of(flow)
    forward: nx.DiGraph[str] = nx.DiGraph()
    forward.add_nodes_from(flow.nodes)
    forward.add_edges_from((e.source, e.target) for e in flow.edges if not graph.dominates(e.target, e.source))
    order = [node for part in _acyclic(forward) for node in part]
    reach: dict[str, int] = {}
    result = [0] * len(place)
    for key in reversed(order):
        bits = 0
        for target in forward.successors(key):
            bits |= reach.get(target, 0)
            if target in place:
                bits |= 1 << place[target]
        reach[key] = bits
        if key in place:
            result[place[key]] = bits & ~(1 << place[key])
    return result


def _acyclic(graph: "nx.DiGraph[str]") -> list[list[str]]:
    """Return the nodes in topological order, cycles that remain (irreducible ones) as one group."""
    components = [*nx.strongly_connected_components(graph)]
    return [sorted(part) for part in reversed(components)]


def _numbers(bits: int) -> list[int]:
    found = []
    while bits:
        low = bits & -bits
        found.append(low.bit_length() - 1)
        bits ^= low
    return found
