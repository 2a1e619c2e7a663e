"""A case of the model town that waits for everything at once: members, a message, another system, other cases."""

import random
from dataclasses import replace

from bootstrap import Services
from catalog.bundle import Bundle
from catalog.library import freeze
from catalog.versions import current_version
from intake.desk import receive
from kernel.clock import local_date
from kernel.json_types import Json, JsonObject
from samples.answers import answers
from workflow.codec import require_flow

TITLES = {
    "panel": "移転の合議",
    "pay": "手数料の入金確認",
    "look": "名寄せの照会",
    "parts": "現地調査",
    "wrap": "登録証の交付",
}


def waiting_case(house: Services) -> str:
    """Return the receipt number of the case; it stands after an application for a dog's registration."""
    now = house.clock.now()
    with house.database.read() as tx:
        version = current_version(tx, "dog-registration")
        assert version is not None
        bundle = house.library.bundle(tx, version.bundle_digest)
    child = _with_flow(bundle, _flow(bundle, _survey()))
    whole = replace(_with_flow(bundle, _flow(bundle, _everything())), children={"dog-registration": child.digest})
    typed = answers("dog-registration", random.Random(1), local_date(now))
    with house.database.begin() as tx:
        freeze(tx, child, now)
        freeze(tx, whole, now)
        receipt = receive(tx, house.desk, whole, typed, language="ja", channel="online", now=now)
    return receipt.number


def _with_flow(bundle: Bundle, flow: JsonObject) -> Bundle:
    return replace(bundle, flow=require_flow(flow))


def _flow(bundle: Bundle, parts: tuple[list[Json], list[Json]]) -> JsonObject:
    more: list[Json] = [
        {"key": "paid_on", "title": "入金日", "type": "date", "source": "system"},
        {"key": "paid_amount", "title": "入金額（円）", "type": "money", "source": "system"},
    ]
    chief: Json = {"key": "chief", "title": "環境課 係長", "kind": "staff", "department": "kankyo",
                   "role": "subsection-chief"}  # fmt: skip
    kept = {key: bundle.flow.document[key] for key in ("format", "key", "title", "stage", "levels")}
    data, lanes = bundle.flow.document["data"], bundle.flow.document["lanes"]
    assert isinstance(data, list | tuple)
    assert isinstance(lanes, list | tuple)
    return {**kept, "lanes": [*lanes, chief], "data": [*data, *more], "nodes": parts[0], "edges": parts[1]}


def _everything() -> tuple[list[Json], list[Json]]:
    def node(key: str, kind: str, **more: Json) -> JsonObject:
        return {"key": key, "type": kind, "title": TITLES.get(key, key), **more}

    webhook: Json = {"url": "https://register.example.jp/dogs", "inputs": {}, "outputs": {}}
    nodes: list[Json] = [
        node("start", "start"),
        node("apply", "form", lane="resident", form="dog-registration"),
        node("split", "parallel"),
        node("panel", "approval", members=["clerk", "chief", "head"], complete_when={"at_least": 2}),
        node("pay", "wait", message="fee-paid", writes=["paid_on", "paid_amount"]),
        node("look", "service", call=webhook),
        node("parts", "subflow", flow="dog-registration"),
        node("join", "parallel"),
        node("wrap", "task", lane="clerk", action="prepare"),
        node("end", "end", result="approved"),
        node("no", "end", result="refused", terminate=True),
    ]
    pairs = [
        "start apply", "apply split", "split panel", "split pay", "split look", "split parts", "panel join approve",
        "panel no refuse", "pay join", "look join", "parts join", "join wrap", "wrap end",
    ]  # fmt: skip
    return nodes, [_edge(pair) for pair in pairs]


def _survey() -> tuple[list[Json], list[Json]]:
    nodes: list[Json] = [
        {"key": "start", "type": "start", "title": "はじめ"},
        {"key": "apply", "type": "form", "lane": "resident", "form": "dog-registration", "title": "申請"},
        {"key": "survey", "type": "task", "lane": "clerk", "title": "現地を見る"},
        {"key": "tell", "type": "notice", "title": "調査のお知らせ", "to": "resident", "template": "accepted"},
        {"key": "end", "type": "end", "title": "おわり", "result": "completed"},
    ]
    return nodes, [_edge(pair) for pair in ("start apply", "apply survey", "survey tell", "tell end")]


def _edge(pair: str) -> JsonObject:
    source, target, *outcome = pair.split()
    return {"from": source, "to": target, **({"outcome": outcome[0]} if outcome else {})}
