"""MOVE and SINK: a step changes its place, and takes its rejections with it."""

from collections.abc import Iterable

from workflow.definition import Edge
from workflow.rewrite.draft import Draft


def move_onto(draft: Draft, key: str, way: Edge, edges: Iterable[Edge], *, own: Iterable[str] = ()) -> None:
    """Let the step `key` stand on `edges`, which all lead to one node; `way` is its way on.

    What came into the step goes on to where its way led. Edges out of `own`, the nodes that only the step itself sends
    cases to, still lead back to it.
    """
    places = [draft.edges[edge.index] for edge in edges]
    target, loops = places[0].target, frozenset(own)
    for edge in draft.entering(key):
        if edge.source not in loops:
            draft.lead(edge, draft.edges[way.index].target)
    for edge in places:
        draft.lead(draft.edges[edge.index], key)
    draft.lead(draft.edges[way.index], target)
