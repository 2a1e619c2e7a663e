"""Answers as one row of a table: a column for each answer, and for each part of those that have parts.

The items of a group stand in numbered columns (`members.1.name.family`), as spreadsheets want them. Guarding
cells against formulas is for whoever writes CSV or XLSX, because only they know their quoting.
"""

from collections.abc import Iterator, Mapping, Sequence

from forms.definition import Field, Form
from forms.fields.registry import kind_of
from kernel.json_types import Json


def exported(form: Form, values: Mapping[str, Json]) -> dict[str, Json]:
    """Return the columns of one application, in reading order; what is unanswered has a column, too."""
    return dict(_columns(tuple(form.fields()), values, ""))


def _columns(fields: Sequence[Field], values: Mapping[str, Json], prefix: str) -> Iterator[tuple[str, Json]]:
    for asked in fields:
        value = values.get(asked.key)
        for part, cell in kind_of(asked).export(asked, value).items():
            yield f"{prefix}{asked.key}.{part}" if part else prefix + asked.key, cell
        items = value if asked.type == "group" and isinstance(value, list | tuple) else ()
        for number, item in enumerate(items, start=1):
            if isinstance(item, Mapping):
                yield from _columns(asked.fields, item, f"{prefix}{asked.key}.{number}.")
