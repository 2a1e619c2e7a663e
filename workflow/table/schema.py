"""JSON Schema (draft 2020-12) of `minaoshi.table/1`: the shape of the document.

What a schema cannot say (as many cells as columns, values of the column's type, ordered ends) the codec says;
everything that the codec reads is valid here.
"""

from typing import Final

from kernel.json_types import Json
from kernel.schema_language import DEFINITIONS, EXPR, KEY, TEXT, object_of
from workflow.table.codec import HIT_POLICIES, MAX_COLUMNS, MAX_DOMAIN, MAX_RULES, TYPES
from workflow.table.model import FORMAT

_LITERAL: Final[Json] = {"type": ["string", "number", "boolean"]}


def _only(name: str, schema: Json, **optional: Json) -> dict[str, Json]:
    """Return the schema of an object with the property `name` and perhaps `optional`."""
    return {
        "type": "object",
        "required": [name],
        "properties": {name: schema} | optional,
        "additionalProperties": False,
    }


_VALUE: Final[Json] = {"$ref": "#/$defs/literal"}
_LISTED: Final[Json] = {"type": "array", "minItems": 1, "maxItems": MAX_DOMAIN, "items": _VALUE}
_CELL: Final[Json] = {
    "anyOf": [
        {"type": "null"},
        _VALUE,
        _only("ne", _VALUE),
        _only("in", _LISTED),
        _only("not_in", _LISTED),
        _only("empty", {"type": "boolean"}),
        _only(
            "between",
            {"type": "array", "minItems": 2, "maxItems": 2, "items": _VALUE},
            open={"enum": ["none", "low", "high", "both"]},
        ),
        {
            "type": "object",
            "minProperties": 1,
            "properties": dict.fromkeys(("lt", "lte", "gt", "gte"), _VALUE),
            "additionalProperties": False,
            "not": {"anyOf": [{"required": ["lt", "lte"]}, {"required": ["gt", "gte"]}]},
        },
    ]
}
_DOMAIN: Final[Json] = {
    "anyOf": [
        object_of(["values"], values=_LISTED),
        object_of([], min=_VALUE, max=_VALUE, integer={"type": "boolean"}),
    ]
}

_DAY: Final[Json] = {"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"}

SCHEMA: Final[dict[str, Json]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:minaoshi:table:1",
    "title": "Decision table (判定表)",
    **object_of(
        ["format", "key", "title", "hit_policy", "inputs", "outputs", "rules"],
        format={"const": FORMAT},
        key=KEY,
        title=TEXT,
        hit_policy={"enum": [*HIT_POLICIES]},
        inputs={"type": "array", "minItems": 1, "maxItems": MAX_COLUMNS, "items": {"$ref": "#/$defs/input"}},
        outputs={"type": "array", "minItems": 1, "maxItems": MAX_COLUMNS, "items": {"$ref": "#/$defs/output"}},
        rules={"type": "array", "maxItems": MAX_RULES, "items": {"$ref": "#/$defs/rule"}},
        valid=object_of([], **{"from": _DAY, "to": _DAY}),
    ),
    "$defs": {
        **DEFINITIONS,
        "literal": _LITERAL,
        "type": {"enum": [*TYPES]},
        "domain": _DOMAIN,
        "cell": _CELL,
        "input": object_of(
            ["key", "expr", "type"],
            key=KEY,
            title=TEXT,
            expr=EXPR,
            type={"$ref": "#/$defs/type"},
            domain={"$ref": "#/$defs/domain"},
        ),
        "output": object_of(
            ["key", "type"],
            key=KEY,
            title=TEXT,
            type={"$ref": "#/$defs/type"},
            values=_LISTED,
            default=_VALUE,
        ),
        "rule": object_of(
            ["key", "when", "then"],
            key=KEY,
            when={"type": "array", "items": {"$ref": "#/$defs/cell"}},
            then={"type": "array", "items": {"type": ["string", "number", "boolean", "null"]}},
            note=TEXT,
        ),
    },
}
