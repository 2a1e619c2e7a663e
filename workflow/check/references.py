"""Codes `reference.*`: everything that a flow names by key exists. `reference.unknown` says what was meant."""

from collections.abc import Collection, Iterator

from workflow.check.context import CheckContext
from workflow.check.fields import CLASSES, KnownFields, known_fields
from workflow.check.messages import WHAT
from workflow.definition import Control, Node
from workflow.finding import Finding


def find(context: CheckContext) -> Iterator[Finding]:
    """Yield every key that names nothing, in the order of the document."""
    fields = known_fields(context)
    for node in context.flow.nodes.values():
        yield from _lanes(context, node)
        yield from _facts(context, node, fields)
        yield from _definitions(context, node)
        yield from _people(context, node)
    for index, control in enumerate(context.flow.controls.values()):
        yield from _rule(context, control, index)
    yield from _authority(context)
    yield from _types(context)


def _lanes(context: CheckContext, node: Node) -> Iterator[Finding]:
    lanes = context.flow.lanes
    yield from _unknown(context, node, "lane", "lane", [node.lane] if node.lane else [], lanes)
    yield from _unknown(context, node, "to", "lane", [node.to] if node.to else [], lanes)
    yield from _unknown(context, node, "members", "lane", node.members, lanes)


def _facts(context: CheckContext, node: Node, fields: KnownFields) -> Iterator[Finding]:
    flow = context.flow
    for name, keys in (("reads", node.reads), ("writes", node.writes), ("deletes", node.deletes)):
        missing = [key for key in keys if not fields.knows(key) and key.partition(".")[0] not in flow.data]
        yield from _unknown(context, node, name, "data", missing, (), certain=fields.complete)
    yield from _unknown(context, node, "checks", "check", node.checks, flow.checks)
    for name, keys in (("needs", node.documents.needs), ("produces", node.documents.produces)):
        yield from _unknown(context, node, f"documents/{name}", "document", keys, flow.documents)
    yield from _unknown(context, node, "control", "control", node.control, flow.controls)
    if node.each is not None and not fields.knows(node.each):
        yield from _unknown(context, node, "each", "group", [node.each], ())


def _definitions(context: CheckContext, node: Node) -> Iterator[Finding]:
    """Forms, tables and letters; where none at all is known before publishing, the file may simply lie alone."""
    keyed_table = node.table if node.inline_table is None else None
    for name, key, known in (
        ("form", node.form, context.forms),
        ("table", keyed_table, context.tables),
        ("template", node.template, context.templates),
    ):
        if key is not None and known is not None:
            yield from _unknown(context, node, name, name, [key], known, certain=bool(known) or context.publishing)


def _people(context: CheckContext, node: Node) -> Iterator[Finding]:
    flow = context.flow
    if node.level is not None and flow.levels:
        yield from _unknown(context, node, "level", "level", [node.level], flow.levels)
    if node.matter is not None and flow.authority:
        matters = {row.matter for row in flow.authority}
        yield from _unknown(context, node, "matter", "matter", [node.matter], matters, certain=False)
    if node.assign is not None:
        same = [node.assign.same_as] if node.assign.same_as else []
        yield from _unknown(context, node, "assign/same_as", "node", same, flow.nodes)
        yield from _unknown(context, node, "assign/not_same_as", "node", node.assign.not_same_as, flow.nodes)


def _rule(context: CheckContext, control: Control, index: int) -> Iterator[Finding]:
    rule, flow = control.rule, context.flow
    if rule is None:
        return
    outcomes = {outcome.key for node in flow.nodes.values() for outcome in node.outcomes}
    results = {node.result for node in flow.nodes.values() if node.type == "end"}
    ends = {key for key, node in flow.nodes.items() if node.type == "end"}
    targets = {*flow.controls, *flow.nodes}
    for name, value, known in (
        ("must", rule.must, {*outcomes, *results, *ends, "approved", "refused", "withdrawn", "completed"}),
        ("precedes", rule.precedes, targets),
        ("follows", rule.follows, targets),
        ("not_same_person", rule.not_same_person, targets),
        ("from", rule.from_node, flow.nodes),
        ("to", rule.to_node, flow.nodes),
    ):
        if value is not None and value not in known:
            yield context.about(
                "reference.unknown",
                "error",
                f"/controls/{index}/rule/{name}",
                node=control.title,
                what=WHAT["outcome" if name == "must" else "rule"],
                value=value,
            )


def _authority(context: CheckContext) -> Iterator[Finding]:
    flow = context.flow
    for index, row in enumerate(flow.authority):
        if flow.levels and row.decided_by not in flow.levels:
            yield context.about(
                "reference.unknown",
                "error",
                f"/authority/{index}/decided_by",
                node=row.matter,
                what=WHAT["level"],
                value=row.decided_by,
            )


def _types(context: CheckContext) -> Iterator[Finding]:
    for index, item in enumerate(context.flow.data.values()):
        if item.type not in CLASSES:
            yield context.about("data.type", "warning", f"/data/{index}/type", node=item.title, type=item.type)


def _unknown(
    context: CheckContext,
    node: Node,
    property_name: str,
    what: str,
    keys: Collection[str],
    known: Collection[str],
    *,
    certain: bool = True,
) -> Iterator[Finding]:
    for key in keys:
        if key not in known:
            yield context.about_node(
                "reference.unknown",
                "error" if certain else "warning",
                node,
                property_name=property_name,
                what=WHAT[what],
                value=key,
            )
