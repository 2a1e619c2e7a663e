"""Builds flow documents for tests: a whole document from a few nodes and edges."""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

_EDGE = re.compile(r"(?P<source>[^-]+(?:-[^->]+)*)->(?P<target>[^#]+)(?:#(?P<outcome>.+))?")

LANES = [
    {"key": "resident", "title": "住民", "kind": "resident"},
    {"key": "clerk", "title": "担当者", "kind": "staff", "department": "kodomo", "role": "clerk", "rank": 1},
    {"key": "chief", "title": "係長", "kind": "staff", "department": "kodomo", "role": "chief", "rank": 2},
    {"key": "system", "title": "システム", "kind": "system"},
]
_LANE_OF = {"form": "resident", "decision": "system", "service": "system", "notice": "system", "approval": "chief"}
_GRAPH_ONLY = {"start", "end", "exclusive", "parallel", "inclusive", "timer", "wait"}


def node(key: str, kind: str, **properties: Any) -> dict[str, Any]:
    """A node with a title, and a lane where it is work."""
    lane = {} if kind in _GRAPH_ONLY else {"lane": _LANE_OF.get(kind, "clerk")}
    return {"key": key, "type": kind, "title": {"ja": f"{key}の工程", "en": f"Step {key}"}} | lane | properties


def edge(name: str, **properties: Any) -> dict[str, Any]:
    """An edge from its name `from->to#outcome`."""
    match = _EDGE.fullmatch(name)
    assert match, name
    ends = {"from": match["source"], "to": match["target"]}
    return ends | ({"outcome": match["outcome"]} if match["outcome"] else {}) | properties


def document(
    nodes: Mapping[str, str] | list[dict[str, Any]], edges: list[str | dict[str, Any]], **properties: Any
) -> dict[str, Any]:
    """A flow document; `nodes` may be a mapping of keys to types, `edges` may be names."""
    if isinstance(nodes, Mapping):
        nodes = [node(key, kind) for key, kind in nodes.items()]
    flow = {
        "format": "minaoshi.flow/1",
        "key": "test",
        "title": {"ja": "試しの手続", "en": "A procedure for tests"},
        "stage": "as-is",
        "lanes": LANES,
        "nodes": nodes,
        "edges": [edge(item) if isinstance(item, str) else item for item in edges],
    }
    return flow | properties


def straight(*steps: dict[str, Any], **properties: Any) -> dict[str, Any]:
    """A flow that does `steps` one after another, between a start and an end."""
    nodes = [node("start", "start"), *steps, node("end", "end", result="completed")]
    edges = [edge(f"{a['key']}->{b['key']}") for a, b in pairwise(nodes)]
    return document(nodes, list(edges), **properties)
