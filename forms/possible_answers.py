"""What answers a form lets through, by dotted field name: options of choices, and ends of numbers and dates."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from forms.definition import Field, Form
from kernel.json_types import Json

Ends = tuple[Json, Json]
"""The least and the greatest answer; None: there is none."""

_RANGED: Final = frozenset({"number", "money", "date"})
_RELATIVE: Final = "today"
"""Ends that move with the day say nothing for good."""


def options_of(form: Form) -> Mapping[str, tuple[str, ...]]:
    """Return the options of every choice that lets nothing else through."""
    return {
        name: tuple(option.key for option in field.options)
        for name, field in _named(form.fields(), "")
        if field.type == "choice" and field.options and field.settings.get("other") is not True
    }


def ranges_of(form: Form) -> Mapping[str, Ends]:
    """Return the ends of every number, amount and date that has any."""
    found: dict[str, Ends] = {}
    for name, field in _named(form.fields(), ""):
        low, high = (_fixed(field.settings.get(end)) for end in ("min", "max"))
        if field.type in _RANGED and (low is not None or high is not None):
            found[name] = (low, high)
    return found


def _fixed(end: Json) -> Json:
    return None if isinstance(end, str) and end.startswith(_RELATIVE) else end


def _named(fields: Iterable[Field], prefix: str) -> Iterator[tuple[str, Field]]:
    for field in fields:
        yield prefix + field.key, field
        yield from _named(field.fields, f"{prefix}{field.key}.")
