"""Codes `structure.*`: starts, ends, and nodes that lie on no way between them. And loops that nothing ever stops.

A loop in which nobody works and nothing waits (`soundness.livelock`) runs for ever in the very moment it is entered,
however sound its drawing is.
"""

from collections.abc import Iterator
from typing import Final

import networkx as nx

from workflow.check.context import CheckContext
from workflow.definition import GATEWAYS
from workflow.finding import Finding

_AT_ONCE: Final = GATEWAYS | {"decision", "service", "notice"}
"""Node types that the engine passes by itself, without waiting for anybody or anything."""


def find(context: CheckContext) -> Iterator[Finding]:
    """Yield what is wrong with the bare graph, in the order of the document."""
    graph, nodes = context.graph, context.flow.nodes
    kinds = {node.type for node in nodes.values()}
    if "start" not in kinds:
        yield context.about("structure.no_start", "error", "/nodes")
    if "end" not in kinds:
        yield context.about("structure.no_end", "error", "/nodes")
    for key, node in nodes.items():
        if "start" in kinds and key not in graph.reachable:
            yield context.about_node("structure.unreachable", "error", node)
        if "end" in kinds and key not in graph.finishing:
            yield context.about_node("structure.dead_end", "error", node, example=_way_to(context, key))
        if node.type == "start" and graph.entering(key):
            yield context.about_node("structure.before_start", "error", node, edges=graph.entering(key))
        if node.type == "end" and graph.leaving(key):
            yield context.about_node("structure.after_end", "error", node, edges=graph.leaving(key))
    yield from _endless(context)


def _endless(context: CheckContext) -> Iterator[Finding]:
    at_once = [key for key, node in context.flow.nodes.items() if node.type in _AT_ONCE]
    passed = context.graph.digraph.subgraph(at_once)
    for part in nx.strongly_connected_components(passed):
        if len(part) > 1 or any(passed.has_edge(key, key) for key in part):
            first, *others = sorted(part, key=context.graph.numbers.__getitem__)
            edges = [edge for edge in context.flow.edges if edge.source in part and edge.target in part]
            node, severity = context.flow.nodes[first], context.strict()
            yield context.about_node("soundness.livelock", severity, node, nodes=others, edges=edges)


def _way_to(context: CheckContext, key: str) -> tuple[str, ...] | None:
    """Return a shortest path (node keys) from a start to `key`: the run that gets stuck there."""
    return shortest_way(context, key) if key in context.graph.reachable else None


def shortest_way(context: CheckContext, goal: str, cut: frozenset[str] = frozenset()) -> tuple[str, ...] | None:
    """Return a shortest path from a start to `goal` that takes none of the edges named in `cut`."""
    came: dict[str, str | None] = dict.fromkeys(context.graph.starts)
    queue = [*context.graph.starts]
    for key in queue:
        if key == goal:
            break
        for edge in context.graph.leaving(key):
            if edge.name not in cut and edge.target not in came:
                came[edge.target] = key
                queue.append(edge.target)
    if goal not in came:
        return None
    path = [goal]
    while (before := came[path[-1]]) is not None:
        path.append(before)
    return tuple(reversed(path))
