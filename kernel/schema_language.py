"""The parts that the schemas of all formats share: texts, keys, numbers, conditions and exprs, as JSON Schema.

What the readers of the kernel take is valid here.
"""

from collections.abc import Sequence
from typing import Final

from kernel.condition import OPERATORS
from kernel.grammar import AGGREGATES, FUNCTIONS
from kernel.json_types import Json
from kernel.names import FIELD_NAME, LANGUAGE, whole
from kernel.names import KEY as KEY_PATTERN
from kernel.object_reader import MAX_LANGUAGES, MAX_NUMBER, MAX_TEXT

_NO_CONTROL: Final = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$"


def object_of(required: Sequence[str], /, **properties: Json) -> dict[str, Json]:
    """Return the schema of an object with `properties` (and `x`), of which all but `required` may be absent or null.

    A trailing underscore is for names that Python keeps to itself: `from_`.
    """
    named: dict[str, Json] = {}
    for name, schema in properties.items():
        plain = name.rstrip("_")
        named[plain] = schema if plain in required else {"anyOf": [schema, {"type": "null"}]}
    return {
        "type": "object",
        "required": [*required],
        "properties": {**named, "x": True},
        "additionalProperties": False,
    }


def list_of(schema: Json, limit: int = 1_000) -> dict[str, Json]:
    """Return the schema of a list."""
    return {"type": "array", "maxItems": limit, "items": schema}


def one_of(*options: str) -> dict[str, Json]:
    """Return the schema of one of some strings."""
    return {"enum": list(options)}


def number(low: float, high: float) -> dict[str, Json]:
    """Return the schema of a number between two ends."""
    return {"type": "number", "minimum": low, "maximum": high}


def integer(low: int, high: int) -> dict[str, Json]:
    """Return the schema of an integer between two ends."""
    return {"type": "integer", "minimum": low, "maximum": high}


def exactly_one(schema: dict[str, Json], *names: str) -> dict[str, Json]:
    """Return `schema` where exactly one of `names` is present."""
    return {**schema, "oneOf": [{"required": [name]} for name in names]}


KEY: Final[Json] = {"$ref": "#/$defs/key"}
KEYS: Final[Json] = list_of(KEY)
KEY_OR_KEYS: Final[Json] = {"anyOf": [KEY, KEYS]}
NAME: Final[Json] = {"$ref": "#/$defs/name"}
TEXT: Final[dict[str, Json]] = {"$ref": "#/$defs/text"}
STRING: Final[Json] = {"$ref": "#/$defs/string"}
CONDITION: Final[Json] = {"$ref": "#/$defs/condition"}
EXPR: Final[Json] = {"$ref": "#/$defs/expr"}
FLAG: Final[Json] = {"type": "boolean"}
AMOUNT: Final[Json] = number(-MAX_NUMBER, MAX_NUMBER)
_PLAIN: Final[Json] = {"type": ["string", "number", "boolean", "null"]}
_CLEAN: Final[Json] = {"type": "string", "maxLength": MAX_TEXT, "pattern": _NO_CONTROL}


def _closed(required: Sequence[str], /, **properties: Json) -> dict[str, Json]:
    return {"type": "object", "required": [*required], "properties": properties, "additionalProperties": False}


_REFERENCE: Final[Json] = {"anyOf": [_closed(["field"], field=NAME), _closed(["param"], param=NAME)]}
_OPERAND: Final[Json] = {"anyOf": [_PLAIN, {"$ref": "#/$defs/reference"}]}
_COMPARISON: Final[Json] = {
    **_closed(
        ["field", "op"],
        field=NAME,
        op=one_of(*OPERATORS),
        value={"anyOf": [_OPERAND, {"type": "array", "items": _OPERAND}]},
    ),
    "if": {"properties": {"op": one_of("empty", "not_empty")}},
    "then": {"properties": {"value": {"enum": [None, True]}}},
    "else": {
        "required": ["value"],
        "if": {"properties": {"op": one_of("in", "not_in", "between")}},
        "then": {"properties": {"value": {"type": ["array", "object"]}}},
        "allOf": [
            {
                "if": {"properties": {"op": {"const": "between"}, "value": {"type": "array"}}},
                "then": {"properties": {"value": {"minItems": 2, "maxItems": 2}}},
            }
        ],
    },
}


def _call(function: str) -> Json:
    pair = {"sub", "div", "age_at", "days_between", "business_days_between"}
    fewest = 2 if function in pair else 1
    arguments: dict[str, Json] = {"type": "array", "minItems": fewest, "items": EXPR}
    if function in pair or function in ("round", "floor", "ceil"):
        arguments["maxItems"] = 2
    properties: dict[str, Json] = {function: arguments}
    return _closed([function], **properties)


def _aggregate(function: str) -> Json:
    fewest = 2 if function == "sum_of" else 1
    names: Json = {"type": "array", "minItems": fewest, "maxItems": 2, "items": KEY}
    properties: dict[str, Json] = {function: names}
    return _closed([function], **properties)


_BRANCHES: Final[Json] = {"type": "array", "prefixItems": [CONDITION, EXPR, EXPR], "minItems": 3, "maxItems": 3}
_IF: Final[Json] = {
    "type": "object",
    "required": ["if"],
    "properties": {"if": _BRANCHES},
    "additionalProperties": False,
}

DEFINITIONS: Final[dict[str, Json]] = {
    "key": {"type": "string", "pattern": whole(KEY_PATTERN)},
    "name": {"type": "string", "pattern": whole(FIELD_NAME)},
    "string": {"allOf": [_CLEAN, {"pattern": r"\S"}]},
    "text": {
        "anyOf": [
            _CLEAN,
            {
                "type": "object",
                "minProperties": 1,
                "maxProperties": MAX_LANGUAGES,
                "propertyNames": {"pattern": whole(LANGUAGE)},
                "additionalProperties": _CLEAN,
            },
        ]
    },
    "reference": _REFERENCE,
    "condition": {
        "anyOf": [
            _closed(["all"], all={"type": "array", "items": CONDITION}),
            _closed(["any"], any={"type": "array", "items": CONDITION}),
            _closed(["not"], **{"not": CONDITION}),
            _COMPARISON,
        ]
    },
    "expr": {
        "anyOf": [
            _PLAIN,
            {"$ref": "#/$defs/reference"},
            _IF,
            *(_aggregate(function) for function in AGGREGATES),
            *(_call(function) for function in FUNCTIONS),
        ]
    },
}
"""What stands under `$defs` of every schema that refers to the names above."""
