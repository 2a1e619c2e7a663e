"""Random sound flows for the engine's laws, and a second, plain token game to compare the engine with."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import strategies as st

from engine.core.program import Program, compile_program
from engine.core.state import CaseState
from kernel.json_types import Json, JsonObject
from tests.engine.flows import edge, flow_document, node
from workflow.codec import require_flow
from workflow.definition import Edge

Block = tuple[str, tuple["Block", ...]]
"""A kind (task, review, form, notice, wait, joint, hear, ask, panel, call, each, seq, and, xor, or, loop), its
parts."""

LEAVES = ("task", "review", "form", "notice", "wait", "joint")
OUTSIDE = ("hear", "ask")
"""Leaves that wait for something from outside."""
FROM_MANY = ("panel", "call", "each")
"""Leaves that rest on several at once: members who must agree, a child, a child per item of the group `parts`."""


def blocks_of(leaves: tuple[str, ...]) -> st.SearchStrategy[Block]:
    """Return blocks with these leaves."""
    return st.recursive(
        st.sampled_from(leaves).map(lambda kind: (kind, ())),
        lambda parts: st.tuples(
            st.sampled_from(("seq", "and", "xor", "or", "loop")), st.lists(parts, min_size=2, max_size=3).map(tuple)
        ),
        max_leaves=10,
    )


BLOCKS: st.SearchStrategy[Block] = blocks_of(LEAVES + OUTSIDE)
WIDE_BLOCKS: st.SearchStrategy[Block] = blocks_of(("task", "review", "form", "wait", *OUTSIDE, *FROM_MANY))


@dataclass
class _Builder:
    nodes: list[JsonObject] = field(default_factory=list)
    edges: list[str | JsonObject] = field(default_factory=list)

    def add(self, kind: str, lane: str | None = None, **more: Json) -> str:
        key = f"{kind[:2]}{len(self.nodes)}"
        self.nodes.append(node(key, kind, lane, **more))
        return key

    def build(self, block: Block) -> tuple[str, str]:
        """Add `block` and return its first and last node."""
        kind, parts = block
        if kind in LEAVES + OUTSIDE + FROM_MANY:
            only = self._leaf(kind)
            return only, only
        built = [self.build(part) for part in parts]
        if kind in ("seq", "loop"):
            self.edges += [f"{last}->{first}" for (_, last), (first, _) in pairwise(built)]
            whole = built[0][0], built[-1][1]
            return self._loop(whole) if kind == "loop" else whole
        return self._gateway({"and": "parallel", "or": "inclusive"}.get(kind, "exclusive"), built)

    def _leaf(self, kind: str) -> str:
        match kind:
            case "task":
                return self.add("task", "clerk")
            case "review":
                return self.add("review", "clerk", due={"days": 1}, on_overdue=[{"after": {"days": 1}, "do": "remind"}])
            case "joint":
                outcomes: list[Json] = [{"key": "approve", "title": "可"}]
                return self.add("approval", None, members=["clerk", "head"], complete_when="any", outcomes=outcomes)
            case "panel":
                outcomes = [{"key": "approve", "title": "可"}]
                lanes: list[Json] = ["clerk", "chief", "head"]
                return self.add("approval", None, members=lanes, complete_when={"at_least": 2}, outcomes=outcomes)
            case "call":
                return self.add("subflow", flow="child")
            case "each":
                return self.add("subflow", flow="child", each="parts")
            case "hear":
                return self.add("wait", message=f"m{len(self.nodes)}")
            case "ask":
                return self.add("service", call={"connector": "postal-code"})
            case "form":
                return self.add("form", "resident", form="f")
            case "notice":
                return self.add("notice", template="t", to="resident")
            case _:
                return self.add("timer", wait={"days": 2})

    def _loop(self, body: tuple[str, str]) -> tuple[str, str]:
        entry = self.add("exclusive")
        judge = self.add(
            "review", "chief", outcomes=[{"key": "approve", "title": "可"}, {"key": "return", "title": "戻"}]
        )
        leave = self.add("exclusive")
        self.edges += [
            f"{entry}->{body[0]}",
            f"{body[1]}->{judge}",
            f"{judge}->{leave}#approve",
            f"{judge}->{entry}#return",
        ]
        return entry, leave

    def _gateway(self, kind: str, built: list[tuple[str, str]]) -> tuple[str, str]:
        split, join = self.add(kind), self.add(kind)
        for place, (first, last) in enumerate(built):
            more: dict[str, Json] = {}
            if kind == "exclusive":
                more = {"when": {"field": "x", "op": "eq", "value": place}} if place else {"default": True}
            if kind == "inclusive":
                more = {"when": {"field": "x", "op": "gte", "value": place}}
            self.edges += [edge(f"{split}->{first}", **more), f"{last}->{join}"]
        return split, join


def random_program(block: Block) -> Program:
    """Compile start → `block` → end."""
    builder = _Builder()
    first, last = builder.build(block)
    nodes = [node("start", "start"), *builder.nodes, node("end", "end")]
    flow = require_flow(flow_document(nodes, ["start->" + first, *builder.edges, last + "->end"]))
    return compile_program(flow, tables={}, children={"child": "child-1"})


def resting(state: CaseState) -> Counter[str]:
    """Return how many tokens rest at each node of a case."""
    joint = {item.joint: item.node for item in state.items if item.joint}
    places = [*joint.values(), *(item.node for item in state.items if not item.joint)]
    places += [node for _, node in {(wait.group or wait.number, wait.node) for wait in state.pending.waits}]
    places += [timer.node for timer in state.timers if timer.item is None]
    return Counter(places) + Counter({join: len(edges) for join, edges in state.arrived.items()})


@dataclass
class TokenGame:
    """The plain rules: tokens lie on edges, nodes take and give them. It knows nothing of the engine's ways."""

    program: Program
    facts: Mapping[str, Json]
    marking: Counter[str] = field(default_factory=Counter)
    expected: dict[str, int] = field(default_factory=dict)
    finished: bool = False

    def give(self, key: str, outcome: str | None = None) -> None:
        """Put tokens on the edges out of `key` and let automatic nodes act."""
        edges = [each for each in self.program.flow.edges if each.source == key]
        kind = self.program.flow.nodes[key].type
        if kind == "exclusive" and len(edges) > 1:
            chosen = f"{self.facts.get('x')}"
            holding = [each for each in edges if each.when is not None and f"{_value(each)}" == chosen]
            edges = holding[:1] or [each for each in edges if each.default]
        if kind == "inclusive" and len(edges) > 1:
            edges = [each for each in edges if f"{_value(each)}" <= f"{self.facts.get('x')}"]
            self.expected[f"in{int(key[2:]) + 1}"] = len(edges)  # the builder adds the join right after its split
        labelled = [each for each in edges if each.outcome == outcome]
        for each in labelled or edges:
            self._arrive(each)

    def take(self, key: str, outcome: str | None = None) -> None:
        """Let somebody finish the work at `key`."""
        name = next(each.name for each in self.program.flow.edges if each.target == key and self.marking[each.name])
        self.marking[name] -= 1
        self.give(key, outcome)

    def resting(self) -> Counter[str]:
        """Return how many tokens rest before each node."""
        targets = {each.name: each.target for each in self.program.flow.edges}
        counted: Counter[str] = Counter()
        for name, count in self.marking.items():
            counted[targets[name]] += count
        return +counted

    def _arrive(self, came: Edge) -> None:
        kind = self.program.flow.nodes[came.target].type
        if kind == "end":
            self.finished = True
        elif kind == "parallel":
            self.marking[came.name] += 1
            entering = [each.name for each in self.program.flow.edges if each.target == came.target]
            if all(self.marking[name] for name in entering):
                self.marking -= Counter(entering)
                self.give(came.target)
        elif kind == "inclusive" and came.target in self.expected:
            self.marking[came.name] += 1
            waiting = [each.name for each in self.program.flow.edges if each.target == came.target]
            if sum(self.marking[name] for name in waiting) == self.expected[came.target]:
                for name in waiting:
                    self.marking[name] = 0
                del self.expected[came.target]
                self.give(came.target)
        elif kind in ("exclusive", "inclusive", "notice"):
            self.give(came.target)
        else:
            self.marking[came.name] += 1


def _value(choice: Edge) -> Json:
    written = choice.when
    return getattr(written, "value", None)
