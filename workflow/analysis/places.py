"""Where a step could stand earlier: the places on the straight way to it, nearest first.

A straight way is one that every case takes which comes to the step: steps with one way on, and whole regions between a
split and its join. The step could stand before any of them; what lies between is passed by then only by the cases that
the step lets through.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from workflow.analysis.facts import Facts
from workflow.definition import GATEWAYS, Edge

FARTHEST: Final = 60
"""Nodes that are looked at on the way back: an office does not move a check further than that at once."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place before a node: the edges that lead to it, and the nodes passed since, the nearest to the step first."""

    edges: tuple[Edge, ...]
    passed: tuple[str, ...]
    stretch: tuple[str, ...]
    """What lies between this place and the one before it."""


def places_before(facts: Facts, key: str) -> Iterator[Place]:
    """Yield the places before `key`, the nearest first."""
    edge = _way_in(facts, key)
    passed: tuple[str, ...] = ()
    while edge is not None and len(passed) < FARTHEST:
        stretch = _stretch(facts, edge)
        if not stretch:
            return
        passed += stretch
        entering = facts.graph.entering(stretch[-1])
        if not entering or any(_comes_from(facts, key, other) for other in entering):
            return
        yield Place(edges=entering, passed=passed, stretch=stretch)
        edge = entering[0] if len(entering) == 1 else None


def own_loop(facts: Facts, key: str) -> frozenset[str]:
    """Return the sources of edges into `key` that only cases pass which `key` sent back itself."""
    return frozenset(edge.source for edge in facts.graph.entering(key) if _comes_from(facts, key, edge))


def _way_in(facts: Facts, key: str) -> Edge | None:
    edges = [edge for edge in facts.graph.entering(key) if not _comes_from(facts, key, edge)]
    return edges[0] if len(edges) == 1 else None


def _comes_from(facts: Facts, key: str, edge: Edge) -> bool:
    """Return whether a case that `key` sent back can take `edge`."""
    return any(
        back.target == edge.source or back is edge or facts.graph.reaches(back.target, edge.source)
        for back in facts.ways_back(key)
    )


def _stretch(facts: Facts, edge: Edge) -> tuple[str, ...]:
    """Return what lies before `edge`: one step, or a region from its join back to its split; nothing: a way ends."""
    source = facts.flow.nodes[edge.source]
    if source.type in ("start", "end"):
        return ()
    if source.type in GATEWAYS:
        return _region(facts, source.key)
    return (source.key,) if facts.way_on(source.key) is edge else ()


def _region(facts: Facts, join: str) -> tuple[str, ...]:
    """Return the nodes of the region that `join` closes, its split last; nothing where no single split opens it."""
    graph = facts.graph
    split = next(iter(graph.dominators_of(join)), None)
    if len(graph.leaving(join)) != 1:
        return ()
    if len(graph.entering(join)) == 1:
        return (join,)
    if split is None or facts.flow.nodes[split].type not in GATEWAYS or not graph.post_dominates(join, split):
        return ()
    inside = graph.between(split, join)
    closed = all(
        other in inside or other in (split, join)
        for key in inside
        for other in (*graph.predecessors(key), *graph.successors(key))
    )
    return (join, *sorted(inside, key=lambda key: -graph.numbers[key]), split) if closed else ()
