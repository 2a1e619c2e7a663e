"""Exprs: a value computed from a record, total and deterministic.

`expr = literal | {"field"} | {"param"} | {"sum"|"product"|"min"|"max"|"concat": [...]} | …` (formats.md).
Money and numbers are computed as decimals; an expr over something missing is missing (None).
"""

from dataclasses import dataclass
from typing import Literal as OneOf
from typing import TypeAlias

from kernel.condition import Condition, FieldRef, ParamRef
from kernel.json_types import Json

Function: TypeAlias = OneOf[
    "sum", "product", "min", "max", "concat", "sub", "div", "round", "floor", "ceil",
    "age_at", "days_between", "business_days_between",
]  # fmt: skip
Aggregate: TypeAlias = OneOf["count", "sum_of", "any_of"]


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant."""

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


Expr: TypeAlias = Literal | FieldRef | ParamRef | Call | OverGroup | If
