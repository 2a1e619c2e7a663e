"""Which names conditions may use, what type each has, and the values that tell its conditions apart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from kernel.comparison import as_date
from kernel.json_types import Json
from workflow.check.context import CheckContext

ValueClass: TypeAlias = Literal["number", "string", "boolean", "date", "list", "object", "unknown"]

CLASSES: Final[Mapping[str, ValueClass]] = {
    "number": "number", "money": "number", "integer": "number", "decimal": "number",
    "text": "string", "textarea": "string", "string": "string", "choice": "string", "phone": "string",
    "email": "string", "postal_code": "string", "time": "string",
    "date": "date", "month": "string", "datetime": "date",
    "yesno": "boolean", "consent": "boolean", "boolean": "boolean",
    "choices": "list", "file": "list", "group": "list",
    "name": "object", "address": "object", "bank_account": "object",
    "computed": "unknown", "note": "unknown", "": "unknown",
}  # fmt: skip
"""How values of a type compare; the types are those of form fields and of table columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFields:
    """The names of a case record: types by dotted name, values where they are listed."""

    types: Mapping[str, str]
    listed: Mapping[str, tuple[Json, ...]] = field(default_factory=dict)
    """Fields that always have one of these values: outputs of decision tables."""
    options: Mapping[str, tuple[Json, ...]] = field(default_factory=dict)
    """Fields that have one of these values or are empty: choices of forms."""
    complete: bool = True
    """False where a table or a form is not known, so that an unknown name may still exist."""

    def knows(self, name: str) -> bool:
        """Return whether the record has `name`; inside a group or an address its first part decides."""
        if name in self.types:
            return True
        first = name.partition(".")[0]
        inner = any(known.startswith(first + ".") for known in self.types)
        return first in self.types and not inner

    def telling(self, name: str, literals: Sequence[Json]) -> tuple[Json, ...] | None:
        """Return values of which one stands for every value of the field that `literals` could tell apart, the empty
        one included; None where no such short list exists. A choice has the values that it is compared with."""
        if name in self.listed:
            return self.listed[name]
        if name in self.options:
            return (*self.options[name], None)
        if self.types.get(name) == "choice":
            return (*dict.fromkeys(literals), None) if all(isinstance(value, str) for value in literals) else None
        found = telling_values(self.class_of(name), literals)
        return None if found is None else (*found, None)

    def class_of(self, name: str) -> ValueClass:
        """Return how values of the field compare."""
        return CLASSES.get(self.types.get(name, ""), "unknown")


def known_fields(context: CheckContext) -> KnownFields:
    """Return the names that the record of a case can have: declared data, table outputs, fields of bound forms."""
    flow = context.flow
    types: dict[str, str] = {}
    listed: dict[str, tuple[Json, ...]] = {}
    options: dict[str, tuple[Json, ...]] = {}
    complete = True
    for node in flow.nodes.values():
        if node.form is not None:
            facts = (context.forms or {}).get(node.form)
            types |= facts.fields if facts else {}
            options |= facts.options if facts else {}
            complete &= facts is not None or bool(flow.data)
        if node.type == "decision" and (node.table or node.inline_table):
            table = context.table_of(node)
            complete &= table is not None
            for output in table.outputs if table else ():
                types[output.key] = output.type
                if output.values:
                    listed[output.key] = tuple(dict.fromkeys((*listed.get(output.key, ()), *output.values)))
    types |= {key: item.type for key, item in flow.data.items() if item.type or key not in types}
    return KnownFields(types=types, listed=listed, options=options, complete=complete)


def class_of_value(value: Json) -> ValueClass:
    """Return how a literal compares."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "string"
    return "list" if isinstance(value, Sequence) else "unknown"


def telling_values(kind: ValueClass, literals: Sequence[Json]) -> tuple[Json, ...] | None:
    """Return values of which one stands for every value that the literals could tell apart, without the empty one.

    None where no such short list exists (lists, objects, mixed types).
    """
    kinds = {class_of_value(literal) for literal in literals if literal is not None}
    if kind == "unknown" and len(kinds) == 1:
        kind = kinds.pop()
    if kind == "boolean":
        return (True, False)
    if kind == "number" and kinds <= {"number"}:
        return _around([literal for literal in literals if isinstance(literal, int | float)])
    if kind == "date":
        return _days(literals)
    if kind == "string" and kinds <= {"string"}:
        texts = sorted({literal for literal in literals if isinstance(literal, str)})
        return (*texts, *(text + "～" for text in texts), "（その他）")
    return None


def _around(numbers: Sequence[float]) -> tuple[Json, ...]:
    points = sorted(set(numbers)) or [0]
    middles = [(low + high) / 2 for low, high in pairwise(points)]
    return tuple(sorted({points[0] - 1, *points, *middles, points[-1] + 1}))


def _days(literals: Sequence[Json]) -> tuple[Json, ...] | None:
    days = [as_date(literal, _DAY) for literal in literals]
    known = sorted({day for day in days if day is not None})
    if len(known) < len({str(literal) for literal in literals}) or not known:
        return None
    near = {day + timedelta(days=shift) for day in known for shift in (-1, 0, 1) if date.min < day < date.max}
    return tuple(day.isoformat() for day in sorted(near))


_DAY: Final = date(2026, 4, 1)
"""Any day: literals like `today+14d` are placed relative to it on both sides of a comparison."""
EXAMPLE_DAY: Final = _DAY
