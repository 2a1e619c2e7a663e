"""Which nodes of a flow under change can still be reached."""

from collections.abc import Iterable, Mapping

from workflow.definition import Edge, Node


def reached_nodes(nodes: Mapping[str, Node], edges: Iterable[Edge]) -> frozenset[str]:
    """Return the nodes that some start leads to; without a start event, the nodes that nothing leads to begin."""
    following: dict[str, list[str]] = {}
    entered: set[str] = set()
    for edge in edges:
        following.setdefault(edge.source, []).append(edge.target)
        entered.add(edge.target)
    starts = [key for key, node in nodes.items() if node.type == "start"]
    seen = set(starts or (key for key in nodes if key not in entered))
    stack = [*seen]
    while stack:
        for key in following.get(stack.pop(), ()):
            if key not in seen:
                seen.add(key)
                stack.append(key)
    return frozenset(seen)
