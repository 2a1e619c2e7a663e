"""The graph of a flow: computed once per version, shared by everyone who walks over it.

What splits and joins mean (BPMN 2.0 token semantics, formats.md): several edges into an activity are an exclusive
merge; several edges out of one are a parallel split, unless they carry outcomes, conditions or probabilities;
several starts are alternatives. Dominance counts paths, not runs: `a` dominates `b` when every path from a start
to `b` passes `a`. Nodes that no start reaches dominate nothing and are dominated by nothing.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from threading import Lock
from typing import Final

import networkx as nx

from workflow.definition import GATEWAYS, Edge, Flow, Node
from workflow.visits import Branching, Frequencies, Shape, edge_probabilities, expected_visits

_ENTRY, _EXIT = "\u0000entry", "\u0000exit"
"""The virtual start and end; no key begins like this."""


class FlowGraph:
    """Facts about the graph of `flow`; each is computed when it is first asked for."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        leaving: dict[str, list[Edge]] = {key: [] for key in flow.nodes}
        entering: dict[str, list[Edge]] = {key: [] for key in flow.nodes}
        for edge in flow.edges:
            leaving[edge.source].append(edge)
            entering[edge.target].append(edge)
        self._leaving = {key: tuple(edges) for key, edges in leaving.items()}
        self._entering = {key: tuple(edges) for key, edges in entering.items()}

    # -- neighbours

    def node(self, key: str) -> Node:
        """Return the node called `key`."""
        return self.flow.nodes[key]

    def leaving(self, key: str) -> tuple[Edge, ...]:
        """Return the edges out of `key`, in the order of the document."""
        return self._leaving[key]

    def entering(self, key: str) -> tuple[Edge, ...]:
        """Return the edges into `key`, in the order of the document."""
        return self._entering[key]

    def successors(self, key: str) -> tuple[str, ...]:
        """Return the nodes that follow `key`, each once."""
        return tuple(dict.fromkeys(edge.target for edge in self._leaving[key]))

    def predecessors(self, key: str) -> tuple[str, ...]:
        """Return the nodes before `key`, each once."""
        return tuple(dict.fromkeys(edge.source for edge in self._entering[key]))

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """The start events, or, where the flow has none, the nodes that nothing leads to."""
        events = tuple(key for key, node in self.flow.nodes.items() if node.type == "start")
        return events or tuple(key for key in self.flow.nodes if not self._entering[key])

    @cached_property
    def ends(self) -> tuple[str, ...]:
        """The end events, or, where the flow has none, the nodes that lead nowhere."""
        events = tuple(key for key, node in self.flow.nodes.items() if node.type == "end")
        return events or tuple(key for key in self.flow.nodes if not self._leaving[key])

    @cached_property
    def edges_by_name(self) -> Mapping[str, Edge]:
        """Every edge by its name `from->to#outcome`."""
        return {edge.name: edge for edge in self.flow.edges}

    def split_of(self, key: str) -> Branching:
        """Return how tokens leave `key`: on one edge, on all, or on some."""
        edges = self._leaving[key]
        if len(edges) < 2:
            return "none"
        kind = self.flow.nodes[key].type
        if kind in GATEWAYS:
            return "exclusive" if kind == "exclusive" else "parallel" if kind == "parallel" else "inclusive"
        chosen = any(edge.outcome or edge.when or edge.default or edge.probability is not None for edge in edges)
        return "exclusive" if chosen else "parallel"

    def join_of(self, key: str) -> Branching:
        """Return how tokens enter `key`: each by itself, or all together."""
        if len(self._entering[key]) < 2:
            return "none"
        kind = self.flow.nodes[key].type
        return "parallel" if kind == "parallel" else "inclusive" if kind == "inclusive" else "exclusive"

    # -- reachability

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The place of each node in the document: the bit that stands for it in bit sets."""
        return {key: place for place, key in enumerate(self.flow.nodes)}

    @cached_property
    def digraph(self) -> "nx.DiGraph[str]":
        """The nodes and edges as networkx sees them (parallel edges are one); not to be changed."""
        digraph: nx.DiGraph[str] = nx.DiGraph()
        digraph.add_nodes_from(self.flow.nodes)
        digraph.add_edges_from((edge.source, edge.target) for edge in self.flow.edges)
        return digraph

    @cached_property
    def reachable(self) -> frozenset[str]:
        """The nodes that some start leads to."""
        return self._closure(self.starts, self.successors)

    @cached_property
    def finishing(self) -> frozenset[str]:
        """The nodes from which some end can be reached."""
        return self._closure(self.ends, self.predecessors)

    @cached_property
    def components(self) -> tuple[frozenset[str], ...]:
        """The strongly connected components, successors before predecessors."""
        return tuple(frozenset(part) for part in nx.strongly_connected_components(self.digraph))

    @cached_property
    def looping(self) -> frozenset[str]:
        """The nodes that lie on some cycle."""
        many = (part for part in self.components if len(part) > 1)
        alone = (edge.source for edge in self.flow.edges if edge.source == edge.target)
        return frozenset().union(*many, alone)

    @cached_property
    def descendants(self) -> Mapping[str, int]:
        """For each node the bit set (see `numbers`) of the nodes that at least one edge away can be reached."""
        numbers, found = self.numbers, dict[str, int]()
        for part in self.components:
            bits = 0
            for key in part:
                for target in self.successors(key):
                    bits |= (1 << numbers[target]) | found.get(target, 0)
            found.update(dict.fromkeys(part, bits))
        return found

    def reaches(self, source: str, target: str) -> bool:
        """Return whether a path of at least one edge leads from `source` to `target`."""
        return bool(self.descendants[source] >> self.numbers[target] & 1)

    def between(self, source: str, target: str) -> frozenset[str]:
        """Return the nodes on the paths from `source` to `target`, both left out unless a loop repeats them."""
        return frozenset(key for key in self.flow.nodes if self.reaches(source, key) and self.reaches(key, target))

    # -- dominance

    @cached_property
    def _dominators(self) -> "_Tree":
        return _Tree(self.digraph, self.starts, _ENTRY)

    @cached_property
    def _post_dominators(self) -> "_Tree":
        return _Tree(self.digraph.reverse(copy=False), self.ends, _EXIT)

    def dominates(self, earlier: str, later: str) -> bool:
        """Return whether every path from a start to `later` passes `earlier` (a node dominates itself)."""
        return self._dominators.is_above(earlier, later)

    def post_dominates(self, later: str, earlier: str) -> bool:
        """Return whether every path from `earlier` to an end passes `later`."""
        return self._post_dominators.is_above(later, earlier)

    def dominators_of(self, key: str) -> tuple[str, ...]:
        """Return the nodes that every path from a start to `key` passes, nearest first, without `key`."""
        return self._dominators.above(key)

    def post_dominators_of(self, key: str) -> tuple[str, ...]:
        """Return the nodes that every path from `key` to an end passes, nearest first, without `key`."""
        return self._post_dominators.above(key)

    # -- frequencies

    @cached_property
    def probabilities(self) -> Mapping[str, float]:
        """By edge name, how often a token that leaves the source takes the edge (parallel edges: 1)."""
        return {
            name: share
            for key, edges in self._leaving.items()
            for name, share in edge_probabilities(self.flow.nodes[key], edges, self.split_of(key)).items()
        }

    @cached_property
    def frequencies(self) -> Frequencies:
        """Expected visits of nodes and edges per case, and whether they are exact."""
        return expected_visits(
            Shape(
                starts=self.starts,
                entering=self._entering,
                leaving=self._leaving,
                joins={key: self.join_of(key) for key in self.flow.nodes},
                matched={key: split for key in self.flow.nodes if (split := self._matching_split(key))},
                probabilities=self.probabilities,
            )
        )

    @property
    def visits(self) -> Mapping[str, float]:
        """Expected visits of each node per case; 0 where no start leads."""
        return self.frequencies.nodes

    @property
    def edge_visits(self) -> Mapping[str, float]:
        """Expected passages of each edge (by name) per case."""
        return self.frequencies.edges

    def _matching_split(self, key: str) -> str | None:
        """Return the inclusive split that an inclusive join closes, where the two enclose a region."""
        if self.join_of(key) != "inclusive":
            return None
        split = next(iter(self.dominators_of(key)), None)
        matches = split and self.split_of(split) == "inclusive" and self.post_dominators_of(split)[:1] == (key,)
        return split if matches else None

    def _closure(self, sources: Iterable[str], following: Callable[[str], tuple[str, ...]]) -> frozenset[str]:
        seen, stack = set(sources), list(sources)
        while stack:
            for key in following(stack.pop()):
                if key not in seen:
                    seen.add(key)
                    stack.append(key)
        return frozenset(seen)


class _Tree:
    """A dominator tree with constant-time ancestor questions (entry and exit times of a walk)."""

    def __init__(self, digraph: "nx.DiGraph[str]", roots: Iterable[str], root: str) -> None:
        rooted = nx.DiGraph(digraph)
        rooted.add_edges_from((root, key) for key in roots)
        self._root = root
        self._parent: dict[str, str] = nx.immediate_dominators(rooted, root) if root in rooted else {}
        self._parent.pop(root, None)  # networkx < 3.6 maps the root to itself, later ones leave it out
        self._times = self._walk()

    def is_above(self, above: str, below: str) -> bool:
        if above not in self._times or below not in self._times:
            return False
        enter, leave = self._times[above]
        return enter <= self._times[below][0] <= leave

    def above(self, key: str) -> tuple[str, ...]:
        chain: list[str] = []
        parent = self._parent.get(key, self._root)
        while parent != self._root:
            chain.append(parent)
            parent = self._parent[parent]
        return tuple(chain)

    def _walk(self) -> dict[str, tuple[int, int]]:
        children: dict[str, list[str]] = {}
        for key, parent in self._parent.items():
            children.setdefault(parent, []).append(key)
        entered: dict[str, int] = {}
        times: dict[str, tuple[int, int]] = {}
        stack = [(child, False) for child in children.get(self._root, ())]
        while stack:
            key, done = stack.pop()
            if done:
                times[key] = (entered[key], len(entered) - 1)
                continue
            entered[key] = len(entered)
            stack.append((key, True))
            stack.extend((child, False) for child in children.get(key, ()))
        return times


_KEPT: Final = 64
_graphs: "OrderedDict[str, FlowGraph]" = OrderedDict()
_lock: Final = Lock()


def graph_of(flow: Flow) -> FlowGraph:
    """Return the graph of `flow`, shared by everyone who asks for the same version; the last 64 are kept."""
    with _lock:
        graph = _graphs.get(flow.digest)
        if graph is None:
            graph = _graphs[flow.digest] = FlowGraph(flow)
        _graphs.move_to_end(flow.digest)
        while len(_graphs) > _KEPT:
            _graphs.popitem(last=False)
    return graph
