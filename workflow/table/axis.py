"""A column cut at every end that its rules name: elementary cells, inside which no rule tells values apart.

The ends e₁ < … < eₖ cut a column into 2k+1 cells: cell 2i+1 is the point eᵢ, cell 2i the open interval before it.
One more cell, the last, is the missing value. A set of cells is a Python integer with a bit per cell. Cells that
no value of the domain can fall into are absent from `present`.

What a cell of a rule accepts (formats.md): nothing but an empty cell, `ne`, `not_in` and `empty` accepts a missing
value. A value outside the declared domain counts as missing: whatever comes in falls into exactly one cell.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, assert_never

from kernel.json_types import Json
from workflow.table.model import AnyValue, Cell, Input, Missing, NoneOf, OneOf, Range, named_values
from workflow.table.values import KEYS, Key, between, integer_key, value_of

_BOOLEANS: Final = (False, True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One column, cut. `samples[i]` is a value of cell i, or None where the cell is absent (or the missing one)."""

    column: Input
    ends: tuple[Key, ...]
    samples: tuple[Json, ...]
    present: int
    """The cells that a value of the domain can fall into; never the missing one."""

    @property
    def missing(self) -> int:
        """The missing value, as a set of one cell."""
        return 1 << len(self.samples) - 1

    @property
    def everything(self) -> int:
        """Every cell, the missing one too."""
        return self.present | self.missing

    def cell_of(self, value: Json) -> int:
        """Return the number of the cell that `value` falls into."""
        key = KEYS[self.column.type](value)
        if key is None:
            return len(self.samples) - 1
        place = bisect_left(self.ends, key)
        cell = 2 * place + (place < len(self.ends) and self.ends[place] == key)
        inside = self.present >> cell & 1 and not (_is_integer(self.column) and integer_key(value) is None)
        return cell if inside else len(self.samples) - 1

    def accepted(self, cell: Cell) -> int:
        """Return the set of cells in which `cell` of a rule is true."""
        return self.spanned(cell) & self.everything

    def spanned(self, cell: Cell) -> int:
        """Return `accepted`, not yet limited to the domain: in fewer and longer runs."""
        every = (self.missing << 1) - 1
        match cell:
            case AnyValue():
                return every
            case Missing(missing):
                return self.missing if missing else every ^ self.missing
            case OneOf(values):
                return self._points(values)
            case NoneOf(values):
                return every ^ self._points(values)
            case Range():
                return self._span(cell)
            case _:
                assert_never(cell)

    def _points(self, values: Iterable[Json]) -> int:
        return sum({1 << self._point(value) for value in values})

    def _point(self, value: Json) -> int:
        key = KEYS[self.column.type](value)
        assert key is not None, "the codec lets only values of the column's type through"
        return 2 * bisect_left(self.ends, key) + 1

    def _span(self, cell: Range) -> int:
        first = 0 if cell.low is None else self._point(cell.low) + cell.low_open
        last = len(self.samples) - 2 if cell.high is None else self._point(cell.high) - cell.high_open
        return max(0, (2 << last) - (1 << first)) if last >= first else 0


def axis_of(column: Input, cells: Iterable[Cell]) -> Axis:
    """Cut `column` at the ends of `cells`, which are those of its rules, and of its domain."""
    named = {_key(column, value) for cell in cells for value in named_values(cell)}
    named |= {_key(column, value) for value in _ends_of_domain(column)}
    ends = tuple(sorted(named))
    samples = [*_samples(column, ends), None]
    present = 0
    for number in _inside(column, ends):
        present |= (samples[number] is not None) << number
    return Axis(column=column, ends=ends, samples=tuple(samples), present=present)


def numbers_in(cells: int) -> Iterator[int]:
    """Yield the numbers of the members of a set, in order."""
    for first, end in runs_of(cells):
        yield from range(first, end)


def runs_of(cells: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of neighbours in a set as (first, one after the last)."""
    start = 0
    while cells:
        gap = (cells & -cells).bit_length() - 1
        cells >>= gap
        length = (~cells & (cells + 1)).bit_length() - 1
        cells >>= length
        yield start + gap, start + gap + length
        start += gap + length


def _key(column: Input, value: Json) -> Key:
    key = KEYS[column.type](value)
    assert key is not None, "the codec lets only values of the column's type through"
    return key


def _ends_of_domain(column: Input) -> Iterator[Json]:
    if column.type == "boolean":
        yield from _BOOLEANS
    domain = column.domain
    if domain is not None:
        yield from domain.values or ()
        yield from (end for end in (domain.min, domain.max) if end is not None)


def _samples(column: Input, ends: Sequence[Key]) -> Iterator[Json]:
    """Yield a value for each cell but the missing one: interval, point, interval, …, point, interval."""
    integer = _is_integer(column)
    low: Key | None = None
    for end in ends:
        yield _value(column, between(column.type, low, end, integer=integer))
        yield None if integer and integer_key(end) is None else value_of(column.type, end)
        low = end
    yield _value(column, between(column.type, low, None, integer=integer))


def _value(column: Input, key: Key | None) -> Json:
    return None if key is None else value_of(column.type, key)


def _inside(column: Input, ends: Sequence[Key]) -> Iterable[int]:
    """Return the numbers of the cells within the domain."""
    domain = column.domain
    if domain is None:
        return range(2 * len(ends) + 1)
    place = {end: 2 * index + 1 for index, end in enumerate(ends)}
    if domain.values is not None:
        return sorted({place[_key(column, value)] for value in domain.values})
    first = 0 if domain.min is None else place[_key(column, domain.min)]
    last = 2 * len(ends) if domain.max is None else place[_key(column, domain.max)]
    return range(first, last + 1)


def _is_integer(column: Input) -> bool:
    return column.domain is not None and column.domain.integer
