"""A decision table as a value, read from a `minaoshi.table/1` document (the terms of DMN 1.5)."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, TypeAlias

from kernel.expr import Expr
from kernel.json_types import Json, JsonObject
from kernel.text import Text

FORMAT: Final = "minaoshi.table/1"

HitPolicy: TypeAlias = Literal[
    "unique", "any", "first", "priority", "collect", "collect_sum", "collect_min", "collect_max", "collect_count",
    "rule_order", "output_order",
]  # fmt: skip
ValueType: TypeAlias = Literal["number", "string", "boolean", "date"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Domain:
    """The values that can come in: a range (both ends inclusive), or a list. Others count as missing."""

    min: Json = None
    max: Json = None
    values: tuple[Json, ...] | None = None
    integer: bool = False
    """Only whole numbers come in (people, yen): between 5 and 6 there is nothing that a rule could miss."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """A column of questions."""

    key: str
    expr: Expr
    type: ValueType
    domain: Domain | None = None
    title: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A column of answers."""

    key: str
    type: ValueType
    values: tuple[Json, ...] | None = None
    default: Json = None
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class AnyValue:
    """An empty cell: every value, a missing one too."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of the listed values; a literal cell is a list of one."""

    values: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class NoneOf:
    """None of the listed values."""

    values: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """Between two ends; an absent end is unbounded; `low_open` leaves the end itself out."""

    low: Json = None
    high: Json = None
    low_open: bool = False
    high_open: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """`{"empty": true}` (or false: something is there)."""

    missing: bool = True


Cell: TypeAlias = AnyValue | OneOf | NoneOf | Range | Missing


def named_values(cell: Cell) -> tuple[Json, ...]:
    """Return the values that `cell` names: what it lists, or its ends."""
    match cell:
        case OneOf(values) | NoneOf(values):
            return values
        case Range(low, high):
            return tuple(end for end in (low, high) if end is not None)
        case _:
            return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A row: cells in the order of the inputs, literals in the order of the outputs."""

    key: str
    when: tuple[Cell, ...]
    then: tuple[Json, ...]
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Validity:
    """The days on which a table may decide (有効期間), both ends inclusive; an absent end is open."""

    first: date | None = None
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Say whether the table may decide on `day`."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


ALWAYS: Final = Validity()


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A decision table (判定表). `digest` names this version for ever."""

    key: str
    title: Text
    hit_policy: HitPolicy
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    document: JsonObject
    digest: str
    valid: Validity = ALWAYS
