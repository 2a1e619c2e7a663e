"""The part of FEEL that a cell can say: unary tests of DMN 1.5 (§10.3.1.2, grammar rules 7 to 17), read and written.

    -                           anything            18, "A", true, date("2026-04-01")   a value
    < 18, >= 18                 a comparison        [1..5], (1..5], [1..5[               a range
    "A", "B"                    one of several      not("A"), not("A", "B")              none of several
    null, not(null)             missing, there

Anything else is not expressible and gives None: a cell is a comparison, never code.
"""

import json
import re
from collections.abc import Mapping
from typing import Final, TypeAlias

from kernel.json_types import Json
from workflow.table.model import ValueType

Read: TypeAlias = tuple[Json]
"""What was read, in a tuple of one: None inside it is the cell that accepts anything."""

_LITERAL: Final = r'-?\d+(?:\.\d+)?|"(?:[^"\\]|\\.)*"|true|false|null|date\("\d{4}-\d\d-\d\d"\)'
_ONE: Final = re.compile(rf"\s*({_LITERAL})\s*")
_COMPARISON: Final = re.compile(rf"\s*(<=|>=|!=|<|>|=)\s*({_LITERAL})\s*")
_RANGE: Final = re.compile(rf"\s*([\[\]\(])\s*({_LITERAL})\s*\.\.\s*({_LITERAL})\s*([\]\[\)])\s*")
_NOT: Final = re.compile(r"\s*not\s*\((.*)\)\s*", re.DOTALL)
_OPERATORS: Final = {"<": "lt", "<=": "lte", ">": "gt", ">=": "gte", "!=": "ne"}
_SIGNS: Final = {name: sign for sign, name in _OPERATORS.items()}
_OPEN: Final = ("none", "low", "high", "both")


def read_tests(text: str) -> Read | None:
    """Return the cell that unary tests describe, or None where no cell can say it."""
    if text.strip() in ("", "-"):
        return (None,)
    if found := _COMPARISON.fullmatch(text):
        value = read_literal(found[2])
        return None if value is None else (value if found[1] == "=" else {_OPERATORS[found[1]]: value},)
    if found := _RANGE.fullmatch(text):
        return _range(found)
    if found := _NOT.fullmatch(text):
        return _none_of(found[1])
    values = read_list(text)
    if values is None:
        return ({"empty": True},) if text.strip() == "null" else None
    return (values[0] if len(values) == 1 else {"in": [*values]},)


def read_list(text: str) -> list[Json] | None:
    """Return the literals of a list, or None where there is anything else in it."""
    values: list[Json] = []
    place = 0
    while found := _ONE.match(text, place):
        value = read_literal(found[1])
        if value is None:
            return None
        values.append(value)
        if found.end() == len(text):
            return values
        if text[found.end()] != ",":
            return None
        place = found.end() + 1
    return None


def read_literal(text: str) -> Json:
    """Return the value of a literal; None: `null`, or no literal at all."""
    plain = text.strip()
    if not _ONE.fullmatch(plain) or plain == "null":
        return None
    if plain.startswith("date("):
        return plain[6:-2]
    if plain.startswith('"'):
        return _text(plain)
    value: Json = json.loads(plain)
    return value


def write_tests(cell: Json, kind: ValueType) -> str:
    """Return the unary tests that read as `cell`, a cell of a column of type `kind`."""
    if cell is None:
        return "-"
    if not isinstance(cell, Mapping):
        return write_literal(cell, kind)
    parts = {name: value for name, value in cell.items() if name != "open"}
    if len(parts) == 2:  # one lower and one upper end, written as a range
        low, high = (next(parts[name] for name in names if name in parts) for names in (("gt", "gte"), ("lt", "lte")))
        return _written_range(low, high, "gt" in parts, "lt" in parts, kind)
    ((name, value),) = parts.items()
    match name, value:
        case "empty", _:
            return "null" if value else "not(null)"
        case "between", [low, high]:
            opened = _OPEN.index(str(cell.get("open", "none")))
            return _written_range(low, high, bool(opened & 1), bool(opened & 2), kind)
        case (("in" | "not_in"), list() | tuple()):
            listed = ", ".join(write_literal(each, kind) for each in value)
            return listed if name == "in" else f"not({listed})"
        case "ne", _:
            return f"not({write_literal(value, kind)})"
        case _:
            return f"{_SIGNS[name]} {write_literal(value, kind)}"


def write_literal(value: Json, kind: ValueType) -> str:
    """Return a value as FEEL writes it."""
    if kind == "date" and isinstance(value, str):
        return f'date("{value}")'
    return json.dumps(value, ensure_ascii=False)


def _range(found: re.Match[str]) -> Read | None:
    ends = read_literal(found[2]), read_literal(found[3])
    if None in ends:
        return None
    opened = _OPEN[(found[1] != "[") + 2 * (found[4] != "]")]
    cell: dict[str, Json] = {"between": [*ends]}
    return (cell if opened == "none" else cell | {"open": opened},)


def _none_of(text: str) -> Read | None:
    if text.strip() == "null":
        return ({"empty": False},)
    values = read_list(text)
    if values is None:
        return None
    return ({"ne": values[0]} if len(values) == 1 else {"not_in": [*values]},)


def _text(plain: str) -> Json:
    try:
        value: Json = json.loads(plain)
    except ValueError:
        return None
    return value


def _written_range(low: Json, high: Json, low_open: bool, high_open: bool, kind: ValueType) -> str:
    ends = f"{write_literal(low, kind)}..{write_literal(high, kind)}"
    return f"{'(' if low_open else '['}{ends}{')' if high_open else ']'}"
