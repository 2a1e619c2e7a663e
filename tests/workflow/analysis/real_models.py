"""Process models that people really drew, decorated with lanes, data, media and shares at random, as flows."""

import json
import random
from collections.abc import Mapping
from itertools import count
from pathlib import Path
from typing import Any, Final

from tests.workflow.analysis.office import CHECKS, DATA, whole

REGISTER: Final = {"key": "record", "title": "登録の内容", "type": "date", "source": "register", "held_in": ["net"]}
NAMES: Final = (*(item["key"] for item in DATA), "record")
SIDE: Final = {"any": [{"field": "record", "op": "gt", "value": "2000-01-01"}, {"field": "memo", "op": "empty"}]}


def decorated(path: Path, seed: int) -> dict[str, Any]:
    """Return the model in `path` as a document of a described flow."""
    chance, model = random.Random(seed), json.loads(path.read_text(encoding="utf-8"))
    pairs = list(dict.fromkeys((flow["src"], flow["tgt"]) for flow in model["flows"]))
    sources, targets = {a for a, _ in pairs}, {b for _, b in pairs}
    numbers = count()
    keys = {each["id"]: f"n{next(numbers)}" for each in (*model["tasks"], *model["gateways"])}
    nodes = [_node(keys, each["id"], sources, targets, chance) for each in model["tasks"]]
    for gate in model["gateways"]:
        kind = "exclusive" if gate["type"] == "XOR" else "parallel"
        nodes.append({"key": keys[gate["id"]], "type": kind, "title": "分岐"})
    kinds = {node["key"]: node["type"] for node in nodes}
    edges = [_edge(keys[a], keys[b], kinds) for a, b in pairs]
    checks = [check | ({"condition": SIDE} if check["key"] == "eligible" else {}) for check in CHECKS]
    return whole(nodes, _shared(edges, kinds, chance), more_data=[REGISTER], checks=checks, volume_per_year=5000)


def _node(
    keys: Mapping[str, str], name: str, sources: set[str], targets: set[str], chance: random.Random
) -> dict[str, Any]:
    key = keys[name]
    if name not in targets:
        return {"key": key, "type": "start", "title": "開始"}
    if name not in sources:
        return {"key": key, "type": "end", "title": "終了", "result": "approved"}
    said = {"lane": chance.choice(["clerk", "tax", "chief"]), "reads": chance.sample(NAMES, 2), "minutes": 12}
    step = {"key": key, "type": "task", "title": f"工程{key}", "writes": chance.sample(NAMES, 1)} | said
    kinds: list[dict[str, Any]] = [
        {"type": "form", "lane": "resident", "medium": "paper", "writes": chance.sample(NAMES, 3)},
        {"type": "review", "checks": ["eligible"], "writes": [], "outcomes": [{"key": "approve", "title": "可"}]},
        {"action": "transcribe", "systems": ["intake", "core"], "medium": "system"},
        {"action": "enter", "medium_in": "paper", "medium_out": "system"},
        {"action": "prepare", "batch": {"every_days": 7}},
        {"action": "prepare", "wait_minutes": 2000, "minutes": {"mean": 10, "sd": 30}},
        {"type": "wait", "message": "answer", "writes": ["record"], "wait_minutes": 5000},
    ]
    return step | chance.choice(kinds)


def _edge(source: str, target: str, kinds: Mapping[str, str]) -> dict[str, Any]:
    return {"from": source, "to": target} | ({"outcome": "approve"} if kinds[source] == "review" else {})


def _shared(edges: list[dict[str, Any]], kinds: Mapping[str, str], chance: random.Random) -> list[dict[str, Any]]:
    """Give the two ways out of some choices a rare and a usual one."""
    for key, kind in kinds.items():
        ways = [edge for edge in edges if edge["from"] == key]
        if kind == "exclusive" and len(ways) == 2 and chance.random() < 0.7:
            share = chance.choice([0.05, 0.15, 0.5])
            ways[0]["probability"], ways[1]["probability"] = share, 1 - share
    return edges
