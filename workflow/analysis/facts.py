"""What the detectors know about a flow: computed once, asked by all.

A step's **way on** is the edge that a case takes when nothing is wrong with it; its **ways back** are the others:
refusal, return, and whatever leads only to an end without success.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property

from kernel.grammar import fields_of, fields_of_expr
from kernel.json_types import Json
from kernel.text import Text
from workflow.analysis.elapsed import elapsed_days
from workflow.analysis.portfolio import Portfolio
from workflow.analysis.statistics import Count
from workflow.dataflow import DataFacts, data_facts
from workflow.definition import Control, DataItem, Edge, Flow, Node, Outcome
from workflow.graph import FlowGraph, graph_of
from workflow.measures.performers import is_step, performer_of
from workflow.measures.saving import Yardstick
from workflow.table.model import Table

NEGATIVE_RESULTS = frozenset({"refused", "withdrawn"})
_BACK = frozenset({"return", "refuse", "reject", "deny", "send-back", "send_back", "correct", "ng", "no"})


class Facts:
    """Everything about `flow` that more than one detector asks for."""

    def __init__(self, flow: Flow, tables: Mapping[str, Table], portfolio: Portfolio | None = None) -> None:
        self.flow, self.tables = flow, tables
        self.portfolio = portfolio
        self.graph: FlowGraph = graph_of(flow)
        self._days: dict[tuple[str, str], float] = {}

    @cached_property
    def data(self) -> DataFacts:
        """Which data are known where."""
        return data_facts(self.flow, self.tables)

    @cached_property
    def yardstick(self) -> Yardstick:
        """Measures rewrites of the flow."""
        return Yardstick(self.flow, self.graph)

    @cached_property
    def steps(self) -> tuple[Node, ...]:
        """The activities that a start leads to, in the order of the document."""
        return tuple(node for key, node in self.flow.nodes.items() if key in self.graph.reachable and is_step(node))

    def by_people(self, node: Node) -> bool:
        """Return whether the city's people do `node`."""
        return performer_of(self.flow, node) == "staff"

    def title(self, key: str) -> Text:
        """Return how sentences call a node."""
        return self.flow.nodes[key].title or key

    def declares(self, node: Node, name: str) -> bool:
        """Return whether the document states the property `name` of `node`, be it as an empty list."""
        lines = self.flow.document["nodes"]
        line: Json = lines[node.index] if isinstance(lines, list | tuple) else None
        return isinstance(line, Mapping) and name in line

    # -- data

    def item(self, name: str) -> DataItem | None:
        """Return the datum called `name`."""
        return self.flow.data.get(name)

    @cached_property
    def _by_meaning(self) -> Mapping[str, tuple[str, ...]]:
        groups: dict[str, list[str]] = {}
        for item in self.flow.data.values():
            if item.means:
                groups.setdefault(item.means, []).append(item.key)
        return {meaning: tuple(names) for meaning, names in groups.items()}

    def same_meaning(self, name: str) -> tuple[str, ...]:
        """Return the data that mean the same as `name`, itself first."""
        item = self.item(name)
        others = self._by_meaning.get(item.means, ()) if item and item.means else ()
        return (name, *(other for other in others if other != name))

    def examined(self, node: Node) -> frozenset[str]:
        """Return the data that `node` looks at: what it reads, and what the conditions of its checks ask for."""
        return frozenset(node.reads).union(*map(self.asked_by, node.checks))

    def asked_by(self, check: str) -> frozenset[str]:
        """Return the data that the condition of a check asks for; none where it has no condition."""
        item = self.flow.checks.get(check)
        return self.data_named(fields_of(item.condition)) if item and item.condition else frozenset()

    def data_named(self, names: Iterable[str]) -> frozenset[str]:
        """Return the data behind dotted names: `members.age` is a part of the datum `members`."""
        return frozenset(name if name in self.flow.data else name.split(".")[0] for name in names)

    def examined_is_known(self, node: Node) -> bool:
        """Return whether `examined` is complete: `reads` is stated, or every check has an exact condition."""
        checks = [self.flow.checks.get(check) for check in node.checks]
        exact = bool(checks) and all(check and check.condition for check in checks)
        return exact or self.declares(node, "reads")

    def written_at(self, keys: Iterable[str]) -> frozenset[str]:
        """Return the data that the nodes `keys` write."""
        return frozenset[str]().union(*map(self.data.writes, keys))

    @cached_property
    def writers(self) -> Mapping[str, tuple[str, ...]]:
        """By datum, the nodes that write it."""
        found: dict[str, list[str]] = {}
        for key in self.flow.nodes:
            for name in self.data.writes(key):
                found.setdefault(name, []).append(key)
        return {name: tuple(keys) for name, keys in found.items()}

    @cached_property
    def checkers(self) -> Mapping[str, tuple[str, ...]]:
        """By check, the nodes that do it."""
        found: dict[str, list[str]] = {}
        for key, node in self.flow.nodes.items():
            for check in node.checks:
                found.setdefault(check, []).append(key)
        return {check: tuple(keys) for check, keys in found.items()}

    def days_between(self, writer: str, reader: str) -> float:
        """Return how long it may take from the end of `writer` to the beginning of `reader` (95th percentile)."""
        if (writer, reader) not in self._days:
            self._days[writer, reader] = elapsed_days(self.graph, writer, reader)
        return self._days[writer, reader]

    def can_stand_for(self, node: Node, name: str, known: str) -> bool:
        """Return whether readers of `name`, which only `node` writes, may read `known`: it never changes after."""
        if name == known:
            return True
        seen, readers = self.data.reaching(node.key, known), self.readers_of(name) - {node.key}
        same = all(self.data.reaching(key, known) == seen for key in readers)
        return (
            self.writers.get(name) == (node.key,) and same and not any(self._reads_apart(key, name) for key in readers)
        )

    def readers_of(self, name: str) -> frozenset[str]:
        """Return the nodes that read `name` themselves or on a way out of them."""
        return self._readers.get(name, frozenset())

    @cached_property
    def _readers(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for key, names in self.data.accesses.reads.items():
            for name in names:
                found.setdefault(name, set()).add(key)
        for edge in self.flow.edges:
            for name in self.data.accesses.edge_reads.get(edge.name, ()):
                found.setdefault(name, set()).add(edge.source)
        return {name: frozenset(keys) for name, keys in found.items()}

    def _reads_apart(self, key: str, name: str) -> bool:
        """Return whether `key` reads `name` in something that the flow only refers to: a table, or a letter."""
        node = self.flow.nodes[key]
        table = self.tables.get(node.table or "")
        columns = (fields_of_expr(column.expr) for column in table.inputs) if table else ()
        return name in self.data_named(frozenset[str]().union(*columns)) or name in (node.template or "")

    def needed_from(self, node: Node) -> frozenset[str]:
        """Return what `node` writes and somebody reads later, the record at the end included."""
        kept = {name for name in node.writes if (item := self.item(name)) and item.keep}
        beside = {
            name
            for name in node.writes
            if any(self.data.run_together(node.key, key) for key in self.readers_of(name) if key != node.key)
        }
        return (frozenset(node.writes) & self.data.live_out(node.key)) | kept | beside

    # -- ways

    def way_on(self, key: str) -> Edge | None:
        """Return the edge of a case with which nothing is wrong; None where there is none, or more than one."""
        edges = self.graph.leaving(key)
        if len(edges) == 1:
            return edges[0]
        if self.graph.split_of(key) != "exclusive" or not all(edge.outcome for edge in edges):
            return None
        good = [edge for edge in edges if not self.is_way_back(edge)]
        return good[0] if len(good) == 1 else None

    def ways_back(self, key: str) -> tuple[Edge, ...]:
        """Return the edges by which `key` stops or returns a case."""
        return tuple(edge for edge in self.graph.leaving(key) if edge.outcome and self.is_way_back(edge))

    def is_way_back(self, edge: Edge) -> bool:
        """Return whether the outcome of `edge` stops or returns a case."""
        if edge.outcome is None or edge.outcome == "approve":
            return False
        return (
            self.turns_back(edge.source, edge.outcome)
            or self.graph.reaches(edge.target, edge.source)
            or self._only_fails(edge.target)
        )

    def turns_back(self, key: str, outcome: str) -> bool:
        """Return whether `outcome` of `key` says no, judged by the outcome alone."""
        known: Mapping[str, Outcome] = {item.key: item for item in self.flow.nodes[key].outcomes}
        said = known.get(outcome)
        return outcome in _BACK or bool(said and (said.refuses or said.reason == "required"))

    def _only_fails(self, key: str) -> bool:
        results = self.results_from(key)
        return bool(results) and results <= NEGATIVE_RESULTS

    def results_from(self, key: str) -> frozenset[str]:
        """Return the results of the ends that can be reached from `key`."""
        numbers, below = self.graph.numbers, self.graph.descendants[key]
        return frozenset(
            self.flow.nodes[end].result or "completed"
            for end in self.graph.ends
            if end == key or below >> numbers[end] & 1
        )

    @cached_property
    def redone(self) -> frozenset[str]:
        """The steps that only a case that was sent back passes: they are behind a loop's head and lead back to it.

        Asking there again is the point of it, because what was said before was found wrong.
        """
        found: set[str] = set()
        for part in self.graph.components:
            if len(part) > 1:
                found |= {key for key in part if self._leads_back(key, part)}
        return frozenset(found | self._behind_returns)

    def same_loop(self, key: str) -> frozenset[str]:
        """Return the other steps that a case which was sent back passes together with `key`."""
        part = next((part for part in self.graph.components if key in part), frozenset[str]())
        return (part & self.redone) - {key}

    def _leads_back(self, key: str, part: frozenset[str]) -> bool:
        heads = {other for other in self.graph.dominators_of(key) if other in part}
        return any(other in heads for other in self.graph.post_dominators_of(key))

    @cached_property
    def _behind_returns(self) -> frozenset[str]:
        seen, stack = set(self.graph.starts), [*self.graph.starts]
        while stack:
            for edge in self.graph.leaving(stack.pop()):
                if edge.outcome != "return" and edge.target not in seen:
                    seen.add(edge.target)
                    stack.append(edge.target)
        return self.graph.reachable - seen

    # -- evidence

    def rejections(self, node: Node) -> Count | None:
        """Return how many cases `node` stopped or returned, of how many; None where that was not counted.

        Every outcome that says no must be counted, or be an edge that is said never to be taken.
        """
        backs = dict.fromkeys(edge.outcome for edge in self.ways_back(node.key) if edge.outcome)
        backs |= dict.fromkeys(name for name in node.rates if self.turns_back(node.key, name))
        never = {e.outcome for e in self.graph.leaving(node.key) if e.probability == 0}
        counted = {name: rate for name in backs if (rate := node.rates.get(name)) and rate.n is not None}
        if counted and all(name in counted or name in never for name in backs):
            cases = max(rate.n or 0 for rate in counted.values())
            return Count(min(sum(rate.k or 0 for rate in counted.values()), cases), cases)
        good = self.way_on(node.key)
        rate = node.rates.get((good.outcome if good else None) or "approve")
        if not counted and rate is not None and rate.n is not None and rate.k is not None:
            return Count(rate.n - rate.k, rate.n)
        return None

    # -- people and controls

    @cached_property
    def bound_to(self) -> Mapping[str, frozenset[str]]:
        """By node, the nodes with which it shares a rule about who may work on them (`assign`)."""
        pairs: dict[str, set[str]] = {}
        for node in self.flow.nodes.values():
            others = (*node.assign.not_same_as, node.assign.same_as) if node.assign else ()
            for other in filter(None, others):
                pairs.setdefault(node.key, set()).add(other)
                pairs.setdefault(other, set()).add(node.key)
        return {key: frozenset(others) for key, others in pairs.items()}

    @cached_property
    def controls_naming(self) -> Mapping[str, tuple[Control, ...]]:
        """By node, the controls whose rule names that node."""
        named: dict[str, list[Control]] = {}
        for control in self.flow.controls.values():
            if (rule := control.rule) is not None:
                for key in (rule.precedes, rule.follows, rule.not_same_person, rule.from_node, rule.to_node):
                    if key in self.flow.nodes:
                        named.setdefault(str(key), []).append(control)
        return {key: tuple(controls) for key, controls in named.items()}

    def controls_at(self, node: Node) -> tuple[Control, ...]:
        """Return the controls that `node` performs or that name it."""
        if not node.control and node.key not in self.controls_naming:
            return ()
        performed = (self.flow.controls[key] for key in node.control if key in self.flow.controls)
        found = (*performed, *self.controls_naming.get(node.key, ()))
        return tuple({control.key: control for control in found}.values())
