"""The bit-vector analyses behind `DataFacts`: a bit per datum, and a walk over the nodes until nothing changes.

A node reads, then writes; then the conditions of all its edges are read, whichever is taken.
"""

from collections.abc import Callable, Iterable, Mapping

from workflow.dataflow.accesses import Accesses
from workflow.graph import FlowGraph

Bits = dict[str, int]
"""By node key, a set of data."""


class Vectors:
    """The analyses of one flow. Where the graph branches in parallel, every branch is on the way."""

    def __init__(self, graph: FlowGraph, accesses: Accesses) -> None:
        names = {name: 1 << number for number, name in enumerate(accesses.names)}
        nodes = graph.flow.nodes
        self._graph = graph
        self._accesses = accesses
        self._all = (1 << len(names)) - 1
        self._given = _bits(names, accesses.given)
        self._kept = _bits(names, (key for key, item in graph.flow.data.items() if item.keep))
        self._reads = {key: _bits(names, accesses.reads[key]) for key in nodes}
        self._writes = {key: _bits(names, accesses.writes[key]) for key in nodes}
        self._exit_reads = {
            key: _bits(names, (name for edge in graph.leaving(key) for name in accesses.edge_reads.get(edge.name, ())))
            for key in nodes
        }
        self._final = {key for key in nodes if key in graph.ends or not graph.leaving(key)}
        self.successors = {key: graph.successors(key) for key in nodes}
        self.predecessors = {key: graph.predecessors(key) for key in nodes}
        self._order = _forward_order(graph.starts, self.successors)
        self.sites = [(key, name) for key in self._order for name in sorted(accesses.writes[key])]
        """Every writing: a node and a datum."""
        self.sites_of: dict[str, int] = {}
        """By datum, the set of its writings."""
        for site, (_, name) in enumerate(self.sites):
            self.sites_of[name] = self.sites_of.get(name, 0) | 1 << site

    def defined(self) -> Bits:
        """Before each node: at a merge what all ways bring, at a parallel join what any branch brings."""
        after = dict.fromkeys(self._order, self._all)
        before = dict.fromkeys(self._graph.flow.nodes, 0)

        def update(key: str) -> bool:
            before[key] = self._met(key, after)
            written = self._all if key in self._accesses.opaque else self._writes[key]
            return _changed(after, key, before[key] | written)

        _until_stable(self._order, update)
        return before

    def _met(self, key: str, after: Bits) -> int:
        incoming = [after[source] for source in self.predecessors[key] if source in after]
        if key in self._graph.starts:
            incoming.append(self._given)
        elif self._graph.join_of(key) == "parallel":
            return _union(incoming)
        met = self._all
        for bits in incoming:
            met &= bits
        return met

    def reaching(self) -> Bits:
        """Before each node: the writings whose value can be seen there, as bits of `sites`."""
        own = dict.fromkeys(self._order, 0)
        for site, (key, _) in enumerate(self.sites):
            own[key] |= 1 << site
        killed = {key: _union(self.sites_of[name] for name in self._accesses.writes[key]) for key in self._order}
        after, before = dict.fromkeys(self._order, 0), dict.fromkeys(self._graph.flow.nodes, 0)

        def update(key: str) -> bool:
            before[key] = _union(after[source] for source in self.predecessors[key] if source in after)
            return _changed(after, key, before[key] & ~killed[key] | own[key])

        _until_stable(self._order, update)
        return before

    def live(self) -> Bits:
        """After each node: what some way on reads before it writes it, or keeps."""
        before = dict.fromkeys(self._graph.flow.nodes, 0)

        def update(key: str) -> bool:
            return _changed(before, key, self._reads[key] | self._read_after(key, before) & ~self._writes[key])

        _until_stable(self._order[::-1], update)
        return {key: self._read_after(key, before) for key in before}

    def surely_read(self) -> Bits:
        """After each node: what every way on reads before it writes it, or keeps."""
        before = dict.fromkeys(self._graph.flow.nodes, self._all)

        def update(key: str) -> bool:
            out = self._read_after(key, before, every=True)
            return _changed(before, key, self._reads[key] | out & ~self._writes[key])

        _until_stable(self._order[::-1], update)
        return {key: self._read_after(key, before, every=True) for key in before}

    def lost(self, *, every: bool) -> Bits:
        """After each node: what some way on (or every one) writes again before it reads it.

        A form shows the earlier answers to whoever corrects them: it reads what it writes again.
        """
        nodes = self._graph.flow.nodes
        before = dict.fromkeys(nodes, self._all if every else 0)
        seen = {key: self._reads[key] | (self._writes[key] if nodes[key].type == "form" else 0) for key in nodes}

        def after(key: str) -> int:
            return 0 if key in self._final else self._ahead(key, before, every=every) & ~self._exit_reads[key]

        def update(key: str) -> bool:
            return _changed(before, key, (self._writes[key] | after(key)) & ~seen[key])

        _until_stable(self._order[::-1], update)
        return {key: after(key) for key in before}

    def _read_after(self, key: str, before: Bits, *, every: bool = False) -> int:
        kept = self._kept if key in self._final else 0
        return kept | self._exit_reads[key] | self._ahead(key, before, every=every)

    def _ahead(self, key: str, before: Bits, *, every: bool) -> int:
        """Combine what stands before the nodes behind `key`; only one way out of an exclusive split is taken."""
        following = [before[target] for target in self.successors[key]]
        if not every or self._graph.split_of(key) != "exclusive" or not following:
            return _union(following)
        met = self._all
        for bits in following:
            met &= bits
        return met


def _forward_order(starts: Iterable[str], successors: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Return what the starts lead to, each node before those behind it (reverse postorder), except over loops."""
    finished: list[str] = []
    seen: set[str] = set()
    stack = [(key, False) for key in starts]
    while stack:
        key, done = stack.pop()
        if done:
            finished.append(key)
        elif key not in seen:
            seen.add(key)
            stack.append((key, True))
            stack.extend((target, False) for target in successors[key] if target not in seen)
    return finished[::-1]


def _bits(names: Mapping[str, int], found: Iterable[str]) -> int:
    return _union(names[name] for name in found)


def _union(sets: Iterable[int]) -> int:
    result = 0
    for bits in sets:
        result |= bits
    return result


def _changed(state: Bits, key: str, value: int) -> bool:
    changed = state[key] != value
    state[key] = value
    return changed


def _until_stable(order: list[str], update: Callable[[str], bool]) -> None:
    changed = True
    while changed:
        changed = False
        for key in order:
            changed |= update(key)
