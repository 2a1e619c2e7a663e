"""When two values are equal, which comes first, and what counts as empty: the ground of conditions and exprs.

No value is converted into another type: the text "5" is not the number 5, and true is not 1. Where two values
cannot be compared the answer is no, never an error. Browser code repeats these rules; both sides run the
vectors in `tests/vectors`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final, Literal, TypeAlias

from kernel.grammar import Operator
from kernel.json_types import Json

TODAY: Final = re.compile(r"today(?:([+-])([0-9]{1,5})([dwmy]))?")
"""How a document says "the day of the event", or a day counted from it: `today`, `today+14d`, `today-18y`."""

_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH: Final = re.compile(r"[0-9]{4}-[0-9]{2}")
_TIME: Final = re.compile(r"[0-9]{2}:[0-9]{2}(?::[0-9]{2})?")
Shape: TypeAlias = Literal["date", "month", "time", "text"]
Comparator: TypeAlias = Callable[[Json, Json, date], bool]
"""Compares a value with an operand, given the day of the event."""


def is_empty(value: Json) -> bool:
    """Return whether `value` says nothing: null, "", [], {} or an object whose members all say nothing."""
    kind = type(value)
    if kind is str or value is None:
        return not value
    if kind is int or kind is float or kind is bool:  # the cheap questions first: conditions run on every answer
        return False
    if isinstance(value, Mapping):
        return all(map(is_empty, value.values()))
    return isinstance(value, Sequence) and not value


def same(left: Json, right: Json) -> bool:
    """Return whether both are the same value of the same type; 1 and 1.0 are the same number."""
    if isinstance(left, str) or isinstance(right, str):
        return isinstance(left, str) and isinstance(right, str) and left == right
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, int | float) and isinstance(right, int | float):
        return left == right
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, Sequence) and isinstance(right, Sequence):
        return len(left) == len(right) and all(map(same, left, right))
    return False


def order(left: Json, right: Json) -> int | None:
    """Return -1, 0 or 1, or None where the two have no order.

    Numbers go by size; texts by code point, which puts ISO dates in order; a date and a text that is no
    date (or a month, or a time) have no order.
    """
    if isinstance(left, str) and isinstance(right, str):
        if shape(left) != shape(right):
            return None
        return (left > right) - (left < right)
    if isinstance(left, bool) or isinstance(right, bool):
        return None
    if isinstance(left, int | float) and isinstance(right, int | float):
        if left != left or right != right:  # not a number
            return None
        return (left > right) - (left < right)
    return None


def shape(text: str) -> Shape:
    """Return what kind of text `text` looks like; whether such a day exists is not asked here."""
    if not text or not "0" <= text[0] <= "9":
        return "text"
    if len(text) == 10 and _DATE.fullmatch(text):
        return "date"
    if len(text) == 7 and _MONTH.fullmatch(text):
        return "month"
    return "time" if len(text) in (5, 8) and _TIME.fullmatch(text) else "text"


def as_date(value: Json, today: date) -> date | None:
    """Return the day that `value` names (`2026-04-01`, `today`, `today+14d`), or None."""
    if not isinstance(value, str):
        return None
    if shape(value) == "date":
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return relative_date(value, today)


def relative_date(text: str, today: date) -> date | None:
    """Return the day that `today±n` names; the end of a month stays the end of a month; None if it is none."""
    found = TODAY.fullmatch(text)
    if found is None:
        return None
    sign, digits, unit = found.groups()
    if sign is None:
        return today
    amount = int(digits) if sign == "+" else -int(digits)
    try:
        match unit:
            case "d":
                return today + timedelta(days=amount)
            case "w":
                return today + timedelta(weeks=amount)
            case "m":
                return _months_later(today, amount)
            case _:
                return _months_later(today, amount * 12)
    except (OverflowError, ValueError):
        return None


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first_after = date(years + month // 11, (month + 1) % 12 + 1, 1)
    last_of_month = (first_after - timedelta(days=1)).day
    return date(years, month + 1, min(day.day, last_of_month))


def reach(value: Json, path: Sequence[str]) -> Iterator[Json]:
    """Yield every value at `path` below `value`, walking into each item of a group on the way."""
    if not path:
        yield value
    elif isinstance(value, Mapping):
        yield from reach(value.get(path[0]), path[1:])
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            if isinstance(item, Mapping):
                yield from reach(item.get(path[0]), path[1:])


def _said(left: Json, right: Json, today: date) -> Json:
    """Return `right`, with `today+14d` resolved where `left` is a date."""
    if isinstance(right, str) and right.startswith("today") and isinstance(left, str) and shape(left) == "date":
        day = as_date(right, today) if TODAY.fullmatch(right) else None
        return right if day is None else day.isoformat()
    return right


def _equal(left: Json, right: Json, today: date) -> bool:
    return not is_empty(left) and not is_empty(right) and same(left, _said(left, right, today))


def _ordered(*accepted: int) -> Comparator:
    def test(left: Json, right: Json, today: date) -> bool:
        return not is_empty(left) and not is_empty(right) and order(left, _said(left, right, today)) in accepted

    return test


def _listed(left: Json, right: Json, today: date) -> bool:
    """Several chosen options are in a list when one of them is."""
    if is_empty(left) or not isinstance(right, list | tuple):
        return False
    chosen = left if isinstance(left, list | tuple) else (left,)
    return any(_equal(value, item, today) for value in chosen for item in right)


_AT_LEAST: Final = _ordered(0, 1)
_AT_MOST: Final = _ordered(-1, 0)


def _between(left: Json, right: Json, today: date) -> bool:
    if not isinstance(right, list | tuple) or len(right) != 2:
        return False
    return _AT_LEAST(left, right[0], today) and _AT_MOST(left, right[1], today)


def _contains(left: Json, right: Json, _today: date) -> bool:
    if is_empty(left) or is_empty(right):
        return False
    if isinstance(left, str):
        return isinstance(right, str) and right in left
    return isinstance(left, list | tuple) and any(same(item, right) for item in left)


def _starts_with(left: Json, right: Json, _today: date) -> bool:
    return isinstance(left, str) and isinstance(right, str) and right != "" and left.startswith(right)


NEGATED: Final[Mapping[Operator, Operator]] = {"ne": "eq", "not_in": "in", "empty": "not_empty"}
"""The operators that are the exact opposite of another one, even over something missing."""
COMPARATORS: Final[Mapping[Operator, Comparator]] = {
    "eq": _equal,
    "lt": _ordered(-1),
    "lte": _AT_MOST,
    "gt": _ordered(1),
    "gte": _AT_LEAST,
    "in": _listed,
    "between": _between,
    "contains": _contains,
    "starts_with": _starts_with,
    "not_empty": lambda left, _right, _today: not is_empty(left),
}
"""What each of the other operators asks."""
