"""Names of data inside conditions, exprs and inline tables of a document: `{"field": "income"}`."""

from collections.abc import Mapping

from kernel.json_types import Json, JsonObject


def names_field(value: Json, name: str) -> bool:
    """Return whether `value` asks for the datum `name` anywhere."""
    if isinstance(value, Mapping):
        return _is_field(value, name) or any(names_field(part, name) for part in value.values())
    return isinstance(value, list | tuple) and any(names_field(part, name) for part in value)


def renamed(value: Json, old: str, new: str) -> Json:
    """Return `value` with every question for the datum `old` asking for `new`."""
    if isinstance(value, Mapping):
        changed = {key: renamed(part, old, new) for key, part in value.items()}
        return changed | {"field": _new_path(value, old, new)} if _is_field(value, old) else changed
    if isinstance(value, list | tuple):
        return [renamed(part, old, new) for part in value]
    return value


def _is_field(value: JsonObject, name: str) -> bool:
    field = value.get("field")
    return isinstance(field, str) and (field == name or field.startswith(name + "."))


def _new_path(value: JsonObject, old: str, new: str) -> str:
    return new + str(value["field"])[len(old) :]
