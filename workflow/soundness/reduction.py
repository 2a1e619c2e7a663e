"""Reduction: makes a graph smaller without changing whether it is sound.

Rules (after Murata 1989; Sadiq and Orlowska 2000), applied until none fits:

- a node with one edge in and one out disappears;
- two joins of one kind in a row are one join, two splits of one kind in a row are one split;
- edges from a split straight to a join of the same kind are one edge;
- the straight way back from an exclusive split to the exclusive join before it disappears.

A graph that shrinks to a single edge is sound; any other may be either. O(E) rule applications.
"""

from dataclasses import dataclass

from workflow.structure.control_graph import Kind
from workflow.structure.wiring import Wiring, wiring_of


def reduce(wiring: Wiring) -> Wiring | None:
    """Return a smaller graph that is sound if and only if `wiring` is; None if nothing is left: it is sound."""
    graph = _Graph(wiring)
    graph.shrink()
    return graph.rest(wiring)


@dataclass(slots=True)
class _Edge:
    source: int
    target: int


class _Graph:
    """The graph while it shrinks: edges by number, and the edges in and out of each node that is left."""

    def __init__(self, wiring: Wiring) -> None:
        self.kinds: tuple[Kind, ...] = wiring.kinds
        self.edges = {n: _Edge(*ends) for n, ends in enumerate(zip(wiring.sources, wiring.targets, strict=True))}
        self.ins = [set(edges) for edges in wiring.incoming]
        self.outs = [set(edges) for edges in wiring.outgoing]
        self.fixed = {wiring.start, wiring.end}
        self.waiting = [*reversed(range(len(wiring.kinds)))]

    def shrink(self) -> None:
        """Apply the rules until none fits."""
        while self.waiting:
            node = self.waiting.pop()
            if node in self.fixed or not self.ins[node] or not self.outs[node]:
                continue
            if len(self.ins[node]) == 1 and len(self.outs[node]) == 1:
                self._skip(node)
            elif len(self.outs[node]) > 1:
                self._shrink_split(node)
            else:
                self._shrink_join(node)

    def rest(self, wiring: Wiring) -> Wiring | None:
        """Return what is left."""
        if len(self.edges) == 1:
            return None
        kept = [n for n in range(len(self.kinds)) if n in self.fixed or self.ins[n]]
        number = {node: place for place, node in enumerate(kept)}
        return wiring_of(
            [wiring.keys[node] for node in kept],
            [self.kinds[node] for node in kept],
            [(number[edge.source], number[edge.target], "") for edge in self.edges.values()],
            number[wiring.start],
            number[wiring.end],
        )

    def _skip(self, node: int) -> None:
        (before,), (after,) = self.ins[node], self.outs[node]
        if before == after:
            return
        target = self.edges.pop(after).target
        self.edges[before].target = target
        self.ins[target].remove(after)
        self.ins[target].add(before)
        self.ins[node].clear()
        self.outs[node].clear()
        self.waiting += (self.edges[before].source, target)

    def _shrink_split(self, node: int) -> None:
        for edge in sorted(self.outs[node]):
            if edge not in self.outs[node]:
                continue
            other = self.edges[edge].target
            if other in self.fixed or self.kinds[other] != self.kinds[node]:
                continue
            if len(self.outs[other]) > 1:
                self._take_over(node, edge, other)
            elif self._merge_parallel(node, other) or self._drop_way_back(node, edge, other):
                self.waiting.append(other)
        if len(self.outs[node]) == 1:
            self.waiting.append(node)

    def _take_over(self, node: int, edge: int, other: int) -> None:
        """The split `other`, reached by `edge`, becomes part of the split `node`."""
        del self.edges[edge]
        self.outs[node].remove(edge)
        for moved in self.outs[other]:
            self.edges[moved].source = node
        self.outs[node] |= self.outs[other]
        self.ins[other].clear()
        self.outs[other].clear()
        self.waiting.append(node)

    def _merge_parallel(self, node: int, join: int) -> bool:
        between = sorted(self.outs[node] & self.ins[join])
        for extra in between[1:]:
            del self.edges[extra]
            self.outs[node].remove(extra)
            self.ins[join].remove(extra)
        return len(between) > 1

    def _drop_way_back(self, node: int, edge: int, join: int) -> bool:
        (forward,) = self.outs[join]
        if self.kinds[node] != "xor" or self.edges[forward].target != node:
            return False
        del self.edges[edge]
        self.outs[node].remove(edge)
        self.ins[join].remove(edge)
        return True

    def _shrink_join(self, node: int) -> None:
        (after,) = self.outs[node]
        other = self.edges[after].target
        if other == node or other in self.fixed:
            return
        if self.kinds[other] == self.kinds[node] and len(self.ins[other]) > 1 and len(self.outs[other]) == 1:
            del self.edges[after]
            self.ins[other].remove(after)
            for moved in self.ins[node]:
                self.edges[moved].target = other
            self.ins[other] |= self.ins[node]
            before = [self.edges[edge].source for edge in self.ins[node]]
            self.ins[node].clear()
            self.outs[node].clear()
            self.waiting += (*before, other)
        else:
            self.waiting += [self.edges[edge].source for edge in self.ins[node] if self.edges[edge].source == other]
