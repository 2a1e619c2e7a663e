"""The functions of exprs: each takes what it is given and returns a value, or None where there is none."""

import decimal
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias

from kernel.calendar_ja import age_at, business_days_between
from kernel.comparison import as_date, is_empty, order, shape
from kernel.grammar import Aggregate, Function
from kernel.json_types import Json

Value: TypeAlias = "Json | Decimal"
"""A value on its way through an expr."""

Operation: TypeAlias = Callable[[Sequence[Value], date], Value]
"""Takes the arguments and the day of the event."""

MAX_TEXT: Final = 20_000
MAX_DIGITS: Final = 15
_CONTEXT: Final = decimal.Context(
    prec=34,
    rounding=decimal.ROUND_HALF_EVEN,
    Emax=33,
    Emin=-33,
    traps=[decimal.Overflow, decimal.InvalidOperation, decimal.DivisionByZero],
)


def number(value: Value) -> Decimal | None:
    """Return `value` as a decimal, or None if it is no number or has no place among 34 digits."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    try:
        return _CONTEXT.create_decimal(repr(value) if isinstance(value, float) else value)
    except decimal.DecimalException:
        return None


def plain(value: Value) -> Json:
    """Return `value` as JSON: a decimal that is whole as an int, any other as the nearest float."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if not isinstance(value, Decimal):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _numeric(operation: Callable[[list[Decimal]], Decimal]) -> Operation:
    """Return an operation that is missing when any number is, and when the result has no place."""

    def run(values: Sequence[Value], _today: date) -> Value:
        numbers = []
        for value in _flat(values):
            found = number(value)
            if found is None:
                return None
            numbers.append(found)
        try:
            return operation(numbers) if numbers else None
        except decimal.DecimalException:
            return None

    return run


def _sum(numbers: list[Decimal]) -> Decimal:
    total = Decimal(0)
    for item in numbers:
        total = _CONTEXT.add(total, item)
    return total


def _product(numbers: list[Decimal]) -> Decimal:
    total = Decimal(1)
    for item in numbers:
        total = _CONTEXT.multiply(total, item)
    return total


def _single(run: Operation) -> Operation:
    """Return `run`, missing where an argument is the values of a whole group."""
    return lambda values, today: (
        None if any(isinstance(value, list | tuple) for value in values) else run(values, today)
    )


def _two(operation: Callable[[Decimal, Decimal], Decimal]) -> Operation:
    return _single(_numeric(lambda numbers: operation(numbers[0], numbers[1])))


def _rounding(mode: str) -> Operation:
    def operation(numbers: list[Decimal]) -> Decimal:
        digits = numbers[1] if len(numbers) > 1 else Decimal(0)
        if digits != digits.to_integral_value() or abs(digits) > MAX_DIGITS:
            raise decimal.InvalidOperation
        return numbers[0].quantize(Decimal(1).scaleb(-int(digits)), rounding=mode, context=_CONTEXT)

    return _single(_numeric(operation))


def _extreme(sign: int) -> Operation:
    """Return min (-1) or max (+1) of numbers, of dates, or of texts of one kind."""

    def run(values: Sequence[Value], today: date) -> Value:
        best: Value = None
        for value in _dated([*_flat(values)], today):
            if is_empty(plain(value)):
                return None
            if best is None:
                best = value
                continue
            compared = _order(value, best)
            if compared is None:
                return None
            best = value if compared == sign else best
        return best

    return run


def _order(left: Value, right: Value) -> int | None:
    first, second = number(left), number(right)
    if first is None or second is None:
        return order(plain(left), plain(right))
    return (first > second) - (first < second)


def _dated(values: list[Value], today: date) -> list[Value]:
    """Resolve `today+14d` where it stands among dates."""
    if not any(isinstance(value, str) and shape(value) == "date" for value in values):
        return values
    days = [as_date(plain(value), today) for value in values]
    return [value if day is None else day.isoformat() for value, day in zip(values, days, strict=True)]


def _concat(values: Sequence[Value], _today: date) -> Value:
    parts: list[str] = []
    length = 0
    for value in _flat(values):
        text = _written(value)
        if text is None:
            return None
        parts.append(text)
        length += len(text)
        if length > MAX_TEXT:
            return None
    return "".join(parts) or None


def _written(value: Value) -> str | None:
    """Return `value` as it is written in a text; nothing for what is missing, None for what is no text."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    found = number(value)
    return None if found is None else f"{found.normalize(_CONTEXT):f}"


def _on_days(operation: Callable[[date, date], int | None]) -> Operation:
    def run(values: Sequence[Value], today: date) -> Value:
        first, second = (as_date(plain(value), today) for value in values)
        if first is None or second is None:
            return None
        try:
            return operation(first, second)
        except ValueError:  # no office calendar so far back or ahead
            return None

    return run


def _flat(values: Sequence[Value]) -> Iterator[Value]:
    for value in values:
        if isinstance(value, list | tuple):
            yield from value
        else:
            yield value


def over_group(function: Aggregate, items: Json, name: str | None) -> Value:
    """Return a figure over the items of a group."""
    if not isinstance(items, list | tuple):
        return None
    values: list[Json] = [item if name is None else item.get(name) for item in items if isinstance(item, Mapping)]
    match function:
        case "sum_of":
            given: list[Value] = [value for value in values if not is_empty(value)]
            return OPERATIONS["sum"](given, date.min) if given else 0
        case "count":
            return len(values) if name is None else sum(map(_speaks, values))
        case "any_of":
            return any(map(_speaks, values))


def _speaks(value: Json) -> bool:
    return value is not False and not is_empty(value)


OPERATIONS: Final[Mapping[Function, Operation]] = {
    "sum": _numeric(_sum),
    "product": _numeric(_product),
    "min": _extreme(-1),
    "max": _extreme(1),
    "concat": _concat,
    "sub": _two(_CONTEXT.subtract),
    "div": _two(_CONTEXT.divide),
    "round": _rounding(decimal.ROUND_HALF_UP),
    "floor": _rounding(decimal.ROUND_FLOOR),
    "ceil": _rounding(decimal.ROUND_CEILING),
    "age_at": _on_days(age_at),
    "days_between": _on_days(lambda first, second: (second - first).days),
    "business_days_between": _on_days(business_days_between),
}
"""What each function does with its arguments."""
