"""Holds the conditions and exprs of a form against its fields: names that exist, options, comparable types."""

from collections.abc import Iterator, Mapping
from typing import Final, Literal, TypeAlias

from forms.definition import Field, FieldType, Form
from forms.fields.parts import PartsKind
from forms.fields.registry import KINDS
from forms.messages import MESSAGES
from forms.wording import fields_by_name
from kernel.comparison import TODAY, shape
from kernel.condition import Comparison, Condition, FieldRef, Operator, comparisons_of, references_of
from kernel.expr import Call, Expr, If, OverGroup, expr_references_of
from kernel.json_types import Json
from kernel.problems import Problem

ValueKind: TypeAlias = Literal["text", "number", "date", "month", "time", "boolean", "list", "object"]
_VALUES: Final[Mapping[FieldType, ValueKind]] = {
    "text": "text", "textarea": "text", "number": "number", "money": "number", "date": "date", "month": "month",
    "time": "time", "choice": "text", "choices": "list", "yesno": "boolean", "consent": "boolean", "name": "object",
    "address": "object", "phone": "text", "email": "text", "postal_code": "text", "bank_account": "object",
    "file": "list", "group": "list",
}  # fmt: skip
_ORDERED: Final = frozenset({"lt", "lte", "gt", "gte", "between"})


def check_conditions(form: Form) -> Iterator[Problem]:
    """Yield what is wrong with the conditions and exprs of `form`."""
    fields = fields_by_name(form)
    for page in form.pages:
        yield from _condition(page.when, f"{page.pointer}/when", fields, None)
        for asked in page.fields:
            yield from _field(asked, fields, None)


def _field(asked: Field, fields: Mapping[str, Field], group: str | None) -> Iterator[Problem]:
    yield from _condition(asked.when, f"{asked.pointer}/when", fields, group)
    if not isinstance(asked.required, bool):
        yield from _condition(asked.required, f"{asked.pointer}/required", fields, group)
    if asked.expr is not None:
        yield from _expr(asked.expr, f"{asked.pointer}/expr", fields, group)
    for inner in asked.fields:
        name = asked.key if group is None else f"{group}.{asked.key}"
        yield from _field(inner, fields, name)


def _condition(
    condition: Condition | None, pointer: str, fields: Mapping[str, Field], group: str | None
) -> Iterator[Problem]:
    if condition is None:
        return
    yield from _unknown(references_of(condition), pointer, fields, group)
    for comparison in comparisons_of(condition):
        yield from _comparison(comparison, pointer, fields, group)


def _expr(expr: Expr, pointer: str, fields: Mapping[str, Field], group: str | None) -> Iterator[Problem]:
    yield from _unknown(expr_references_of(expr), pointer, fields, group)
    for condition in _conditions_in(expr):
        for comparison in comparisons_of(condition):
            yield from _comparison(comparison, pointer, fields, group)
    for over in _groups_in(expr):
        asked = fields.get(over.group)
        if asked is not None and asked.type != "group":
            yield _type_problem(pointer, over.group, asked.type, over.function)


def _conditions_in(expr: Expr) -> Iterator[Condition]:
    if isinstance(expr, If):
        yield expr.condition
        yield from _conditions_in(expr.then)
        yield from _conditions_in(expr.otherwise)
    elif isinstance(expr, Call):
        for argument in expr.arguments:
            yield from _conditions_in(argument)


def _groups_in(expr: Expr) -> Iterator[OverGroup]:
    if isinstance(expr, OverGroup):
        yield expr
    elif isinstance(expr, If):
        yield from _groups_in(expr.then)
        yield from _groups_in(expr.otherwise)
    elif isinstance(expr, Call):
        for argument in expr.arguments:
            yield from _groups_in(argument)


def _unknown(
    references: Iterator[object], pointer: str, fields: Mapping[str, Field], group: str | None
) -> Iterator[Problem]:
    told: set[str] = set()
    for reference in references:
        if isinstance(reference, FieldRef) and reference.path != ("today",):
            name = ".".join(reference.path)
            if name not in told and not _exists(reference.path, fields, group):
                told.add(name)
                yield MESSAGES.problem("condition.unknown_field", pointer, field=name)


def _exists(path: tuple[str, ...], fields: Mapping[str, Field], group: str | None) -> bool:
    return _found(path, fields, group) is not None or _is_part(path, fields, group)


def _found(path: tuple[str, ...], fields: Mapping[str, Field], group: str | None) -> Field | None:
    """Return the field that `path` names, inside `group` first; a note has no value to speak of."""
    name = ".".join(path)
    inside = None if group is None else fields.get(f"{group}.{name}")
    asked = inside or fields.get(name)
    return None if asked is None or asked.type == "note" else asked


def _is_part(path: tuple[str, ...], fields: Mapping[str, Field], group: str | None) -> bool:
    """Return whether `path` leads to a part of a name, an address or an account: `applicant.family`."""
    asked = _found(path[:-1], fields, group) if len(path) > 1 else None
    kind = None if asked is None else KINDS[asked.type]
    return isinstance(kind, PartsKind) and path[-1] in kind.parts


def _comparison(
    comparison: Comparison, pointer: str, fields: Mapping[str, Field], group: str | None
) -> Iterator[Problem]:
    asked = _found(comparison.field.path, fields, group)
    if asked is None or comparison.op in ("empty", "not_empty"):
        return
    name = ".".join(comparison.field.path)
    for literal in _literals(comparison):
        if literal is None:
            yield MESSAGES.problem("condition.always_false", pointer, "warning")
        elif not _comparable(asked.type, comparison.op, literal):
            yield _type_problem(pointer, name, asked.type, comparison.op)
        elif _is_unknown_option(asked, comparison.op, literal):
            yield MESSAGES.problem("condition.unknown_option", pointer, field=name, option=str(literal)[:80])


def _literals(comparison: Comparison) -> list[Json]:
    values = comparison.value if isinstance(comparison.value, tuple) else (comparison.value,)
    return [value for value in values if value is None or isinstance(value, str | int | float)]


def _comparable(field_type: FieldType, op: Operator, literal: Json) -> bool:
    """Return whether a value of `field_type` could ever be compared so with `literal`; a computed value may be any."""
    kind = _VALUES.get(field_type)
    if kind is None:
        return True
    if op in ("contains", "starts_with"):
        return isinstance(literal, str) and (kind == "text" or (kind == "list" and op == "contains"))
    if kind == "list":
        return field_type == "choices" and op in ("in", "not_in") and isinstance(literal, str)
    if op in _ORDERED and kind in ("boolean", "object"):
        return False
    return _kind_of(literal) == kind if kind in ("number", "boolean") else _is_text_like(kind, literal)


def _kind_of(literal: Json) -> ValueKind:
    return "boolean" if isinstance(literal, bool) else "number" if isinstance(literal, int | float) else "text"


def _is_text_like(kind: ValueKind, literal: Json) -> bool:
    if not isinstance(literal, str) or kind == "object":
        return False
    if kind == "text":
        return True
    return shape(literal) == kind or (kind == "date" and TODAY.fullmatch(literal) is not None)


def _is_unknown_option(asked: Field, op: Operator, literal: Json) -> bool:
    if asked.type not in ("choice", "choices") or asked.settings.get("other") is True:
        return False
    named = op in ("eq", "ne", "in", "not_in") or (op == "contains" and asked.type == "choices")
    return named and all(option.key != literal for option in asked.options)


def _type_problem(pointer: str, name: str, field_type: str, operator: str) -> Problem:
    return MESSAGES.problem("condition.type", pointer, field=name, type=field_type, operator=operator)
