"""Which nodes can be at work at the same time (Kovalyov and Esparza 1995, for the graph of a flow).

Two edges are concurrent when a run can have a token on both. The edges out of a parallel split are; what is
concurrent with an edge stays so with the edges behind it; behind a parallel join only what is concurrent with every
edge into it. For a sound flow without inclusive gateways this is exact, otherwise it errs towards "concurrent".
The cost is O(E²/64) per level of nesting; a flow without a split costs nothing.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from workflow.graph import FlowGraph

_TOGETHER: Final = ("parallel", "inclusive")
_Matrix = npt.NDArray[np.bool_]


def concurrent_nodes(graph: FlowGraph) -> Mapping[str, int]:
    """Return for each node the bit set (see `FlowGraph.numbers`) of the nodes it can run at the same time as."""
    splits = [key for key in graph.flow.nodes if graph.split_of(key) in _TOGETHER]
    if not splits:
        return dict.fromkeys(graph.flow.nodes, 0)
    matrix = _concurrent_edges(graph, splits)
    return _by_node(graph, matrix)


def _concurrent_edges(graph: FlowGraph, splits: list[str]) -> _Matrix:
    """Return the symmetric relation over edges (by their place in the document): the least fixed point."""
    size = len(graph.flow.edges)
    matrix = np.zeros((size, size), dtype=np.bool_)
    for key in splits:
        leaving = [edge.index for edge in graph.leaving(key)]
        matrix[np.ix_(leaving, leaving)] = True
    np.fill_diagonal(matrix, val=False)
    steps = _steps(graph)
    before = -1
    while (now := int(matrix.sum())) != before:
        before = now
        for entering, leaving, together in steps:
            _pass_on(matrix, entering, leaving, together)
        matrix |= matrix.T
        np.fill_diagonal(matrix, val=False)
    return matrix


def _pass_on(matrix: _Matrix, entering: list[int], leaving: list[int], together: bool) -> None:
    """What is concurrent before a node is concurrent behind it; behind a join, what is so with every branch."""
    rows = matrix[entering]
    row = np.logical_and.reduce(rows) if together else np.logical_or.reduce(rows)
    for edge in leaving:
        matrix[edge] |= row


def _steps(graph: FlowGraph) -> list[tuple[list[int], list[int], bool]]:
    """Return edges in, edges out and the kind of join of every node, roughly from start to end."""
    order = [key for part in reversed(graph.components) for key in part]
    return [
        (
            [edge.index for edge in graph.entering(key)],
            [edge.index for edge in graph.leaving(key)],
            graph.join_of(key) in _TOGETHER,
        )
        for key in order
        if graph.entering(key) and graph.leaving(key)
    ]


def _by_node(graph: FlowGraph, matrix: _Matrix) -> dict[str, int]:
    """Two nodes run at the same time when an edge into one is concurrent with an edge into the other."""
    order = list(graph.flow.nodes)
    into = np.zeros((len(order), len(graph.flow.edges)), dtype=np.uint8)
    for edge in graph.flow.edges:
        into[graph.numbers[edge.target], edge.index] = 1
    reached = (into.astype(np.float32) @ matrix.astype(np.float32)) @ into.T.astype(np.float32) > 0
    packed = np.packbits(reached, axis=1, bitorder="little")
    return {key: int.from_bytes(packed[row].tobytes(), "little") for row, key in enumerate(order)}
