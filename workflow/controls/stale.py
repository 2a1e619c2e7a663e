"""K03: an approval that has gone stale, because what it looked at is written again before the effect.

From the way on of each approval, a later writing of something that it read is looked for, from which a case comes to
an effect that cannot be taken back (or, where there is none, to an approving end) without another approval that looks
at it or decides the same matter.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from kernel.problems import Severity
from kernel.text import Text, say
from workflow.controls.messages import MESSAGES
from workflow.controls.wording import places, target_title
from workflow.dataflow.accesses import Accesses, accesses_of
from workflow.definition import Flow, Node
from workflow.finding import Finding, Where
from workflow.graph import FlowGraph, graph_of

POSITIVE: Final = frozenset({"approved", "completed"})
_SENT_BACK: Final = frozenset({"return", "refuse", "reject"})


def stale_findings(flow: Flow) -> Iterator[Finding]:
    """Yield a finding for each approval that does not cover what it decided on."""
    approvals = [node for node in flow.nodes.values() if node.type == "approval"]
    if not approvals:
        return
    graph, accesses = graph_of(flow), accesses_of(flow, {}, None)
    for node in approvals:
        behind = _walk(graph, _goes_on(graph, node), stop={node.key})
        effects = {key for key in behind if is_irreversible(flow.nodes[key])} or _good_ends(flow, behind)
        for writer, names in _rewritten(graph, accesses, node, behind):
            again = {other.key for other in approvals if _covers(accesses, other, node, names)}
            reached = _walk(graph, graph.successors(writer), stop=again) - again
            if effects & (reached | {writer}):
                yield _finding(flow, node, writer, names)


def is_irreversible(node: Node) -> bool:
    """Return whether what `node` does cannot be taken back: without `effect`, if it pays, mails or notifies."""
    if node.effect is not None:
        return node.effect == "irreversible"
    return node.type == "notice" or node.action in ("pay", "mail")


def _goes_on(graph: FlowGraph, node: Node) -> list[str]:
    """Return where cases go that `node` approved."""
    back = {item.key for item in node.outcomes if item.refuses or item.reason == "required"} | _SENT_BACK
    return [edge.target for edge in graph.leaving(node.key) if edge.outcome not in back]


def _walk(graph: FlowGraph, begin: Iterable[str], *, stop: set[str]) -> set[str]:
    seen: set[str] = set()
    stack = [*begin]
    while stack:
        key = stack.pop()
        if key not in seen:
            seen.add(key)
            if key not in stop:
                stack.extend(graph.successors(key))
    return seen


def _good_ends(flow: Flow, keys: Iterable[str]) -> set[str]:
    ends = (flow.nodes[key] for key in keys if flow.nodes[key].type == "end")
    return {node.key for node in ends if (node.result or "completed") in POSITIVE}


def _rewritten(
    graph: FlowGraph, accesses: Accesses, node: Node, behind: set[str]
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield who writes again what `node` read, in the order of the document."""
    read = accesses.reads[node.key]
    for key in graph.flow.nodes:
        names = accesses.writes[key] & read
        if key in behind and key != node.key and names:
            yield key, names


def _covers(accesses: Accesses, other: Node, node: Node, names: frozenset[str]) -> bool:
    same = other.key == node.key or (other.matter is not None and other.matter == node.matter)
    return same or bool(accesses.reads[other.key] & names)


def _severity(flow: Flow, writer: str) -> Severity:
    """A correction shows the earlier answers (補正): whether it changes what was decided on, only the case knows."""
    if flow.nodes[writer].type == "form":
        return "info"
    return "warning" if flow.stage == "as-is" else "error"


def _finding(flow: Flow, node: Node, writer: str, names: frozenset[str]) -> Finding:
    titles: list[Text] = [flow.data[name].title if name in flow.data else name for name in sorted(names)]
    data = {"ja": "」「".join(say(item, "ja") for item in titles), "en": ", ".join(say(item, "en") for item in titles)}
    return Finding(
        code="control.K03",
        severity=_severity(flow, writer),
        where=Where(nodes=(node.key, writer), pointer=node.pointer),
        message=MESSAGES.text(
            "control.K03", place=places(flow, [node.key]), target=target_title(flow, writer), data=data
        ),
    )
