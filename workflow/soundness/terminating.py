"""Flows in which an end may terminate parallel branches: verified by seeing every state, or not at all.

Taking tokens away from elsewhere is more than a free-choice net can say, so the fast methods do not apply. Sound
parts still count as single steps (ending them half-way or between two steps makes no difference), which leaves a
small graph as a rule. If its states are too many, the flow is not verified, and not called sound.
"""

from dataclasses import dataclass, field
from typing import Final

from workflow.soundness.diagnosis import NameOf, fault_of, plain_fault
from workflow.soundness.net import Move, net_of
from workflow.soundness.runs import NoRun, Runs
from workflow.soundness.search import search_fully
from workflow.soundness.verdict import Verdict
from workflow.structure.control_graph import Kind, owner
from workflow.structure.tree import Block, Chain, StructureTree
from workflow.structure.wiring import Wiring, wiring_of

MAX_STATES: Final = 20_000


def verify_terminating(tree: StructureTree, wrong: list[Block], open_question: list[Block], name_of: NameOf) -> Verdict:
    """Verify a flow with terminating ends that would not be sound if they were ordinary ends.

    `wrong` are the blocks that then would be at fault, `open_question` those with an unmatched inclusive join.
    """
    wiring = tree.wiring
    ends = tuple(owner(wiring.keys[node]) for node in sorted(wiring.terminating))
    if open_question:
        return Verdict(sound=None, faults=(plain_fault("not_verified", ends, name_of),))
    residue = _Residue(tree, _with_ancestors(tree, wrong))
    residue.add_chain(tree.root)
    net = net_of(residue.wiring())
    outcome = search_fully(net, MAX_STATES)
    if outcome.found is None:
        too_large = () if outcome.complete else (plain_fault("too_large", ends, name_of),)
        return Verdict(sound=True if outcome.complete else None, faults=too_large)
    try:
        edges = residue.told(outcome.found.run)
    except NoRun:
        edges = []
    names = tuple(filter(None, (wiring.names[edge] for edge in edges)))
    labels = [wiring.names[edge] for edge in residue.standing(waiting=outcome.found.kind == "deadlock")]
    return Verdict(sound=False, faults=(fault_of(net, outcome.found, labels, names, name_of),))


def _with_ancestors(tree: StructureTree, blocks: list[Block]) -> frozenset[Block]:
    found: set[Block] = set()
    for block in blocks:
        outer: Block | None = block
        while outer is not None and outer not in found:
            found.add(outer)
            outer = tree.chain_of[outer.entry].parent
    return frozenset(found)


@dataclass(slots=True)
class _Residue:
    """The flow with its sound parts taken as single edges."""

    tree: StructureTree
    opened: frozenset[Block]
    keys: list[str] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    edges: list[tuple[int, int, str]] = field(default_factory=list)
    segments: list[tuple[Chain, int, int]] = field(default_factory=list)
    """By edge of the residue: a chain, and from which to which of its edges it stands for."""
    numbers: dict[int, int] = field(default_factory=dict)

    def wiring(self) -> Wiring:
        """Return the residue as a graph."""
        wiring = self.tree.wiring
        # An end inside a sound part has nothing to terminate: such a part contains every way to end.
        terminating = frozenset(self.numbers[node] for node in wiring.terminating if node in self.numbers)
        start, end = self._node(wiring.start), self._node(wiring.end)
        return wiring_of(self.keys, self.kinds, self.edges, start, end, terminating)

    def add_chain(self, chain: Chain) -> None:
        """Add the edges of `chain`, cut where something must be kept apart, and what lies between the cuts."""
        first = 0
        for place, block in enumerate(chain.blocks):
            if not self._kept_apart(block):
                continue
            self._add_segment(chain, first, place)
            first = place + 1
            for arc in block.arcs if block in self.opened else ():
                self.add_chain(arc)
        self._add_segment(chain, first, len(chain.edges) - 1)

    def told(self, run: tuple[Move, ...]) -> list[int]:
        """Return `run` as edges of the whole flow."""
        runs = Runs(self.tree)
        edges = [self.tree.root.edges[0]]
        for move in run:
            for edge in move.consumed:
                chain, first, last = self.segments[edge]
                edges += runs.between(chain, first, last)
            for edge in move.produced:
                chain, first, _ = self.segments[edge]
                edges.append(chain.edges[first])
        return edges

    def standing(self, *, waiting: bool) -> list[int]:
        """Return by edge of the residue the flow's edge that a token there stands on (its last one, or its first)."""
        return [chain.edges[last if waiting else first] for chain, first, last in self.segments]

    def _kept_apart(self, block: Block) -> bool:
        return block in self.opened or any(node in self.tree.wiring.terminating for node in block.nodes)

    def _add_segment(self, chain: Chain, first: int, last: int) -> None:
        wiring = self.tree.wiring
        source, target = wiring.sources[chain.edges[first]], wiring.targets[chain.edges[last]]
        self.edges.append((self._node(source), self._node(target), wiring.names[chain.edges[first]]))
        self.segments.append((chain, first, last))

    def _node(self, node: int) -> int:
        if node not in self.numbers:
            self.numbers[node] = len(self.keys)
            self.keys.append(self.tree.wiring.keys[node])
            self.kinds.append(self.tree.wiring.kinds[node])
        return self.numbers[node]
