"""The to-be document of a rewritten flow: its stage, and for every step the as-is steps that it comes from."""

from collections.abc import Iterator, Mapping
from typing import cast

from kernel.json_types import Json, JsonObject
from workflow.definition import Flow


def to_be_document(as_is: Flow, rewritten: Flow) -> dict[str, Json]:
    """Return the document of `rewritten` as a to-be of `as_is`. A step that kept its key comes from itself."""
    nodes = cast("list[JsonObject]", rewritten.document["nodes"])
    derived: list[Json] = [_with_origin(line, _origin(as_is, rewritten, str(line["key"]))) for line in nodes]
    return {**rewritten.document, "stage": "to-be", "nodes": derived}


def _with_origin(line: JsonObject, origin: list[str]) -> dict[str, Json]:
    rest: Mapping[str, Json] = {name: value for name, value in line.items() if name != "derived_from"}
    return {**rest, "derived_from": [*origin]} if origin else dict(rest)


def _origin(as_is: Flow, rewritten: Flow, key: str) -> list[str]:
    own = [key] if key in as_is.nodes else []
    return [*dict.fromkeys([*own, *_ancestors(as_is, rewritten, key, frozenset({key}))])]


def _ancestors(as_is: Flow, rewritten: Flow, key: str, seen: frozenset[str]) -> Iterator[str]:
    """Yield the as-is steps behind `derived_from`, through steps that only an earlier rewrite had added."""
    node = rewritten.nodes.get(key)
    for origin in node.derived_from if node else ():
        if origin in as_is.nodes:
            yield origin
        elif origin not in seen:
            yield from _ancestors(as_is, rewritten, origin, seen | {origin})
