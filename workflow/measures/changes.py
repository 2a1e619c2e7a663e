"""How often something changes on the way of a case: the role (hand-off), the department, the medium.

Gateways, events and steps without a mark are contracted: what was last before them is handed through. The expected
passages of the graph weigh each pair, so the figures are exact wherever the visits are. Branches that join count as
in the visits: together once, each with its part.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from workflow.definition import Node
from workflow.graph import FlowGraph

Mark: TypeAlias = Callable[[Node], str | None]
Floats: TypeAlias = NDArray[np.float64]
Numbers: TypeAlias = NDArray[np.int64]

NO_MARK: Final = -1
_ROUNDS: Final = 500
_STILL: Final = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Edges as arrays: places of source and target, and expected passages per case."""

    sources: Numbers
    targets: Numbers
    passages: Floats


def expected_changes(graph: FlowGraph, going: Mark, coming: Mark | None = None) -> float:
    """Return how often per case a step with mark `coming` follows one with another mark `going`."""
    nodes = graph.flow.nodes
    after = {key: mark for key, node in nodes.items() if (mark := going(node)) is not None}
    before = after if coming is None else {key: mark for key, node in nodes.items() if (mark := coming(node))}
    names = {name: number for number, name in enumerate(dict.fromkeys([*after.values(), *before.values()]))}
    if len(names) < 2:
        return 0.0
    leaves = marks_of(nodes, after, names)
    ways = ways_of(graph)
    return counted(ways, marks_of(nodes, before, names), handed_on(ways, leaves, len(names)))


def ways_of(graph: FlowGraph) -> Ways:
    """Return the edges of `graph` as arrays, nodes by their place in the document."""
    numbers, edges = graph.numbers, graph.flow.edges
    return Ways(
        sources=np.array([numbers[edge.source] for edge in edges], dtype=np.int64),
        targets=np.array([numbers[edge.target] for edge in edges], dtype=np.int64),
        passages=np.array([graph.edge_visits[edge.name] for edge in edges], dtype=np.float64),
    )


def marks_of(nodes: Mapping[str, Node], marks: Mapping[str, str], names: Mapping[str, int]) -> Numbers:
    """Return the number of each node's mark, in the order of the document."""
    return np.array([names[marks[key]] if key in marks else NO_MARK for key in nodes], dtype=np.int64)


def handed_on(ways: Ways, leaves: Numbers, kinds: int, begin: Floats | None = None) -> Floats:
    """Return for each node what part of its cases leave it with which mark as the last one (nodes × marks).

    A marked node gives its own. The others mix what arrives, by passages: a fixed point that is reached after as many
    rounds as gateways follow each other. `begin` is a guess from which fewer rounds are needed.
    """
    marked = leaves != NO_MARK
    last = np.zeros((len(leaves), kinds)) if begin is None else begin.copy()
    last[marked] = 0.0
    last[np.flatnonzero(marked), leaves[marked]] = 1.0
    inward = ~marked[ways.targets] & (ways.passages > 0)
    sources, targets, passages = ways.sources[inward], ways.targets[inward], ways.passages[inward]
    arriving = np.bincount(targets, passages, minlength=len(leaves))
    through = np.unique(targets)
    last[~marked & (arriving <= 0)] = 0.0
    for _ in range(_ROUNDS):
        mixed = np.zeros_like(last)
        np.add.at(mixed, targets, passages[:, None] * last[sources])
        new = mixed[through] / arriving[through, None]
        moved = float(np.abs(new - last[through]).max(initial=0.0))
        last[through] = new
        if moved < _STILL:
            break
    return last


def counted(ways: Ways, enters: Numbers, last: Floats) -> float:
    """Return how often per case a node is entered with another last mark than its own."""
    into = enters[ways.targets] != NO_MARK
    sources, own, passages = ways.sources[into], enters[ways.targets[into]], ways.passages[into]
    known = last[sources].sum(axis=1)
    return float((passages * (known - last[sources, own])).sum())
