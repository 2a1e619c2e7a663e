"""Comparison: edit scripts with lineage that replay exactly, and the time of a large comparison without lineage.

Replayed are random edits of generated flows: steps are renamed, changed, merged, split, removed, added, edges turned.
The large pair is a flow of 676 nodes and the same flow drawn anew: other keys, no lineage, a tenth of the steps gone.
"""

import argparse
import json
import random
import statistics
import sys
import time
from typing import Any, Final

from benchmarks.analysis import Sketch
from kernel.documents import digest
from workflow.codec import require_flow
from workflow.compare import apply_script, compare
from workflow.definition import Flow

SCRIPTS: Final = 5_000
SOURCES: Final = 100
LARGE: Final = 676
GOAL_SECONDS: Final = 1.5
ROUNDS: Final = 3
Document = dict[str, Any]


def edited(flow: Document, chance: random.Random) -> Document:
    """Return a to-be of `flow`, made of some edits, that says where its steps come from."""
    copy: Document = json.loads(json.dumps(flow))
    for _ in range(chance.randint(1, 6)):
        chance.choice([_rename, _change, _merge, _split, _remove, _add, _turn])(copy, chance)
    chance.shuffle(copy["nodes"])
    return copy


def _works(flow: Document) -> list[Document]:
    return [node for node in flow["nodes"] if node["type"] == "task"]


def _origin(node: Document) -> list[str]:
    return list(node.get("derived_from", [node["key"]]))


def _repoint(flow: Document, old: str, new: str) -> None:
    for edge in flow["edges"]:
        for end in ("from", "to"):
            if edge[end] == old:
                edge[end] = new
    _unique_edges(flow)


def _unique_edges(flow: Document) -> None:
    seen: dict[tuple[str, str, str | None], Document] = {}
    for edge in flow["edges"]:
        if edge["from"] != edge["to"]:
            seen.setdefault((edge["from"], edge["to"], edge.get("outcome")), edge)
    flow["edges"] = [*seen.values()]


def _rename(flow: Document, chance: random.Random) -> None:
    node = chance.choice(_works(flow))
    new = f"renamed-{chance.getrandbits(32):x}"
    origin = _origin(node)
    _repoint(flow, node["key"], new)
    node |= {"key": new, "derived_from": origin}


def _change(flow: Document, chance: random.Random) -> None:
    chance.choice(_works(flow)).update(minutes=chance.randint(1, 30), medium="online")


def _merge(flow: Document, chance: random.Random) -> None:
    if len(works := _works(flow)) > 2:
        kept, gone = chance.sample(works, 2)
        kept["derived_from"] = [*dict.fromkeys([*_origin(kept), *_origin(gone)])]
        flow["nodes"].remove(gone)
        _repoint(flow, gone["key"], kept["key"])


def _split(flow: Document, chance: random.Random) -> None:
    node = chance.choice(_works(flow))
    part = node | {"key": f"part-{chance.getrandbits(32):x}", "derived_from": _origin(node)}
    node["derived_from"] = _origin(node)
    flow["nodes"].append(part)
    flow["edges"].append({"from": node["key"], "to": part["key"]})


def _remove(flow: Document, chance: random.Random) -> None:
    if len(works := _works(flow)) > 2:
        node = chance.choice(works)
        flow["nodes"].remove(node)
        flow["edges"] = [edge for edge in flow["edges"] if node["key"] not in (edge["from"], edge["to"])]


def _add(flow: Document, chance: random.Random) -> None:
    key = f"new-{chance.getrandbits(32):x}"
    flow["nodes"].append({"key": key, "type": "task", "title": "新しい工程", "lane": "clerk"})
    flow["edges"].append({"from": chance.choice(_works(flow))["key"], "to": key})
    _unique_edges(flow)


def _turn(flow: Document, chance: random.Random) -> None:
    edge = chance.choice([each for each in flow["edges"] if "outcome" not in each])
    edge["to"] = chance.choice(_works(flow))["key"]
    _unique_edges(flow)


def drawn_anew(flow: Flow, chance: random.Random) -> Document:
    """Return `flow` with other keys, without lineage and without a tenth of its steps."""
    copy: Document = json.loads(json.dumps(flow.document))
    for node in [each for each in _works(copy) if chance.random() < 0.1]:
        copy["nodes"].remove(node)
        into = [edge for edge in copy["edges"] if edge["to"] == node["key"]]
        out = next(edge for edge in copy["edges"] if edge["from"] == node["key"])
        for edge in into:
            edge["to"] = out["to"]
        copy["edges"].remove(out)
    names = {node["key"]: f"k{number}" for number, node in enumerate(copy["nodes"])}
    for node in copy["nodes"]:
        node["key"] = names[node["key"]]
    for edge in copy["edges"]:
        edge["from"], edge["to"] = names[edge["from"]], names[edge["to"]]
    _unique_edges(copy)
    copy.pop("controls", None)
    return copy


def replayed(count: int) -> int:
    """Return how many of `count` scripts make the new flow exactly."""
    right = 0
    for seed in range(count):
        chance = random.Random(seed)
        source = Sketch(random.Random(seed % SOURCES)).document(chance.randint(12, 40))
        source.pop("controls", None)
        before = require_flow(source)
        after = require_flow(edited(source, chance) | {"key": "to-be"})
        right += digest(apply_script(before.document, compare(before, after).script)) == after.digest
        if sys.stderr.isatty() and seed % 200 == 199:
            print(f"\r  {seed + 1:,} of {count:,}", end="", file=sys.stderr, flush=True)
    return right


def large() -> tuple[float, float]:
    """Return the median processor seconds of the large comparison, and the share of steps that it recognised."""
    document = Sketch(random.Random(7)).document(LARGE)
    document.pop("controls", None)
    for number, node in enumerate(document["nodes"]):
        if node["type"] in ("task", "review", "approval"):
            node["title"] = f"{node['title']}（{number}号様式）"
    seconds, shares = [], []
    for _ in range(ROUNDS):
        before = require_flow(document)
        after = require_flow(drawn_anew(before, random.Random(1)))
        begun = time.process_time()
        comparison = compare(before, after)
        comparison.as_json()
        seconds.append(time.process_time() - begun)
        named = [key for key, node in after.nodes.items() if node.type in ("task", "review", "approval")]
        pairs = {new: old for old, new in comparison.matching.pairs}
        right = sum(before.nodes[pairs[key]].title == after.nodes[key].title for key in named if key in pairs)
        shares.append(right / len(named))
    return statistics.median(seconds), statistics.median(shares)


def main() -> int:
    """Print the table; 1 where a goal is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--scripts", type=int, default=SCRIPTS)
    count = parser.parse_args().scripts
    right = replayed(count)
    print(f"edit scripts with lineage replayed exactly: {right:,} of {count:,}")
    seconds, share = large()
    ratio = seconds / GOAL_SECONDS
    print(f"{LARGE} nodes, drawn anew: {seconds:.2f} s (goal {GOAL_SECONDS} s, {ratio:.2f}); recognised {share:.1%}")
    return int(right < count or ratio > 1)


if __name__ == "__main__":
    sys.exit(main())
