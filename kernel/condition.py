"""Conditions: true or false over a record of values, with no code and no strings that are evaluated.

`condition = {"all": [...]} | {"any": [...]} | {"not": condition} | {"field", "op", "value"}` (formats.md).
A missing or empty value makes every comparison false except `ne`, `not_in` and `empty`; nothing raises.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from kernel.json_types import Json

Operator: TypeAlias = Literal[
    "eq", "ne", "lt", "lte", "gt", "gte", "in", "not_in", "between", "contains", "starts_with", "empty", "not_empty"
]


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


@dataclass(frozen=True, slots=True)
class Comparison:
    """One field against a literal, another field or a parameter."""

    field: FieldRef
    op: Operator
    value: "Json | FieldRef | ParamRef" = None


Condition: TypeAlias = All | AnyOf | Not | Comparison


@dataclass(frozen=True, slots=True)
class Scope:
    """What conditions and exprs see: the record, the flow's parameters, and the day of the case's event."""

    values: Mapping[str, Json]
    today: date
    params: Mapping[str, Json] = field(default_factory=dict)
