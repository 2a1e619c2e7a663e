"""From a fault in a block to what a clerk can look at: the nodes where it shows, their cause, the tokens, a run."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from kernel.text import Text
from workflow.soundness.messages import MESSAGES
from workflow.soundness.net import Net, bits
from workflow.soundness.search import Found
from workflow.soundness.verdict import CODES, Fault, FaultKind
from workflow.structure.control_graph import owner
from workflow.structure.wiring import Wiring

NameOf: TypeAlias = Callable[[str], Text]


def fault_of(net: Net, found: Found, labels: Sequence[str], run: tuple[str, ...], name_of: NameOf) -> Fault:
    """Return the fault that `found` shows in `net`.

    `labels` name the flow's edge on which a token of each of the net's edges stands in the end; `run` is the run
    through the whole flow.
    """
    kind: FaultKind = "unreachable" if found.kind == "never" else found.kind
    shown, left = _places(net, found)
    if kind == "two_tokens" and not any(labels[edge] for edge in left):
        left = [*net.wiring.incoming[shown[0]]]  # a merge that no drawing shows: its edges are what can be pointed at
    cause = _cause(net, found)
    nodes = _keys(net.wiring, [*shown, *cause])
    edges = tuple(dict.fromkeys(filter(None, (labels[edge] for edge in left))))
    waiting = _keys(net.wiring, [net.wiring.targets[edge] for edge in left[:1]])
    message = _message(kind, name_of, nodes, _keys(net.wiring, cause), waiting)
    return Fault(kind=kind, nodes=nodes, edges=edges, run=run, message=message)


def plain_fault(kind: FaultKind, nodes: tuple[str, ...], name_of: NameOf, run: tuple[str, ...] = ()) -> Fault:
    """Return a fault that needs no cause: a node that is never reached, an inclusive join that nothing matches."""
    return Fault(kind=kind, nodes=nodes, run=run, message=_message(kind, name_of, nodes, (), ()))


def _message(
    kind: FaultKind, name_of: NameOf, nodes: tuple[str, ...], cause: tuple[str, ...], left: tuple[str, ...]
) -> Text:
    code = {"left_over": "soundness.left_over", "too_large": "soundness.too_large"}.get(kind, CODES[kind])
    join = name_of(nodes[0]) if nodes else ""
    split = name_of(cause[0]) if cause else join
    given = {"join": join, "split": split, "left": name_of(left[0]) if left else join}
    return MESSAGES.text(code, **{name: given[name] for name in MESSAGES.parameters(code)})


def _places(net: Net, found: Found) -> tuple[list[int], list[int]]:
    """Return the nodes where the fault shows, and the edges whose tokens are at fault."""
    wiring = net.wiring
    match found.kind:
        case "two_tokens":
            return [found.run[-1].node], bits(found.doubled)
        case "left_over":
            ends = [wiring.sources[edge] for edge in bits(found.marking & net.final)]
            return ends, bits(found.marking & ~net.final)
        case "never":
            return [wiring.targets[edge] for edge in bits(found.marking)], bits(found.marking)
        case _:
            waiting = bits(found.marking)
            return [wiring.targets[edge] for edge in waiting], waiting


def _cause(net: Net, found: Found) -> list[int]:
    """Return the split that explains the fault best: the last choice that could have gone to a join that now waits,
    or the last fork before a doubled or left token."""
    wiring = net.wiring
    if found.kind == "deadlock":
        waiting = {wiring.targets[edge] for edge in bits(found.marking)}
        missing = [edge for node in waiting for edge in wiring.incoming[node] if not found.marking >> edge & 1]
        hoped = _leading_to(wiring, missing)
        for move in reversed(found.run):
            other = set(wiring.outgoing[move.node]) - set(move.produced)
            if len(move.produced) < len(wiring.outgoing[move.node]) and other & hoped:
                return [move.node]
        return []
    forks = [move.node for move in found.run if len(move.produced) > 1]
    return forks[-1:]


def _leading_to(wiring: Wiring, goals: list[int]) -> set[int]:
    """Return the edges from which one of `goals` can be reached, with the goals."""
    seen = set(goals)
    stack = [*goals]
    while stack:
        for before in wiring.incoming[wiring.sources[stack.pop()]]:
            if before not in seen:
                seen.add(before)
                stack.append(before)
    return seen


def _keys(wiring: Wiring, nodes: list[int]) -> tuple[str, ...]:
    """Return the keys by which the flow knows `nodes`; gateways of the normal form itself have none."""
    return tuple(dict.fromkeys(filter(None, (owner(wiring.keys[node]) for node in nodes))))
