"""What can be wrong with the rules of a table: overlaps, gaps, rules that never fire, rules too many. All exact.

A missing value is a value of its own. Rules overlap or are shadowed there as anywhere else; but that no rule
covers a missing value is a gap only in a column in which some rule asks for it (`{"empty": …}`): elsewhere the
case goes to a person anyway, because no rule may approve on a missing fact.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from workflow.table.axis import numbers_in
from workflow.table.coverage import BUDGET, Uncovered, uncovered
from workflow.table.grid import Box, Grid, intersection
from workflow.table.hit_policy import AGGREGATING, RANKING, ranks, same_outputs
from workflow.table.model import Cell, Missing
from workflow.table.regions import as_cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """Two rules (by number) that match the same rows, which are `box`."""

    first: int
    second: int
    box: Box
    differ: bool
    """Whether their outputs differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadow:
    """A rule (by number) that never fires, because stronger ones (`by`) take all its rows."""

    rule: int
    by: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two rules with equal outputs that differ in one column only, where `cell` says both."""

    first: int
    second: int
    column: int
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Shadows:
    """The rules that never fire, and those for which that could not be decided within the budget."""

    found: tuple[Shadow, ...]
    undecided: tuple[int, ...] = ()


def overlaps(grid: Grid, *, differing_only: bool = False) -> Iterator[Overlap]:
    """Yield every pair of rules that some row matches both, in the order of the later rule."""
    agreeing = same_outputs(grid.table)
    for second, box in enumerate(grid.boxes):
        others = (1 << second) - 1
        if differing_only:
            others &= ~agreeing[second]
        for first in numbers_in(grid.meeting(box, others)):
            shared = intersection(grid.boxes[first], box)
            yield Overlap(first=first, second=second, box=shared, differ=not agreeing[second] >> first & 1)


def count_overlaps(grid: Grid, *, differing_only: bool = False) -> int:
    """Return the number of pairs that `overlaps` yields, without building them."""
    agreeing = same_outputs(grid.table)
    total = 0
    for second, box in enumerate(grid.boxes):
        others = (1 << second) - 1
        total += grid.meeting(box, others & ~agreeing[second] if differing_only else others).bit_count()
    return total


def gaps(grid: Grid, *, limit: int = 100, budget: int = BUDGET) -> Uncovered:
    """Return up to `limit` boxes that no rule covers."""
    region = tuple(
        axis.everything if asks_for_missing(grid, index) else axis.present for index, axis in enumerate(grid.axes)
    )
    return uncovered(grid, region, (1 << len(grid.boxes)) - 1, limit=limit, budget=budget)


def gap_when_missing(grid: Grid, column: int, *, budget: int = BUDGET) -> Box | None:
    """Return rows without a rule in which just `column` is missing, or None."""
    region = tuple(axis.missing if index == column else axis.present for index, axis in enumerate(grid.axes))
    found = uncovered(grid, region, (1 << len(grid.boxes)) - 1, limit=1, budget=budget)
    return found.boxes[0] if found.boxes else None


def asks_for_missing(grid: Grid, column: int) -> bool:
    """Return whether a rule speaks of a missing value in `column`."""
    return any(isinstance(rule.when[column], Missing) for rule in grid.table.rules)


def impossible(grid: Grid) -> Iterator[tuple[int, int]]:
    """Yield (rule, column) for each rule that no row can match, because of that column."""
    for number, box in enumerate(grid.boxes):
        for column, cells in enumerate(box):
            if not cells:
                yield number, column
                break


def shadows(grid: Grid, *, budget: int = BUDGET) -> Shadows:
    """Return the rules that can match but never fire under `first`, `priority` and their like.

    The budget is that of the whole table: it is shared by its rules.
    """
    found: list[Shadow] = []
    undecided: list[int] = []
    for rule, stronger in _stronger(grid):
        box = grid.boxes[rule]
        if not all(box):
            continue
        meeting = grid.meeting(box, stronger)
        containing = grid.containing(box, meeting)
        if containing:
            found.append(Shadow(rule=rule, by=((containing & -containing).bit_length() - 1,)))
        elif meeting & (meeting - 1):
            rest = uncovered(grid, box, meeting, limit=1, budget=max(1, budget))
            budget -= rest.cost
            if not rest.decided:
                undecided.append(rule)
            elif not rest.boxes:
                found.append(Shadow(rule=rule, by=tuple(numbers_in(meeting))))
    return Shadows(found=tuple(found), undecided=tuple(undecided))


def _stronger(grid: Grid) -> Iterator[tuple[int, int]]:
    """Yield each rule with the set of rules that win against it."""
    policy = grid.table.hit_policy
    if policy == "first":
        yield from ((rule, (1 << rule) - 1) for rule in range(len(grid.boxes)))
    elif policy in RANKING and policy != "output_order":
        order = ranks(grid.table)
        stronger = 0
        for rule in sorted(range(len(grid.boxes)), key=lambda rule: (order[rule], rule)):
            yield rule, stronger
            stronger |= 1 << rule


def subsumed(grid: Grid) -> Iterator[tuple[int, int]]:
    """Yield (rule, other) where `other` has the same outputs and contains the rule; of twins the later goes."""
    agreeing = same_outputs(grid.table)
    for rule, box in enumerate(grid.boxes):
        if not all(box):
            continue
        for other in numbers_in(grid.containing(box, agreeing[rule] & ~(1 << rule))):
            if grid.boxes[other] != box or other < rule:
                yield rule, other
                break


def mergeable(grid: Grid) -> Iterator[Merge]:
    """Yield pairs that could be one rule without changing any decision; a rule stands in one pair only."""
    used: set[int] = set()
    for column, axis in enumerate(grid.axes):
        groups: dict[tuple[object, ...], list[int]] = {}
        for number, box in enumerate(grid.boxes):
            if all(box) and number not in used:
                groups.setdefault((*box[:column], *box[column + 1 :], grid.table.rules[number].then), []).append(number)
        for members in groups.values():
            members.sort(key=lambda number: (grid.boxes[number][column] & -grid.boxes[number][column], number))
            for pair in pairwise(members):
                first, second = sorted(pair)
                if used & {first, second} or not _may_move(grid, first, second, column):
                    continue
                cell = as_cell(axis, grid.boxes[first][column] | grid.boxes[second][column])
                if cell is not None:
                    used |= {first, second}
                    yield Merge(first=first, second=second, column=column, cell=cell)


def _may_move(grid: Grid, first: int, second: int, column: int) -> bool:
    """Return whether `second` may be said at the place of `first`."""
    policy = grid.table.hit_policy
    if policy in ("unique", "any"):
        return True
    if policy == "first":
        between = (1 << second) - (2 << first)
        return not grid.meeting(grid.boxes[second], between & ~same_outputs(grid.table)[second])
    disjoint = not grid.boxes[first][column] & grid.boxes[second][column]
    return disjoint and policy in AGGREGATING
