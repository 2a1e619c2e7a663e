"""Carries distributions of time up the structure tree: sequences add, choices mix, forks wait for the last branch.

Exact up to the grid for nested parts and for all that only chooses, loops included; tangled forks are played.
"""

from collections.abc import Mapping

from workflow.definition import Flow
from workflow.leadtime.choices import through_choices
from workflow.leadtime.distribution import Distribution, added, constant, last_of, mixed
from workflow.leadtime.durations import step_distribution
from workflow.leadtime.fragments import played
from workflow.structure.block_graph import EXIT, FIRST_ARC, block_wiring
from workflow.structure.tree import Block, Chain, StructureTree


class Propagation:
    """The times through every part of one flow, inner parts first."""

    def __init__(self, flow: Flow, tree: StructureTree, shares: Mapping[str, float], step: float) -> None:
        self._flow = flow
        self._tree = tree
        self._step = step
        self._shares = shares
        self._of_block: dict[Block, Distribution] = {}
        self.complete = True
        """False when some part had to be left out."""
        for block in reversed(tree.blocks):
            self._of_block[block] = self._through(block)

    def along(self, chain: Chain, first: int = 0, last: int | None = None) -> Distribution:
        """Return the time through the blocks `first` … `last` - 1 of `chain`."""
        total = constant(0.0, self._step)
        for block in chain.blocks[first:last]:
            total = added(total, self._of_block[block])
        return total

    def _through(self, block: Block) -> Distribution:
        wiring = self._tree.wiring
        if block.kind == "step":
            node = self._flow.nodes.get(wiring.keys[block.nodes[0]])
            return constant(0.0, self._step) if node is None else step_distribution(self._flow, node, self._step)
        kinds = {wiring.kinds[node] for node in block.nodes}
        parts = [(self._share(arc), self.along(arc)) for arc in block.arcs]
        if block.kind == "bond" and kinds == {"xor"}:
            return mixed(parts)
        if block.kind == "bond" and kinds == {"and"}:
            return last_of([(1.0, part) for _, part in parts])
        if block.kind == "bond" and kinds == {"or"}:
            return last_of(parts)
        return self._tangled(block, [part for _, part in parts], choices=kinds == {"xor"})

    def _tangled(self, block: Block, arcs: list[Distribution], *, choices: bool) -> Distribution:
        small = block_wiring(self._tree.wiring, block)
        shares = {FIRST_ARC + place: self._share(arc) for place, arc in enumerate(block.arcs)}
        shares[EXIT] = self._share_of(block.exit)
        found = through_choices(small, arcs, shares) if choices and arcs else None
        if found is None and arcs:
            found = played(small, arcs, shares)
        if found is None:
            self.complete = False
            return constant(0.0, self._step)
        return found

    def _share(self, arc: Chain) -> float:
        return self._share_of(arc.edges[0])

    def _share_of(self, edge: int) -> float:
        """Return how often a split takes `edge`; edges that no drawing shows (several starts) share equally."""
        return self._shares.get(self._tree.wiring.names[edge], 1.0)
