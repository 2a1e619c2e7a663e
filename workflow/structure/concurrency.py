"""Which edges can hold tokens at the same time: the concurrency relation of a free-choice net.

The smallest relation such that the branches of a parallel split are concurrent, and what is concurrent with
everything that a node takes is concurrent with everything that it puts (Kovalyov and Esparza 1996). On a sound flow
it is exact; on any other it may name too many pairs, never too few. Where pairs are found by the hundred thousand, as
in a broken flow that forks into everything, all edges are called concurrent, so that it cannot take long.
"""

from typing import Final

from workflow.structure.wiring import Wiring

_MAX_PAIRS: Final = 400_000
"""About half a second. Two thirds of a thousand edges, all in parallel, have as many."""


def concurrent_edges(wiring: Wiring) -> list[int]:
    """Return by edge the set (bits) of edges that can hold a token while it does."""
    relation = _Relation(wiring)
    for node, kind in enumerate(wiring.kinds):
        outs = wiring.outgoing[node]
        if kind in ("and", "or") and len(outs) > 1:
            together = sum(1 << edge for edge in outs)
            for edge in outs:
                relation.add(edge, together)
    while relation.waiting:
        node = next(iter(relation.waiting))
        del relation.waiting[node]
        if wiring.incoming[node]:
            shared = relation.shared(node)
            for edge in wiring.outgoing[node]:
                relation.add(edge, shared)
        if relation.pairs > _MAX_PAIRS:
            everything = (1 << len(wiring.sources)) - 1
            return [everything & ~(1 << edge) for edge in range(len(wiring.sources))]
    return relation.concurrent


class _Relation:
    """The relation while it grows, and the nodes that have to be looked at again."""

    def __init__(self, wiring: Wiring) -> None:
        self._wiring = wiring
        self.concurrent = [0] * len(wiring.sources)
        self.waiting: dict[int, None] = {}
        self.pairs = 0

    def shared(self, node: int) -> int:
        """Return the edges that are concurrent with what `node` takes: all its edges at once, or one of them."""
        ins = self._wiring.incoming[node]
        kind = self._wiring.kinds[node]
        shared = self.concurrent[ins[0]]
        for edge in ins[1:]:
            if kind == "and":
                shared &= self.concurrent[edge]
            else:
                shared |= self.concurrent[edge]
        if kind == "or":  # an inclusive join takes every branch that was started
            shared &= ~sum(1 << edge for edge in ins)
        return shared

    def add(self, edge: int, others: int) -> None:
        """Note that `edge` is concurrent with `others` (bits), both ways."""
        new = others & ~self.concurrent[edge] & ~(1 << edge)
        if not new:
            return
        self.pairs += new.bit_count()
        self.concurrent[edge] |= new
        self.waiting[self._wiring.targets[edge]] = None
        while new:
            low = new & -new
            new ^= low
            other = low.bit_length() - 1
            self.concurrent[other] |= 1 << edge
            self.waiting[self._wiring.targets[other]] = None
