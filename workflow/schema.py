"""JSON Schema (draft 2020-12) of `minaoshi.flow/1`: the shape of the document, for editors and other programs.

What a schema cannot say the codec says: keys are unique, edges join nodes that exist, at most k of n. Everything
that the codec reads is valid here.
"""

from typing import Final

from kernel.json_types import Json
from kernel.names import DATA_NAME, whole
from kernel.object_reader import MAX_NUMBER
from kernel.schema_language import (
    AMOUNT,
    CONDITION,
    DEFINITIONS,
    EXPR,
    FLAG,
    KEY,
    KEY_OR_KEYS,
    KEYS,
    STRING,
    TEXT,
    exactly_one,
    integer,
    list_of,
    number,
    object_of,
    one_of,
)
from workflow.codec.flow import MAX_DAYS, MAX_EDGES, MAX_NODES, STAGES
from workflow.codec.nodes import ACTIONS, EFFECTS, JUDGEMENTS, MEDIA, RESULTS
from workflow.codec.parts import BASES, CONTROL_KINDS, DISPOSITION_KINDS, LANE_KINDS, SOURCES
from workflow.codec.values import MAX_CLASSES, MAX_OUTCOMES, REASONS
from workflow.definition import FORMAT, NODE_TYPES
from workflow.table.schema import SCHEMA as TABLE_SCHEMA


def _quantity_up_to(high: float) -> Json:
    return {
        "anyOf": [
            number(0, high),
            object_of(
                ["mean"],
                mean=number(0, high),
                sd=number(0, MAX_NUMBER),
                from_=one_of("measured", "estimated", "felt"),
            ),
        ]
    }


_QUANTITY: Final[Json] = {"$ref": "#/$defs/quantity"}
_DURATION: Final[Json] = {"$ref": "#/$defs/duration"}
_DATA_NAME: Final[Json] = {"type": "string", "pattern": whole(DATA_NAME)}
_MEDIUM: Final[Json] = one_of(*MEDIA)
_SHARE: Final[Json] = number(0, 1)
_DAYS: Final[Json] = number(0, 36_500)

_QUANTITY_SHAPE: Final[Json] = _quantity_up_to(MAX_NUMBER)
_DURATION_SHAPE: Final[Json] = exactly_one(
    object_of([], days=number(0, 36_500), business_days=integer(0, 25_000), hours=number(0, 876_000)),
    "days",
    "business_days",
    "hours",
)
_OUTCOME: Final[Json] = object_of(
    ["key"], key=KEY, title=TEXT, refuses=FLAG, reason=one_of(*REASONS), mechanical=number(0, 1)
)
_ASSIGN: Final[Json] = exactly_one(
    object_of([], same_as=KEY, not_same_as=KEY_OR_KEYS, field=STRING, authority=EXPR),
    "same_as",
    "not_same_as",
    "field",
    "authority",
)
_OVERDUE: Final[Json] = object_of(
    ["after", "do"],
    after=_DURATION,
    do={"anyOf": [one_of("remind", "escalate"), object_of(["outcome"], outcome=KEY)]},
)
_RATE: Final[Json] = {"anyOf": [_SHARE, object_of(["k", "n"], k=integer(0, 10**12), n=integer(1, 10**12))]}
_CLASS: Final[Json] = object_of(["when"], when=CONDITION, title=TEXT, share=_RATE, minutes=_QUANTITY)
_COMPLETE_WHEN: Final[Json] = {"anyOf": [one_of("all", "any"), object_of(["at_least"], at_least=integer(1, 100))]}
_CALL: Final[Json] = {"anyOf": [STRING, {"type": "object"}]}

_NODE: Final[Json] = object_of(
    ["key", "type"],
    key=KEY,
    type=one_of(*NODE_TYPES),
    title=TEXT,
    lane=KEY,
    form=KEY,
    table={"anyOf": [KEY, {"$ref": str(TABLE_SCHEMA["$id"])}]},
    action=one_of(*ACTIONS),
    level=STRING,
    matter=STRING,
    amount=EXPR,
    members=KEYS,
    complete_when=_COMPLETE_WHEN,
    outcomes=list_of({"$ref": "#/$defs/outcome"}, MAX_OUTCOMES),
    assign=_ASSIGN,
    due=_DURATION,
    on_overdue=list_of(_OVERDUE, 20),
    instructions=TEXT,
    result=one_of(*RESULTS),
    terminate=FLAG,
    to=KEY,
    template=STRING,
    wait=_DURATION,
    until=EXPR,
    message=STRING,
    correlate=EXPR,
    call=_CALL,
    flow=KEY,
    each=KEY,
    reads=list_of(_DATA_NAME),
    writes=list_of(_DATA_NAME),
    checks=KEYS,
    deletes=list_of(_DATA_NAME),
    classes=list_of(_CLASS, MAX_CLASSES),
    minutes=_QUANTITY,
    setup_minutes=_QUANTITY,
    wait_minutes=_QUANTITY,
    medium=_MEDIUM,
    medium_in=_MEDIUM,
    medium_out=_MEDIUM,
    systems=list_of(STRING),
    documents=object_of([], needs=KEYS, produces=KEYS),
    error_rate={"anyOf": [_SHARE, {"type": "object", "allOf": [_QUANTITY]}]},
    rates={
        "type": "object",
        "maxProperties": MAX_OUTCOMES,
        "propertyNames": KEY,
        "additionalProperties": _RATE,
    },
    able_people=integer(0, 1_000_000),
    judgement=one_of(*JUDGEMENTS),
    effect=one_of(*EFFECTS),
    independent=FLAG,
    control=KEY_OR_KEYS,
    batch=object_of([], every_days=_QUANTITY, size=_QUANTITY),
    pinned=TEXT,
    derived_from=KEY_OR_KEYS,
)
_EDGE: Final[Json] = object_of(
    ["from", "to"],
    from_=KEY,
    to=KEY,
    outcome=KEY,
    when=CONDITION,
    default=FLAG,
    probability=_SHARE,
    title=TEXT,
)
_LANE: Final[Json] = object_of(
    ["key", "kind"],
    key=KEY,
    title=TEXT,
    kind=one_of(*LANE_KINDS),
    department=STRING,
    role=STRING,
    rank=integer(0, 1_000),
    headcount=_QUANTITY,
    yen_per_hour=_QUANTITY,
)
_DATA: Final[Json] = object_of(
    ["key", "source"],
    key=KEY,
    title=TEXT,
    type=STRING,
    source=one_of(*SOURCES),
    personal=FLAG,
    means=STRING,
    held_in=list_of(STRING),
    valid_days=_QUANTITY,
    purpose=TEXT,
    keep=FLAG,
    delete_after_days=_QUANTITY,
)
_RULE: Final[Json] = {
    **object_of(
        [],
        must=KEY,
        precedes=KEY,
        follows=KEY,
        not_same_person=KEY,
        rank=integer(0, 1_000),
        when=CONDITION,
        min_days=_DAYS,
        max_days=_DAYS,
        from_=KEY,
        to=KEY,
    ),
    "oneOf": [
        *({"required": [name]} for name in ("must", "precedes", "follows", "not_same_person", "rank")),
        {"required": ["from", "to"], "anyOf": [{"required": ["min_days"]}, {"required": ["max_days"]}]},
    ],
}
_CONTROL: Final[Json] = object_of(
    ["key", "kind"], key=KEY, title=TEXT, kind=one_of(*CONTROL_KINDS), basis=TEXT, rule=_RULE
)
_DOCUMENT: Final[Json] = object_of(
    ["key"], key=KEY, title=TEXT, physical=FLAG, keep=FLAG, issuer=STRING, asserts=KEYS, valid_days=_QUANTITY
)
_DISPOSITION: Final[Json] = object_of(
    ["kind"], kind=one_of(*DISPOSITION_KINDS), basis=one_of(*BASES), criteria=TEXT, appeal_notice=TEXT
)
_PARAMETER: Final[Json] = {
    "anyOf": [
        {"type": ["string", "number", "boolean"]},
        {"type": "array", "items": {"type": ["string", "number", "boolean"]}},
    ]
}

SCHEMA: Final[dict[str, Json]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "urn:minaoshi:flow:1",
    "title": "Flow (業務フロー)",
    **object_of(
        ["format", "key", "title", "stage", "nodes", "edges"],
        format={"const": FORMAT},
        key=KEY,
        title=TEXT,
        stage=one_of(*STAGES),
        purpose=TEXT,
        owner=STRING,
        legal_basis=TEXT,
        volume_per_year=_QUANTITY,
        season={
            "type": "array",
            "minItems": 12,
            "maxItems": 12,
            "items": {"type": "number", "minimum": 0, "maximum": 1_000_000},
            "contains": {"type": "number", "exclusiveMinimum": 0},
        },
        standard_days=_quantity_up_to(MAX_DAYS),
        params={"type": "object", "maxProperties": 1_000, "propertyNames": KEY, "additionalProperties": _PARAMETER},
        disposition=_DISPOSITION,
        kpis=list_of(object_of(["key", "target"], key=KEY, target=AMOUNT)),
        lanes=list_of({"$ref": "#/$defs/lane"}),
        data=list_of({"$ref": "#/$defs/data"}),
        levels=KEYS,
        authority=list_of(object_of(["matter", "decided_by"], matter=STRING, decided_by=STRING, up_to=AMOUNT)),
        checks=list_of(object_of(["key"], key=KEY, title=TEXT, condition=CONDITION)),
        documents=list_of({"$ref": "#/$defs/document"}),
        systems=list_of(object_of(["key"], key=KEY, title=TEXT, interface=FLAG)),
        trusted_issuers=list_of(STRING),
        handoff_minutes=_QUANTITY,
        entry_minutes=_QUANTITY,
        controls=list_of({"$ref": "#/$defs/control"}),
        nodes=list_of({"$ref": "#/$defs/node"}, MAX_NODES),
        edges=list_of({"$ref": "#/$defs/edge"}, MAX_EDGES),
    ),
    "$defs": {
        **DEFINITIONS,
        "quantity": _QUANTITY_SHAPE,
        "duration": _DURATION_SHAPE,
        "outcome": _OUTCOME,
        "node": _NODE,
        "edge": _EDGE,
        "lane": _LANE,
        "data": _DATA,
        "control": _CONTROL,
        "document": _DOCUMENT,
        "table": TABLE_SCHEMA,
    },
}
