"""Verifies that every case can be finished properly (健全性), and shows a run for every way in which it cannot.

The pipeline asks the cheap question first: syntax, structure tree, then each part of the tree by itself (kind of
bond, reduction, thrifty search, rank theorem). A flow is sound if and only if each part is, with the parts inside it
taken as single steps (Vanhatalo, Völzer, Leymann: Faster and more focused control-flow analysis, ICSOC 2007).
States are searched only where a part is small or at fault, so the time does not grow with the flow's concurrency.

Not verified, and never called sound: an inclusive join that is not matched by an inclusive split, and a terminating
end among parallel branches whose states are too many to see them all.
"""

from collections.abc import Callable
from typing import Final

from kernel.text import Text
from workflow.definition import Flow
from workflow.soundness.decision import is_sound
from workflow.soundness.diagnosis import NameOf, fault_of, plain_fault
from workflow.soundness.messages import UNNAMED
from workflow.soundness.net import Net, net_of
from workflow.soundness.runs import NoRun, Runs
from workflow.soundness.search import Found, search_thriftily
from workflow.soundness.slicing import coming_again, sliced
from workflow.soundness.terminating import verify_terminating
from workflow.soundness.verdict import Fault, Verdict
from workflow.structure.block_graph import block_wiring
from workflow.structure.control_graph import ControlGraph, control_graph_of, owner
from workflow.structure.reach import Reach, core_of, goes_round, reach_of
from workflow.structure.tree import Block, StructureTree, structure_tree
from workflow.structure.wiring import Wiring, wire

WITNESS_STATES: Final = 100_000
"""The budget of one flow, shared by its parts at fault: about half a second."""


def verify(flow: Flow) -> Verdict:
    """Return whether `flow` is sound. Messages call the nodes by their titles."""
    graph = control_graph_of(flow)
    plain = _plain_names(graph)

    def name_of(key: str) -> Text:
        node = flow.nodes.get(key)
        return node.title if node is not None and node.title else plain(key)

    return verify_graph(graph, name_of)


def verify_graph(graph: ControlGraph, name_of: NameOf | None = None) -> Verdict:
    """Return whether `graph` is sound; `name_of` says how a message calls a node."""
    naming = name_of or _plain_names(graph)
    wiring = wire(graph)
    reach = reach_of(wiring)
    faults = _syntax_faults(wiring, reach, naming)
    core = core_of(wiring, reach) if faults else wiring
    if core is None:
        return Verdict(sound=False, faults=faults)
    inner = _verify_core(core, naming)
    return Verdict(sound=False if faults else inner.sound, faults=(*faults, *inner.faults))


def _plain_names(graph: ControlGraph) -> Callable[[str], Text]:
    def name_of(key: str) -> Text:
        kind = graph.kinds.get(key, "task")
        return {language: text.replace("{key}", key) for language, text in UNNAMED[kind].items()}

    return name_of


def _syntax_faults(wiring: Wiring, reach: Reach, name_of: NameOf) -> tuple[Fault, ...]:
    every = frozenset(range(len(wiring.keys)))
    unreached, lost = every - reach.from_start, reach.from_start - reach.to_end
    round_and_round = goes_round(wiring, lost)
    faults = [plain_fault("unreachable", (key,), name_of) for key in _keys(wiring, unreached)]
    faults += [plain_fault("dead_end", (key,), name_of) for key in _keys(wiring, lost)]
    if round_and_round:
        faults.append(plain_fault("livelock", _keys(wiring, round_and_round), name_of))
    return tuple(faults)


def _keys(wiring: Wiring, nodes: frozenset[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (owner(wiring.keys[node]) for node in sorted(nodes)))))


def _verify_core(wiring: Wiring, name_of: NameOf) -> Verdict:
    """Verify a wiring of which every node lies on a path from start to end."""
    tree = structure_tree(wiring)
    verdicts = [(block, is_sound(wiring, block)) for block in tree.blocks if block.kind != "step"]
    wrong = [block for block, sound in verdicts if sound is False]
    open_question = [block for block, sound in verdicts if sound is None]
    if wrong and wiring.terminating:
        return verify_terminating(tree, wrong, open_question, name_of)
    faults = _faults(tree, wrong, name_of)
    faults += [_unmatched(wiring, block, name_of) for block in open_question]
    if wrong:
        return Verdict(sound=False, faults=tuple(faults))
    return Verdict(sound=None if open_question else True, faults=tuple(faults))


def _unmatched(wiring: Wiring, block: Block, name_of: NameOf) -> Fault:
    nodes = frozenset(node for node in block.nodes if wiring.kinds[node] == "or")
    return plain_fault("not_verified", _keys(wiring, nodes), name_of)


def _faults(tree: StructureTree, wrong: list[Block], name_of: NameOf) -> list[Fault]:
    """Return the fault of each block with its run, outer blocks first.

    A block that no run reaches, because of a fault before it, is left out as long as another fault remains.
    """
    runs = Runs(tree)
    shown: list[Fault] = []
    hidden: list[Fault] = []
    for block in wrong:
        fault = _fault(tree, runs, block, WITNESS_STATES // len(wrong), name_of)
        (shown if fault.run else hidden).append(fault)
    return shown or _entangled(tree.wiring, name_of) or hidden


def _fault(tree: StructureTree, runs: Runs, block: Block, limit: int, name_of: NameOf) -> Fault:
    wiring = block_wiring(tree.wiring, block)
    net = net_of(wiring)
    found = search_thriftily(net, limit).found
    if found is None:  # unsound by the rank theorem, and too large to find out where
        return plain_fault("livelock", _keys(wiring, frozenset(range(len(block.nodes)))), name_of)
    found, edges = _shown(runs, block, net, sliced(net, found))
    labels = [tree.wiring.names[edge] for edge in runs.standing(block, waiting=found.kind == "deadlock")]
    return fault_of(net, found, labels, _told(tree.wiring, edges), name_of)


def _shown(runs: Runs, block: Block, net: Net, found: Found) -> tuple[Found, list[int]]:
    """Return the fault in the form in which a run of the whole flow shows it, and the edges of that run, if any."""
    again = coming_again(net, found) if found.kind == "left_over" else None
    for form in (found, again) if again else (found,):
        try:
            return form, runs.showing(block, form)
        except NoRun:
            continue
    return found, []


def _entangled(wiring: Wiring, name_of: NameOf) -> list[Fault]:
    """Faults that only show together, such as a second token that frees what waits: look at the flow as a whole."""
    net = net_of(wiring)
    found = None if net.has_inclusive_join else search_thriftily(net, WITNESS_STATES).found
    if found is None:
        return []
    found = sliced(net, found)
    edges = [*wiring.outgoing[wiring.start], *(edge for move in found.run for edge in move.produced)]
    return [fault_of(net, found, wiring.names, _told(wiring, edges), name_of)]


def _told(wiring: Wiring, edges: list[int]) -> tuple[str, ...]:
    return tuple(filter(None, (wiring.names[edge] for edge in edges)))
