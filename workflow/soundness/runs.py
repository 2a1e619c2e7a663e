"""Runs of the whole flow, put together from runs of its blocks.

A run is told as the edges in the order in which a token is put on them: that is how it can be drawn, walked
through and replayed. What a block does inside is worked out only where the run passes it.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from workflow.soundness.net import Move, Net, net_of
from workflow.soundness.search import Found, enabled_moves
from workflow.soundness.steering import settle, steer_onto, steer_out
from workflow.structure.block_graph import ENTRY, EXIT, FIRST_ARC, block_wiring
from workflow.structure.tree import Block, Chain, StructureTree
from workflow.structure.wiring import Wiring


class NoRun(Exception):
    """There is no run through a part on the way, because that part is itself at fault."""


class Runs:
    """Puts together runs of one flow. Results by block are kept, so that each block is steered through once."""

    def __init__(self, tree: StructureTree) -> None:
        self._tree = tree
        self._through: dict[Block, list[int] | None] = {}
        self._nets: dict[Block, Net] = {}

    def showing(self, block: Block, found: Found) -> list[int]:
        """Return the edges of a run of the whole flow that shows the fault `found` inside `block`.

        Raises `NoRun` when the block cannot be reached (a fault before it, which has its own run, prevents it).
        """
        run = self._into(block) + self._told(block, found.run)
        return run if found.kind == "two_tokens" else run + self._gone_on(block, run, found.kind)

    def standing(self, block: Block, *, waiting: bool) -> list[int]:
        """Return, by edge of the block's own graph, the flow's edge that a token there stands on: its last one if
        the token has gone as far as it can, otherwise its first one."""
        return [block.entry, block.exit, *(arc.edges[-1 if waiting else 0] for arc in block.arcs)]

    def net(self, block: Block) -> Net:
        """Return the token game of `block` alone. A matched inclusive pair is played with one branch at a time."""
        if block not in self._nets:
            wiring = block_wiring(self._tree.wiring, block)
            if block.kind == "bond" and _matched(self._tree.wiring, block):
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

    def _into(self, block: Block) -> list[int]:
        """Return the edges up to and including the one that leads into `block`."""
        above = self._above(block)
        run = [self._tree.root.edges[0]]
        for depth, (chain, inner) in enumerate(above):
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
            for inner in reversed(_nested(block)):  # inner parts first: deep flows must not exhaust the stack
                if inner not in self._through:
                    self._through[inner] = self._way_through(inner)
        way = self._through[block]
        if way is None:
            raise NoRun
        return way

    def _way_through(self, block: Block) -> list[int] | None:
        net = self.net(block)
        moves = steer_out(net, net.initial)
        if moves is None:
            return None
        try:
            return [edge for edge in self._told(block, moves) if edge != block.exit]
        except NoRun:
            return None

    def _told(self, block: Block, moves: Sequence[Move]) -> list[int]:
        """Return the edges put by `moves` of the block's own graph; an arc is walked when its token is taken."""
        run: list[int] = []
        for move in moves:
            for edge in move.consumed:
                if edge >= FIRST_ARC:
                    arc = block.arcs[edge - FIRST_ARC]
                    run += self.between(arc, 0, len(arc.blocks))
            run += [self._edge(block, edge) for edge in move.produced]
        return run

    def _edge(self, block: Block, edge: int) -> int:
        if edge == ENTRY:
            return block.entry
        return block.exit if edge == EXIT else block.arcs[edge - FIRST_ARC].edges[0]

    def _gone_on(self, block: Block, run: Sequence[int], kind: str) -> list[int]:
        """Let tokens go on towards the end, so that a deadlock is seen as one, and an early end as one.

        Raises `NoRun` when that does not show it: the way to the end is at fault itself, or other faults send more
        tokens to what waits in `block`.
        """
        net = self._whole
        marking = marking_after(net, run)
        if kind == "left_over":  # the token that left the block goes on, those inside do not
            moves = settle(net, marking & ~self._inside(block), until_end=True)
            if not marking & net.final and not (moves and moves[-1].give & net.final):
                raise NoRun
            return [edge for move in moves for edge in move.produced]
        moves = settle(net, marking, until_end=False)
        tail = [edge for move in moves for edge in move.produced]
        if not _waits_for_ever(net, marking_after(net, [*run, *tail]), block):
            raise NoRun
        return tail

    @cached_property
    def _whole(self) -> Net:
        """The token game of the whole flow, with one branch at a time in matched inclusive pairs."""
        wiring = self._tree.wiring
        pairs = [block for block in self._tree.blocks if block.kind == "bond" and _matched(wiring, block)]
        matched = {node for block in pairs for node in block.nodes}
        kinds = tuple("xor" if node in matched else kind for node, kind in enumerate(wiring.kinds))
        return net_of(replace(wiring, kinds=kinds))

    def _inside(self, block: Block) -> int:
        """Return the edges within `block`, as bits."""
        inside = 0
        for one in _nested(block):
            for arc in one.arcs:
                inside |= sum(1 << edge for edge in arc.edges)
        return inside


def _nested(block: Block) -> list[Block]:
    """Return `block` and the blocks within it that are more than a step, outer ones first."""
    found = [block]
    for outer in found:
        found += [inner for arc in outer.arcs for inner in arc.blocks if inner.kind != "step"]
    return found


def _waits_for_ever(net: Net, marking: int, block: Block) -> bool:
    """Return whether a join of `block` holds tokens and what it waits for cannot come, wherever the others go."""
    wiring = net.wiring
    joins = [node for node in block.nodes if any(marking >> edge & 1 for edge in wiring.incoming[node])]
    missing = {edge for node in joins for edge in wiring.incoming[node] if not marking >> edge & 1}
    reached = [edge for move in enabled_moves(net, marking) for edge in move.produced]
    seen = set(reached)
    for edge in reached:
        following = [after for after in wiring.outgoing[wiring.targets[edge]] if after not in seen]
        seen.update(following)
        reached += following
    return bool(joins) and not missing & seen


def _matched(wiring: Wiring, block: Block) -> bool:
    return all(wiring.kinds[node] == "or" for node in block.nodes)


def marking_after(net: Net, run: Sequence[int]) -> int:
    """Return the marking of the whole flow after `run` (edges in the order in which tokens are put on them)."""
    wiring = net.wiring
    marking, fired = 0, -1
    for edge in run:
        node = wiring.sources[edge]
        if node != fired or wiring.kinds[node] not in ("and", "or"):
            ready = [one for one in wiring.incoming[node] if marking >> one & 1]
            for one in ready if wiring.kinds[node] in ("and", "or") else ready[:1]:
                marking ^= 1 << one
        marking |= 1 << edge
        fired = node
    return marking
