"""A flow made ready to run: compiled once per version, immutable, shared by threads.

What a step asks at run time is answered here in advance: where tokens can go, who may act, whether anything that
can follow automatically reads the record or lets a table decide. A step then costs what the step costs, not what
the flow costs. What cannot run is refused here, with `UnusableDocument`, and thus at publication.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf
from typing import Final

from engine.core.actor import queue_of
from engine.core.auto_approval import Rulebook, rulebook_of
from engine.core.executable import has_default_outcomes, problems_of, serves
from engine.core.inclusive import matched
from engine.core.options import connector_of, needed_of
from engine.core.outlook import Outlook, outlooks_of, reached_at_once
from engine.core.routing import Exits, exits_of, sends_back
from kernel.errors import UnusableDocument
from kernel.text import Text
from workflow.definition import PEOPLE_WORK, AuthorityRow, Flow, Lane, Node, Outcome
from workflow.graph import FlowGraph, graph_of
from workflow.table.model import Table

SAMPLE_PARAM: Final = "human_sample_share"
"""The parameter with which a flow sets its own share of 抜取確認."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A node, compiled."""

    key: str
    node: Node
    exits: Exits
    joins: frozenset[str]
    """Names of the edges that a parallel join waits for; empty where every token goes on by itself."""
    department: str
    role: str
    queue: str
    """The queue of the lane; empty for the resident's steps and for automatic ones."""
    outcomes: Mapping[str, Outcome]
    returning: frozenset[str]
    """Outcomes that send back (差戻し, 補正): to the applicant, or to a step before. They decide nothing."""
    apart_from: tuple[str, ...]
    """Nodes whose performers may not do this one: `not_same_as`, and the controls that ask for two persons."""
    rulebook: Rulebook | None
    outlook: Outlook
    members: tuple[str, ...] = ()
    """The queues of those who decide jointly (合議); empty where one person does."""
    needed: int = 0
    """How many members must choose an outcome."""
    forks: str | None = None
    """The inclusive join that waits for what this inclusive split sends out."""
    gathers: bool = False
    """This is an inclusive join."""
    connector: str = ""
    """Who answers a service step."""

    @property
    def title(self) -> Text:
        """What people call the step."""
        return self.node.title or self.key

    @property
    def judges(self) -> bool:
        """Say whether people decide here about the case."""
        return self.node.type in ("review", "approval")


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A version of a flow, ready to run."""

    flow: Flow
    steps: Mapping[str, Step]
    starts: tuple[str, ...]
    opening_form: str | None
    """The form node that an application answers before it is a case, or None where staff begin."""
    departments: frozenset[str]
    authority: Mapping[str, tuple[AuthorityRow, ...]]
    """By matter the rows of the authority table, lowest limit first; no limit comes last."""
    level_departments: Mapping[str, str]
    """By level the department of the lane whose people hold it."""
    sample_share: float | None
    """The flow's own share of 抜取確認, or None: the installation's counts."""
    hop_limit: int
    messages: Mapping[str, tuple[str, ...]]
    """By name of a message the data that it may write: what the steps that wait for it write."""
    children: Mapping[str, str]
    """By key of a flow that a subflow runs the digest of the version that runs."""

    @property
    def digest(self) -> str:
        """The digest of the flow."""
        return self.flow.digest


def compile_program(flow: Flow, *, tables: Mapping[str, Table], children: Mapping[str, str] | None = None) -> Program:
    """Make `flow` ready to run with its `tables` and the versions of its subflows (`children`: by key the digest), or
    raise `UnusableDocument` with everything that stops it."""
    problems = problems_of(flow, tables, children or {})
    if problems:
        raise UnusableDocument(tuple(problems))
    graph = graph_of(flow)
    books = {key: book for key, node in flow.nodes.items() if (book := rulebook_of(node, tables)) is not None}
    outlooks = outlooks_of(graph, books)
    apart, pairs = _apart(flow), matched(graph)
    lanes = flow.lanes.values()
    return Program(
        flow=flow,
        steps={
            key: _step(graph, node, books.get(key), outlooks[key], apart[key], pairs)
            for key, node in flow.nodes.items()
        },
        starts=tuple(key for key, node in flow.nodes.items() if node.type == "start"),
        opening_form=_opening_form(graph),
        departments=frozenset(lane.department for lane in lanes if lane.department),
        authority=_authority(flow),
        level_departments={lane.role: lane.department for lane in lanes if lane.role and lane.department},
        sample_share=_sample_share(flow),
        hop_limit=200 + 4 * len(flow.nodes),
        messages=_messages(flow),
        children=dict(children or {}),
    )


def _step(
    graph: FlowGraph, node: Node, book: Rulebook | None, outlook: Outlook, apart: tuple[str, ...],
    pairs: Mapping[str, str],
) -> Step:  # fmt: skip
    lane = graph.flow.lanes.get(node.lane or "")
    department, role = _staff(node, lane)
    edges = graph.leaving(node.key)
    return Step(
        key=node.key,
        node=node,
        exits=exits_of(graph, node.key),
        joins=frozenset(edge.name for edge in graph.entering(node.key))
        if graph.join_of(node.key) == "parallel"
        else frozenset(),
        department=department,
        role=role,
        queue=queue_of(department, role) if department else "",
        outcomes=_outcomes(graph, node),
        returning=frozenset(edge.outcome for edge in edges if edge.outcome and sends_back(graph, edge)),
        apart_from=apart,
        rulebook=book,
        outlook=outlook,
        members=_members(graph.flow, node),
        needed=needed_of(node),
        forks=pairs.get(node.key),
        gathers=node.key in pairs.values(),
        connector=connector_of(node),
    )


def _members(flow: Flow, node: Node) -> tuple[str, ...]:
    lanes = (flow.lanes[key] for key in node.members if key in flow.lanes)
    return tuple(queue_of(lane.department or "", lane.role or "") for lane in lanes)


def _messages(flow: Flow) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for node in flow.nodes.values():
        if node.type == "wait" and node.message:
            found[node.message] = (*found.get(node.message, ()), *node.writes)
    return found


def _outcomes(graph: FlowGraph, node: Node) -> Mapping[str, Outcome]:
    """Return the ways in which people can leave `node`: those that lead somewhere."""
    edges = graph.leaving(node.key)
    labelled = any(edge.outcome for edge in edges)
    offered = [outcome for outcome in node.outcomes if serves(graph, node, outcome)]
    if not labelled and has_default_outcomes(graph.flow, node):
        offered = [outcome for outcome in offered if outcome.key == "approve"]  # one edge: nothing to send back to
    outcomes = {outcome.key: outcome for outcome in offered}
    for edge in edges if node.type in PEOPLE_WORK else ():
        if edge.outcome and edge.outcome not in outcomes:
            outcomes[edge.outcome] = Outcome(key=edge.outcome, title=edge.title or edge.outcome)
    return outcomes


def _staff(node: Node, lane: Lane | None) -> tuple[str, str]:
    if node.type not in PEOPLE_WORK or lane is None:
        return "", ""
    return lane.department or "", lane.role or ""


def _opening_form(graph: FlowGraph) -> str | None:
    """Return the first form that a token can reach from a start without stopping elsewhere."""
    for start in graph.starts:
        for key in reached_at_once(graph, start):
            if graph.node(key).type == "form":
                return key
    return None


def _apart(flow: Flow) -> Mapping[str, tuple[str, ...]]:
    """Return for each node the nodes that another person must have done, whichever of the two comes first."""
    apart: dict[str, dict[str, None]] = {key: {} for key in flow.nodes}
    performing: dict[str, list[str]] = {}
    for key, node in flow.nodes.items():
        for performed in node.control:
            performing.setdefault(performed, []).append(key)
        for other in node.assign.not_same_as if node.assign else ():
            apart[key][other] = None
    for control in flow.controls.values():
        opposite = control.rule.not_same_person if control.rule else None
        for first in performing.get(control.key, ()):
            for second in performing.get(opposite or "", ()):
                if first != second:
                    apart[first][second] = apart[second][first] = None
    return {key: tuple(others) for key, others in apart.items()}


def _authority(flow: Flow) -> Mapping[str, tuple[AuthorityRow, ...]]:
    rows: dict[str, list[AuthorityRow]] = {}
    for row in flow.authority:
        rows.setdefault(row.matter, []).append(row)
    return {
        matter: tuple(sorted(found, key=lambda row: inf if row.up_to is None else row.up_to))
        for matter, found in rows.items()
    }


def _sample_share(flow: Flow) -> float | None:
    share = flow.params.get(SAMPLE_PARAM)
    if isinstance(share, bool) or not isinstance(share, int | float):
        return None
    return float(share) if 0 <= share <= 1 else None
