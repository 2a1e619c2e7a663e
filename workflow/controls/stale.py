"""K03: an approval that has gone stale, because what it looked at is written again before the effect.

From the way on of each approval, a later writing of something that it read is looked for, from which a case comes to
an effect that cannot be taken back (or, where there is none, to an approving end) without another approval that looks
at it or decides the same matter, and without a step that performs the same control anew (a rule that certifies what
people certify otherwise).
"""

from collections.abc import Iterator
from typing import Final

from kernel.problems import Severity
from kernel.text import Text, say
from workflow.controls.messages import MESSAGES
from workflow.controls.wording import places
from workflow.dataflow.accesses import Accesses, accesses_of
from workflow.definition import Flow, Node
from workflow.finding import Finding, Where
from workflow.graph import FlowGraph, graph_of

DECIDING: Final = frozenset({"approval", "decision"})
POSITIVE: Final = frozenset({"approved", "completed"})
_SENT_BACK: Final = frozenset({"return", "refuse", "reject"})


def stale_findings(flow: Flow) -> Iterator[Finding]:
    """Yield a finding for each approval that does not cover what it decided on."""
    approvals = [node for node in flow.nodes.values() if node.type == "approval"]
    if not approvals:
        return
    graph, accesses = graph_of(flow), accesses_of(flow, {}, None)
    covers = _Covers(flow, approvals, accesses)
    ways: dict[tuple[frozenset[str], frozenset[str]], frozenset[str]] = {}
    effects = frozenset(key for key, node in flow.nodes.items() if is_irreversible(node))
    for node in approvals:
        behind = _behind(graph, node)
        goals = effects if _any_of(graph, effects, behind) else _good_ends(flow)
        stale: list[str] = []
        for writer, names in _rewritten(graph, accesses, node, behind):
            again = covers.of(node, names)
            if (again, goals) not in ways:
                ways[again, goals] = _leading_to(graph, goals, without=again)
            if writer in ways[again, goals]:
                stale.append(writer)
        if stale:
            yield _finding(flow, node, stale, accesses)


def is_irreversible(node: Node) -> bool:
    """Return whether what `node` does cannot be taken back: without `effect`, if it pays, mails or notifies."""
    if node.effect is not None:
        return node.effect == "irreversible"
    return node.type == "notice" or node.action in ("pay", "mail")


def _behind(graph: FlowGraph, node: Node) -> int:
    """Return the nodes (as bits) that cases come to which `node` approved."""
    back = {item.key for item in node.outcomes if item.refuses or item.reason == "required"} | _SENT_BACK
    bits = 0
    for edge in graph.leaving(node.key):
        if edge.outcome not in back:
            bits |= graph.descendants[edge.target] | 1 << graph.numbers[edge.target]
    return bits


def _any_of(graph: FlowGraph, keys: frozenset[str], bits: int) -> bool:
    return any(bits >> graph.numbers[key] & 1 for key in keys)


def _leading_to(graph: FlowGraph, goals: frozenset[str], *, without: frozenset[str]) -> frozenset[str]:
    """Return the nodes from which a way leads to one of `goals` that passes none of `without` behind them."""
    found = set(goals)
    stack = [key for key in goals if key not in without]
    while stack:
        for key in graph.predecessors(stack.pop()):
            if key not in found:
                found.add(key)
                if key not in without:
                    stack.append(key)
    return frozenset(found)


def _good_ends(flow: Flow) -> frozenset[str]:
    ends = (node for node in flow.nodes.values() if node.type == "end")
    return frozenset(node.key for node in ends if (node.result or "completed") in POSITIVE)


def _rewritten(graph: FlowGraph, accesses: Accesses, node: Node, behind: int) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield who writes again what `node` read, in the order of the document."""
    read = accesses.reads[node.key]
    for place, key in enumerate(graph.flow.nodes if read else ()):
        names = accesses.writes[key] & read
        if names and behind >> place & 1 and key != node.key:
            yield key, names


class _Covers:
    """What makes up for a stale approval: one of the same matter or on the same data, or its control once more."""

    def __init__(self, flow: Flow, approvals: list[Node], accesses: Accesses) -> None:
        self._by_control: dict[str, set[str]] = {}
        for key, node in flow.nodes.items():
            for control in node.control if node.type in DECIDING else ():
                self._by_control.setdefault(control, set()).add(key)
        self._by_matter: dict[str, set[str]] = {}
        self._by_name: dict[str, set[str]] = {}
        for node in approvals:
            if node.matter is not None:
                self._by_matter.setdefault(node.matter, set()).add(node.key)
            for name in accesses.reads[node.key]:
                self._by_name.setdefault(name, set()).add(node.key)
        self._known: dict[tuple[str | None, frozenset[str], tuple[str, ...]], frozenset[str]] = {}

    def of(self, node: Node, names: frozenset[str]) -> frozenset[str]:
        """Return the steps that make up for `node` once `names` are written again; itself among them."""
        asked = node.matter, names, tuple(node.control)
        if asked not in self._known:
            looking = (self._by_name.get(name, set()) for name in names)
            deciding = (self._by_control.get(control, set()) for control in node.control)
            self._known[asked] = frozenset(self._by_matter.get(node.matter or "", set()).union(*looking, *deciding))
        return self._known[asked]


def _severity(flow: Flow, writers: list[str]) -> Severity:
    """A correction shows the earlier answers (補正): whether it changes what was decided on, only the case knows."""
    if all(flow.nodes[key].type == "form" for key in writers):
        return "info"
    return "warning" if flow.stage == "as-is" else "error"


def _finding(flow: Flow, node: Node, writers: list[str], accesses: Accesses) -> Finding:
    names = sorted(accesses.reads[node.key] & frozenset[str]().union(*(accesses.writes[key] for key in writers)))
    titles: list[Text] = [flow.data[name].title if name in flow.data else name for name in names]
    data = {"ja": "」「".join(say(item, "ja") for item in titles), "en": ", ".join(say(item, "en") for item in titles)}
    return Finding(
        code="control.K03",
        severity=_severity(flow, writers),
        where=Where(nodes=(node.key, *writers), pointer=node.pointer),
        message=MESSAGES.text(
            "control.K03", place=places(flow, [node.key]), target=places(flow, writers[:3]), data=data
        ),
    )
