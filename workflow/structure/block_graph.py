"""A block of the structure tree as a graph of its own, in which each of its arcs is a single edge."""

from typing import Final

from workflow.structure.tree import Block
from workflow.structure.wiring import Wiring, wiring_of

ENTRY: Final = 0
EXIT: Final = 1
FIRST_ARC: Final = 2
"""The edges of a block's graph: the way in, the way out, and arc i as edge i + FIRST_ARC."""


def block_wiring(wiring: Wiring, block: Block) -> Wiring:
    """Return `block` as a graph of its own, with the edges ENTRY, EXIT and one for each arc.

    The names of the edges are those of the first edge of each arc. The arcs come in walking order, so that the
    search can walk parallel branches one after the other.
    """
    start, end = len(block.nodes), len(block.nodes) + 1
    number = {node: place for place, node in enumerate(block.nodes)}
    edges = [
        (start, number[wiring.targets[block.entry]], wiring.names[block.entry]),
        (number[wiring.sources[block.exit]], end, wiring.names[block.exit]),
    ]
    edges += [
        (number[wiring.sources[arc.edges[0]]], number[wiring.targets[arc.edges[-1]]], wiring.names[arc.edges[0]])
        for arc in block.arcs
    ]
    return wiring_of(
        [*(wiring.keys[node] for node in block.nodes), "/start", "/end"],
        [*(wiring.kinds[node] for node in block.nodes), "start", "end"],
        edges,
        start,
        end,
    )
