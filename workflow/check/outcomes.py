"""Codes `outcome.*`: each outcome of a step leads somewhere, and each labelled edge belongs to an outcome.

Outcomes that a step writes itself must all lead somewhere. Where a review or an approval leaves them to the
defaults, a described flow may draw only those that happen; an executable one must draw them all or say which exist.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from kernel.problems import Severity
from workflow.check.context import CheckContext
from workflow.codec.nodes import RESULTS
from workflow.definition import Node
from workflow.finding import Finding, Patch

CHILD_RESULTS: Final = frozenset({*RESULTS, "cancelled", "mixed"})
"""How the cases of a subflow can end; `mixed` where several did not end alike."""


def find(context: CheckContext) -> Iterator[Finding]:
    """Yield what is wrong with outcomes, in the order of the document."""
    for node in context.flow.nodes.values():
        labels = known_outcomes(context, node)
        yield from _unknown(context, node, labels)
        if node.outcomes:
            yield from _missing(context, node)
            yield from _unlabelled(context, node)
        yield from _duplicate(context, node)


def known_outcomes(context: CheckContext, node: Node) -> frozenset[str] | None:
    """Return the labels that edges out of `node` may carry; None where an unknown table decides."""
    written = frozenset(outcome.key for outcome in node.outcomes)
    if node.type == "subflow" and not written:
        return CHILD_RESULTS
    if node.type != "decision" or written:
        return written
    table = context.table_of(node)
    if table is None:
        return None
    values = (value for output in table.outputs for value in output.values or ())
    return frozenset(value for value in values if isinstance(value, str))


def _unknown(context: CheckContext, node: Node, labels: frozenset[str] | None) -> Iterator[Finding]:
    if labels is None:
        return
    severity: Severity = "error" if node.outcomes else context.strict()
    for edge in context.graph.leaving(node.key):
        if edge.outcome is not None and edge.outcome not in labels:
            yield context.about_edge("outcome.unknown", severity, edge, property_name="outcome", outcome=edge.outcome)
    for index, step in enumerate(node.on_overdue):
        if step.outcome is not None and step.outcome not in labels:
            place = f"on_overdue/{index}/do"
            yield context.about_node("outcome.unknown", "error", node, property_name=place, outcome=step.outcome)
    for outcome in node.rates:
        if outcome not in labels:
            yield context.about_node(
                "outcome.unknown", "warning", node, property_name=f"rates/{outcome}", outcome=outcome
            )


def _missing(context: CheckContext, node: Node) -> Iterator[Finding]:
    drawn = {edge.outcome for edge in context.graph.leaving(node.key)} - {None}
    written = _writes_outcomes(context, node)
    if not written and context.described:
        return
    if written and context.described and not drawn:
        return  # a described step may have one way on, whatever comes out of it
    severity: Severity = "error" if written or context.publishing else "warning"
    for index, outcome in enumerate(node.outcomes):
        if outcome.key not in drawn:
            yield context.about_node(
                "outcome.missing",
                severity,
                node,
                property_name=f"outcomes/{index}" if written else "",
                outcome=outcome.title,
                fix=None if written else _say_which_exist(context, node),
            )


def _say_which_exist(context: CheckContext, node: Node) -> Patch | None:
    """Return the patch that writes down those default outcomes that are drawn."""
    drawn = {edge.outcome for edge in context.graph.leaving(node.key)}
    kept = [
        {"key": outcome.key, "title": outcome.title, "refuses": outcome.refuses, "reason": outcome.reason}
        for outcome in node.outcomes
        if outcome.key in drawn
    ]
    return ({"op": "add", "path": f"{node.pointer}/outcomes", "value": kept},) if kept else None


def _unlabelled(context: CheckContext, node: Node) -> Iterator[Finding]:
    edges = context.graph.leaving(node.key)
    labelled = any(edge.outcome for edge in edges)
    for edge in edges:
        if edge.outcome is None and labelled:
            yield context.about_edge("outcome.unlabelled", "error", edge)


def _duplicate(context: CheckContext, node: Node) -> Iterator[Finding]:
    edges = context.graph.leaving(node.key)
    for label in dict.fromkeys(edge.outcome for edge in edges if edge.outcome):
        same = [edge for edge in edges if edge.outcome == label]
        if len(same) > 1 and not all(edge.when or edge.default for edge in same):
            yield context.about_node("outcome.duplicate", "error", node, edges=same, outcome=label, count=len(same))


def _writes_outcomes(context: CheckContext, node: Node) -> bool:
    nodes = context.flow.document["nodes"]
    written = nodes[node.index] if isinstance(nodes, list | tuple) else None
    return isinstance(written, Mapping) and written.get("outcomes") is not None
