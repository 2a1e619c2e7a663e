"""Builds small procedures for the detectors' tests: a paper form, steps in a row, and two ends."""

from collections.abc import Mapping
from typing import Any

from workflow.analysis import analyze
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.finding import Finding
from workflow.improve import redesign
from workflow.table.model import Table

LANES: list[dict[str, Any]] = [
    {"key": "resident", "title": "住民", "kind": "resident"},
    {"key": "clerk", "title": "担当者", "kind": "staff", "department": "kodomo", "role": "clerk", "yen_per_hour": 3000},
    {"key": "tax", "title": "税務課", "kind": "staff", "department": "zei", "role": "clerk", "yen_per_hour": 3000},
    {"key": "chief", "title": "係長", "kind": "staff", "department": "kodomo", "role": "chief", "yen_per_hour": 4200},
    {"key": "head", "title": "課長", "kind": "staff", "department": "kodomo", "role": "head", "yen_per_hour": 4800},
    {
        "key": "director",
        "title": "部長",
        "kind": "staff",
        "department": "kodomo",
        "role": "director",
        "yen_per_hour": 6000,
    },
    {"key": "system", "title": "システム", "kind": "system"},
]
DATA: list[dict[str, Any]] = [
    {"key": "name", "title": "氏名", "type": "text", "source": "resident", "personal": True},
    {"key": "income", "title": "所得", "type": "money", "source": "resident", "personal": True},
    {"key": "birth", "title": "生年月日", "type": "date", "source": "resident", "personal": True},
    {"key": "amount", "title": "金額", "type": "money", "source": "staff"},
    {"key": "memo", "title": "メモ", "type": "text", "source": "staff"},
]
CHECKS: list[dict[str, Any]] = [
    {"key": "complete", "title": "記入もれがない"},
    {"key": "eligible", "title": "要件を満たす"},
    {"key": "limit", "title": "所得が限度額以下", "condition": {"field": "income", "op": "lte", "value": 9600000}},
]
START: dict[str, Any] = {"key": "start", "type": "start", "title": "開始"}
APPLY: dict[str, Any] = {
    "key": "apply", "type": "form", "title": "申請書を書く", "lane": "resident", "medium": "paper", "minutes": 20,
    "writes": ["name", "income", "birth"],
}  # fmt: skip
ENDS: list[dict[str, Any]] = [
    {"key": "done", "type": "end", "title": "終了", "result": "approved"},
    {"key": "refused", "type": "end", "title": "却下", "result": "refused"},
]
YES_OR_NO: list[dict[str, Any]] = [
    {"key": "approve", "title": "可"},
    {"key": "refuse", "title": "否", "refuses": True, "reason": "required"},
]


def task(key: str, action: str = "other", **more: Any) -> dict[str, Any]:
    """A piece of work of the clerk."""
    return {"key": key, "type": "task", "title": f"{key}の作業", "lane": "clerk", "action": action, "minutes": 6} | more


def review(key: str, *checks: str, k: int | None = None, n: int | None = None, **more: Any) -> dict[str, Any]:
    """An examination of the clerk that can refuse; `k` of `n` cases were refused."""
    counted = {} if n is None else {"rates": {"refuse": {"k": k, "n": n}}}
    said = {"checks": [*checks], "reads": ["income"], "outcomes": YES_OR_NO, "minutes": 10}
    return {"key": key, "type": "review", "title": f"{key}の審査", "lane": "clerk"} | said | counted | more


def approval(key: str, lane: str, k: int | None = None, n: int | None = None, **more: Any) -> dict[str, Any]:
    """An approval at the level of its lane."""
    counted = {} if n is None else {"rates": {"refuse": {"k": k, "n": n}}}
    said = {"matter": "subsidy", "outcomes": YES_OR_NO, "minutes": 3, "wait_minutes": 600, "reads": ["amount"]}
    return {"key": key, "type": "approval", "title": f"{key}の決裁", "lane": lane} | said | counted | more


def document(*steps: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A procedure that begins with the application and does `steps` in a row; who refuses, refuses for good."""
    nodes = [START, *([] if any(step["key"] == "apply" for step in steps) else [APPLY]), *steps]
    edges: list[dict[str, Any]] = []
    for node, after in zip(nodes, [*nodes[1:], ENDS[0]], strict=True):
        decides = "outcomes" in node
        edges.append({"from": node["key"], "to": after["key"]} | ({"outcome": "approve"} if decides else {}))
        if decides:
            edges.append({"from": node["key"], "to": "refused", "outcome": "refuse"})
    ends = ENDS if any("outcomes" in node for node in nodes) else ENDS[:1]
    return whole([*nodes, *ends], edges, **more)


def whole(nodes: list[dict[str, Any]], edges: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A procedure with lanes, data, checks, levels and an authority table around its nodes and edges."""
    data = DATA + more.pop("more_data", [])
    return {
        "format": "minaoshi.flow/1",
        "key": "test",
        "title": "試しの手続",
        "stage": "as-is",
        "volume_per_year": 1000,
        "lanes": LANES,
        "levels": ["clerk", "chief", "head", "director"],
        "authority": [{"matter": "subsidy", "decided_by": "head"}],
        "data": data,
        "checks": CHECKS,
        "nodes": nodes,
        "edges": edges,
    } | more


def flow_of(*steps: dict[str, Any], **more: Any) -> Flow:
    """The procedure of `document`, read."""
    return require_flow(document(*steps, **more))


def found(flow: Flow, code: str, *, tables: Mapping[str, Table] | None = None) -> list[Finding]:
    """What the detector `code` says about `flow`."""
    return [finding for finding in analyze(flow, tables=tables).findings if finding.code == code]


def proposed(flow: Flow, code: str, *, tables: Mapping[str, Table] | None = None) -> list[str]:
    """The steps that `code` proposes to change."""
    return sorted(item.where.nodes[0] for item in found(flow, code, tables=tables) if item.status == "proposed")


def status(flow: Flow, code: str, *, tables: Mapping[str, Table] | None = None) -> set[str | None]:
    """How the findings of `code` stand."""
    return {finding.status for finding in found(flow, code, tables=tables)}


def held(flow: Flow, code: str) -> set[str]:
    """The guards that stop the findings of `code`."""
    return {guard.code for finding in found(flow, code) for guard in finding.guards if guard.holds}


def applied(flow: Flow, code: str) -> Flow:
    """What becomes of `flow` when the proposals of `code` are accepted: the proof must let them pass."""
    made = redesign(flow, accept=[code])
    assert code in [item.code for item in made.applied], made.refused
    return made.to_be
