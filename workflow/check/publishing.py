"""Codes `publish.*`: what a to-be flow needs before it can be published.

Warnings while it is being drawn, errors when it is published; a described flow need not say any of it.
"""

from collections.abc import Callable, Iterator
from typing import Final

from kernel.problems import Severity
from kernel.text import say
from workflow.check.context import CheckContext
from workflow.definition import GATEWAYS, PEOPLE_WORK, Node, NodeType
from workflow.finding import Finding

_NEEDS: Final[tuple[tuple[NodeType, str, str, Callable[[Node], bool]], ...]] = (
    ("form", "publish.form", "form", lambda node: node.form is None),
    ("approval", "publish.assign", "assign", lambda node: node.assign is None and not node.members),
    ("decision", "publish.table", "table", lambda node: node.table is None),
    ("service", "publish.call", "call", lambda node: node.call is None),
    ("timer", "publish.wait", "wait", lambda node: node.wait is None and node.until is None),
    ("wait", "publish.message", "message", lambda node: node.message is None),
    ("subflow", "publish.subflow", "flow", lambda node: node.flow is None),
    ("notice", "publish.template", "template", lambda node: node.template is None),
    ("notice", "publish.recipient", "to", lambda node: node.to is None),
)
"""By node type: the code, the property that fills the gap, and when it is one."""


def find(context: CheckContext) -> Iterator[Finding]:
    """Yield everything that is still to be filled in."""
    if context.described:
        return
    severity = context.needed()
    if context.flow.stage == "as-is":
        yield context.about("publish.stage", "error", "/stage")
    yield from _flow(context, severity)
    for node in context.flow.nodes.values():
        for code, property_name in _gaps(context, node):
            key = str(node.index + 1)
            yield context.about_node(code, severity, node, property_name=property_name, key=key)
    yield from _lanes(context, severity)


def _flow(context: CheckContext, severity: Severity) -> Iterator[Finding]:
    flow = context.flow
    if not say(flow.purpose).strip():
        yield context.about("publish.purpose", severity, "/purpose")
    if not flow.kpis:
        yield context.about("publish.kpi", severity, "/kpis")
    if flow.disposition is None:
        yield context.about("publish.disposition", "warning", "/disposition")
    elif flow.disposition.kind == "処分":
        if not say(flow.disposition.criteria).strip():
            yield context.about("publish.criteria", severity, "/disposition/criteria")
        if not say(flow.disposition.appeal_notice).strip():
            yield context.about("publish.appeal_notice", severity, "/disposition/appeal_notice")
        if flow.standard_days is None:
            yield context.about("publish.standard_days", "warning", "/standard_days")


def _gaps(context: CheckContext, node: Node) -> Iterator[tuple[str, str]]:
    """Yield the code of each gap of `node`, and the property that would fill it."""
    branching = node.type in GATEWAYS and len(context.graph.leaving(node.key)) > 1
    if not say(node.title).strip() and (node.type not in GATEWAYS or branching):
        yield "publish.title", "title"
    for node_type, code, property_name, is_missing in _NEEDS:
        if node.type == node_type and is_missing(node):
            yield code, property_name
    if node.type == "end" and node.result is None and len(context.graph.ends) > 1:
        yield "publish.result", "result"


def _lanes(context: CheckContext, severity: Severity) -> Iterator[Finding]:
    works = {
        key for node in context.flow.nodes.values() if node.type in PEOPLE_WORK for key in (node.lane, *node.members)
    }
    for index, lane in enumerate(context.flow.lanes.values()):
        if lane.kind == "staff" and lane.key in works and not (lane.department and lane.role):
            yield context.about("publish.staff", severity, f"/lanes/{index}", node=lane.title)
