"""A table as geometry: each rule is a box, the product of one set of elementary cells per column.

Two views of the same thing. By rule: `boxes[r][c]` is the set of cells of column c that rule r accepts. By cell:
`columns[c].rules[i]` is the set of rules that accept cell i. Both kinds of set are Python integers, so that
"which rules match here" is an AND over columns, whatever the number of rules.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import and_, or_
from typing import TypeAlias

from kernel.json_types import Json
from workflow.table.axis import Axis, axis_of, runs_of
from workflow.table.model import Table

Box: TypeAlias = tuple[int, ...]
"""A set of cells per column."""

_BLOCK = 64


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `rules[i]` are the rules that accept cell i. What was asked before is remembered."""

    axis: Axis
    rules: tuple[int, ...]
    _any: dict[int, int] = field(default_factory=dict, repr=False, compare=False)
    _blocks: list[int] = field(default_factory=list, repr=False, compare=False)

    def accepting_any(self, cells: int) -> int:
        """Return the rules that accept at least one of `cells`."""
        found = self._any.get(cells)
        if found is None:
            found = self._any[cells] = reduce(or_, (self._any_in(*run) for run in runs_of(cells)), 0)
        return found

    def accepting_all(self, cells: int) -> int:
        """Return the rules that accept every one of `cells`."""
        return reduce(and_, (self.rules[number] for run in runs_of(cells) for number in range(*run)), -1)

    def _any_in(self, first: int, end: int) -> int:
        """OR over neighbours; whole blocks of 64 are added up once."""
        if end - first < 2 * _BLOCK:
            return reduce(or_, self.rules[first:end], 0)
        if not self._blocks:
            starts = range(0, len(self.rules), _BLOCK)
            self._blocks.extend(reduce(or_, self.rules[start : start + _BLOCK]) for start in starts)
        low, high = -(-first // _BLOCK), end // _BLOCK
        edges = self.rules[first : low * _BLOCK] + self.rules[high * _BLOCK : end]
        return reduce(or_, edges, reduce(or_, self._blocks[low:high], 0))


@dataclass(frozen=True, slots=True)
class Grid:
    """The boxes of all rules, in order, and the columns that they live in."""

    table: Table
    columns: tuple[Column, ...]
    boxes: tuple[Box, ...]

    @property
    def axes(self) -> Iterable[Axis]:
        """The axes of the columns."""
        return (column.axis for column in self.columns)

    def meeting(self, box: Box, among: int) -> int:
        """Return the rules of `among` whose boxes share a cell with `box`."""
        for column, cells in zip(self.columns, box, strict=True):
            among &= column.accepting_any(cells)
            if not among:
                break
        return among

    def containing(self, box: Box, among: int) -> int:
        """Return the rules of `among` whose boxes contain all of `box`."""
        for column, cells in zip(self.columns, box, strict=True):
            among &= column.accepting_all(cells)
            if not among:
                break
        return among

    def example(self, box: Box) -> dict[str, Json]:
        """Return a row of input values inside `box`: present ones where there are any, points before intervals."""
        return {axis.column.key: _sample(axis, cells) for axis, cells in zip(self.axes, box, strict=True)}


def grid_of(table: Table) -> Grid:
    """Lay out `table`. Every question of verification and every evaluation starts here."""
    columns, boxes = [], []
    for index, column in enumerate(table.inputs):
        axis = axis_of(column, (rule.when[index] for rule in table.rules))
        spans = [axis.spanned(rule.when[index]) for rule in table.rules]
        columns.append(Column(axis, _rules_by_cell(spans, len(axis.samples))))
        boxes.append([span & axis.everything for span in spans])
    return Grid(table, tuple(columns), tuple(zip(*boxes, strict=True)) if boxes else ((),) * len(table.rules))


def intersection(first: Box, second: Box) -> Box:
    """Return the box of what two boxes share."""
    return tuple(map(and_, first, second))


def _rules_by_cell(spans: list[int], size: int) -> tuple[int, ...]:
    """Turn sets of cells per rule into sets of rules per cell: one pass along the column."""
    begin, stop = [0] * (size + 1), [0] * (size + 1)
    for number, span in enumerate(spans):
        for first, end in runs_of(span):
            begin[first] |= 1 << number
            stop[end] |= 1 << number
    current, result = 0, []
    for cell in range(size):
        current = current & ~stop[cell] | begin[cell]
        result.append(current)
    return tuple(result)


def _sample(axis: Axis, cells: int) -> Json:
    present = cells & axis.present
    points = present & int("10" * len(axis.ends) or "0", 2)
    chosen = points or present
    return axis.samples[(chosen & -chosen).bit_length() - 1] if chosen else None
