"""The control graph: only what matters for the order in which things happen.

A `ControlGraph` has six kinds of nodes and named edges; it knows no lanes, data or minutes. `control_graph_of` reads
it from a flow and makes explicit what formats.md leaves implicit:

- several edges into anything but a parallel or inclusive gateway are an exclusive merge;
- several edges out of a step that has outcomes, conditions, probabilities or a default are an exclusive split, all
  others (also out of a start) a parallel split;
- of several starts exactly one begins; an end consumes its token, a terminating end consumes all of them.

A subflow, a timer, a wait and a joint decision (合議) are one step each: they begin with one token and leave one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from workflow.definition import Edge, Flow, Node

Kind: TypeAlias = Literal["start", "end", "task", "xor", "and", "or"]

_GATEWAY_KINDS: Final[Mapping[str, Kind]] = {"exclusive": "xor", "parallel": "and", "inclusive": "or"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlEdge:
    """A sequence flow. An implicit one, which no drawing shows, has the empty name."""

    source: str
    target: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlGraph:
    """Nodes by key and edges between them; `terminating` are the ends that end every token."""

    kinds: Mapping[str, Kind]
    edges: tuple[ControlEdge, ...]
    terminating: frozenset[str] = frozenset()


def owner(key: str) -> str:
    """Return the key of the flow's node that an implicit gateway (`review/out`) belongs to; other keys stay."""
    return key.partition("/")[0]


def control_graph_of(flow: Flow) -> ControlGraph:
    """Return the control graph of `flow`; the names of its edges are those of the flow."""
    outgoing: dict[str, list[Edge]] = {key: [] for key in flow.nodes}
    for edge in flow.edges:
        outgoing[edge.source].append(edge)
    kinds: dict[str, Kind] = {}
    edges: list[ControlEdge] = []
    for key, node in flow.nodes.items():
        kinds[key] = _kind(node)
        source = key
        if kinds[key] in ("start", "task") and chooses(outgoing[key]):
            source = f"{key}/out"
            kinds[source] = "xor"
            edges.append(ControlEdge(source=key, target=source, name=""))
        edges += (ControlEdge(source=source, target=edge.target, name=edge.name) for edge in outgoing[key])
    ends = frozenset(key for key, node in flow.nodes.items() if node.type == "end" and node.terminate)
    return ControlGraph(kinds=kinds, edges=tuple(edges), terminating=ends)


def chooses(outgoing: list[Edge]) -> bool:
    """Return whether a step with these edges takes exactly one of them (otherwise it takes all)."""
    return len(outgoing) > 1 and any(
        edge.outcome is not None or edge.when is not None or edge.default or edge.probability is not None
        for edge in outgoing
    )


def _kind(node: Node) -> Kind:
    if node.type == "start" or node.type == "end":
        return node.type
    return _GATEWAY_KINDS.get(node.type, "task")
