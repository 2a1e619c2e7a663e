"""The structure tree (プロセス構造木): a flow as nested parts with a single edge in and a single edge out.

A `Chain` is a maximal run of edges of which each is passed as often as the next (a sequence). Between two of its
edges stands a `Block`: a single step, a bond (one split and one join, with chains from one to the other, or a
loop), or a rigid (everything else). The arcs of a block are its child chains: seen from the block, each is one edge.

Two edges belong to one chain if every cycle through one passes the other (Johnson, Pearson, Pingali: The program
structure tree, PLDI 1994). Such edges get equal labels when every edge outside a spanning tree draws a random
64-bit word and every tree edge takes the XOR of those that span it (after Pritchard and Thurimella 2011). The
words come from a fixed seed: the same graph always gives the same tree. O(V+E).
"""

import random
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

from workflow.structure.wiring import Wiring

BlockKind: TypeAlias = Literal["step", "bond", "loop", "rigid"]

_SEED: Final = 0x4D696E61


@dataclass(slots=True, kw_only=True, eq=False)
class Block:
    """A part between two edges of a chain. `nodes` are its own, without those of `arcs`; by number in the wiring."""

    entry: int
    exit: int
    kind: BlockKind = "step"
    nodes: list[int] = field(default_factory=list)
    arcs: "list[Chain]" = field(default_factory=list)


@dataclass(slots=True, kw_only=True, eq=False)
class Chain:
    """Edges in the order in which they are passed; `blocks[i]` stands between `edges[i]` and `edges[i + 1]`."""

    edges: list[int] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    parent: Block | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureTree:
    """The tree of one wiring. `blocks` come parents first; `block_of[v]` is the innermost block of node v."""

    wiring: Wiring
    root: Chain
    blocks: tuple[Block, ...]
    block_of: tuple[Block | None, ...]
    chain_of: tuple[Chain, ...]
    """By edge: the chain that it belongs to."""


def structure_tree(wiring: Wiring) -> StructureTree:
    """Return the structure tree of `wiring`, of which every node must lie on a path from start to end."""
    labels = _labels(wiring)
    order = _edges_in_order(wiring)
    chains: dict[int, Chain] = {}
    following: dict[int, Block] = {}
    for edge in order:
        chain = chains.setdefault(labels[edge], Chain())
        if chain.edges:
            block = Block(entry=chain.edges[-1], exit=edge)
            following[chain.edges[-1]] = block
            chain.blocks.append(block)
        chain.edges.append(edge)
    block_of: list[Block | None] = [None] * len(wiring.keys)
    placed = [False] * len(wiring.keys)
    blocks: list[Block] = []
    for edge in order:
        chain = chains[labels[edge]]
        if chain.edges[0] == edge and wiring.sources[edge] != wiring.start:
            chain.parent = block_of[wiring.sources[edge]]
            if chain.parent is not None:
                chain.parent.arcs.append(chain)
        inside = following.get(edge)
        if inside is not None:
            blocks.append(inside)
        node = wiring.targets[edge]
        if not placed[node]:
            placed[node] = True
            home = inside or chain.parent
            block_of[node] = home if node != wiring.end else None
            if home is not None and node != wiring.end:
                home.nodes.append(node)
    for block in blocks:
        block.kind = _kind(wiring, block)
    return StructureTree(
        wiring=wiring,
        root=chains[labels[order[0]]],
        blocks=tuple(blocks),
        block_of=tuple(block_of),
        chain_of=tuple(chains[label] for label in labels),
    )


def _kind(wiring: Wiring, block: Block) -> BlockKind:
    if len(block.nodes) == 1 and not block.arcs:
        return "step"
    if len(block.nodes) != 2:
        return "rigid"
    first, last = wiring.targets[block.entry], wiring.sources[block.exit]
    if first == last:
        return "rigid"
    forward = all(wiring.sources[arc.edges[0]] == first for arc in block.arcs)
    return "bond" if forward else "loop"


def _edges_in_order(wiring: Wiring) -> list[int]:
    """Return the edges in the order in which a depth-first walk passes them: edges of one chain in chain order."""
    order: list[int] = []
    seen = [False] * len(wiring.keys)
    stack = [*wiring.outgoing[wiring.start]]
    seen[wiring.start] = True
    while stack:
        edge = stack.pop()
        order.append(edge)
        node = wiring.targets[edge]
        if not seen[node]:
            seen[node] = True
            stack.extend(reversed(wiring.outgoing[node]))
    return order


def _labels(wiring: Wiring) -> list[int]:
    """Return a label by edge; edges with equal labels are passed equally often (but for chance, about 2⁻⁵⁰)."""
    words = random.Random(_SEED)  # noqa: S311  # labels for a probabilistic equality test, not a secret
    around = _undirected(wiring)
    labels = [0] * (len(wiring.sources) + 1)
    collected = [0] * len(wiring.keys)
    above, order = _spanning_tree(wiring, around)
    tree = set(above.values())
    sources, targets = (*wiring.sources, wiring.end), (*wiring.targets, wiring.start)
    for edge, (source, target) in enumerate(zip(sources, targets, strict=True)):
        if edge not in tree:
            labels[edge] = words.getrandbits(64)
            collected[source] ^= labels[edge]
            collected[target] ^= labels[edge]
    for node in reversed(order):
        edge = above.get(node, -1)
        if edge >= 0:
            labels[edge] = collected[node]
            collected[sources[edge] ^ targets[edge] ^ node] ^= collected[node]
    return labels[:-1]


def _undirected(wiring: Wiring) -> list[list[tuple[int, int]]]:
    """Return (edge, other node) by node, with the edge that leads from the end back to the start."""
    around: list[list[tuple[int, int]]] = [[] for _ in wiring.keys]
    back = len(wiring.sources)
    pairs = [*zip(wiring.sources, wiring.targets, strict=True), (wiring.end, wiring.start)]
    for edge, (source, target) in enumerate(pairs):
        if source != target or edge == back:
            around[source].append((edge, target))
            around[target].append((edge, source))
    return around


def _spanning_tree(wiring: Wiring, around: list[list[tuple[int, int]]]) -> tuple[dict[int, int], list[int]]:
    """Return the tree edge above each node but the first, and the nodes, parents first."""
    above: dict[int, int] = {}
    seen = [False] * len(wiring.keys)
    seen[wiring.start] = True
    order = [wiring.start]
    for node in order:
        for edge, other in around[node]:
            if not seen[other]:
                seen[other] = True
                above[other] = edge
                order.append(other)
    return above, order
