"""A flow that is being rewritten: edits by key, kept both as values (to measure) and as JSON (to patch).

Nothing is parsed again: `flow()` is the rewritten flow as far as effort and visits go, `patch()` is the exact change
of the document. Keys survive, so that edits can be repeated on a flow that has changed elsewhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import cast

from kernel.condition import AnyOf
from kernel.json_types import Json, JsonObject
from workflow.definition import Edge, Flow, Lane, Node, Quantity
from workflow.finding import Patch
from workflow.graph import graph_of
from workflow.rewrite.field_names import names_field, renamed
from workflow.rewrite.operations import appended, changed, removed
from workflow.rewrite.reached import reached_nodes

Line = dict[str, Json]


class Draft:
    """Edits of `flow`. The flow itself is never changed."""

    def __init__(self, flow: Flow) -> None:
        self.base = flow
        self.nodes: dict[str, Node] = dict(flow.nodes)
        self.edges: dict[int, Edge] = {edge.index: edge for edge in flow.edges}
        self._node_lines: dict[str, Line] = {}
        self._edge_lines: dict[int, Line] = {}
        self.lanes: dict[str, Lane] = dict(flow.lanes)
        self._new_lanes: list[Line] = []
        self._check_lines: dict[int, Json] = {}
        self._new_checks: list[Line] = []
        self._next = 1 + max((edge.index for edge in flow.edges), default=-1)

    # -- asking

    def leaving(self, key: str) -> list[Edge]:
        """Return the edges out of `key` as they are now."""
        return [edge for edge in self.edges.values() if edge.source == key]

    def entering(self, key: str) -> list[Edge]:
        """Return the edges into `key` as they are now."""
        return [edge for edge in self.edges.values() if edge.target == key]

    @property
    def removed(self) -> frozenset[str]:
        """The nodes of the base that are gone."""
        return frozenset(self.base.nodes.keys() - self.nodes.keys())

    @property
    def touched(self) -> frozenset[str]:
        """The nodes of the base that were changed or removed, and both ends of every edge that was, or is new."""
        old = self.base.edges
        gone = [edge for edge in old if edge.index not in self.edges]
        moved = [old[index] for index in self._edge_lines if self._old(index)]
        now = [self.edges[index] for index in self._edge_lines if index in self.edges]
        ends = {key for edge in (*gone, *moved, *now) for key in (edge.source, edge.target)}
        return frozenset(
            (ends & self.base.nodes.keys()) | self.removed | (self._node_lines.keys() & self.base.nodes.keys())
        )

    def free_key(self, wanted: str) -> str:
        """Return `wanted`, or the first numbered form of it that no node has."""
        stem, number = wanted[:60], 1
        key = stem
        while key in self.nodes or key in self.base.nodes:
            number += 1
            key = f"{stem}-{number}"
        return key

    # -- nodes

    def set_keys(self, key: str, name: str, values: Iterable[str]) -> None:
        """Set a list of keys (`reads`, `writes`, `checks`, `derived_from`) of a node; an empty list is left out."""
        kept = tuple(dict.fromkeys(values))
        self.nodes[key] = replace(self.nodes[key], **{name: kept})  # type: ignore[arg-type]  # the caller names a list
        self._set(key, name, [*kept] if kept else None)

    def set_minutes(self, key: str, mean: float) -> None:
        """Set the mean of a node's `minutes`; what was said about its spread and its source stays."""
        old = self.nodes[key].minutes or Quantity(mean=0.0)
        self.nodes[key] = replace(self.nodes[key], minutes=replace(old, mean=mean))
        written = self.line(key).get("minutes")
        self._set(key, "minutes", {**written, "mean": mean} if isinstance(written, Mapping) else mean)

    def become(self, node: Node, changes: Mapping[str, Json]) -> None:
        """Turn a node into `node`; `changes` are the JSON properties that differ (None: gone)."""
        self.nodes[node.key] = node
        for name, value in changes.items():
            self._set(node.key, name, value)

    def add_node(self, node: Node, line: JsonObject) -> None:
        """Add a new node, given as a value and as JSON."""
        self.nodes[node.key] = node
        self._node_lines[node.key] = dict(line)

    def remove_node(self, key: str) -> None:
        """Remove a node and every edge that touches it."""
        del self.nodes[key]
        self._node_lines.pop(key, None)
        self.edges = {index: edge for index, edge in self.edges.items() if key not in (edge.source, edge.target)}

    def bypass(self, key: str, way: Edge) -> None:
        """Remove `key`: whatever came in goes on along `way`; what only the other ways reached goes, too."""
        others = [edge.target for edge in self.leaving(key) if edge.target != way.target]
        for edge in self.entering(key):
            self.lead(edge, way.target)
        self.remove_node(key)
        if any(self._hangs_on(key, other) for other in others):
            self.prune()

    def prune(self) -> None:
        """Remove nodes that are reached in the base and no longer are."""
        for key in graph_of(self.base).reachable - self._reached():
            if key in self.nodes:
                self.remove_node(key)

    # -- edges

    def lead(self, edge: Edge, target: str) -> None:
        """Let `edge` lead to `target`; two edges that become alike become one."""
        twin = next(
            (other for other in self.leaving(edge.source) if other is not edge and _alike(other, edge, target)), None
        )
        if twin is None:
            self._change_edge(edge, replace(edge, target=target), {"to": target})
            return
        del self.edges[edge.index]
        self._merge(twin, edge)

    def set_probability(self, edge: Edge, probability: float | None) -> None:
        """Say how often `edge` is taken."""
        self._change_edge(edge, replace(edge, probability=probability), {"probability": probability})

    def set_condition(self, edge: Edge, when: Json) -> None:
        """Say when `edge` is taken (the condition counts for running, not for measuring)."""
        self._change_edge(edge, self.edges[edge.index], {"when": when})

    def set_default(self, edge: Edge) -> None:
        """Let `edge` be taken when no condition of its siblings holds."""
        self._change_edge(edge, replace(self.edges[edge.index], default=True), {"default": True})

    def make_certain(self, edge: Edge) -> None:
        """Let `edge` be the only way: no condition, no share, no default."""
        plain = replace(edge, when=None, default=False, probability=None)
        self._change_edge(edge, plain, {"when": None, "default": None, "probability": None})

    def add_edge(self, edge: Edge, **more: Json) -> Edge:
        """Add a new edge; `more` are JSON properties beside its ends, outcome and probability."""
        index, self._next = self._next, self._next + 1
        added = replace(edge, index=index)
        line: Line = {"from": edge.source, "to": edge.target}
        said: Line = {"outcome": edge.outcome, "probability": edge.probability}
        line |= {name: value for name, value in said.items() if value is not None}
        self.edges[index] = added
        self._edge_lines[index] = line | more
        return added

    def remove_edge(self, edge: Edge) -> None:
        """Remove an edge."""
        del self.edges[edge.index]

    # -- other parts of the document

    def add_lane(self, lane: Lane) -> None:
        """Append a lane for systems."""
        self.lanes[lane.key] = lane
        title = lane.title if isinstance(lane.title, str) else dict(lane.title)
        self._new_lanes.append({"key": lane.key, "title": title, "kind": lane.kind})

    def add_check(self, wanted: str, title: Json, condition: Json) -> str:
        """Append something to examine and return its key."""
        known = {*self.base.checks, *(str(line["key"]) for line in self._new_checks)}
        key = next(key for key in (wanted, *(f"{wanted}-{n}" for n in range(2, len(known) + 3))) if key not in known)
        self._new_checks.append({"key": key, "title": title, "condition": condition})
        return key

    def rename_reads(self, old: str, new: str) -> None:
        """Let every reader of the datum `old` read `new` instead: `reads`, conditions, amounts, inline tables."""
        for place, check in enumerate(self._list("checks")):
            current = self._check_lines.get(place, check)
            if names_field(current, old):
                self._check_lines[place] = renamed(current, old, new)
        for key, node in [*self.nodes.items()]:
            if old in node.reads:
                self.set_keys(key, "reads", (new if name == old else name for name in node.reads))
            line = self.line(key)
            for name, value in [*line.items()]:
                if name not in ("reads", "writes") and names_field(value, old):
                    self._set(key, name, renamed(value, old, new))
        for edge in [*self.edges.values()]:
            when = self.edge_line(edge.index).get("when")
            if names_field(when, old):
                self._change_edge(edge, edge, {"when": renamed(when, old, new)})

    # -- results

    def flow(self) -> Flow:
        """Return the rewritten flow for measuring; its document and digest are still those of the base."""
        return replace(self.base, lanes=self.lanes, nodes=self.nodes, edges=tuple(self.edges.values()))

    def patch(self) -> Patch:
        """Return the change as an RFC 6902 patch over the base's document."""
        old_nodes = {self.base.nodes[key].index: line for key, line in self._touched_nodes()}
        old_edges = {n: line for n, line in self._edge_lines.items() if self._old(n) and n in self.edges}
        new_edges = [line for n, line in self._edge_lines.items() if n in self.edges and not self._old(n)]
        new_nodes = [line for key, line in self._node_lines.items() if key not in self.base.nodes]
        operations = changed("nodes", self._list("nodes"), old_nodes)
        operations += changed("edges", self._list("edges"), old_edges)
        operations += removed("edges", (edge.index for edge in self.base.edges if edge.index not in self.edges))
        operations += removed("nodes", (node.index for key, node in self.base.nodes.items() if key not in self.nodes))
        operations += [
            {"op": "replace", "path": f"/checks/{place}", "value": line} for place, line in self._check_lines.items()
        ]
        added = {"nodes": new_nodes, "edges": new_edges, "lanes": self._new_lanes, "checks": self._new_checks}
        for name, lines in added.items():
            operations += appended(name, lines, missing=name not in self.base.document)
        return tuple(operations)

    # -- inside

    def _touched_nodes(self) -> list[tuple[str, Line]]:
        return [(key, line) for key, line in self._node_lines.items() if key in self.base.nodes]

    def _list(self, name: str) -> list[JsonObject]:
        return cast("list[JsonObject]", self.base.document.get(name, []))

    def _old(self, index: int) -> bool:
        return index < len(self.base.edges)

    def line(self, key: str) -> Line:
        """Return a node as JSON, as it is now."""
        if key not in self._node_lines:
            lines = cast("list[Line]", self.base.document["nodes"])
            return lines[self.base.nodes[key].index]
        return self._node_lines[key]

    def _set(self, key: str, name: str, value: Json) -> None:
        line = dict(self.line(key))
        if value is None:
            line.pop(name, None)
        else:
            line[name] = value
        self._node_lines[key] = line

    def edge_line(self, index: int) -> Line:
        """Return an edge as JSON, as it is now."""
        if index not in self._edge_lines:
            return cast("list[Line]", self.base.document["edges"])[index]
        return self._edge_lines[index]

    def _change_edge(self, old: Edge, new: Edge, changes: Mapping[str, Json]) -> None:
        line = dict(self.edge_line(old.index))
        for name, value in changes.items():
            if value is None:
                line.pop(name, None)
            else:
                line[name] = value
        self.edges[old.index] = new
        self._edge_lines[old.index] = line

    def _merge(self, kept: Edge, gone: Edge) -> None:
        """Let `kept` stand for both: their shares add up, and either condition is enough."""
        shares = [edge.probability for edge in (kept, gone) if edge.probability is not None]
        default = kept.default or gone.default
        conditions = [edge.when for edge in (kept, gone) if edge.when is not None]
        when = None if default or len(conditions) < 2 else AnyOf((conditions[0], conditions[1]))
        lines = [self.edge_line(edge.index).get("when") for edge in (kept, gone)]
        merged = replace(kept, probability=min(sum(shares), 1.0) if shares else None, default=default, when=when)
        changes: Line = {"probability": merged.probability, "default": default or None}
        self._change_edge(kept, merged, changes | {"when": {"any": lines} if when else None})

    def _reached(self) -> frozenset[str]:
        return reached_nodes(self.nodes, self.edges.values())

    def _hangs_on(self, key: str, other: str) -> bool:
        """Return whether `other` may have been reached through `key` alone."""
        if key not in self.base.nodes or other not in self.base.nodes:
            return True
        return graph_of(self.base).dominates(key, other)


def _alike(other: Edge, edge: Edge, target: str) -> bool:
    return other.target == target and other.outcome == edge.outcome
