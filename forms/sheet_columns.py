"""A form as the columns of a sheet, and a row of a sheet as answers: for applications that come as CSV, from OCR.

A column is named by the field (`applicant_name.family`, `members.0.birth_date`) or by what the form calls it. Options
may stand as their label, ticks as a sign. Nothing is judged here; what belongs to no column is told.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from forms.control_boxes import boxes_view
from forms.definition import Field, Form
from forms.fields.parts import PartsKind
from forms.fields.registry import kind_of
from forms.fields.structure import most_items
from kernel.json_types import Json
from kernel.text import say
from kernel.text_ja import search_key

NEVER: Final = frozenset({"file", "computed", "note"})
SHOWN_ITEMS: Final = 3
"""So many items of a group stand in the pattern of a sheet; a file may bring more."""
MOST_ITEMS: Final = 20
_GUARD: Final = re.compile(r"^'(?=[=+\-@\t])")
"""What our own files put before a cell that a spreadsheet would carry out."""
_TICKS: Final = frozenset("○◯〇●✓✔☑レ")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, and how people call it."""

    name: str
    title: str
    field: Field


def columns_of(form: Form, *, items: int = SHOWN_ITEMS) -> tuple[Column, ...]:
    """Return the columns in which `form` can be written down, with so many `items` of each group."""
    return tuple(column for field in form.fields() for column in _columns(field, "", "", items))


def _columns(field: Field, prefix: str, title: str, items: int) -> Iterator[Column]:
    name, label = prefix + field.key, title + say(field.label)
    if field.type in NEVER:
        return
    if field.type == "group":
        for place in range(min(items, most_items(field))):
            for inner in field.fields:
                yield from _columns(inner, f"{name}.{place}.", f"{label}{place + 1} ", items)
    elif isinstance(kind_of(field), PartsKind):
        for box in boxes_view(field, name, {}, {}, "ja", own=False):
            yield Column(box.name, f"{label} {box.label}", field)
    else:
        yield Column(name, label, field)


def matched(form: Form, heading: Sequence[str]) -> tuple[dict[int, Column], tuple[str, ...]]:
    """Return by place in the `heading` which column stands there, and the names that mean none."""
    known: dict[str, Column] = {}
    for column in columns_of(form, items=MOST_ITEMS):
        known.setdefault(search_key(column.title), column)
        known[search_key(column.name)] = column
    found = {place: known[search_key(cell)] for place, cell in enumerate(heading) if search_key(cell) in known}
    return found, tuple(cell for place, cell in enumerate(heading) if cell and place not in found)


def answers_in(columns: Mapping[int, Column], row: Sequence[str]) -> dict[str, Json]:
    """Return the answers that stand in a row, as if they had been typed."""
    tree: dict[str, Json] = {}
    for place, column in columns.items():
        cell = row[place] if place < len(row) else ""
        if cell:
            _put(tree, column.name.split("."), _typed(column.field, _GUARD.sub("", cell)))
    return {key: _listed(value) for key, value in tree.items()}


def _put(tree: dict[str, Json], path: Sequence[str], value: Json) -> None:
    for part in path[:-1]:
        inner = tree.setdefault(part, {})
        assert isinstance(inner, dict)
        tree = inner
    tree[path[-1]] = value


def _listed(value: Json) -> Json:
    """Return a group's items in the order of their numbers."""
    if isinstance(value, dict):
        if value and all(key.isdecimal() for key in value):
            return [_listed(value[key]) for key in sorted(value, key=int)]
        return {key: _listed(inner) for key, inner in value.items()}
    return value


def _typed(field: Field, cell: str) -> Json:
    if field.type in ("yesno", "consent"):
        return "yes" if cell in _TICKS else cell
    labels = {search_key(text): option.key for option in field.options for text in _texts(option.label)}
    if field.type == "choice":
        return labels.get(search_key(cell), cell)
    if field.type == "choices":
        parts = [part.strip() for part in cell.replace("，", "、").replace(",", "、").split("、")]
        return [labels.get(search_key(part), part) for part in parts if part]
    return cell


def _texts(text: object) -> Sequence[str]:
    return [str(each) for each in text.values()] if isinstance(text, Mapping) else [str(text)]
