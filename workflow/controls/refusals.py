"""K06: a refusal of which the applicant is not told, or not told why (理由の提示: 行政手続法8条・14条).

Asked only where the decision is a disposition (`disposition.kind` 処分): only then the law demands reasons.
"""

from collections.abc import Iterator
from typing import Final

from workflow.controls.messages import MESSAGES
from workflow.controls.wording import named
from workflow.definition import Edge, Flow, Node, Outcome
from workflow.finding import Finding, Where
from workflow.graph import FlowGraph, graph_of

_TELLING: Final = frozenset({"mail", "prepare", "meet", "call", "print"})


def untold_refusals(flow: Flow) -> Iterator[Finding]:
    """Yield a finding for each step whose refusal reaches an end without telling anybody."""
    graph = graph_of(flow)
    for node, edge, _ in _refusing(flow, graph):
        silent = _untold(graph, edge)
        if silent is not None:
            yield _finding(flow, node, edge, "control.K06", silent)


def unreasoned_refusals(flow: Flow) -> Iterator[Finding]:
    """Yield a finding for each step that may refuse without a reason (`law.refusal_without_reason` of `check`)."""
    for node, edge, outcome in _refusing(flow, graph_of(flow)):
        if outcome.reason != "required":
            yield _finding(flow, node, edge, "control.K06.reason", edge.target)


def _refusing(flow: Flow, graph: FlowGraph) -> Iterator[tuple[Node, Edge, Outcome]]:
    """Yield the edges by which cases are refused, where that is a disposition."""
    if flow.disposition is None or flow.disposition.kind != "処分":
        return
    for key, node in flow.nodes.items():
        refusing = {outcome.key: outcome for outcome in node.outcomes if outcome.refuses}
        for edge in graph.leaving(key) if key in graph.reachable else ():
            if edge.outcome in refusing:
                yield node, edge, refusing[edge.outcome]


def _untold(graph: FlowGraph, edge: Edge) -> str | None:
    """Return a refusing end that a case can come to by `edge` without a step that tells the applicant."""
    seen: set[str] = set()
    stack = [edge.target]
    while stack:
        key = stack.pop()
        node = graph.node(key)
        if key in seen or node.type == "notice" or node.action in _TELLING:
            continue
        if node.type == "end" and node.result == "refused":
            return key
        seen.add(key)
        stack.extend(graph.successors(key))
    return None


def _finding(flow: Flow, node: Node, edge: Edge, text: str, target: str) -> Finding:
    return Finding(
        code="control.K06",
        severity="warning" if flow.stage == "as-is" else "error",
        where=Where(nodes=(node.key, target), edges=(edge.name,), pointer=node.pointer),
        message=MESSAGES.text(text, place=named(flow, node.key)),
    )
