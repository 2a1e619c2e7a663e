"""The cells of a rule: read from JSON, written back, and put into words.

Beside the single comparisons of formats.md one lower and one upper end may stand together,
`{"gte": 0, "lt": 65}`: it can only mean one thing.
"""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from kernel.json_types import Json, JsonObject
from kernel.messages_format import EXPECTED
from kernel.problems import Problem
from kernel.text import Text
from workflow.table.messages import MESSAGES
from workflow.table.model import AnyValue, Cell, Input, Missing, NoneOf, OneOf, Range, named_values
from workflow.table.values import KEYS, in_order

_LOW: Final = {"gt", "gte"}
_HIGH: Final = {"lt", "lte"}
_OPEN: Final = ("none", "low", "high", "both")
MAX_VALUES: Final = 1_000

_Problems: TypeAlias = list[Problem]


def read_cell(value: Json, column: Input, at: str, problems: _Problems) -> Cell | None:
    """Return the cell that `value` describes, or None where it is wrong."""
    if value is None:
        return AnyValue()
    if isinstance(value, Mapping):
        return _read_comparison(value, column, at, problems)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _refuse("table.cell", column, at, problems)
    return OneOf((value,)) if fits(value, column, at, problems) else None


def fits(value: Json, column: Input, at: str, problems: _Problems) -> bool:
    """Return whether `value` is one of the column's type; report it where it is not."""
    if KEYS[column.type](value) is not None:
        return True
    code = "table.blank" if value == "" else "table.type"
    params: dict[str, Text] = {"column": column.key, "type": EXPECTED[column.type], "value": shown(value)}
    problems.append(MESSAGES.problem(code, at, "error", **params))
    return False


def shown(value: Json) -> str:
    """Return a value as sentences show it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 60 else f'"{value[:60]}…"'
    return str(value)[:60] if isinstance(value, int | float) else "[…]"


def cell_json(cell: Cell) -> Json:
    """Return the shortest document that reads as `cell`."""
    match cell:
        case AnyValue():
            return None
        case Missing(missing):
            return {"empty": missing}
        case OneOf(values):
            return values[0] if len(values) == 1 else {"in": [*values]}
        case NoneOf(values):
            return {"ne": values[0]} if len(values) == 1 else {"not_in": [*values]}
        case Range(None, high, _, high_open):
            return {"lt" if high_open else "lte": high}
        case Range(low, None, low_open, _):
            return {"gt" if low_open else "gte": low}
        case Range(low, high, low_open, high_open):
            ends: dict[str, Json] = {"between": [low, high]}
            return ends | ({"open": _OPEN[low_open + 2 * high_open]} if low_open or high_open else {})


def cell_text(cell: Cell) -> Text:
    """Return `cell` in words and signs."""
    match cell:
        case AnyValue():
            return {"ja": "何でも", "en": "anything"}
        case Missing(missing):
            return {"ja": "空", "en": "empty"} if missing else {"ja": "空でない", "en": "not empty"}
        case OneOf(values):
            return ", ".join(map(shown, values))
        case NoneOf(values):
            listed = ", ".join(map(shown, values))
            return {"ja": f"{listed} 以外", "en": f"not {listed}"}
        case Range(low, high, low_open, high_open):
            left = "" if low is None else f"{shown(low)} {'<' if low_open else '≤'} "
            right = "" if high is None else f" {'<' if high_open else '≤'} {shown(high)}"
            return f"{left}x{right}"


def _read_comparison(value: JsonObject, column: Input, at: str, problems: _Problems) -> Cell | None:
    names = set(value)
    if names in ({"in"}, {"not_in"}):
        return _read_list(value, column, at, problems)
    if names == {"ne"}:
        return NoneOf((value["ne"],)) if fits(value["ne"], column, f"{at}/ne", problems) else None
    if names == {"empty"} and isinstance(value["empty"], bool):
        return Missing(value["empty"])
    if names in ({"between"}, {"between", "open"}) or (0 < len(names) <= 2 and names <= _LOW | _HIGH):
        return _read_range(value, column, at, problems)
    return _refuse("table.cell", column, at, problems)


def _read_list(value: JsonObject, column: Input, at: str, problems: _Problems) -> Cell | None:
    name, listed = next(iter(value.items()))
    if isinstance(listed, str) or not isinstance(listed, Sequence) or not 0 < len(listed) <= MAX_VALUES:
        return _refuse("table.cell", column, f"{at}/{name}", problems)
    good = [fits(item, column, f"{at}/{name}/{index}", problems) for index, item in enumerate(listed)]
    if not all(good):
        return None
    values = tuple(dict.fromkeys(listed))
    return OneOf(values) if name == "in" else NoneOf(values)


def _read_range(value: JsonObject, column: Input, at: str, problems: _Problems) -> Cell | None:
    if column.type == "boolean":
        return _refuse("table.no_order", column, at, problems)
    found = _between(value) if "between" in value else _ends(value)
    if found is None:
        return _refuse("table.cell", column, at, problems)
    good = [fits(end, column, at, problems) for end in named_values(found)]
    if not all(good):
        return None
    if not in_order(column.type, found.low, found.high):
        return _refuse("table.order", column, at, problems)
    return found


def _between(value: JsonObject) -> Range | None:
    ends, opened = value["between"], value.get("open", "none")
    if isinstance(ends, str) or not isinstance(ends, Sequence) or len(ends) != 2 or None in ends:
        return None
    if opened not in _OPEN:
        return None
    return Range(ends[0], ends[1], opened in ("low", "both"), opened in ("high", "both"))


def _ends(value: JsonObject) -> Range | None:
    low, high = _LOW & value.keys(), _HIGH & value.keys()
    if len(low) > 1 or len(high) > 1 or None in value.values():
        return None
    return Range(
        value[next(iter(low))] if low else None,
        value[next(iter(high))] if high else None,
        "gt" in low,
        "lt" in high,
    )


def _refuse(code: str, column: Input, at: str, problems: _Problems) -> Cell | None:
    problems.append(MESSAGES.problem(code, at, "error", column=column.key))
    return None
