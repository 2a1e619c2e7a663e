"""Controls under random rewrites: what the product calls kept, against an exhaustive search of every state.

Sound flows are drawn at random and rewritten at random: a step goes, changes its place, or can be passed by; two steps
change places; a region is left out. For each rewritten flow that is sound, controls of all kinds that every run has to
keep (must, precedes, follows) are asked of the product, as a redesign asks, and of a search that shares no code with
it. A control that the product calls kept and a run breaks is missed; none may be. `python -m
benchmarks.control_preservation 100000` asks as often as the goal says.
"""

import random
import sys
import time
from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from kernel.errors import UnusableDocument
from tests.workflow.controls.test_questions import Search
from tests.workflow.soundness.graph_oracle import random_graph, random_sound_graph
from workflow.codec import require_flow
from workflow.controls import preserved
from workflow.definition import Flow
from workflow.soundness.verify import verify
from workflow.structure.control_graph import ControlGraph, control_graph_of

QUESTIONS: Final = 10_000
CONTROLS: Final = 6
REWRITES: Final = 4
TYPES: Final = {"start": "start", "end": "end", "task": "task", "xor": "exclusive", "and": "parallel"}
Document = dict[str, Any]


def drawn(seed: int) -> ControlGraph:
    """Return a flow without inclusive gateways."""
    return random_graph(seed, 3 + seed % 8) if seed % 3 else random_sound_graph(seed, 2 + seed % 6)


def document(graph: ControlGraph) -> Document | None:
    """Return `graph` as a flow; None where it has what a document cannot say."""
    if set(graph.kinds.values()) - TYPES.keys() or graph.terminating:
        return None
    pairs = {(edge.source, edge.target) for edge in graph.edges}
    if len(pairs) < len(graph.edges) or any("/" in key for key in graph.kinds):
        return None
    nodes = [{"key": key, "type": TYPES[kind], "title": key} for key, kind in graph.kinds.items()]
    edges = [{"from": a, "to": b} for a, b in sorted(pairs)]
    return {
        "format": "minaoshi.flow/1",
        "key": "t",
        "title": "t",
        "stage": "as-is",
        "lanes": [],
        "nodes": nodes,
        "edges": edges,
    }


def controlled(flow: Document, chance: random.Random) -> Document:
    """Let random steps perform random controls."""
    steps = [node["key"] for node in flow["nodes"] if node["type"] == "task"]
    controls, performed = [], dict[str, list[str]]()
    for number in range(CONTROLS):
        kind = chance.choice(["must", "precedes", "follows"])
        rule = {kind: "completed" if kind == "must" else chance.choice(steps)}
        controls.append({"key": f"c{number}", "title": f"c{number}", "kind": "legal", "rule": rule})
        for key in chance.sample(steps, min(len(steps), chance.randint(1, 2))):
            performed.setdefault(key, []).append(f"c{number}")
    nodes = [node | ({"control": performed[node["key"]]} if node["key"] in performed else {}) for node in flow["nodes"]]
    return flow | {"nodes": nodes, "controls": controls}


def rewritten(flow: Document, chance: random.Random) -> Document | None:
    """Return `flow` with one to three random edits; None where one does not fit."""
    changed: Document | None = flow
    for _ in range(chance.randint(1, 3)):
        changed = chance.choice([without, moved, exchanged, skipped])(changed, chance) if changed else None
    return changed


def a_step(flow: Document, chance: random.Random) -> str | None:
    """Return a step with one way in and one way out."""
    keys = [node["key"] for node in flow["nodes"] if node["type"] == "task"]
    plain = [key for key in keys if len(ways(flow, "to", key)) == 1 == len(ways(flow, "from", key))]
    return chance.choice(plain) if plain else None


def ways(flow: Document, end: str, key: str) -> list[Document]:
    """Return the edges with this end at `key`."""
    return [edge for edge in flow["edges"] if edge[end] == key]


def without(flow: Document, chance: random.Random) -> Document | None:
    """Leave a step out."""
    key = a_step(flow, chance)
    if key is None:
        return None
    (into,), (out,) = ways(flow, "to", key), ways(flow, "from", key)
    edges = [edge for edge in flow["edges"] if key not in (edge["from"], edge["to"])]
    nodes = [node for node in flow["nodes"] if node["key"] != key]
    return flow | {"nodes": nodes, "edges": [*edges, {"from": into["from"], "to": out["to"]}]}


def moved(flow: Document, chance: random.Random) -> Document | None:
    """Put a step onto another edge."""
    key = a_step(flow, chance)
    if key is None:
        return None
    (into,), (out,) = ways(flow, "to", key), ways(flow, "from", key)
    edges = [edge for edge in flow["edges"] if key not in (edge["from"], edge["to"])]
    edges.append({"from": into["from"], "to": out["to"]})
    place = edges.pop(chance.randrange(len(edges)))
    return flow | {"edges": [*edges, {"from": place["from"], "to": key}, {"from": key, "to": place["to"]}]}


def exchanged(flow: Document, chance: random.Random) -> Document | None:
    """Let two steps change places."""
    keys = [node["key"] for node in flow["nodes"] if node["type"] == "task"]
    if len(keys) < 2:
        return None
    one, other = chance.sample(keys, 2)
    new = {one: other, other: one}
    edges = [{end: new.get(edge[end], edge[end]) for end in ("from", "to")} for edge in flow["edges"]]
    return flow | {"edges": edges}


def skipped(flow: Document, chance: random.Random) -> Document | None:
    """Let cases pass a step by."""
    key = a_step(flow, chance)
    if key is None or any(node["key"] == f"x-{key}" for node in flow["nodes"]):
        return None
    (into,), (out,) = ways(flow, "to", key), ways(flow, "from", key)
    split, join = f"x-{key}", f"y-{key}"
    gates = [{"key": gate, "type": "exclusive", "title": gate} for gate in (split, join)]
    edges = [edge for edge in flow["edges"] if edge is not into and edge is not out]
    new = [(into["from"], split), (split, key), (split, join), (key, join), (join, out["to"])]
    return flow | {"nodes": [*flow["nodes"], *gates], "edges": [*edges, *({"from": a, "to": b} for a, b in new)]}


def read(flow: Document | None) -> Flow | None:
    """Return the flow, if it is one and sound."""
    try:
        found = require_flow(flow) if flow else None
    except UnusableDocument:  # two edges between the same nodes, say
        return None
    return found if found is not None and verify(found).sound else None


def pairs() -> Iterator[tuple[Flow, Flow]]:
    """Yield flows with controls, each with a sound rewriting of it."""
    seed = 0
    while True:
        seed += 1
        chance = random.Random(seed)
        plain = document(drawn(seed))
        if plain is None or sum(node["type"] == "task" for node in plain["nodes"]) < 2:
            continue
        drawing = controlled(plain, chance)
        as_is = read(drawing)
        for _ in range(REWRITES if as_is else 0):
            to_be = read(rewritten(drawing, chance))
            if as_is is not None and to_be is not None:
                yield as_is, to_be


def holds(search: Search, flow: Flow, control: str) -> bool:
    """Ask the search whether every run of `flow` keeps a control."""
    rule = flow.controls[control].rule
    performers = frozenset(key for key, node in flow.nodes.items() if control in node.control)
    if rule is None or not performers:
        return False
    if rule.must is not None:
        return search.must_pass(performers)
    target = rule.precedes or rule.follows or ""
    if target not in flow.nodes:
        return True
    return search.comes_before(performers, target) if rule.precedes else search.comes_after(target, performers)


def judged() -> Iterator[tuple[bool, bool]]:
    """Yield for each control that the as-is keeps: what the product says of the to-be, and what the search says."""
    for as_is, to_be in pairs():
        before, after = Search(control_graph_of(as_is)), Search(control_graph_of(to_be))
        for comparison in preserved(as_is, to_be):
            if holds(before, as_is, comparison.key):
                yield comparison.kept, holds(after, to_be, comparison.key)


def main() -> int:
    """Print how often the two agree; 1 where a violation was missed."""
    count, begun = int(sys.argv[1]) if len(sys.argv) > 1 else QUESTIONS, time.perf_counter()
    missed = over = broken = 0
    for kept, true in islice(judged(), count):
        missed += kept and not true
        over += true and not kept
        broken += not true
    print(
        f"controls asked {count:,}, broken by the rewrite {broken:,}: missed {missed:,}, called lost in vain {over:,}"
    )
    print(f"with the exhaustive search {time.perf_counter() - begun:.0f} s")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
