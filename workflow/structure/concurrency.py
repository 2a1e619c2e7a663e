"""Which edges can hold tokens at the same time: the concurrency relation of a free-choice net.

The smallest relation such that the branches of a parallel split are concurrent, and what is concurrent with
everything that a node takes is concurrent with everything that it puts (Kovalyov and Esparza 1996). On a sound flow
it is exact; on any other it may name too many pairs, never too few. O(E²·N) on bit sets.
"""

from workflow.structure.wiring import Wiring


def concurrent_edges(wiring: Wiring) -> list[int]:
    """Return by edge the set (bits) of edges that can hold a token while it does."""
    concurrent = [0] * len(wiring.sources)
    waiting: dict[int, None] = {}
    for node, kind in enumerate(wiring.kinds):
        outs = wiring.outgoing[node]
        if kind in ("and", "or") and len(outs) > 1:
            together = sum(1 << edge for edge in outs)
            for edge in outs:
                _add(wiring, concurrent, waiting, edge, together)
    while waiting:
        node = next(iter(waiting))
        del waiting[node]
        if not wiring.incoming[node]:
            continue
        shared = _shared(wiring, concurrent, node)
        for edge in wiring.outgoing[node]:
            _add(wiring, concurrent, waiting, edge, shared)
    return concurrent


def _shared(wiring: Wiring, concurrent: list[int], node: int) -> int:
    """Return the edges that are concurrent with what `node` takes: all its edges at once, or one of them."""
    ins = wiring.incoming[node]
    shared = concurrent[ins[0]]
    for edge in ins[1:]:
        if wiring.kinds[node] == "and":
            shared &= concurrent[edge]
        else:
            shared |= concurrent[edge]
    if wiring.kinds[node] == "or":  # an inclusive join takes every branch that was started
        shared &= ~sum(1 << edge for edge in ins)
    return shared


def _add(wiring: Wiring, concurrent: list[int], waiting: dict[int, None], edge: int, others: int) -> None:
    """Note that `edge` is concurrent with `others` (bits), both ways, and what has to be looked at again."""
    new = others & ~concurrent[edge] & ~(1 << edge)
    if not new:
        return
    concurrent[edge] |= new
    waiting[wiring.targets[edge]] = None
    while new:
        low = new & -new
        new ^= low
        other = low.bit_length() - 1
        concurrent[other] |= 1 << edge
        waiting[wiring.targets[other]] = None
