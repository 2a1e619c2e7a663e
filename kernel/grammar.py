"""The shape of conditions and exprs, as values, and what can be asked about them without a record.

`kernel.condition` and `kernel.expr` read and evaluate them; other rooms import these names from there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal, TypeAlias, get_args

from kernel.json_types import Json

Operator: TypeAlias = Literal[
    "eq", "ne", "lt", "lte", "gt", "gte", "in", "not_in", "between", "contains", "starts_with", "empty", "not_empty"
]
OPERATORS: Final[tuple[Operator, ...]] = get_args(Operator)


TODAY: Final = ("today",)
"""The path of the day of the event, which is no field of anybody's form."""


@dataclass(frozen=True, slots=True)
class FieldRef:
    """The value of another field; `path` walks into groups: `("members", "age")`."""

    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParamRef:
    """The value of a parameter of the flow."""

    name: str


@dataclass(frozen=True, slots=True)
class All:
    """True when every part is."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when at least one part is."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """True when the part is not."""

    part: "Condition"


Operand: TypeAlias = "Json | FieldRef | ParamRef | tuple[Json | FieldRef | ParamRef, ...]"
"""What a field is compared with; inside a list (`in`, `between`) references may stand, too."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field against a literal, another field or a parameter."""

    field: FieldRef
    op: Operator
    value: Operand = None


Condition: TypeAlias = All | AnyOf | Not | Comparison


@dataclass(frozen=True, slots=True)
class Scope:
    """What conditions and exprs see: the record, the flow's parameters, and the day of the case's event."""

    values: Mapping[str, Json]
    today: date
    params: Mapping[str, Json] = field(default_factory=dict)


def fields_of(condition: Condition) -> frozenset[str]:
    """Return the dotted names of every field that `condition` reads; `today` is no field."""
    return _field_names(references_of(condition))


def params_of(condition: Condition) -> frozenset[str]:
    """Return the names of every parameter that `condition` reads."""
    return _param_names(references_of(condition))


def references_of(condition: Condition) -> Iterator[FieldRef | ParamRef]:
    """Yield every reference of `condition`, in reading order."""
    for comparison in comparisons_of(condition):
        yield comparison.field
        operands = comparison.value if type(comparison.value) is tuple else (comparison.value,)
        yield from (operand for operand in operands if isinstance(operand, FieldRef | ParamRef))


def comparisons_of(condition: Condition) -> Iterator[Comparison]:
    """Yield every comparison of `condition`, in reading order."""
    match condition:
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from comparisons_of(part)
        case Not(part):
            yield from comparisons_of(part)
        case Comparison():
            yield condition


def condition_json(condition: Condition) -> Json:
    """Return the document that `condition` was read from."""
    match condition:
        case All(parts):
            return {"all": [condition_json(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [condition_json(part) for part in parts]}
        case Not(part):
            return {"not": condition_json(part)}
        case Comparison(reference, op, value):
            shape: dict[str, Json] = {"field": ".".join(reference.path), "op": op}
            return shape if op in ("empty", "not_empty") else shape | {"value": _operand_json(value)}


def _operand_json(value: Operand) -> Json:
    match value:
        case FieldRef(path):
            return {"field": ".".join(path)}
        case ParamRef(name):
            return {"param": name}
        case tuple():
            return [_operand_json(item) for item in value]
        case _:
            return value


Function: TypeAlias = Literal[
    "sum", "product", "min", "max", "concat", "sub", "div", "round", "floor", "ceil",
    "age_at", "days_between", "business_days_between",
]  # fmt: skip
Aggregate: TypeAlias = Literal["count", "sum_of", "any_of"]
FUNCTIONS: Final[tuple[Function, ...]] = get_args(Function)
AGGREGATES: Final[tuple[Aggregate, ...]] = get_args(Aggregate)


@dataclass(frozen=True, slots=True)
class Constant:
    """A literal of an expr."""

    value: Json


@dataclass(frozen=True, slots=True)
class Call:
    """A function of exprs: `{"sum": [a, b]}`."""

    function: Function
    arguments: tuple["Expr", ...]


@dataclass(frozen=True, slots=True)
class OverGroup:
    """A figure over the items of a group: `{"sum_of": ["members", "income"]}`."""

    function: Aggregate
    group: str
    field: str | None = None


@dataclass(frozen=True, slots=True)
class If:
    """`{"if": [condition, a, b]}`."""

    condition: Condition
    then: "Expr"
    otherwise: "Expr"


Expr: TypeAlias = Constant | FieldRef | ParamRef | Call | OverGroup | If


def expr_references_of(expr: Expr) -> Iterator[FieldRef | ParamRef]:
    """Yield every reference of `expr`, those of its conditions and groups included, in reading order."""
    match expr:
        case FieldRef() | ParamRef():
            yield expr
        case Call(_, arguments):
            for argument in arguments:
                yield from expr_references_of(argument)
        case OverGroup(_, group, name):
            yield FieldRef((group,) if name is None else (group, name))
        case If(condition, then, otherwise):
            yield from references_of(condition)
            yield from expr_references_of(then)
            yield from expr_references_of(otherwise)
        case Constant():
            return


def fields_of_expr(expr: Expr) -> frozenset[str]:
    """Return the dotted names of every field that `expr` reads; `today` is no field."""
    return _field_names(expr_references_of(expr))


def params_of_expr(expr: Expr) -> frozenset[str]:
    """Return the names of every parameter that `expr` reads."""
    return _param_names(expr_references_of(expr))


def expr_json(expr: Expr) -> Json:
    """Return the document that `expr` was read from."""
    match expr:
        case Constant(value):
            return value
        case FieldRef() | ParamRef():
            return _operand_json(expr)
        case Call(function, arguments):
            return {function: [expr_json(argument) for argument in arguments]}
        case OverGroup(function, group, name):
            return {function: [group] if name is None else [group, name]}
        case If(condition, then, otherwise):
            return {"if": [condition_json(condition), expr_json(then), expr_json(otherwise)]}


def _field_names(references: Iterator[FieldRef | ParamRef]) -> frozenset[str]:
    paths = {reference.path for reference in references if isinstance(reference, FieldRef)}
    return frozenset(".".join(path) for path in paths if path != TODAY)


def _param_names(references: Iterator[FieldRef | ParamRef]) -> frozenset[str]:
    return frozenset(ref.name for ref in references if isinstance(ref, ParamRef) and (ref.name,) != TODAY)
