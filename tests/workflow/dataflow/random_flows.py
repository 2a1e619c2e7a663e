"""Random block-structured flows with data, and their runs replayed token by token."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.workflow.flow_documents import document, edge, node
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.graph import graph_of

NAMES = ("a", "b", "c")


@dataclass(slots=True)
class Sketch:
    """Nodes and edges as they are drawn."""

    random: Random
    parallel: bool
    nodes: list[dict[str, Any]] = field(default_factory=list)
    edges: list[Any] = field(default_factory=list)

    def add(self, kind: str, **properties: Any) -> str:
        key = f"n{len(self.nodes)}"
        self.nodes.append(node(key, kind, **properties))
        return key

    def connect(self, source: str, target: str, **properties: Any) -> None:
        self.edges.append(edge(f"{source}->{target}", **properties))

    def task(self) -> str:
        pick = self.random.sample
        return self.add(
            "task",
            reads=pick(NAMES, self.random.choice([0, 0, 1, 2])),
            writes=pick(NAMES, self.random.choice([0, 1, 1])),
        )

    def block(self, depth: int) -> tuple[str, str]:
        """Draw a part with one way in and one way out; return its first and last node."""
        kind = self.random.choice(["task", "row", "xor", "and", "loop"] if depth else ["task"])
        if kind == "and" and not self.parallel:
            kind = "xor"
        match kind:
            case "row":
                parts = [self.block(depth - 1) for _ in range(2)]
                self.connect(parts[0][1], parts[1][0])
                return parts[0][0], parts[1][1]
            case "xor" | "and":
                gateway = "exclusive" if kind == "xor" else "parallel"
                split, join = self.add(gateway), self.add(gateway)
                for place in range(2):
                    first, last = self.block(depth - 1)
                    condition = {"field": self.random.choice(NAMES), "op": "not_empty"}
                    self.connect(split, first, **self.choice(kind, place, condition))
                    self.connect(last, join)
                return split, join
            case "loop":
                merge, split = self.add("exclusive"), self.add("exclusive")
                forth, back = self.block(depth - 1), self.block(depth - 1)
                for source, target in ((merge, forth[0]), (forth[1], split), (split, back[0]), (back[1], merge)):
                    self.connect(source, target)
                return merge, split
            case _:
                key = self.task()
                return key, key

    def choice(self, kind: str, place: int, condition: dict[str, Any]) -> dict[str, Any]:
        if kind == "and":
            return {}
        return {"default": True} if place else {"when": condition}


def random_flow(seed: int, *, parallel: bool, depth: int = 3) -> Flow:
    """A sound flow; what it reads may be missing, what it writes may be lost."""
    sketch = Sketch(Random(seed), parallel)
    start, end = sketch.add("start"), sketch.add("end", result="completed")
    first, last = sketch.block(depth)
    sketch.connect(start, first)
    sketch.connect(last, end)
    data = [
        {"key": name, "title": name, "type": "text", "source": "resident", "keep": sketch.random.random() < 0.2}
        for name in NAMES
    ]
    return require_flow(document(sketch.nodes, sketch.edges, data=data))


@dataclass(frozen=True, slots=True)
class Moment:
    """A state of a run: tokens on edges, what was written, and who wrote each datum last."""

    tokens: frozenset[int]
    written: frozenset[str]
    writers: tuple[tuple[str, str], ...]


def moments(flow: Flow) -> Iterator[tuple[Moment, list[str]]]:
    """Yield every state that a run can be in, with the nodes that can begin in it."""
    graph = graph_of(flow)
    (start,) = graph.starts
    begin = Moment(frozenset(edge.index for edge in graph.leaving(start)), frozenset(), ())
    seen, stack = {begin}, [begin]
    while stack:
        moment = stack.pop()
        ready = [key for key in flow.nodes if _ready(flow, key, moment)]
        yield moment, ready
        for key in ready:
            for following in _fired(flow, key, moment):
                if following not in seen:
                    seen.add(following)
                    stack.append(following)


def _ready(flow: Flow, key: str, moment: Moment) -> bool:
    graph = graph_of(flow)
    entering = [edge.index for edge in graph.entering(key)]
    held = [index in moment.tokens for index in entering]
    return bool(entering) and (all(held) if graph.join_of(key) == "parallel" else any(held))


def _fired(flow: Flow, key: str, moment: Moment) -> Iterator[Moment]:
    graph = graph_of(flow)
    entering = [edge.index for edge in graph.entering(key)]
    used = entering if graph.join_of(key) == "parallel" else [index for index in entering if index in moment.tokens][:1]
    leaving = [edge.index for edge in graph.leaving(key)]
    ways = [[index] for index in leaving] if graph.split_of(key) == "exclusive" else [leaving]
    writes = flow.nodes[key].writes
    writers = dict(moment.writers) | dict.fromkeys(writes, key)
    for way in ways:
        tokens = moment.tokens - set(used) | set(way)
        yield Moment(tokens, moment.written | set(writes), tuple(sorted(writers.items())))
