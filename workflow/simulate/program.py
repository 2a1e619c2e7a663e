"""A flow made ready to be played: steps by number, with everything looked up that a run would look up.

Edges are chosen by the probabilities of the graph (formats.md), not by conditions: a simulation has no answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from math import inf
from typing import Final, Literal, TypeAlias

from workflow.definition import Batch, Duration, Flow, Node, Quantity
from workflow.graph import FlowGraph, graph_of
from workflow.measures.performers import Performer, is_step, performer_of, role_of
from workflow.visits import Branching

Kind: TypeAlias = Literal["pass", "work", "delay", "end"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One node. `ways` are (step, edge), with `shares` cumulated for an exclusive choice, single for an inclusive."""

    number: int
    key: str
    kind: Kind
    split: Branching
    ways: tuple[tuple[int, int], ...]
    shares: tuple[float, ...]
    join: Branching
    entering: int
    """How many edges lead here."""
    opener: int | None
    """The inclusive split that this inclusive join closes."""
    performer: Performer
    role: str | None
    lanes: tuple[int, ...]
    """The lanes whose people work here; several decide together."""
    wanted: int
    """How many of `lanes` it takes."""
    minutes: Quantity | None
    setup: float
    wait: Quantity | None
    delay: Duration | None
    batch_size: float
    """How many cases are done together; 1: each by itself. Unlimited where only the day counts."""
    batch_days: float
    """Every how many calendar days; 0: as soon as there are enough."""
    result: str | None
    terminate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A flow ready to be played. `lanes` are the lanes of staff."""

    flow: Flow
    steps: tuple[Step, ...]
    starts: tuple[int, ...]
    lanes: tuple[str, ...]
    handoff_minutes: float


def program_of(flow: Flow) -> Program:
    """Prepare `flow`."""
    graph = graph_of(flow)
    lanes = tuple(key for key, lane in flow.lanes.items() if lane.kind == "staff")
    places = {key: place for place, key in enumerate(lanes)}
    return Program(
        flow=flow,
        steps=tuple(_step(graph, node, places) for node in flow.nodes.values()),
        starts=tuple(graph.numbers[key] for key in graph.starts),
        lanes=lanes,
        handoff_minutes=flow.handoff_minutes,
    )


_KINDS: Final[Mapping[str, Kind]] = {
    "start": "pass",
    "exclusive": "pass",
    "parallel": "pass",
    "inclusive": "pass",
    "timer": "delay",
    "wait": "delay",
    "end": "end",
}


def _step(graph: FlowGraph, node: Node, places: Mapping[str, int]) -> Step:
    leaving = graph.leaving(node.key)
    split = graph.split_of(node.key)
    shares = [graph.probabilities[edge.name] for edge in leaving]
    lanes, wanted = _people(graph.flow, node, places)
    return Step(
        number=graph.numbers[node.key],
        key=node.key,
        kind=_KINDS.get(node.type, "work"),
        split=split,
        ways=tuple((graph.numbers[edge.target], edge.index) for edge in leaving),
        shares=tuple(accumulate(shares)) if split == "exclusive" else tuple(shares),
        join=graph.join_of(node.key),
        entering=len(graph.entering(node.key)),
        opener=_opener(graph, node.key),
        performer=performer_of(graph.flow, node),
        role=role_of(graph.flow, node),
        lanes=lanes,
        wanted=wanted,
        minutes=node.minutes,
        setup=node.setup_minutes.mean if node.setup_minutes else 0.0,
        wait=node.wait_minutes,
        delay=node.wait,
        batch_size=_batch_size(node.batch) if is_step(node) else 1.0,
        batch_days=(node.batch.every_days or 0.0) if node.batch else 0.0,
        result=node.result,
        terminate=node.terminate,
    )


def _batch_size(batch: Batch | None) -> float:
    if batch is None:
        return 1.0
    return batch.size or (inf if batch.every_days else 1.0)


def _people(flow: Flow, node: Node, places: Mapping[str, int]) -> tuple[tuple[int, ...], int]:
    """Return the lanes that work on `node` and how many of them it takes (合議: all, any, or at least n)."""
    if performer_of(flow, node) != "staff" or not is_step(node):
        return (), 0
    members = tuple(places[key] for key in node.members if key in places)
    if not members:
        lane = places.get(node.lane or "")
        return ((), 0) if lane is None else ((lane,), 1)
    rule = node.complete_when
    wanted = len(members) if rule is None or rule.kind == "all" else 1 if rule.kind == "any" else rule.at_least or 1
    return members, min(wanted, len(members))


def _opener(graph: FlowGraph, key: str) -> int | None:
    """Return the inclusive split nearest before an inclusive join, where it encloses a region with it."""
    if graph.join_of(key) != "inclusive":
        return None
    split = next(iter(graph.dominators_of(key)), None)
    matches = (
        split is not None and graph.split_of(split) == "inclusive" and graph.post_dominators_of(split)[:1] == (key,)
    )
    return graph.numbers[split] if matches and split is not None else None
