"""Reads the graph of a flow: its nodes and edges."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, get_args

from kernel.json_types import Json
from kernel.names import DATA_NAME
from kernel.object_reader import ObjectReader
from kernel.text import Text, named, say
from workflow.codec.values import (
    read_amount,
    read_assign,
    read_batch,
    read_classes,
    read_complete_when,
    read_documents,
    read_duration,
    read_keys,
    read_outcomes,
    read_overdue,
    read_quantity,
    read_rates,
)
from workflow.definition import NODE_TYPES, Action, Edge, Effect, Judgement, Medium, Node, NodeType
from workflow.messages import MESSAGES, PLACES
from workflow.table.codec import read_table
from workflow.table.model import Table

ACTIONS: Final[tuple[Action, ...]] = get_args(Action)
MEDIA: Final[tuple[Medium, ...]] = get_args(Medium)
JUDGEMENTS: Final[tuple[Judgement, ...]] = get_args(Judgement)
EFFECTS: Final[tuple[Effect, ...]] = get_args(Effect)
RESULTS: Final = ("approved", "refused", "withdrawn", "completed")

ONLY_FOR: Final[Mapping[str, frozenset[NodeType]]] = {
    "result": frozenset({"end"}),
    "terminate": frozenset({"end"}),
    "wait": frozenset({"timer"}),
    "until": frozenset({"timer"}),
    "message": frozenset({"wait"}),
    "correlate": frozenset({"wait"}),
    "call": frozenset({"service"}),
    "flow": frozenset({"subflow"}),
    "each": frozenset({"subflow"}),
    "to": frozenset({"notice", "task"}),
    "template": frozenset({"notice"}),
    "members": frozenset({"approval", "review"}),
    "complete_when": frozenset({"approval", "review"}),
    "table": frozenset({"decision", "review", "approval", "task"}),
}
"""Properties that have an effect on some types only; elsewhere they are kept, with a warning."""


def read_node(reader: ObjectReader, key: str) -> Node | None:
    """Read one node."""
    node_type = reader.one_of("type", NODE_TYPES, required=True)
    table, inline = _table(reader)
    node = Node(
        key=key,
        type=node_type or "task",
        index=reader.index,
        title=reader.text("title") or "",
        lane=reader.key("lane"),
        form=reader.key("form"),
        table=table,
        inline_table=inline,
        action=reader.one_of("action", ACTIONS),
        level=reader.string("level"),
        matter=reader.string("matter"),
        amount=reader.expr("amount"),
        members=reader.keys("members"),
        complete_when=read_complete_when(reader),
        outcomes=read_outcomes(reader, node_type),
        assign=read_assign(reader),
        due=read_duration(reader, "due"),
        on_overdue=read_overdue(reader),
        instructions=reader.text("instructions"),
        result=reader.one_of("result", RESULTS),
        terminate=reader.flag("terminate"),
        to=reader.key("to"),
        template=reader.string("template"),
        wait=read_duration(reader, "wait"),
        until=reader.expr("until"),
        message=reader.string("message"),
        correlate=reader.expr("correlate"),
        call=_call(reader),
        flow=reader.key("flow"),
        each=reader.key("each"),
        reads=reader.keys("reads", pattern=DATA_NAME),
        writes=reader.keys("writes", pattern=DATA_NAME),
        checks=reader.keys("checks"),
        deletes=reader.keys("deletes", pattern=DATA_NAME),
        classes=read_classes(reader),
        minutes=read_quantity(reader, "minutes"),
        setup_minutes=read_quantity(reader, "setup_minutes"),
        wait_minutes=read_quantity(reader, "wait_minutes"),
        medium=reader.one_of("medium", MEDIA),
        medium_in=reader.one_of("medium_in", MEDIA),
        medium_out=reader.one_of("medium_out", MEDIA),
        systems=reader.strings("systems"),
        documents=read_documents(reader),
        error_rate=read_amount(reader, "error_rate", high=1),
        rates=read_rates(reader),
        able_people=reader.integer("able_people", low=0, high=1_000_000),
        judgement=reader.one_of("judgement", JUDGEMENTS),
        effect=reader.one_of("effect", EFFECTS),
        independent=reader.flag("independent"),
        control=read_keys(reader, "control"),
        batch=read_batch(reader),
        pinned=say(reader.text("pinned")) or None,
        derived_from=read_keys(reader, "derived_from"),
    )
    if node_type is not None:
        _warn_without_effect(reader, node_type)
    return node if node_type else None


def _table(reader: ObjectReader) -> tuple[str | None, Table | None]:
    """Read `table`: the key of a table, or a whole `minaoshi.table/1` document."""
    if not isinstance(reader.raw("table"), Mapping):
        return reader.key("table"), None
    before = len(reader.problems)
    inline, problems = read_table(reader.raw("table"))
    reader.problems.extend(replace(problem, pointer=reader.at("table") + problem.pointer) for problem in problems)
    reader.tell_place(before)
    return (inline.key, inline) if inline else (None, None)


def _call(reader: ObjectReader) -> Mapping[str, Json] | None:
    """Read `call` as it stands: its content belongs to the connector that it names. A name alone is a connector."""
    if isinstance(reader.raw("call"), str):
        name = reader.string("call")
        return {"connector": name} if name else None
    parts = reader.object("call")
    return dict(parts.value) if parts else None


def _warn_without_effect(reader: ObjectReader, node_type: NodeType) -> None:
    for name in reader.value:
        if name in ONLY_FOR and node_type not in ONLY_FOR[name]:
            problem = MESSAGES.problem(
                "format.not_for_type", reader.at(name), "warning", place=reader.place, name=name, type=node_type
            )
            reader.problems.append(problem)


def read_edges(flow: ObjectReader, nodes: frozenset[str], limit: int) -> tuple[Edge, ...]:
    """Read the edges; each joins two of `nodes`, and two between the same nodes have different outcomes."""
    edges: list[Edge] = []
    names: set[str] = set()
    for reader in flow.objects("edges", _edge_place, required=True, limit=limit):
        edge = _edge(reader, nodes)
        if edge is None:
            continue
        if edge.name in names:
            _report_twin(flow, edge)
        names.add(edge.name)
        edges.append(edge)
    return tuple(edges)


def _edge_place(value: Mapping[str, Json], index: int) -> Text:
    source, target = value.get("from"), value.get("to")
    known = isinstance(source, str) and isinstance(target, str)
    return named(PLACES["edges"], f"{source}->{target}" if known else f"#{index + 1}")


def _edge(reader: ObjectReader, nodes: frozenset[str]) -> Edge | None:
    source, target = reader.key("from", required=True), reader.key("to", required=True)
    edge = Edge(
        source=source or "",
        target=target or "",
        index=reader.index,
        outcome=reader.key("outcome"),
        when=reader.condition("when"),
        default=reader.flag("default"),
        probability=reader.number("probability", low=0, high=1),
        title=reader.text("title"),
    )
    reader.finish()
    for name, end in (("from", source), ("to", target)):
        if end is not None and end not in nodes:
            reader.report("reference.unknown_node", name, value=end)
    return edge if source in nodes and target in nodes else None


def _report_twin(flow: ObjectReader, edge: Edge) -> None:
    if edge.outcome:
        problem = MESSAGES.problem("outcome.duplicate", edge.pointer, "error", node=edge.source, outcome=edge.outcome)
    else:
        problem = MESSAGES.problem(
            "format.duplicate_edge", edge.pointer, "error", source=edge.source, target=edge.target
        )
    flow.problems.append(problem)
