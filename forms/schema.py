"""The JSON Schema (draft 2020-12) of `minaoshi.form/1`, made from the same tables that the codec reads with.

The schema says everything that can be said of one place at a time. What spans places (keys that are used
twice, a minimum above a maximum, RE2 syntax, impossible dates, a default that is no valid answer, limits on the
number of fields and the size of conditions) is for `forms.codec` alone.
"""

from typing import Final

from forms.codec import MAX_PAGES
from forms.definition import FIELD_TYPES, FORMAT, FieldType
from forms.field_codec import CHOOSING, MAX_FIELDS, MAX_OPTIONS
from forms.fields.registry import KINDS
from kernel.json_types import Json
from kernel.names import DATA_NAME, whole
from kernel.schema_language import CONDITION, DEFINITIONS, EXPR, FLAG, KEY, TEXT, list_of, object_of

IDENTITY: Final = "https://minaoshi.example/schemas/form-1.json"
_FIELDS: Final[Json] = list_of({"$ref": "#/$defs/field"}, MAX_FIELDS)
_COMMON: Final[dict[str, Json]] = {
    "key": KEY,
    "label": TEXT,
    "help": TEXT,
    "required": {"anyOf": [FLAG, CONDITION]},
    "when": CONDITION,
    "default": True,
    "once_only": {"type": "string", "pattern": whole(DATA_NAME)},
    "personal": FLAG,
}
"""What every type of field understands, beside its type."""


def form_schema() -> dict[str, Json]:
    """Return the schema; a fresh value each time, so that a caller may add to it."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": IDENTITY,
        "title": "Application form (minaoshi.form/1)",
        **object_of(
            ["format", "key", "title", "pages"],
            format={"const": FORMAT},
            key=KEY,
            title=TEXT,
            intro=TEXT,
            pages=_some({"$ref": "#/$defs/page"}, MAX_PAGES),
        ),
        "$defs": {
            **DEFINITIONS,
            "page": object_of(["key", "title", "fields"], key=KEY, title=TEXT, when=CONDITION, fields=_FIELDS),
            "field": {"oneOf": [{"$ref": f"#/$defs/{name}-field"} for name in FIELD_TYPES]},
            "option": object_of(["key", "label"], key=KEY, label=TEXT),
            **{f"{name}-field": _field(name) for name in FIELD_TYPES},
        },
    }


def _field(name: FieldType) -> Json:
    own: dict[str, Json] = {setting: {**value.schema()} for setting, value in KINDS[name].settings.items()}
    required = ["key", "type"] if name == "note" else ["key", "type", "label"]
    structure: dict[str, Json] = {}
    if name in CHOOSING:
        structure["options"] = _some({"$ref": "#/$defs/option"}, MAX_OPTIONS)
    elif name == "group":
        structure["fields"] = _some({"$ref": "#/$defs/field"}, MAX_FIELDS)
    elif name == "computed":
        structure["expr"] = EXPR
    return object_of([*required, *structure], **_COMMON, type={"const": name}, **own, **structure)


def _some(schema: Json, most: int) -> Json:
    return {**list_of(schema, most), "minItems": 1}
