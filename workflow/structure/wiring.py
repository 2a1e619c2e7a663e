"""The normal form of a control graph: one start, one end, and nodes that either split, or join, or do neither.

Nodes and edges are numbered, so that sets of them are bits of an integer. A node with several edges in and several
out becomes a join followed by a split. The start `/start` begins exactly one of the graph's starts, and every end
leads to `/end`. Nothing is judged here: a wiring may be unsound, have nodes that are never reached or lead nowhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workflow.structure.control_graph import ControlGraph, Kind

START: Final = "/start"
END: Final = "/end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """A graph in normal form. `kinds`, `keys`, `incoming` and `outgoing` are by node; the others by edge.

    The kind of a node with one edge in and one out does not matter. `start` has no edge in, `end` none out.
    """

    keys: tuple[str, ...]
    kinds: tuple[Kind, ...]
    sources: tuple[int, ...]
    targets: tuple[int, ...]
    names: tuple[str, ...]
    incoming: tuple[tuple[int, ...], ...]
    outgoing: tuple[tuple[int, ...], ...]
    start: int
    end: int
    terminating: frozenset[int] = frozenset()
    """Nodes whose step ends every other token."""


def wiring_of(
    keys: Sequence[str],
    kinds: Sequence[Kind],
    edges: Sequence[tuple[int, int, str]],
    start: int,
    end: int,
    terminating: frozenset[int] = frozenset(),
) -> Wiring:
    """Return the wiring with these nodes and edges (source, target, name), which are in normal form already."""
    incoming: list[list[int]] = [[] for _ in keys]
    outgoing: list[list[int]] = [[] for _ in keys]
    for number, (source, target, _) in enumerate(edges):
        outgoing[source].append(number)
        incoming[target].append(number)
    return Wiring(
        keys=tuple(keys),
        kinds=tuple(kinds),
        sources=tuple(edge[0] for edge in edges),
        targets=tuple(edge[1] for edge in edges),
        names=tuple(edge[2] for edge in edges),
        incoming=tuple(map(tuple, incoming)),
        outgoing=tuple(map(tuple, outgoing)),
        start=start,
        end=end,
        terminating=terminating,
    )


def wire(graph: ControlGraph) -> Wiring:
    """Bring `graph` into normal form. O(V+E)."""
    return _Wirer(graph).wiring()


class _Wirer:
    """Collects the nodes and edges of one normal form."""

    def __init__(self, graph: ControlGraph) -> None:
        self._graph = graph
        self._keys: list[str] = []
        self._kinds: list[Kind] = []
        self._edges: list[tuple[int, int, str]] = []
        self._inner: list[tuple[int, int, str]] = []
        edges = [(edge.source, edge.target, edge.name) for edge in graph.edges if graph.kinds[edge.source] != "end"]
        edges += [(START, key, "") for key, kind in graph.kinds.items() if kind == "start"]
        edges += [(key, END, "") for key, kind in graph.kinds.items() if kind == "end"]
        self._named = edges

    def wiring(self) -> Wiring:
        """Return the normal form."""
        kinds: dict[str, Kind] = {START: "xor", **self._graph.kinds, END: "xor"}
        ins, outs = dict.fromkeys(kinds, 0), dict.fromkeys(kinds, 0)
        for source, target, _ in self._named:
            outs[source] += 1
            ins[target] += 1
        entry: dict[str, int] = {}
        leave: dict[str, int] = {}
        start = self._node(START, "start")
        for key, kind in kinds.items():
            entry[key], leave[key] = self._place(key, kind, ins[key], outs[key])
        end = self._node(END, "end")
        edges = [(start, entry[START], ""), (leave[END], end, ""), *self._inner]
        edges += [(leave[source], entry[target], name) for source, target, name in self._named]
        terminating = frozenset(node for key in self._graph.terminating for node in (entry[key], leave[key]))
        return wiring_of(self._keys, self._kinds, edges, start, end, terminating)

    def _node(self, key: str, kind: Kind) -> int:
        self._keys.append(key)
        self._kinds.append(kind)
        return len(self._keys) - 1

    def _place(self, key: str, kind: Kind, ins: int, outs: int) -> tuple[int, int]:
        """Add `key` and the gateways that it implies; return its first and its last node."""
        if kind in ("xor", "and", "or"):
            if ins > 1 and outs > 1:
                return self._chained(self._node(f"{key}/in", kind), self._node(key, kind))
            node = self._node(key, kind)
            return node, node
        first = last = self._node(key, "task")
        if ins > 1:
            first, _ = self._chained(self._node(f"{key}/in", "xor"), last)
        if outs > 1:
            _, last = self._chained(last, self._node(f"{key}/out", "and"))
        return first, last

    def _chained(self, first: int, last: int) -> tuple[int, int]:
        self._inner.append((first, last, ""))
        return first, last
