"""A to-be flow that may be published, and ways to spoil it."""

import copy
from collections.abc import Iterator
from typing import Any

from tests.workflow.flow_documents import document, edge, node

TABLE: dict[str, Any] = {
    "format": "minaoshi.table/1", "key": "auto", "title": "自動判定", "hit_policy": "unique",
    "inputs": [{"key": "income", "expr": {"field": "income"}, "type": "number", "domain": {"min": 0, "max": 9999999}}],
    "outputs": [{"key": "verdict", "type": "string", "values": ["approve", "review"], "default": "review"}],
    "rules": [{"key": "r1", "when": [{"lt": 1000000}], "then": ["approve"]},
              {"key": "r2", "when": [{"gte": 1000000}], "then": ["review"]}],
}  # fmt: skip

GOOD: dict[str, Any] = document(
    [
        node("start", "start"),
        node("apply", "form", form="application", writes=["income", "city", "member"]),
        node("decide", "decision", table=TABLE, reads=["income"]),
        node("gate", "exclusive"),
        node("look", "review", checks=["in-city"], control=["four-eyes"], reads=["income", "city"]),
        node("seal", "approval", assign={"not_same_as": ["look"]}, due={"business_days": 2},
             on_overdue=[{"after": {"days": 1}, "do": "remind"}]),
        node("yes", "notice", to="resident", template="granted"),
        node("no", "notice", to="resident", template="refused"),
        node("granted", "end", result="approved"),
        node("denied", "end", result="refused"),
    ],
    [
        "start->apply", "apply->decide", "decide->gate",
        edge("gate->yes", when={"field": "verdict", "op": "eq", "value": "approve"}, probability=0.3),
        edge("gate->look", default=True),
        "look->seal#approve", "look->apply#return", "look->seal#refuse",
        "seal->yes#approve", "seal->look#return", "seal->no#refuse", "yes->granted", "no->denied",
    ],
    stage="to-be", purpose={"ja": "家庭を支える", "en": "Support families"}, owner="kodomo", standard_days=15,
    params={"limit": 1000000}, kpis=[{"key": "lead_time_days", "target": 3}],
    disposition={"kind": "処分", "basis": "法", "criteria": "別紙のとおり", "appeal_notice": "3か月以内に…"},
    data=[{"key": "income", "title": "所得", "type": "money", "source": "resident"},
          {"key": "city", "title": "市内", "type": "yesno", "source": "resident"},
          {"key": "born", "title": "生年月日", "type": "date", "source": "staff"},
          {"key": "kind", "title": "区分", "type": "choice", "source": "staff"},
          {"key": "member", "title": "世帯員", "type": "group", "source": "resident"}],
    checks=[{"key": "in-city", "title": "市内に住む", "condition": {"field": "city", "op": "eq", "value": True}}],
    controls=[{"key": "four-eyes", "title": "二人の目", "kind": "legal", "rule": {"must": "refused"}}],
    levels=["clerk", "chief"], authority=[{"matter": "grant", "decided_by": "chief"}],
)  # fmt: skip


def good(**changes: Any) -> dict[str, Any]:
    """A copy of `GOOD`; `apply__form="other"` changes a property of a node or an edge, None takes it away.

    Edges are called by their place: `edge3__when`. Plain names are properties of the flow.
    """
    changed = copy.deepcopy(GOOD)
    by_key = {part["key"]: part for part in changed["nodes"]}
    for name, value in changes.items():
        owner, _, property_name = name.rpartition("__")
        if not owner:
            place = changed
        elif owner.startswith("edge"):
            place = changed["edges"][int(owner[4:])]
        else:
            place = by_key[owner]
        if value is None:
            place.pop(property_name)
        else:
            place[property_name] = value
    return changed


def rewired(
    *, without: tuple[int, ...] = (), edges: tuple[Any, ...] = (), nodes: tuple[Any, ...] = ()
) -> dict[str, Any]:
    """A copy of `GOOD` without the edges at some places, and with more edges and nodes."""
    changed = copy.deepcopy(GOOD)
    changed["edges"] = [item for place, item in enumerate(changed["edges"]) if place not in without]
    changed["edges"] += [edge(item) if isinstance(item, str) else item for item in edges]
    changed["nodes"] += nodes
    return changed


def pointers(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a document, as the tokens of its pointer."""
    if path:
        yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, child in children:
        yield from pointers(child, (*path, name))
