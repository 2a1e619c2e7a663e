"""What stops a flow from running: told when it is published, each with its place, never to a resident.

`workflow.check` judges whether a flow is right; this module judges whether the engine has all it needs. Soundness,
data flow and exhaustive conditions are not asked again.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from engine.core.auto_approval import referral_of
from engine.core.calls import call_problems
from engine.core.inclusive import matched, unmatched
from engine.core.options import connector_of, needed_of
from engine.core.routing import sends_back
from engine.messages import MESSAGES
from kernel.condition import fields_of
from kernel.problems import Problem
from kernel.text import Text
from workflow.definition import NODE_TYPES, PEOPLE_WORK, Flow, Lane, Node, Outcome
from workflow.graph import FlowGraph, graph_of
from workflow.table.model import Table

RUNS: Final = frozenset(NODE_TYPES)
"""Node types that this engine runs: every one of the format."""


def problems_of(flow: Flow, tables: Mapping[str, Table], children: Mapping[str, str] | None = None) -> list[Problem]:
    """Return everything that stops `flow` from running, in the order of its nodes; `children` are the flows that its
    subflows can run."""
    graph = graph_of(flow)
    problems: list[Problem] = []
    if not any(node.type == "start" for node in flow.nodes.values()):
        problems.append(MESSAGES.problem("engine.no_start", "/nodes"))
    for node in flow.nodes.values():
        problems.extend(_node(graph, node, tables))
        labels = {edge.outcome for edge in graph.leaving(node.key)}
        if node.type == "subflow" and labels - {None} and None not in labels:
            problems.append(_problem("engine.no_otherwise", node))
        if node.type == "subflow" and node.flow and node.flow not in (children or {}):
            problems.append(_problem("engine.unknown_flow", node, "/flow", flow=node.flow))
    problems.extend(_problem("engine.unmatched", flow.nodes[key]) for key in unmatched(graph, matched(graph)))
    return problems


def _node(graph: FlowGraph, node: Node, tables: Mapping[str, Table]) -> Iterator[Problem]:
    if node.type != "end" and not graph.leaving(node.key):
        yield _problem("engine.no_edge", node)
    if node.type in PEOPLE_WORK:
        yield from _peoples_work(graph, node)
    elif node.type == "form" and not node.form:
        yield _problem("engine.incomplete", node, missing="form")
    elif node.type == "decision":
        yield from _decision(graph, node, tables)
    elif node.type == "timer" and node.wait is None and node.until is None:
        yield _problem("engine.incomplete", node, missing="wait, until")
    elif node.type == "service" and connector_of(node):
        yield from call_problems(node)
    elif node.type in _NEEDS and not _NEEDS[node.type][1](node):
        yield _problem("engine.incomplete", node, missing=_NEEDS[node.type][0])


_NEEDS: Final[Mapping[str, tuple[str, Callable[[Node], str | None]]]] = {
    "notice": ("template", lambda node: node.template),
    "wait": ("message", lambda node: node.message),
    "service": ("call", connector_of),
    "subflow": ("flow", lambda node: node.flow),
}
"""By type the property without which it cannot run, and how to read it."""


def _peoples_work(graph: FlowGraph, node: Node) -> Iterator[Problem]:
    lanes = graph.flow.lanes
    if node.members:
        yield from _members(lanes, node)
    elif not _is_staffed(lanes.get(node.lane or "")):
        yield _problem("engine.no_lane", node, "/lane")
    for outcome in () if has_default_outcomes(graph.flow, node) else node.outcomes:
        if not serves(graph, node, outcome):
            yield _problem("engine.outcome_without_edge", node, "/outcomes", outcome=outcome.title)
    for place, late in enumerate(node.on_overdue):
        if late.outcome is not None and _decides(graph, node, late.outcome):
            yield _problem("engine.overdue_decides", node, f"/on_overdue/{place}")


def _members(lanes: Mapping[str, Lane], node: Node) -> Iterator[Problem]:
    for place, key in enumerate(node.members):
        if not _is_staffed(lanes.get(key)):
            yield _problem("engine.no_lane", node, f"/members/{place}")
    if needed_of(node) > len(node.members):
        yield _problem("engine.too_few_members", node, "/complete_when", needed=str(needed_of(node)))
    if not node.outcomes:
        yield _problem("engine.incomplete", node, "/outcomes", missing="outcomes")


def _is_staffed(lane: Lane | None) -> bool:
    return lane is not None and lane.kind == "staff" and bool(lane.department and lane.role)


def has_default_outcomes(flow: Flow, node: Node) -> bool:
    """Say whether the outcomes are the format's own: a flow need not give an edge to each of those."""
    nodes = flow.document.get("nodes")
    written = nodes[node.index] if isinstance(nodes, list | tuple) else None
    return isinstance(written, Mapping) and "outcomes" not in written


def serves(graph: FlowGraph, node: Node, outcome: Outcome) -> bool:
    """Say whether an edge leads on from `node` for `outcome`; a refusal needs one of its own."""
    labels = {edge.outcome for edge in graph.leaving(node.key)}
    return outcome.key in labels or (None in labels and not outcome.refuses)


def _decides(graph: FlowGraph, node: Node, outcome: str) -> bool:
    """Say whether leaving `node` by `outcome` decides about the case: time alone may send back, nothing else."""
    if any(known.key == outcome and known.refuses for known in node.outcomes):
        return True
    edges = [edge for edge in graph.leaving(node.key) if edge.outcome == outcome]
    return node.type != "task" and not any(sends_back(graph, edge) for edge in edges)


def _decision(graph: FlowGraph, node: Node, tables: Mapping[str, Table]) -> Iterator[Problem]:
    table = node.inline_table or tables.get(node.table or "")
    if table is None:
        yield _problem("engine.incomplete", node, "/table", missing="table")
    elif referral_of(table) is None and _leads_past_people(graph, node, {output.key for output in table.outputs}):
        yield _problem("engine.no_referral", node, "/table")


def _leads_past_people(graph: FlowGraph, node: Node, outputs: set[str]) -> bool:
    """Say whether the answer chooses a way on which nobody reviews or approves before the end."""
    stack, seen, chooses, ends = [node.key], {node.key}, False, False
    while stack:
        for edge in graph.leaving(stack.pop()):
            chooses = chooses or (edge.when is not None and bool(fields_of(edge.when) & outputs))
            target = graph.node(edge.target)
            ends = ends or target.type == "end"
            if target.key not in seen and target.type not in ("review", "approval"):
                seen.add(target.key)
                stack.append(target.key)
    return chooses and ends


def _problem(code: str, node: Node, inside: str = "", **params: Text) -> Problem:
    return MESSAGES.problem(code, node.pointer + inside, "error", node=node.title or node.key, **params)
