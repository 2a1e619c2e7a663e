"""The JSON Schema (draft 2020-12) of `minaoshi.form/1`, made from the same tables that the codec reads with.

The schema says everything that can be said of one place at a time. What spans places (keys that are used
twice, a minimum above a maximum, RE2 syntax, impossible dates, control characters, a default that is no valid
answer, limits on the number of fields and the size of conditions) is for `forms.codec` alone.
"""

from typing import Final

from forms.codec import MAX_PAGES
from forms.definition import FIELD_TYPES, FORMAT, FieldType
from forms.field_codec import COMMON, MAX_FIELDS, MAX_OPTIONS
from forms.fields.registry import KINDS
from forms.reading import DOTTED, KEY, text_schema
from kernel.condition import OPERATORS
from kernel.expr import FUNCTIONS
from kernel.json_types import Json

IDENTITY: Final = "https://minaoshi.example/schemas/form-1.json"
_NAME: Final = r"^[a-z][a-z0-9_-]{0,63}(\.[a-z][a-z0-9_-]{0,63}){0,3}$"
_TWO_ARGUMENTS: Final = ("sub", "div", "age_at", "days_between", "business_days_between")


def form_schema() -> dict[str, Json]:
    """Return the schema; a fresh value each time, so that a caller may add to it."""
    page: Json = _object(
        {"key": _ref("key"), "title": _ref("text"), "when": _ref("condition"), "fields": _list("field", 0, MAX_FIELDS)},
        required=("key", "title", "fields"),
    )
    properties: dict[str, Json] = {
        "format": {"const": FORMAT},
        "key": _ref("key"),
        "title": _ref("text"),
        "intro": _ref("text"),
        "pages": _list("page", 1, MAX_PAGES),
    }
    definitions: dict[str, Json] = {
        "key": {"type": "string", "pattern": f"^{KEY.pattern}$"},
        "text": text_schema(),
        "name": {"type": "string", "pattern": _NAME},
        "page": page,
        "field": {"oneOf": [_ref(f"{name}-field") for name in FIELD_TYPES]},
        "option": _object({"key": _ref("key"), "label": _ref("text")}, required=("key", "label")),
        **{f"{name}-field": _field(name) for name in FIELD_TYPES},
        **language_definitions(),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": IDENTITY,
        "title": "Application form (minaoshi.form/1)",
        **_object(properties, required=("format", "key", "title", "pages")),
        "$defs": definitions,
    }


def language_definitions() -> dict[str, Json]:
    """Return the definitions `condition`, `operand` and `expr`; they need a definition `name` beside them."""
    scalar: Json = {"type": ["string", "number", "boolean", "null"]}
    reference: Json = {
        "oneOf": [
            _object({"field": _ref("name")}, required=("field",), own_data=False),
            _object({"param": _ref("name")}, required=("param",), own_data=False),
        ]
    }
    return {
        "scalar": scalar,
        "reference": reference,
        "operand": {
            "anyOf": [
                _ref("scalar"),
                _ref("reference"),
                {"type": "array", "items": {"anyOf": [_ref("scalar"), _ref("reference")]}},
            ]
        },
        "condition": {
            "oneOf": [
                _object({"all": _list("condition")}, required=("all",), own_data=False),
                _object({"any": _list("condition")}, required=("any",), own_data=False),
                _object({"not": _ref("condition")}, required=("not",), own_data=False),
                _comparison(),
            ]
        },
        "expr": {"anyOf": [_ref("scalar"), _ref("reference"), *_calls()]},
    }


def _comparison() -> Json:
    lists: Json = {"anyOf": [{"type": "array"}, _ref("reference")]}
    pair: Json = {"anyOf": [{"type": "array", "minItems": 2, "maxItems": 2}, _ref("reference")]}
    shape = _object(
        {"field": _ref("name"), "op": {"enum": [*OPERATORS]}, "value": _ref("operand")},
        required=("field", "op"),
        own_data=False,
    )
    without: Json = {"properties": {"value": {"enum": [None, True]}}}
    rules: list[Json] = [
        {"if": _op("empty", "not_empty"), "then": without, "else": {"required": ["value"]}},
        {"if": _op("in", "not_in"), "then": {"properties": {"value": lists}}},
        {"if": _op("between"), "then": {"properties": {"value": pair}}},
    ]
    return {**shape, "allOf": rules}


def _op(*names: str) -> Json:
    return {"properties": {"op": {"enum": [*names]}}}


def _calls() -> list[Json]:
    calls: list[Json] = [_object({name: _arguments(name)}, required=(name,), own_data=False) for name in FUNCTIONS]
    group: Json = {"type": "array", "items": _ref("key"), "minItems": 1, "maxItems": 2}
    calls.extend(_object({name: group}, required=(name,), own_data=False) for name in ("count", "any_of"))
    both: Json = {"type": "array", "items": _ref("key"), "minItems": 2, "maxItems": 2}
    calls.append(_object({"sum_of": both}, required=("sum_of",), own_data=False))
    three: Json = {
        "type": "array",
        "prefixItems": [_ref("condition"), _ref("expr"), _ref("expr")],
        "minItems": 3,
        "maxItems": 3,
    }
    calls.append(_object({"if": three}, required=("if",), own_data=False))
    return calls


def _arguments(function: str) -> Json:
    if function in _TWO_ARGUMENTS:
        return {**_list("expr", 2, 2)}
    return {**_list("expr", 1, 2)} if function in ("round", "floor", "ceil") else {**_list("expr", 1)}


def _field(name: FieldType) -> Json:
    kind = KINDS[name]
    common: dict[str, Json] = {
        "key": _ref("key"),
        "type": {"const": name},
        "label": _ref("text"),
        "help": _ref("text"),
        "required": {"anyOf": [{"type": "boolean"}, _ref("condition")]},
        "when": _ref("condition"),
        "default": True,
        "once_only": {"type": "string", "pattern": f"^{DOTTED.pattern.replace('?:', '')}$"},
        "personal": {"type": "boolean"},
    }
    own: dict[str, Json] = {setting: {**value.schema()} for setting, value in kind.settings.items()}
    required = ["key", "type"] if name == "note" else ["key", "type", "label"]
    if name in ("choice", "choices"):
        own["options"] = _list("option", 1, MAX_OPTIONS)
        required.append("options")
    elif name == "group":
        own["fields"] = _list("field", 1, MAX_FIELDS)
        required.append("fields")
    elif name == "computed":
        own["expr"] = _ref("expr")
        required.append("expr")
    assert set(common) == set(COMMON)
    return _object({**common, **own}, required=tuple(required))


def _object(properties: dict[str, Json], *, required: tuple[str, ...], own_data: bool = True) -> dict[str, Json]:
    """Return the schema of an object without unknown properties, except `x` where its author may keep own data."""
    known: dict[str, Json] = {**properties, "x": True} if own_data else properties
    return {"type": "object", "properties": known, "required": [*required], "additionalProperties": False}


def _list(definition: str, fewest: int = 0, most: int | None = None) -> dict[str, Json]:
    limits: dict[str, Json] = {"minItems": fewest} if fewest else {}
    if most is not None:
        limits["maxItems"] = most
    return {"type": "array", "items": _ref(definition), **limits}


def _ref(definition: str) -> dict[str, Json]:
    return {"$ref": f"#/$defs/{definition}"}
