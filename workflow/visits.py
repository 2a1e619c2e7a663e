"""How often each node and edge is passed per case: exact for every sound flow, by one sparse linear system.

Shares of an exclusive split (formats.md): `probability` counts; where there is none, the `rates` of the outcome;
what is left is shared equally by the edges that say nothing. Shares that do not sum to 1 are an error of `check`;
here they are scaled, so that a picture or a table can still be drawn. Visits solve (I − Pᵀ) v = e_start, where an
edge out of a parallel split weighs 1 and a parallel join counts its branches once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
import scipy

from workflow.definition import Edge, Node

Branching: TypeAlias = Literal["none", "exclusive", "parallel", "inclusive"]

TOLERANCE: Final = 0.002
"""Shares written with two or three digits (0.333 three times) count as a sum of 1."""
_CEILING: Final = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Frequencies:
    """Expected passages per case, by node key and by edge name; `exact` is False where the flow is too broken."""

    nodes: Mapping[str, float]
    edges: Mapping[str, float]
    exact: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What the visits depend on; `matched` gives the split that an inclusive join closes."""

    starts: Sequence[str]
    entering: Mapping[str, tuple[Edge, ...]]
    leaving: Mapping[str, tuple[Edge, ...]]
    joins: Mapping[str, Branching]
    matched: Mapping[str, str]
    probabilities: Mapping[str, float]


def known_shares(node: Node, edges: Sequence[Edge]) -> dict[str, float]:
    """Return the shares that are written: the edge's probability, else the rate of its outcome."""
    shares = {edge.name: edge.probability for edge in edges if edge.probability is not None}
    for outcome, rate in node.rates.items():
        silent = [edge for edge in edges if edge.outcome == outcome and edge.probability is None]
        if silent:
            said = sum(edge.probability or 0.0 for edge in edges if edge.outcome == outcome)
            shares |= {edge.name: max(rate.share - said, 0.0) / len(silent) for edge in silent}
    return shares


def share_error(node: Node, edges: Sequence[Edge], split: Branching) -> float | None:
    """Return the sum of the shares of an exclusive split where it cannot be right, else None."""
    if split == "inclusive" or (split == "parallel" and node.type == "parallel"):
        return None
    shares = known_shares(node, edges)
    total = sum(shares.values())
    wrong = total > 1 + TOLERANCE or (len(shares) == len(edges) > 0 and total < 1 - TOLERANCE)
    return total if wrong else None


def edge_probabilities(node: Node, edges: Sequence[Edge], split: Branching) -> dict[str, float]:
    """Return by edge name the share of tokens leaving `node` that take the edge."""
    if split == "inclusive":
        return {edge.name: 1.0 if edge.probability is None else edge.probability for edge in edges}
    if split != "exclusive":
        return {edge.name: 1.0 for edge in edges}
    shares = known_shares(node, edges)
    silent = [edge for edge in edges if edge.name not in shares]
    total = sum(shares.values())
    if silent and total < 1:
        shares |= {edge.name: (1 - total) / len(silent) for edge in silent}
        return shares
    shares |= {edge.name: 0.0 for edge in silent}
    if total <= 0:
        return {edge.name: 1 / len(edges) for edge in edges}
    return {name: share / total for name, share in shares.items()}


def expected_visits(shape: Shape) -> Frequencies:
    """Return the expected passages of every node and edge."""
    active = _alive(shape)
    order = [key for key in shape.entering if key in active]
    solution = _solve(shape, order)
    exact = solution is not None
    if solution is None:
        solution = [1.0] * len(order)
    nodes = dict.fromkeys(shape.entering, 0.0) | dict(zip(order, solution, strict=True))
    edges = {
        edge.name: nodes[key] * shape.probabilities[edge.name]
        for key, leaving in shape.leaving.items()
        for edge in leaving
    }
    return Frequencies(nodes=nodes, edges=edges, exact=exact)


def _solve(shape: Shape, order: list[str]) -> list[float] | None:
    """Solve the balance of `order`; None where it has no sensible solution (an unsound loop, say)."""
    if not order:
        return []
    place = {key: index for index, key in enumerate(order)}
    rows, columns, values = [*range(len(order))], [*range(len(order))], [1.0] * len(order)
    for key, index in place.items():
        for source, weight in _sources(shape, key, place):
            rows.append(index)
            columns.append(place[source])
            values.append(-weight)
    begins = np.array([1.0 / len(shape.starts) if key in shape.starts else 0.0 for key in order])
    matrix = scipy.sparse.csc_array((values, (rows, columns)), shape=(len(order), len(order)))
    try:
        solution = scipy.sparse.linalg.splu(matrix).solve(begins)
    except RuntimeError:  # the matrix is singular: a loop that multiplies its own tokens
        return None
    sensible = np.isfinite(solution).all() and (solution > -1e-9).all() and (solution < _CEILING).all()
    return [max(float(visit), 0.0) for visit in solution] if sensible else None


def _sources(shape: Shape, key: str, place: Mapping[str, int]) -> list[tuple[str, float]]:
    split = shape.matched.get(key)
    if split is not None and split in place:
        return [(split, 1.0)]
    edges = [edge for edge in shape.entering[key] if edge.source in place]
    together = shape.joins[key] in ("parallel", "inclusive")
    scale = 1.0 / len(edges) if together and edges else 1.0
    return [(edge.source, shape.probabilities[edge.name] * scale) for edge in edges]


def _alive(shape: Shape) -> set[str]:
    """Return the nodes that tokens reach and can leave again for good, over edges that are ever taken."""
    taken = {name for name, share in shape.probabilities.items() if share > 0}
    reached, stack = set(shape.starts), [*shape.starts]
    while stack:
        for edge in shape.leaving[stack.pop()]:
            if edge.name in taken and edge.target not in reached:
                reached.add(edge.target)
                stack.append(edge.target)
    sinks = [key for key in shape.leaving if not shape.leaving[key]]
    finishing, stack = set(sinks), sinks
    while stack:
        for edge in shape.entering[stack.pop()]:
            if edge.name in taken and edge.source not in finishing:
                finishing.add(edge.source)
                stack.append(edge.source)
    return reached & finishing
