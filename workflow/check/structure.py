"""Codes `structure.*`: starts, ends, and nodes that lie on no way between them."""

from collections.abc import Iterator

from workflow.check.context import CheckContext
from workflow.finding import Finding


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
