"""How often something changes on the way of a case: the role (hand-off), the department, the medium.

Gateways, events and steps without a mark are contracted: what was last before them is handed through. The expected
passages of the graph weigh each pair, so the figures are exact wherever the visits are. Branches that join count as
in the visits: together once, each with its part.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array
from scipy.sparse.linalg import splu

from workflow.definition import Node
from workflow.graph import FlowGraph

Mark: TypeAlias = Callable[[Node], str | None]


@dataclass(frozen=True, slots=True)
class _Marks:
    coming: Mapping[str, str]
    going: Mapping[str, str]


def expected_changes(graph: FlowGraph, going: Mark, coming: Mark | None = None) -> float:
    """Return how often per case a step with mark `coming` follows one with another mark `going`."""
    after = {key: mark for key, node in graph.flow.nodes.items() if (mark := going(node)) is not None}
    before = after if coming is None else _marked(graph, coming)
    if len({*after.values(), *before.values()}) < 2:
        return 0.0
    marks = _Marks(coming=before, going=after)
    handed = _handed_through(graph, marks)
    return sum(
        share
        for key, mark in before.items()
        for edge in graph.entering(key)
        for last, share in _carried(graph, marks, handed, edge.source, graph.probabilities[edge.name]).items()
        if last != mark
    )


def _marked(graph: FlowGraph, mark: Mark) -> dict[str, str]:
    return {key: found for key, node in graph.flow.nodes.items() if (found := mark(node)) is not None}


def _carried(
    graph: FlowGraph, marks: _Marks, handed: Mapping[str, Mapping[str, float]], source: str, share: float
) -> dict[str, float]:
    """Return by last mark the expected passages of an edge out of `source` that takes `share`."""
    if source in marks.going:
        return {marks.going[source]: graph.visits[source] * share}
    return {mark: passages * share for mark, passages in handed.get(source, {}).items()}


def _handed_through(graph: FlowGraph, marks: _Marks) -> dict[str, dict[str, float]]:
    """Return for each contracted node the expected arrivals by last mark: one sparse system, all marks at once."""
    through = [key for key in graph.flow.nodes if key not in marks.going and graph.visits[key] > 0]
    names = sorted(set(marks.going.values()))
    if not through:
        return {}
    place, column = {key: index for index, key in enumerate(through)}, {name: index for index, name in enumerate(names)}
    rows, columns, values = [*range(len(through))], [*range(len(through))], [1.0] * len(through)
    arrivals = np.zeros((len(through), len(names)))
    for key, index in place.items():
        weight = _weight(graph, key)
        for edge in graph.entering(key):
            share = graph.probabilities[edge.name] * weight
            if edge.source in marks.going:
                arrivals[index, column[marks.going[edge.source]]] += graph.visits[edge.source] * share
            elif edge.source in place:
                rows.append(index)
                columns.append(place[edge.source])
                values.append(-share)
    solved = _solved(csc_array((values, (rows, columns)), shape=(len(through), len(through))), arrivals)
    return {key: dict(zip(names, map(float, solved[index]), strict=True)) for key, index in place.items()}


def _weight(graph: FlowGraph, key: str) -> float:
    """Return 1, or at a join what part each branch has in the one visit that they make together."""
    coming = sum(graph.edge_visits[edge.name] for edge in graph.entering(key))
    return graph.visits[key] / coming if coming > 0 else 1.0


def _solved(matrix: "csc_array[np.float64]", arrivals: NDArray[np.float64]) -> NDArray[np.float64]:
    """Solve the balance; a flow so broken that it has no solution hands on only what arrives directly."""
    try:
        solved: NDArray[np.float64] = splu(matrix).solve(arrivals)
    except RuntimeError:  # singular: a loop of gateways that multiplies tokens
        return arrivals
    return solved if np.isfinite(solved).all() and (solved > -1e-9).all() else arrivals
