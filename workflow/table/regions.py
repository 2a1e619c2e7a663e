"""Sets of elementary cells said again as cells of a rule, and boxes put into words."""

from collections.abc import Iterator, Sequence
from typing import Final

from kernel.json_types import Json
from kernel.text import Text, say
from workflow.table.axis import Axis, numbers_in, runs_of
from workflow.table.cells import cell_json, cell_text, shown
from workflow.table.grid import Box, Grid
from workflow.table.model import AnyValue, Cell, Input, Missing, NoneOf, OneOf, Range
from workflow.table.values import value_of

LANGUAGES: Final = ("ja", "en")
SHOWN_PARTS: Final = 6


def as_cell(axis: Axis, cells: int) -> Cell | None:
    """Return the one cell of a rule that accepts exactly `cells`, or None if it takes more than one."""
    parts = list(parts_of(axis, cells))
    return parts[0] if len(parts) == 1 else None


def parts_of(axis: Axis, cells: int) -> Iterator[Cell]:
    """Yield the fewest cells of rules that accept exactly `cells`, in order."""
    rest = axis.everything & ~cells
    if not rest:
        yield AnyValue()
    elif rest == axis.missing:
        yield Missing(False)
    elif cells & axis.missing and cells != axis.missing and _only_points(rest):
        yield NoneOf(_points(axis, rest))
    else:
        present = cells & axis.present
        runs = list(_runs(axis, present))
        listed = len(runs) > 1 or axis.column.type in ("string", "boolean")
        if listed and present and _only_points(present):
            yield OneOf(_points(axis, present))
        else:
            yield from (_range(axis, first, last) for first, last in runs)
        if cells & axis.missing:
            yield Missing(True)


def present_parts_of(axis: Axis, cells: int) -> list[Cell]:
    """Return the fewest cells that accept `cells` of the present values, whatever they say of a missing one."""
    return min((list(parts_of(axis, cells ^ flip)) for flip in (0, axis.missing)), key=len)


def box_json(grid: Grid, box: Box) -> dict[str, Json]:
    """Return `box` as alternatives per column; columns without a limit are left out."""
    return {
        axis.column.key: [cell_json(part) for part in _parts(axis, cells)]
        for axis, cells in zip(grid.axes, box, strict=True)
        if axis.present & ~cells
    }


def box_text(grid: Grid, box: Box) -> Text:
    """Return `box` in words: what each column is, for the columns that are limited."""
    return {language: _box_in(language, grid, box) for language in LANGUAGES}


def row_text(grid: Grid, row: dict[str, Json]) -> Text:
    """Return a row of input values in words."""
    empty = {"ja": "空", "en": "empty"}

    def said(column: Input, language: str) -> str:
        value = row[column.key]
        return f"{name_of(column, language)} = {empty[language] if value is None else shown(value)}"

    return {tag: "、 "[tag == "en"].join(said(column, tag) for column in grid.table.inputs) for tag in LANGUAGES}


def name_of(column: Input, language: str) -> str:
    """Return how sentences call a column."""
    return say(column.title, language) or column.key


def _box_in(language: str, grid: Grid, box: Box) -> str:
    said = [
        f"{name_of(axis.column, language)}: {_said(language, _parts(axis, cells))}"
        for axis, cells in zip(grid.axes, box, strict=True)
        if axis.present & ~cells
    ]
    return (" ・ " if language == "ja" else "; ").join(said) or {"ja": "すべて", "en": "everything"}[language]


def _said(language: str, parts: Sequence[Cell]) -> str:
    words = [say(cell_text(part), language) for part in parts[:SHOWN_PARTS]]
    if len(parts) > SHOWN_PARTS:
        words.append("…")
    return (" または " if language == "ja" else " or ").join(words)


def _only_points(cells: int) -> bool:
    """Return whether no interval is among `cells`; the missing one counts as an interval."""
    return all(number % 2 for number in numbers_in(cells))


def _parts(axis: Axis, cells: int) -> list[Cell]:
    return list(parts_of(axis, cells)) if cells & axis.missing else present_parts_of(axis, cells)


def _points(axis: Axis, cells: int) -> tuple[Json, ...]:
    return tuple(axis.samples[number] for number in numbers_in(cells))


def _runs(axis: Axis, cells: int) -> Iterator[tuple[int, int]]:
    """Yield (first, last) for each row of neighbours, where absent cells do not part neighbours."""
    first = last = -1
    for begin, end in runs_of(cells):
        if first >= 0 and axis.present & ((1 << begin) - (2 << last)):
            yield first, last
            first = begin
        first = begin if first < 0 else first
        last = end - 1
    if first >= 0:
        yield first, last


def _range(axis: Axis, first: int, last: int) -> Cell:
    """Return the cell from cell number `first` to `last`; an end that is the domain's own is left open."""
    if first == last and first % 2:
        return OneOf((axis.samples[first],))
    lowest, highest = (axis.present & -axis.present).bit_length() - 1, axis.present.bit_length() - 1
    low = None if first == lowest else _end(axis, (first - 1) // 2)
    high = None if last == highest else _end(axis, last // 2)
    if low is None and high is None:
        return Missing(False)
    return Range(low, high, low is not None and first % 2 == 0, high is not None and last % 2 == 0)


def _end(axis: Axis, index: int) -> Json:
    return value_of(axis.column.type, axis.ends[index])
