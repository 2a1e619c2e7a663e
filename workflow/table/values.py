"""Values of a column as keys that have one order: what equal, before and between mean in a decision table.

Numbers are dense (between two of them there is another) unless the domain says `integer`; dates are whole days;
texts go by code point; false comes before true. No value is converted into another type. What is empty, of
another type or not a number has no key: in a table it counts as missing.
"""

import math
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final, TypeAlias

from kernel.json_types import Json
from workflow.table.model import ValueType

Key: TypeAlias = int | float | str
"""A value of a column, comparable with the others of its type; a date is its ordinal."""

_LAST_DAY: Final = date.max.toordinal()
_DATE_LENGTH: Final = len("2026-04-01")


def number_key(value: Json) -> Key | None:
    """Return a finite number as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if isinstance(value, int) or math.isfinite(value) else None


def integer_key(value: Json) -> Key | None:
    """Return a whole number; 3.0 is one, 2.5 is not."""
    key = number_key(value)
    return None if isinstance(key, float) and not key.is_integer() else key


def string_key(value: Json) -> Key | None:
    """Return a text that says something."""
    return value if isinstance(value, str) and value else None


def boolean_key(value: Json) -> Key | None:
    """Return true or false."""
    return value if isinstance(value, bool) else None


def date_key(value: Json) -> Key | None:
    """Return the ordinal of an existing day written `2026-04-01`."""
    if not isinstance(value, str) or len(value) != _DATE_LENGTH or value[4] != "-" or value[7] != "-":
        return None
    try:
        return date.fromisoformat(value).toordinal()
    except ValueError:
        return None


KEYS: Final[Mapping[ValueType, Callable[[Json], Key | None]]] = {
    "number": number_key,
    "string": string_key,
    "boolean": boolean_key,
    "date": date_key,
}
"""How each type of column turns a value into its key."""


def in_order(kind: ValueType, low: Json, high: Json) -> bool:
    """Return whether `low` is not above `high`; an absent end is never out of order."""
    first, second = KEYS[kind](low), KEYS[kind](high)
    return first is None or second is None or first <= second  # type: ignore[operator]  # one column, one type


def value_of(kind: ValueType, key: Key) -> Json:
    """Return the value whose key is `key`."""
    return date.fromordinal(int(key)).isoformat() if kind == "date" else key


def between(kind: ValueType, low: Key | None, high: Key | None, *, integer: bool = False) -> Key | None:
    """Return an easily read key strictly between two ends (None: unbounded), or None if there is none."""
    if kind == "boolean":
        return None
    if isinstance(low, str) or isinstance(high, str) or kind == "string":
        return _text_between("" if low is None else str(low), None if high is None else str(high))
    if kind == "date":
        return _inside((0 if low is None else low) + 1, None, _LAST_DAY + 1 if high is None else high)
    return _number_between(low, high, integer=integer)


def _number_between(low: int | float | None, high: int | float | None, *, integer: bool) -> Key | None:
    if low is None:
        return 0 if high is None or high > 0 else math.ceil(high) - 1
    whole = _inside(math.floor(low) + 1, low, high)
    if whole is not None or integer or high is None:
        return whole
    middle = low + (high - low) / 2  # no whole number lies between: the two are close and nothing overflows
    rounded = _inside(round(middle, 2), low, high)
    return _inside(middle, low, high) if rounded is None else rounded


def _inside(candidate: int | float, low: int | float | None, high: int | float | None) -> int | float | None:
    return candidate if (low is None or low < candidate) and (high is None or candidate < high) else None


def _text_between(low: str, high: str | None) -> str | None:
    """Return a text after `low` and before `high`; directly after `low` stands only `low` with a NUL behind it."""
    for candidate in (low + "A", low + "0", low + "\x01", low + "\0"):
        if high is None or candidate < high:
            return candidate
    return None
