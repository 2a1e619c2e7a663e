"""In which order a manual tells the steps, and where each leads: gateways are said, not numbered.

Steps come in the order in which cases reach them; where the flow leaves the order open, the document decides. What
leads back to an earlier step does not change the order.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from workflow.definition import GATEWAYS, Edge, Flow
from workflow.graph import FlowGraph

UNNUMBERED = frozenset({"start", "end", *GATEWAYS})


@dataclass(frozen=True, slots=True)
class Landing:
    """Where a case lands that leaves on some edge: the edges on the way there, gateway by gateway."""

    target: str
    passed: tuple[Edge, ...]


def numbers_of(flow: Flow, graph: FlowGraph) -> Mapping[str, int]:
    """Return the number of each step, from 1, in reading order."""
    return {
        key: number
        for number, key in enumerate(
            (key for key in _in_order(flow, graph) if flow.nodes[key].type not in UNNUMBERED), start=1
        )
    }


def landings(flow: Flow, graph: FlowGraph, edge: Edge) -> Iterator[Landing]:
    """Yield every step or end that `edge` leads to through gateways; one more round of a loop is not followed."""
    trail: list[tuple[Edge, tuple[Edge, ...]]] = [(edge, (edge,))]
    while trail:
        last, passed = trail.pop(0)
        if flow.nodes[last.target].type not in GATEWAYS:
            yield Landing(last.target, passed)
            continue
        seen = {each.target for each in passed[:-1]}
        if last.target not in seen:
            trail.extend((each, (*passed, each)) for each in graph.leaving(last.target))


def sources(flow: Flow, graph: FlowGraph, key: str) -> tuple[tuple[str, ...], bool]:
    """Return the steps after which `key` begins, and whether all of them have to be done (a parallel join)."""
    found: dict[str, None] = {}
    every, trail, seen = False, [key], {key}
    while trail:
        for edge in graph.entering(trail.pop()):
            source = flow.nodes[edge.source]
            if source.type not in GATEWAYS:
                found[source.key] = None
            elif source.key not in seen:
                seen.add(source.key)
                every |= graph.join_of(source.key) in ("parallel", "inclusive")
                trail.append(source.key)
    return tuple(found), every and len(found) > 1


def _in_order(flow: Flow, graph: FlowGraph) -> tuple[str, ...]:
    """Order nodes so that what leads to a node comes before it; loops are cut where they come back."""
    places = {key: node.index for key, node in flow.nodes.items()}
    waiting = {key: sum(not graph.dominates(key, edge.source) for edge in graph.entering(key)) for key in flow.nodes}
    heap = [(places[key], key) for key, count in waiting.items() if not count]
    heapify(heap)
    order: dict[str, None] = {}
    while len(order) < len(flow.nodes):
        if not heap:  # a loop with two ways in: begin it with what the document names first
            heappush(heap, min((place, key) for key, place in places.items() if key not in order))
        _, key = heappop(heap)
        if key in order:
            continue
        order[key] = None
        for edge in graph.leaving(key):
            if edge.target in order or graph.dominates(edge.target, key):
                continue
            waiting[edge.target] -= 1
            if waiting[edge.target] == 0:
                heappush(heap, (places[edge.target], edge.target))
    return tuple(order)
