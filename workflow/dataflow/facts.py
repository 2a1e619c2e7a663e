"""What is known of the data at each node: bit-vector analyses over the graph of a flow (analysis.md §1.2).

must defined (MD)   written on every run before the node. Behind a parallel join what any branch wrote is known.
reaching (RD)       the writers whose value a node may see.
live (LV)           what is read later on some run, what is kept at the end included.
must be read        what is read on every run before it is written again or the case ends.
lost                what is written again before it is read, on some run or on every one.

A node reads before it writes; the condition of an edge reads after its source has written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workflow.dataflow.accesses import Accesses, FormFields, accesses_of
from workflow.dataflow.vectors import Vectors
from workflow.definition import Flow
from workflow.graph import FlowGraph, graph_of
from workflow.structure.concurrency import concurrent_edges
from workflow.structure.control_graph import control_graph_of
from workflow.structure.wiring import wire
from workflow.table.axis import numbers_in
from workflow.table.model import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFacts:
    """Facts by node key. `before` and `after` say on which side of the node; unreachable nodes know nothing."""

    graph: FlowGraph
    accesses: Accesses
    concurrent: Mapping[str, frozenset[str]]
    """For each node the steps that can be at work at the same time."""
    _defined: Mapping[str, int]
    _reaching: Mapping[str, int]
    _vectors: Vectors
    _live: Mapping[str, int]
    _surely_read: Mapping[str, int]
    _perhaps_lost: Mapping[str, int]
    _surely_lost: Mapping[str, int]
    _changes: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)

    def must_defined(self, node: str) -> frozenset[str]:
        """Return the data that every run has written before `node`."""
        return self._set(self._defined[node])

    def reaching(self, node: str, name: str) -> frozenset[str]:
        """Return the nodes whose value of the datum `name` can be the one that `node` sees."""
        seen = self._reaching[node] & self._vectors.sites_of.get(name, 0)
        return frozenset(self._vectors.sites[site][0] for site in numbers_in(seen))

    def live_out(self, node: str) -> frozenset[str]:
        """Return the data that are read after `node` on some run (or kept at the end) before they are overwritten."""
        return self._set(self._live[node])

    def surely_read_after(self, node: str) -> frozenset[str]:
        """Return the data that every run reads (or keeps) after `node`."""
        return self._set(self._surely_read[node])

    def perhaps_lost_after(self, node: str) -> frozenset[str]:
        """Return the data that some run writes again after `node` without having read them."""
        return self._set(self._perhaps_lost[node])

    def surely_lost_after(self, node: str) -> frozenset[str]:
        """Return the data that every run writes again after `node` without having read them."""
        return self._set(self._surely_lost[node])

    def changed_between(self, earlier: str, later: str) -> frozenset[str]:
        """Return the data that something can write after `earlier` and before the first `later` behind it.

        That is a writer on a path between the two (neither included, unless a loop repeats `earlier`), or one at
        work at the same time as either.
        """
        found = self._changes.get((earlier, later))
        if found is None:
            between = self._between(earlier, later) | self.concurrent[earlier] | self.concurrent[later]
            found = self._changes[earlier, later] = frozenset[str]().union(*map(self.writes, between))
        return found

    def writes(self, node: str) -> frozenset[str]:
        """Return what `node` writes."""
        return self.accesses.writes[node]

    def run_together(self, one: str, other: str) -> bool:
        """Return whether the two can be at work at the same time."""
        return other in self.concurrent[one]

    def _between(self, earlier: str, later: str) -> frozenset[str]:
        following, preceding = self._vectors.successors, self._vectors.predecessors
        forward = _closure(following[earlier], following, stop=later)
        backward = _closure(preceding[later], preceding, stop=later)
        return frozenset(forward & backward - {later})

    def _set(self, bits: int) -> frozenset[str]:
        return frozenset(self.accesses.names[number] for number in numbers_in(bits))


def data_facts(flow: Flow, tables: Mapping[str, Table] | None = None, forms: FormFields | None = None) -> DataFacts:
    """Analyse `flow`. `tables` are those that its nodes name by key, `forms` the fields of the forms they name."""
    graph = graph_of(flow)
    accesses = accesses_of(flow, tables or {}, forms)
    vectors = Vectors(graph, accesses)
    return DataFacts(
        graph=graph,
        accesses=accesses,
        concurrent=_concurrent(graph),
        _defined=vectors.defined(),
        _reaching=vectors.reaching(),
        _vectors=vectors,
        _live=vectors.live(),
        _surely_read=vectors.surely_read(),
        _perhaps_lost=vectors.lost(every=False),
        _surely_lost=vectors.lost(every=True),
    )


def _concurrent(graph: FlowGraph) -> dict[str, frozenset[str]]:
    """Return what can be at work at the same time as each node: an edge into one is concurrent with one into it."""
    nothing = dict.fromkeys(graph.flow.nodes, frozenset[str]())
    if not any(graph.split_of(key) in ("parallel", "inclusive") for key in graph.flow.nodes):
        return nothing
    wiring = wire(control_graph_of(graph.flow))
    concurrent = concurrent_edges(wiring)
    places = {key: place for place, key in enumerate(wiring.keys)}
    into = {key: wiring.incoming[places[key]] for key in graph.flow.nodes if key in places}
    owner = {edge: key for key, edges in into.items() for edge in edges}
    found = dict(nothing)
    for key, edges in into.items():
        beside = 0
        for edge in edges:
            beside |= concurrent[edge]
        found[key] = frozenset(owner[edge] for edge in numbers_in(beside) if edge in owner)
    return found


def _closure(seeds: tuple[str, ...], neighbours: Mapping[str, tuple[str, ...]], *, stop: str) -> set[str]:
    """Return what `neighbours` lead to from `seeds`, going no further at `stop`."""
    seen, stack = set(seeds), [key for key in seeds if key != stop]
    while stack:
        for key in neighbours[stack.pop()]:
            if key not in seen:
                seen.add(key)
                if key != stop:
                    stack.append(key)
    return seen
