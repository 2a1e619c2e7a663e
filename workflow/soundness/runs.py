"""Runs of the whole flow, put together from runs of its blocks.

A run is told as the edges in the order in which a token is put on them: that is how it can be drawn, walked
through and replayed. What a block does inside is worked out only where the run passes it.
"""

from collections.abc import Sequence
from dataclasses import replace

from workflow.soundness.decision import block_wiring
from workflow.soundness.net import Move, Net, bits, net_of
from workflow.soundness.search import Found
from workflow.soundness.steering import settle, steer_onto, steer_out
from workflow.structure.tree import Block, Chain, StructureTree

ENTRY, EXIT, FIRST_ARC = 0, 1, 2
"""Edges of a block's own graph; arc i is edge i + FIRST_ARC."""


class NoRun(Exception):
    """There is no run through a part on the way, because that part is itself at fault."""


class Runs:
    """Puts together runs of one flow. Results by block are kept, so that each block is steered through once."""

    def __init__(self, tree: StructureTree) -> None:
        self._tree = tree
        self._through: dict[Block, list[int]] = {}
        self._nets: dict[Block, Net] = {}

    def showing(self, block: Block, found: Found) -> list[int]:
        """Return the edges of a run of the whole flow that shows the fault `found` inside `block`.

        Raises `NoRun` when the block cannot be reached (a fault before it, which has its own run, prevents it).
        """
        above = self._above(block)
        run = self._into(above, block)
        run += self._told(block, found.run)
        if found.kind == "deadlock":
            run += self._settled(block, found.marking)
            run += self._around(above, block)
        elif found.kind == "left_over":
            run += self._outwards(above, block)
        return run

    def net(self, block: Block) -> Net:
        """Return the token game of `block` alone. A matched inclusive pair is played with one branch at a time."""
        if block not in self._nets:
            wiring = block_wiring(self._tree.wiring, block)
            if block.kind == "bond" and wiring.kinds[:2] == ("or", "or"):
                wiring = replace(wiring, kinds=("xor", "xor", "start", "end"))
            self._nets[block] = net_of(wiring)
        return self._nets[block]

    def _above(self, block: Block) -> list[tuple[Chain, Block]]:
        """Return (chain, block in it) from the root down to `block`."""
        path: list[tuple[Chain, Block]] = []
        inner: Block | None = block
        while inner is not None:
            chain = self._tree.chain_of[inner.entry]
            path.append((chain, inner))
            inner = chain.parent
        return path[::-1]

    def _into(self, above: Sequence[tuple[Chain, Block]], block: Block) -> list[int]:
        """Return the edges up to and including the one that leads into `block`."""
        run: list[int] = []
        for depth, (chain, inner) in enumerate(above):
            if depth == 0:
                run.append(chain.edges[0])
            run += self.between(chain, 0, chain.blocks.index(inner))
            if inner is not block:
                run += self._told(inner, self._onto(inner, above[depth + 1][0]))
        return run

    def _onto(self, block: Block, arc: Chain) -> tuple[Move, ...]:
        moves = steer_onto(self.net(block), block.arcs.index(arc) + FIRST_ARC)
        if moves is None:
            raise NoRun
        return moves

    def between(self, chain: Chain, first: int, last: int) -> list[int]:
        """Return the edges put while the blocks first … last - 1 of `chain` are passed, each with its exit."""
        run: list[int] = []
        for block in chain.blocks[first:last]:
            run += self._passed(block)
            run.append(block.exit)
        return run

    def _passed(self, block: Block) -> list[int]:
        """Return the edges put inside `block` on a way through it."""
        if block.kind == "step":
            return []
        if block not in self._through:
            net = self.net(block)
            moves = steer_out(net, net.initial)
            if moves is None:
                raise NoRun
            self._through[block] = [edge for edge in self._told(block, moves) if edge != block.exit]
        return self._through[block]

    def _told(self, block: Block, moves: Sequence[Move], walked: Chain | None = None) -> list[int]:
        """Return the edges put by `moves` of the block's own graph; an arc is walked when its token is taken.

        The token that stands on the arc `walked` at the beginning has been walked to its last edge already.
        """
        run: list[int] = []
        for move in moves:
            for edge in move.consumed:
                if edge < FIRST_ARC:
                    continue
                arc = block.arcs[edge - FIRST_ARC]
                run += self._walked(arc) if arc is not walked else ()
                walked = None if arc is walked else walked
            run += [self._edge(block, edge) for edge in move.produced]
        return run

    def _edge(self, block: Block, edge: int) -> int:
        if edge == ENTRY:
            return block.entry
        return block.exit if edge == EXIT else block.arcs[edge - FIRST_ARC].edges[0]

    def _walked(self, chain: Chain) -> list[int]:
        """Return the edges put while a token goes from the first edge of `chain` to its last."""
        return self.between(chain, 0, len(chain.blocks))

    def _settled(self, block: Block, marking: int) -> list[int]:
        """Walk every arc that holds a token to its last edge."""
        return [edge for arc in bits(marking) if arc >= FIRST_ARC for edge in self._walked(block.arcs[arc - FIRST_ARC])]

    def _around(self, above: Sequence[tuple[Chain, Block]], block: Block) -> list[int]:
        """Let everything outside `block` run until it waits for what is stuck inside."""
        run: list[int] = []
        for depth, (_, inner) in enumerate(above):
            if inner is block:
                break
            net = self.net(inner)
            arc = 1 << inner.arcs.index(above[depth + 1][0]) + FIRST_ARC
            moves, marking = settle(net, _marking(net, self._onto(inner, above[depth + 1][0])), arc)
            run += self._told(inner, moves)
            run += self._settled(inner, marking & ~arc)
        return run

    def _outwards(self, above: Sequence[tuple[Chain, Block]], block: Block) -> list[int]:
        """Lead the token that left `block` (though another stayed) to the end of the flow, as far as that goes."""
        run: list[int] = []
        try:
            for depth in reversed(range(len(above))):
                chain, inner = above[depth]
                place = chain.blocks.index(inner)
                if inner is not block:
                    net = self.net(inner)
                    arc = above[depth + 1][0]
                    moves = steer_out(net, _marking(net, self._onto(inner, arc)))
                    if moves is None:
                        return run
                    run += self._told(inner, moves, walked=arc)
                run += self.between(chain, place + 1, len(chain.blocks))
        except NoRun:
            return run
        return run


def _marking(net: Net, moves: Sequence[Move]) -> int:
    marking = net.initial
    for move in moves:
        marking = marking & ~move.need | move.give
    return marking
