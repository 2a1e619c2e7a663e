"""Codes `condition.*` about the words used: every field and parameter exists and is compared with its own kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kernel.comparison import as_date
from kernel.condition import Comparison, Condition, FieldRef, ParamRef, comparisons_of, fields_of, params_of
from kernel.expr import Expr, fields_of_expr, params_of_expr
from kernel.json_types import Json
from kernel.problems import Severity
from kernel.text import Text
from workflow.check.context import CheckContext
from workflow.check.fields import CLASSES, EXAMPLE_DAY, KnownFields, ValueClass, class_of_value, known_fields
from workflow.finding import Finding

_ORDERINGS: Final = frozenset({"lt", "lte", "gt", "gte", "between"})
_OF_TEXTS: Final = frozenset({"contains", "starts_with"})
_TYPES: Final[dict[ValueClass, Text]] = {
    "number": {"ja": "数", "en": "a number"},
    "string": {"ja": "文字", "en": "a text"},
    "boolean": {"ja": "はい・いいえ", "en": "yes or no"},
    "date": {"ja": "日付", "en": "a date"},
    "list": {"ja": "複数の値", "en": "a list"},
    "object": {"ja": "まとまった値", "en": "a compound"},
    "unknown": {"ja": "不明", "en": "unknown"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A condition or an expr at its place, with the node that sentences name."""

    title: Text
    nodes: tuple[str, ...]
    edges: tuple[str, ...]
    pointer: str
    condition: Condition | None = None
    expr: Expr | None = None


def find(context: CheckContext) -> Iterator[Finding]:
    """Yield every name that does not exist and every comparison between kinds, place by place."""
    fields = known_fields(context)
    for use in _uses(context):
        yield from _names(context, use, fields)
        if use.condition is not None:
            for comparison in comparisons_of(use.condition):
                yield from _comparison(context, use, comparison, fields)
    yield from _columns(context, fields)
    yield from _letters(context, fields)


def _uses(context: CheckContext) -> Iterator[Use]:
    flow = context.flow
    for edge in flow.edges:
        if edge.when is not None:
            nodes = (edge.source, edge.target)
            title, pointer = context.name(edge.source), f"{edge.pointer}/when"
            yield Use(title=title, nodes=nodes, edges=(edge.name,), pointer=pointer, condition=edge.when)
    for node in flow.nodes.values():
        exprs: dict[str, Expr | None] = {"amount": node.amount, "until": node.until, "correlate": node.correlate}
        if node.assign is not None:
            exprs["assign/authority"] = node.assign.authority
            exprs["assign/field"] = FieldRef(tuple(node.assign.field.split("."))) if node.assign.field else None
        if (table := context.table_of(node)) is not None:
            exprs |= {f"table/inputs/{index}/expr": column.expr for index, column in enumerate(table.inputs)}
        for name, expr in exprs.items():
            if expr is not None:
                shown = name if node.inline_table is not None or not name.startswith("table/") else "table"
                pointer = f"{node.pointer}/{shown}"
                yield Use(title=context.name(node.key), nodes=(node.key,), edges=(), pointer=pointer, expr=expr)
    for index, check in enumerate(flow.checks.values()):
        pointer = f"/checks/{index}/condition"
        yield Use(title=check.title, nodes=(), edges=(), pointer=pointer, condition=check.condition)
    for index, control in enumerate(flow.controls.values()):
        if control.rule is not None and control.rule.when is not None:
            pointer = f"/controls/{index}/rule/when"
            yield Use(title=control.title, nodes=(), edges=(), pointer=pointer, condition=control.rule.when)


def _names(context: CheckContext, use: Use, fields: KnownFields) -> Iterator[Finding]:
    names: set[str] = set()
    params: set[str] = set()
    if use.condition is not None:
        names, params = {*fields_of(use.condition)}, {*params_of(use.condition)}
    elif use.expr is not None:
        names, params = {*fields_of_expr(use.expr)}, {*params_of_expr(use.expr)}
    severity: Severity = "error" if fields.complete else "warning"
    for name in sorted(names):
        if not fields.knows(name):
            yield _about(context, "condition.unknown_field", severity, use, field=name)
    for name in sorted(params):
        if name not in context.flow.params:
            yield _about(context, "condition.unknown_parameter", "error", use, field=name)


def _comparison(context: CheckContext, use: Use, comparison: Comparison, fields: KnownFields) -> Iterator[Finding]:
    name = ".".join(comparison.field.path)
    kind = fields.class_of(name)
    if kind in ("unknown", "object") or comparison.op in ("empty", "not_empty"):
        return
    told = {"field": _title(context, name), "type": _TYPES[kind]}
    if not _applies(comparison.op, kind):
        yield _about(context, "condition.operator", "error", use, operator=comparison.op, **told)
        return
    for value in _literals(context, comparison):
        given = class_of_value(value)
        if value is not None and not _comparable(kind, given, value):
            yield _about(context, "condition.type", "error", use, value=f"「{value}」", **told)
        elif name in fields.listed and value is not None and value not in fields.listed[name]:
            yield _about(context, "condition.impossible_value", "warning", use, value=str(value), **told)
    for other in _fields(comparison):
        given = fields.class_of(other)
        if given not in ("unknown", "object", "list", kind) and kind != "list":
            yield _about(context, "condition.type", "error", use, value=_title(context, other), **told)


def _applies(operator: str, kind: ValueClass) -> bool:
    if operator in _ORDERINGS:
        return kind in ("number", "date", "string")
    if operator in _OF_TEXTS:
        return kind in ("string", "list")
    return True


def _comparable(kind: ValueClass, given: ValueClass, value: Json) -> bool:
    if kind == "list":
        return True
    if kind == "date":
        return as_date(value, EXAMPLE_DAY) is not None
    return given == kind


def _literals(context: CheckContext, comparison: Comparison) -> Iterator[Json]:
    operands: Sequence[object] = comparison.value if isinstance(comparison.value, tuple) else (comparison.value,)
    for operand in operands:
        if isinstance(operand, ParamRef):
            value = context.flow.params.get(operand.name)
            yield from value if isinstance(value, list | tuple) else (value,)
        elif isinstance(operand, bool | int | float | str):
            yield operand


def _fields(comparison: Comparison) -> Iterator[str]:
    operands: Sequence[object] = comparison.value if isinstance(comparison.value, tuple) else (comparison.value,)
    for operand in operands:
        if isinstance(operand, FieldRef):
            yield ".".join(operand.path)


def _columns(context: CheckContext, fields: KnownFields) -> Iterator[Finding]:
    """Each column of a table asks for values of the type that its field has."""
    for node in context.flow.nodes.values():
        table = context.table_of(node)
        for index, column in enumerate(table.inputs if table else ()):
            name = ".".join(column.expr.path) if isinstance(column.expr, FieldRef) else ""
            kind, asked = fields.class_of(name), CLASSES[column.type]
            if kind not in ("unknown", "object", asked):
                place = f"table/inputs/{index}/type" if node.inline_table is not None else "table"
                yield context.about_node(
                    "condition.type",
                    "error",
                    node,
                    property_name=place,
                    field=_title(context, name),
                    type=_TYPES[kind],
                    value=_TYPES[asked],
                )


def _letters(context: CheckContext, fields: KnownFields) -> Iterator[Finding]:
    for node in context.flow.nodes.values():
        for name in sorted((context.templates or {}).get(node.template or "", ())):
            if not fields.knows(name):
                yield context.about_node("template.unknown_field", "error", node, property_name="template", field=name)


def _title(context: CheckContext, name: str) -> Text:
    item = context.flow.data.get(name)
    return item.title if item else name


def _about(
    context: CheckContext, code: str, severity: Severity, use: Use, **params: Text | int | float | None
) -> Finding:
    return context.about(code, severity, use.pointer, nodes=use.nodes, edges=use.edges, node=use.title, **params)
