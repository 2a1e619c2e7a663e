"""Which part of a box no rule accepts: exactly, and without looking at every combination.

A region is cut in two again and again until it is empty of rules (a gap) or inside one rule (covered). Before
each cut the cells of a column that the remaining rules do not tell apart are put together, and the cut is the
one that leaves the fewest rules on its fuller side, so that a table made of n disjoint rules needs about 3n cuts.
Deciding whether rules cover everything is NP-hard; a search that has looked at `budget` cells is given up and said
to be undecided, never said to be covered.

A gap that is found is grown to the largest box around it, so that one forgotten rule is one gap.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final, TypeAlias

from workflow.table.axis import numbers_in
from workflow.table.grid import Box, Grid

BUDGET: Final = 1_500_000
"""Cells looked at before a region is given up: a few seconds."""

_Class: TypeAlias = tuple[int, int]
"""Rules, and the cells of one column that exactly these of the remaining rules accept."""
_Region: TypeAlias = tuple[tuple[_Class, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncovered:
    """Boxes that no rule meets. `decided` is false where the search was given up before its end."""

    boxes: tuple[Box, ...]
    decided: bool = True
    cost: int = 0
    """Cells looked at."""


def uncovered(grid: Grid, box: Box, among: int, *, limit: int, budget: int = BUDGET) -> Uncovered:
    """Return up to `limit` maximal boxes inside `box` that none of the rules `among` meets."""
    found: list[Box] = []
    stack = [_cells_of(grid, box)] if all(box) else []
    cost = 0
    while stack and len(found) < limit and cost < budget:
        region = stack.pop()
        cost += sum(map(len, region))
        if found and _inside_any(region, found):
            continue
        meeting = _meeting(region, among)
        if not meeting:
            found.append(_grown(grid, region, box, among))
            continue
        region = tuple(_merged(classes, meeting) for classes in region)
        if not _containing(region, meeting):
            stack.extend(_halves(region))
    return Uncovered(boxes=tuple(found), decided=not stack or len(found) >= limit, cost=cost)


def _cells_of(grid: Grid, box: Box) -> _Region:
    pairs = zip(grid.columns, box, strict=True)
    return tuple(tuple((column.rules[number], 1 << number) for number in numbers_in(cells)) for column, cells in pairs)


def _meeting(region: _Region, among: int) -> int:
    for classes in region:
        some = 0
        for rules, _ in classes:
            some |= rules
        among &= some
    return among


def _containing(region: _Region, among: int) -> int:
    for classes in region:
        for rules, _ in classes:
            among &= rules
    return among


def _merged(classes: tuple[_Class, ...], remaining: int) -> tuple[_Class, ...]:
    """Put together the cells that `remaining` does not tell apart."""
    merged: dict[int, int] = {}
    for rules, cells in classes:
        kept = rules & remaining
        merged[kept] = merged.get(kept, 0) | cells
    return tuple(merged.items())


def _halves(region: _Region) -> Iterator[_Region]:
    """Cut one column in two, where the side with more rules has the fewest."""
    _, column, place = min(cut for index, classes in enumerate(region) for cut in _cuts(index, classes))
    for part in (region[column][:place], region[column][place:]):
        yield (*region[:column], part, *region[column + 1 :])


def _cuts(index: int, classes: tuple[_Class, ...]) -> Iterator[tuple[int, int, int]]:
    """Yield (cost, column, place) for each cut between neighbours: straddling rules count on both sides."""
    below, before = [], 0
    for rules, _ in classes:
        below.append(before)
        before |= rules
    above = 0
    for place in range(len(classes) - 1, 0, -1):
        above |= classes[place][0]
        straddling = (above & below[place]).bit_count()
        yield max(above.bit_count(), below[place].bit_count()) + straddling, index, place


def _box_of(region: _Region) -> Box:
    return tuple(reduce(or_, (cells for _, cells in classes)) for classes in region)


def _inside_any(region: _Region, boxes: list[Box]) -> bool:
    inner = _box_of(region)
    return any(all(not part & ~whole for part, whole in zip(inner, box, strict=True)) for box in boxes)


def _grown(grid: Grid, region: _Region, limits: Box, among: int) -> Box:
    """Grow an empty region, one column after the other, as far as no rule is met."""
    box = list(_box_of(region))
    for index, column in enumerate(grid.columns):
        others = among
        for other, cells in enumerate(box):
            if other != index:
                others &= grid.columns[other].accepting_any(cells)
        free = limits[index] & ~box[index]
        for number in numbers_in(free):
            if not column.rules[number] & others:
                box[index] |= 1 << number
    return tuple(box)
