"""Codes `lint.*`: advice on drawings that people read easily (bpmnlint's rules and 7PMG that fit our format).

Advice only, never more than information: every one of these flows means something exact.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from kernel.text import say
from workflow.check.context import CheckContext
from workflow.definition import GATEWAYS, Node
from workflow.finding import Finding

MANY_NODES: Final = 50
MANY_EDGES: Final = 9
LONG_TITLE: Final = 50


def find(context: CheckContext) -> Iterator[Finding]:
    """Yield advice: first on the whole, then node by node."""
    yield from _whole(context)
    for node in context.flow.nodes.values():
        yield from _gateway(context, node) if node.type in GATEWAYS else _step(context, node)
        degree = len(context.graph.entering(node.key)) + len(context.graph.leaving(node.key))
        if degree > MANY_EDGES:
            yield context.about_node("lint.many_paths", "info", node, count=degree)


def _whole(context: CheckContext) -> Iterator[Finding]:
    flow = context.flow
    if len(flow.nodes) > MANY_NODES:
        yield context.about("lint.too_many_nodes", "info", "/nodes", count=len(flow.nodes))
    starts = [node.key for node in flow.nodes.values() if node.type == "start"]
    if len(starts) > 1:
        yield context.about("lint.several_starts", "info", "/nodes", nodes=starts, count=len(starts))
    titles = Counter(
        say(node.title) for node in flow.nodes.values() if node.type not in GATEWAYS and say(node.title).strip()
    )
    for title, count in titles.items():
        if count > 1:
            same = [key for key, node in flow.nodes.items() if say(node.title) == title]
            yield context.about("lint.duplicate_title", "info", "/nodes", nodes=same, node=title, count=count)
    used = {lane for node in flow.nodes.values() for lane in (node.lane, node.to, *node.members)}
    for index, lane in enumerate(flow.lanes.values()):
        if lane.key not in used:
            yield context.about("lint.unused_lane", "info", f"/lanes/{index}", node=lane.title)


def _gateway(context: CheckContext, node: Node) -> Iterator[Finding]:
    entering, leaving = context.graph.entering(node.key), context.graph.leaving(node.key)
    if len(entering) == 1 and len(leaving) == 1:
        yield context.about_node("lint.superfluous_gateway", "info", node)
    if len(entering) > 1 and len(leaving) > 1:
        yield context.about_node("lint.gateway_join_fork", "info", node)
    if node.type == "inclusive" and len(leaving) > 1:
        yield context.about_node("lint.inclusive_gateway", "info", node)


def _step(context: CheckContext, node: Node) -> Iterator[Finding]:
    entering, leaving = context.graph.entering(node.key), context.graph.leaving(node.key)
    if context.described and not say(node.title).strip() and node.type not in ("start", "end"):
        yield context.about_node("lint.label_required", "info", node, property_name="title")
    if len(say(node.title)) > LONG_TITLE:
        yield context.about_node("lint.long_title", "info", node, count=len(say(node.title)))
    if context.graph.split_of(node.key) == "parallel":
        yield context.about_node("lint.implicit_split", "info", node, edges=leaving, count=len(leaving))
    forward = [edge for edge in entering if not context.graph.dominates(node.key, edge.source)]
    if len(forward) > 1 and node.type != "end" and _parallel_before(context, node):
        yield context.about_node("lint.fake_join", "info", node, edges=entering, count=len(entering))


def _parallel_before(context: CheckContext, node: Node) -> bool:
    """Return whether the ways that meet here parted at a parallel split, so that a reader could expect a join."""
    parted = context.graph.dominators_of(node.key)[:1]
    return bool(parted) and context.graph.split_of(parted[0]) == "parallel"
