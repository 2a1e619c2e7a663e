"""Visits and hand-offs of a rewritten flow, from those of the flow before: what costs milliseconds once, costs less
when it is asked a thousand times.

A rewrite changes the balance of a few nodes only. With the factorised system of the flow before, the new visits follow
from a system as small as the change (Woodbury's identity); they equal a computation from scratch.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

import numpy as np
import scipy

from workflow.definition import Edge, Flow, Node
from workflow.graph import FlowGraph
from workflow.measures.changes import NO_MARK, Floats, Numbers, Ways, counted, handed_on
from workflow.measures.performers import role_of

SPARE: Final = 16
"""Places kept for nodes that a rewrite adds; one that adds more is measured from scratch."""
MOST_SHIFTED: Final = 40
"""Nodes whose balance a rewrite shifts; of more, a computation from scratch is quicker."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A flow after a rewrite: expected visits of the nodes that were there (in their old order), visits of new nodes by
    key, and hand-offs per case."""

    visits: Floats
    new: Mapping[str, float]
    handoffs: float


class WhatIf:
    """Answers for rewrites of one flow. Unchanged nodes and edges of the rewritten flow are the same objects.

    The flow is told beside its graph, because the graph may have been made of another reading of the same version.
    """

    def __init__(self, flow: Flow, graph: FlowGraph) -> None:
        self._flow = flow
        self._graph = graph
        self._place = dict(graph.numbers)
        self._size = len(self._place) + SPARE
        visits = np.zeros(self._size)
        for key, place in self._place.items():
            visits[place] = graph.visits[key]
        self._visits: Floats = visits
        self._roles: dict[str, int] = {}

    def rewritten(self, after: Flow) -> Rewritten | None:
        """Return the figures of `after`, or None where they have to be computed from scratch."""
        change = self._change(after)
        if change is None:
            return None
        visits = self._visits_after(change)
        if visits is None:
            return None
        handoffs = self._handoffs_after(change, visits) if after.handoff_minutes > 0 else 0.0
        new = {key: float(visits[place]) for key, place in change.place.items() if key not in self._place}
        return Rewritten(visits=visits[: len(self._place)], new=new, handoffs=handoffs)

    @property
    def visits(self) -> Floats:
        """The expected visits of the flow's nodes before any rewrite, in their order."""
        return self._visits[: len(self._place)]

    # -- what changes

    def _change(self, after: Flow) -> "_Change | None":
        new = [key for key in after.nodes if key not in self._flow.nodes]
        exact = self._graph.frequencies.exact and not any(
            node.type == "inclusive" for node in self._flow.nodes.values()
        )
        if not exact or len(new) > SPARE:
            return None
        place = {**self._place, **{key: len(self._place) + count for count, key in enumerate(new)}}
        sources, targets = self._moved_ends(after)
        leaving = [edge for edge in after.edges if edge.source in sources]
        targets.update(edge.target for edge in leaving)
        targets.update(edge.target for key in sources if key in place for edge in self._leaving(key))
        targets.update(key for key in self._flow.nodes if key not in after.nodes)
        targets.update(new)
        return _Change(after=after, place=place, sources=sources, targets=targets, shares=_shares(after, leaving))

    def _leaving(self, key: str) -> tuple[Edge, ...]:
        return self._graph.leaving(key) if key in self._flow.nodes else ()

    def _moved_ends(self, after: Flow) -> tuple[set[str], set[str]]:
        """Return the sources whose shares may change, and the targets of edges that came, went or moved."""
        old = self._flow.edges
        moved = [edge for edge in after.edges if id(edge) not in self._same]
        if len(after.edges) - len(moved) < len(old):
            kept = set(map(id, after.edges))
            moved += [edge for edge in old if id(edge) not in kept]
        changed = ((key, node) for key, node in after.nodes.items() if id(node) not in self._same)
        sources = {edge.source for edge in moved}
        sources |= {key for key, node in changed if (was := self._flow.nodes.get(key)) and was.type != node.type}
        return sources, {edge.target for edge in moved}

    @cached_property
    def _same(self) -> frozenset[int]:
        """The identities of what the flow is made of: a rewrite leaves most of it alone."""
        return frozenset((*map(id, self._flow.nodes.values()), *map(id, self._flow.edges)))

    # -- visits

    @cached_property
    def _rows(self) -> Mapping[str, Mapping[int, float]]:
        """For each node what part of which node's visits comes in."""
        return {key: dict(self._row(node, self._graph.entering(key), {})) for key, node in self._flow.nodes.items()}

    @cached_property
    def _factors(self) -> "scipy.sparse.linalg.SuperLU | None":
        rows, columns, values = [*range(self._size)], [*range(self._size)], [1.0] * self._size
        for key, row in self._rows.items():
            for place, weight in row.items():
                rows.append(self._place[key])
                columns.append(place)
                values.append(-weight)
        try:
            return scipy.sparse.linalg.splu(
                scipy.sparse.csc_array((values, (rows, columns)), shape=(self._size, self._size))
            )
        except RuntimeError:  # singular: a loop that nothing leaves
            return None

    def _row(
        self,
        node: Node,
        entering: tuple[Edge, ...],
        shares: Mapping[int, float],
        place: Mapping[str, int] | None = None,
    ) -> Iterator[tuple[int, float]]:
        places = place or self._place
        live = [edge for edge in entering if places[edge.source] >= len(self._place) or self._live(edge.source)]
        scale = 1.0 / len(live) if node.type == "parallel" and live else 1.0
        total: dict[int, float] = {}
        for edge in live:
            share = shares[edge.index] if edge.index in shares else self._graph.probabilities[edge.name]
            total[places[edge.source]] = total.get(places[edge.source], 0.0) + share * scale
        yield from total.items()

    def _live(self, key: str) -> bool:
        return bool(self._visits[self._place[key]] > 0)

    def _visits_after(self, change: "_Change") -> Floats | None:
        factors = self._factors
        nodes = change.after.nodes
        rows = [key for key in sorted(change.targets) if not (key in nodes and nodes[key].type == "end")]
        if len(rows) > MOST_SHIFTED:
            return None
        if factors is None or not rows:
            return None if factors is None else self._visits
        entering = change.entering(rows)
        unit = np.zeros((self._size, len(rows)))
        shifts: list[dict[int, float]] = []
        for count, key in enumerate(rows):
            unit[change.place[key], count] = 1.0
            shift = dict(self._rows.get(key, {}))
            if key in nodes:
                for place, weight in self._row(nodes[key], entering[key], change.shares, change.place):
                    shift[place] = shift.get(place, 0.0) - weight
            shifts.append(shift)
        reach = factors.solve(unit)
        # A shift has a few places only. Products of whole matrices would also wake threads that wait for each other.
        inner = np.array([_weighed(shift, reach) for shift in shifts]).reshape(len(rows), len(rows))
        right = np.array([float(_weighed(shift, self._visits)) for shift in shifts])
        try:
            small = np.linalg.solve(np.eye(len(rows)) + inner, right)
        except np.linalg.LinAlgError:
            return None
        visits: Floats = np.maximum(self._visits - (reach * small).sum(axis=1), 0.0)
        return visits if np.isfinite(visits).all() else None

    # -- hand-offs

    @cached_property
    def _leaves(self) -> Numbers:
        marks = [self._mark(self._flow, node) for node in self._flow.nodes.values()]
        return np.array(marks + [NO_MARK] * SPARE, dtype=np.int64)

    @cached_property
    def _base_ways(self) -> Ways:
        edges = self._flow.edges
        return Ways(
            sources=np.array([self._place[edge.source] for edge in edges], dtype=np.int64),
            targets=np.array([self._place[edge.target] for edge in edges], dtype=np.int64),
            passages=np.array([self._graph.probabilities[edge.name] for edge in edges], dtype=np.float64),
        )

    @cached_property
    def _handed(self) -> Floats:
        ways = self._base_ways
        weighed = replace(ways, passages=ways.passages * self._visits[ways.sources])
        return handed_on(weighed, self._leaves, self._kinds)

    @property
    def _kinds(self) -> int:
        return len(self._flow.lanes) + 2  # a role for each lane, and the resident without one

    def _mark(self, flow: Flow, node: Node) -> int:
        role = role_of(flow, node)
        return NO_MARK if role is None else self._roles.setdefault(role, len(self._roles))

    def _handoffs_after(self, change: "_Change", visits: Floats) -> float:
        leaves = self._leaves.copy()
        for key, node in change.after.nodes.items():
            if id(node) not in self._same:
                leaves[change.place[key]] = self._mark(change.after, node)
        ways = self._ways_after(change, visits)
        last = handed_on(ways, leaves, self._kinds, self._handed)
        return counted(ways, leaves, last)

    def _ways_after(self, change: "_Change", visits: Floats) -> Ways:
        base = self._base_ways
        same = np.ones(len(base.sources), dtype=np.bool_)
        for key in change.sources:
            for edge in self._leaving(key):
                same[edge.index] = False
        moved = [edge for edge in change.after.edges if edge.source in change.sources]
        sources = np.concatenate(
            [base.sources[same], np.array([change.place[e.source] for e in moved], dtype=np.int64)]
        )
        targets = np.concatenate(
            [base.targets[same], np.array([change.place[e.target] for e in moved], dtype=np.int64)]
        )
        shares = np.concatenate([base.passages[same], np.array([change.shares[e.index] for e in moved])])
        return Ways(sources=sources, targets=targets, passages=shares * visits[sources])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """What a rewrite moves: sources with other shares, targets with another balance, shares by edge index."""

    after: Flow
    place: Mapping[str, int]
    sources: set[str]
    targets: set[str]
    shares: Mapping[int, float]

    def entering(self, keys: list[str]) -> dict[str, tuple[Edge, ...]]:
        found: dict[str, list[Edge]] = {key: [] for key in keys}
        for edge in self.after.edges:
            if edge.target in found:
                found[edge.target].append(edge)
        return {key: tuple(edges) for key, edges in found.items()}


def _weighed(weights: Mapping[int, float], values: Floats) -> Floats:
    """Return the sum of rows of `values`, each times its weight."""
    places = np.fromiter(weights.keys(), dtype=np.int64, count=len(weights))
    by = np.fromiter(weights.values(), dtype=np.float64, count=len(weights))
    total: Floats = (values[places].T * by).T.sum(axis=0)
    return total


def _shares(after: Flow, leaving: list[Edge]) -> dict[int, float]:
    """Return the shares of `leaving`, all edges out of some nodes, by their index."""
    keys = dict.fromkeys([*(edge.source for edge in leaving), *(edge.target for edge in leaving)])
    part = FlowGraph(replace(after, nodes={key: after.nodes[key] for key in keys}, edges=tuple(leaving)))
    return {edge.index: part.probabilities[edge.name] for edge in leaving}
