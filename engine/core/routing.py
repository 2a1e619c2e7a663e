"""Where tokens go when they leave a node, compiled once per version.

`Every`: one edge, or all of several (an AND split). `First`: the first edge whose condition holds, else the default
one. `Several`: every edge whose condition holds (an inclusive split). `ByOutcome`: what people chose decides, then
one of the others.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from engine.core.errors import NoWayOut
from kernel.condition import Scope, Test, compile_condition
from workflow.definition import Edge
from workflow.graph import FlowGraph


@dataclass(frozen=True, slots=True)
class Every:
    """A token on each of `edges`."""

    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class First:
    """One token, on the first edge whose condition holds, else on `default`."""

    node: str
    options: tuple[tuple[Test, Edge], ...]
    default: Edge | None


@dataclass(frozen=True, slots=True)
class Several:
    """A token on each edge whose condition holds; where none does, one on `default`."""

    node: str
    options: tuple[tuple[Test, Edge], ...]
    default: Edge | None


@dataclass(frozen=True, slots=True)
class ByOutcome:
    """One way per outcome; `otherwise` serves the outcomes that have no edge of their own."""

    node: str
    ways: Mapping[str, "Every | First"]
    otherwise: "Every | First | None"


Exits: TypeAlias = Every | First | Several | ByOutcome


def exits_of(graph: FlowGraph, key: str) -> Exits:
    """Compile the edges out of `key`."""
    edges = graph.leaving(key)
    if graph.split_of(key) == "inclusive":
        return _several(key, edges)
    outcomes = dict.fromkeys(edge.outcome for edge in edges if edge.outcome)
    if not outcomes:
        return _way(key, edges, parallel=graph.split_of(key) == "parallel")
    plain = [edge for edge in edges if not edge.outcome]
    return ByOutcome(
        node=key,
        ways={outcome: _way(key, [edge for edge in edges if edge.outcome == outcome]) for outcome in outcomes},
        otherwise=_way(key, plain) if plain else None,
    )


def edges_taken(exits: Exits, outcome: str | None, scope: Scope) -> tuple[Edge, ...]:
    """Return the edges on which tokens leave; raise `NoWayOut` where none can."""
    match exits:
        case Every(edges):
            return edges
        case First(node, options, default):
            for holds, edge in options:
                if holds(scope):
                    return (edge,)
            if default is None:
                raise NoWayOut(node=node)
            return (default,)
        case Several(node, options, default):
            taken = tuple(edge for holds, edge in options if holds(scope))
            if not taken and default is None:
                raise NoWayOut(node=node)
            return taken or ((default,) if default else ())
        case ByOutcome(node, ways, otherwise):
            way = ways.get(outcome or "") or otherwise
            if way is None:
                raise NoWayOut(node=node)
            return edges_taken(way, None, scope)


def sends_back(graph: FlowGraph, edge: Edge) -> bool:
    """Say whether `edge` is a return: by its name, to the applicant, or to a step that every way here has passed."""
    to_applicant = graph.node(edge.target).type == "form"
    return edge.outcome == "return" or to_applicant or graph.dominates(edge.target, edge.source)


def _several(key: str, edges: Sequence[Edge]) -> Several:
    """Compile an inclusive split; an edge without a condition is always taken."""
    options = [(compile_condition(edge.when) if edge.when else _always, edge) for edge in edges if not edge.default]
    return Several(key, tuple(options), next((edge for edge in edges if edge.default), None))


def _always(_: Scope) -> bool:
    return True


def _way(key: str, edges: Sequence[Edge], *, parallel: bool = False) -> Every | First:
    if parallel or (len(edges) == 1 and edges[0].when is None):
        return Every(tuple(edges))
    options = [(compile_condition(edge.when), edge) for edge in edges if edge.when is not None and not edge.default]
    fallback = next((edge for edge in edges if edge.default), None)
    fallback = fallback or next((edge for edge in edges if edge.when is None), None)
    return First(key, tuple(options), fallback)
