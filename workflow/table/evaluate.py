"""Evaluates a decision table: compiled once, then a binary search per column and an AND over all of them.

The cost grows with the logarithm of the number of rules. Evaluation stands on the same cells as verification, so
what was proved of a table holds for every decision it makes.

A value that is empty, of another type or outside the declared domain is *missing*: it matches empty cells,
`ne`, `not_in` and `empty` only, and `Decision.missing` names its column. `Decision.unsettled` tells whether it could
have changed the answer; whoever acts on a decision must look, for rules never approve on a missing fact.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from kernel.condition import Scope
from kernel.expr import compile_expr
from kernel.json_types import Json
from workflow.table.grid import Column, Grid, grid_of
from workflow.table.hit_policy import Resolve, resolver
from workflow.table.missing import Unsettled, unsettled
from workflow.table.model import Table
from workflow.table.values import KEYS, integer_key


@dataclass(frozen=True, slots=True)
class Decision:
    """What a table says about one case, and why: enough to explain it to the person concerned."""

    outputs: Mapping[str, Json]
    """Values by output key: the answer of the rules, or the defaults."""
    rules: tuple[str, ...]
    """Keys of the rules that gave the answer; none: the defaults."""
    inputs: Mapping[str, Json]
    """The values that the columns saw."""
    missing: tuple[str, ...] = ()
    """Keys of the columns whose value was missing."""
    conflict: bool = False
    """Rules contradicted each other under `unique` or `any`: there is no answer, every output is None."""
    unsettled: bool = False
    """The answer could have been another one if we knew what is missing (`workflow.table.missing`)."""


_Question: TypeAlias = tuple[str, Callable[[Scope], Json], Callable[[Json], int | None], int]
"""Key of a column, what it computes, the rules that accept a value (None: missing), those that accept nothing."""


@dataclass(frozen=True, slots=True)
class CompiledTable:
    """A table ready to decide. It is immutable and may be shared by threads."""

    table: Table
    _every: int = field(repr=False)
    _questions: tuple[_Question, ...] = field(repr=False)
    _resolve: Resolve = field(repr=False)
    _unsettled: Unsettled = field(repr=False)

    def decide(self, scope: Scope) -> Decision:
        """Return what the table says about the case that `scope` shows. Never raises."""
        matching = self._every
        seen: dict[str, Json] = {}
        missing: tuple[str, ...] = ()
        for key, compute, accepting, accepting_nothing in self._questions:
            value = seen[key] = compute(scope)
            rules = accepting(value)
            if rules is None:
                missing = (*missing, key)
                rules = accepting_nothing
            matching &= rules
        outputs, fired, conflict = self._resolve(matching)
        unsettled = bool(missing) and self._hangs_on_missing(matching, seen)
        return Decision(outputs, fired, seen, missing, conflict, unsettled)

    def _hangs_on_missing(self, matching: int, seen: Mapping[str, Json]) -> bool:
        return self._unsettled(matching, [accepting(seen[key]) for key, _, accepting, _ in self._questions])


def compile_table(table: Table, grid: Grid | None = None) -> CompiledTable:
    """Compile `table`; a `grid` that was laid out for its verification is used again."""
    laid_out = grid or grid_of(table)
    return CompiledTable(
        table,
        (1 << len(table.rules)) - 1,
        tuple(map(_question, laid_out.columns)),
        resolver(table),
        unsettled(table, laid_out.columns),
    )


def _question(column: Column) -> _Question:
    about = column.axis.column
    return about.key, compile_expr(about.expr), _accepting(column), column.rules[-1]


def _accepting(column: Column) -> Callable[[Json], int | None]:
    axis = column.axis
    ends = axis.ends
    at_end = (*ends, None)
    rules = tuple(found if axis.present >> cell & 1 else None for cell, found in enumerate(column.rules[:-1]))
    numeric = axis.column.type == "number"
    whole = axis.column.domain is not None and axis.column.domain.integer
    key_of = integer_key if whole else KEYS[axis.column.type]

    def accepting(value: Json) -> int | None:
        key = value if numeric and type(value) is int else key_of(value)  # most values are plain integers
        if key is None:
            return None
        place = bisect_left(ends, key)
        return rules[2 * place + (at_end[place] == key)]

    return accepting
