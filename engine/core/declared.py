"""What comes from outside may write declared data only, each of its type; else it is told, and writes nothing."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from engine.core.errors import TooMuchData, UndeclaredData, UnfittingData
from kernel.json_types import Json
from workflow.definition import Flow

MOST_BYTES: Final = 64_000
_NUMBERS: Final = frozenset({"number", "money"})
_TRUTHS: Final = frozenset({"yesno", "boolean", "consent"})
_TEXTS: Final = frozenset({"text", "textarea", "string", "choice", "phone", "email", "postal_code", "month", "time"})


def require_declared(flow: Flow, allowed: Iterable[str], values: Mapping[str, Json]) -> None:
    """Raise unless `values` are among the `allowed` data, of their types in `flow`, and not too much."""
    if undeclared := sorted({*values} - {*allowed}):
        raise UndeclaredData(names=", ".join(undeclared)[:200])
    if len(json.dumps(values, ensure_ascii=False)) > MOST_BYTES:
        raise TooMuchData(most=MOST_BYTES)
    for name, value in values.items():
        item = flow.data.get(name)
        if item is not None and value is not None and not _fits(item.type, value):
            raise UnfittingData(name=item.title or name, type=item.type)


def _fits(data_type: str, value: Json) -> bool:
    if data_type in _TRUTHS:
        return isinstance(value, bool)
    if data_type in _NUMBERS:
        whole = data_type != "money" or isinstance(value, int)
        return isinstance(value, int | float) and not isinstance(value, bool) and whole
    if data_type == "date":
        return isinstance(value, str) and _is_date(value)
    return data_type not in _TEXTS or isinstance(value, str)


def _is_date(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
