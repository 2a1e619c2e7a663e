"""JSON Schema (draft 2020-12) of `minaoshi.table/1`: the shape of the document.

What a schema cannot say (as many cells as columns, values of the column's type, ordered ends) the codec says;
everything that the codec reads is valid here.
"""

from typing import Final

from kernel.json_types import Json
from workflow.table.codec import HIT_POLICIES, MAX_COLUMNS, MAX_DOMAIN, MAX_RULES, TYPES
from workflow.table.model import FORMAT

_TEXT: Final[Json] = {
    "oneOf": [
        {"type": "string"},
        {
            "type": "object",
            "minProperties": 1,
            "propertyNames": {"pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$"},
            "additionalProperties": {"type": "string"},
        },
    ]
}
_LITERAL: Final[Json] = {"type": ["string", "number", "boolean"]}


def _object(required: list[Json], **properties: Json) -> dict[str, Json]:
    """Return the schema of an object that knows `properties` and `x`, and nothing else."""
    named: dict[str, Json] = {name.rstrip("_"): schema for name, schema in properties.items()}
    return {"type": "object", "required": required, "properties": named | {"x": True}, "additionalProperties": False}


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
        _object(["values"], values=_LISTED),
        _object([], min=_VALUE, max=_VALUE, integer={"type": "boolean"}),
    ]
}

SCHEMA: Final[dict[str, Json]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:minaoshi:table:1",
    "title": "Decision table (判定表)",
    **_object(
        ["format", "key", "title", "hit_policy", "inputs", "outputs", "rules"],
        format={"const": FORMAT},
        key={"$ref": "#/$defs/key"},
        title={"$ref": "#/$defs/text"},
        hit_policy={"enum": [*HIT_POLICIES]},
        inputs={"type": "array", "minItems": 1, "maxItems": MAX_COLUMNS, "items": {"$ref": "#/$defs/input"}},
        outputs={"type": "array", "minItems": 1, "maxItems": MAX_COLUMNS, "items": {"$ref": "#/$defs/output"}},
        rules={"type": "array", "maxItems": MAX_RULES, "items": {"$ref": "#/$defs/rule"}},
    ),
    "$defs": {
        "key": {"type": "string", "pattern": "^[a-z][a-z0-9_-]{0,63}$"},
        "text": _TEXT,
        "literal": _LITERAL,
        "type": {"enum": [*TYPES]},
        "expr": {"type": ["string", "number", "boolean", "object"]},
        "domain": _DOMAIN,
        "cell": _CELL,
        "input": _object(
            ["key", "expr", "type"],
            key={"$ref": "#/$defs/key"},
            title={"$ref": "#/$defs/text"},
            expr={"$ref": "#/$defs/expr"},
            type={"$ref": "#/$defs/type"},
            domain={"$ref": "#/$defs/domain"},
        ),
        "output": _object(
            ["key", "type"],
            key={"$ref": "#/$defs/key"},
            title={"$ref": "#/$defs/text"},
            type={"$ref": "#/$defs/type"},
            values=_LISTED,
            default=_VALUE,
        ),
        "rule": _object(
            ["key", "when", "then"],
            key={"$ref": "#/$defs/key"},
            when={"type": "array", "items": {"$ref": "#/$defs/cell"}},
            then={"type": "array", "items": {"type": ["string", "number", "boolean", "null"]}},
            note={"$ref": "#/$defs/text"},
        ),
    },
}
