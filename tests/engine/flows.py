"""Small flows for the engine's tests, as documents: what the flow's codec reads is what the engine runs."""

from collections.abc import Mapping, Sequence
from typing import Final

from engine.core.actor import Actor
from engine.core.program import Program, compile_program
from kernel.json_types import Json, JsonObject
from workflow.codec import require_flow
from workflow.table.codec import require_table
from workflow.table.model import Table

LANES: Final[Sequence[JsonObject]] = (
    {"key": "resident", "title": "住民", "kind": "resident"},
    {"key": "clerk", "title": "担当", "kind": "staff", "department": "kankyo", "role": "clerk"},
    {"key": "chief", "title": "係長", "kind": "staff", "department": "kankyo", "role": "chief"},
    {"key": "head", "title": "課長", "kind": "staff", "department": "kankyo", "role": "head"},
    {"key": "mayor", "title": "市長", "kind": "staff", "department": "hisho", "role": "mayor"},
    {"key": "system", "title": "システム", "kind": "system"},
)

YAMADA: Final = Actor("officer", "yamada", frozenset({"kankyo/clerk"}))
SUZUKI: Final = Actor("officer", "suzuki", frozenset({"kankyo/clerk"}))
SATO: Final = Actor("officer", "sato", frozenset({"kankyo/chief", "kankyo/head"}))
MAYOR: Final = Actor("officer", "mayor", frozenset({"hisho/mayor"}))
STRANGER: Final = Actor("officer", "stranger", frozenset({"zeimu/clerk"}))


def node(key: str, kind: str, lane: str | None = None, **more: Json) -> JsonObject:
    """Return a node whose title is its key."""
    written: dict[str, Json] = {"key": key, "type": kind, "title": key} | more
    return written if lane is None else written | {"lane": lane}


def edge(text: str, **more: Json) -> JsonObject:
    """Return the edge that `a->b` or `a->b#outcome` names."""
    ends, _, outcome = text.partition("#")
    source, target = ends.split("->")
    written: dict[str, Json] = {"from": source, "to": target} | more
    return written | {"outcome": outcome} if outcome else written


def flow_document(nodes: Sequence[JsonObject], edges: Sequence[str | JsonObject], **more: Json) -> JsonObject:
    """Return a to-be flow over the model lanes."""
    return {
        "format": "minaoshi.flow/1",
        "key": "test",
        "title": "試験",
        "stage": "to-be",
        "lanes": [*LANES],
        "nodes": [*nodes],
        "edges": [edge(each) if isinstance(each, str) else each for each in edges],
        **more,
    }


def program_of(
    nodes: Sequence[JsonObject], edges: Sequence[str | JsonObject], tables: Sequence[JsonObject] = (), /, **more: Json
) -> Program:
    """Compile the flow of these nodes and edges."""
    read: Mapping[str, Table] = {str(each["key"]): require_table(each) for each in tables}
    return compile_program(require_flow(flow_document(nodes, edges, **more)), tables=read)


AUTO: Final[JsonObject] = {
    "format": "minaoshi.table/1",
    "key": "auto",
    "title": "自動判定",
    "hit_policy": "unique",
    "inputs": [
        {"key": "chip", "expr": {"field": "chip"}, "type": "boolean"},
        {"key": "fee", "expr": {"field": "fee"}, "type": "number", "domain": {"min": 0, "max": 10000}},
    ],
    "outputs": [{"key": "verdict", "type": "string", "values": ["approve", "review"], "default": "review"}],
    "rules": [
        {"key": "small", "when": [True, {"lte": 3000}], "then": ["approve"], "note": "少額で個体が特定できる。"},
        {"key": "large", "when": [True, {"gt": 3000}], "then": ["review"]},
        {"key": "no-chip", "when": [False, None], "then": ["review"]},
    ],
}

DOG: Final[tuple[Sequence[JsonObject], Sequence[str | JsonObject]]] = (
    (
        node("start", "start"),
        node("apply", "form", "resident", form="dog"),
        node("auto", "decision", "system", table="auto"),
        node("route", "exclusive"),
        node(
            "review",
            "review",
            "clerk",
            due={"business_days": 3},
            on_overdue=[
                {"after": {"business_days": 1}, "do": "remind"},
                {"after": {"business_days": 3}, "do": "escalate"},
            ],
        ),
        node("fix", "form", "resident", form="dog", due={"business_days": 10}),
        node("decide", "approval", "head", assign={"not_same_as": ["review"]}),
        node("accepted", "notice", "system", to="resident", template="accepted"),
        node("tag", "task", "clerk", action="prepare"),
        node("end", "end", result="approved"),
        node("refused", "notice", "system", to="resident", template="refused"),
        node("end-refused", "end", result="refused"),
    ),
    (
        "start->apply",
        "apply->auto",
        "auto->route",
        edge("route->accepted", when={"field": "verdict", "op": "eq", "value": "approve"}),
        edge("route->review", default=True),
        "review->decide#approve",
        "review->fix#return",
        "fix->auto",
        "decide->accepted#approve",
        "decide->review#return",
        "decide->refused#refuse",
        "accepted->tag",
        "tag->end",
        "refused->end-refused",
    ),
)
"""An application that a table can approve, with review, correction, decision by another person, and refusal."""


def dog_program(**more: Json) -> Program:
    """Compile `DOG` with its table."""
    nodes, edges = DOG
    return program_of(nodes, edges, [AUTO], standard_days=14, **more)
