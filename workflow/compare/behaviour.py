"""What behaves differently, as sentences: order, choice, repetition, and how often a step is done.

Two relations between steps are compared (behavioural profile, Weidlich, Mendling, Weske 2011; analysis.md §5.3), for
matched steps that follow each other directly in one of the two flows: what lies further apart follows from those.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kernel.json_types import Json
from kernel.text import Text, say
from workflow.compare.messages import MESSAGES
from workflow.definition import Flow
from workflow.diagram.picture import BARE
from workflow.graph import graph_of
from workflow.matching import Matching
from workflow.order import Relation, order_of

NOTABLE: Final = 0.05
"""Visits per case by which a step must be done more or less often to be spoken of."""
MOST: Final = 60
_SAID: Final[Mapping[tuple[Relation, Relation], str]] = {
    ("before", "parallel"): "compare.to_parallel",
    ("after", "parallel"): "compare.to_parallel",
    ("loop", "parallel"): "compare.to_parallel",
    ("parallel", "before"): "compare.to_sequence",
    ("after", "before"): "compare.turned",
    ("loop", "before"): "compare.out_of_loop",
    ("before", "exclusive"): "compare.to_either",
    ("parallel", "exclusive"): "compare.to_either",
    ("loop", "exclusive"): "compare.to_either",
    ("exclusive", "before"): "compare.to_both",
    ("exclusive", "parallel"): "compare.to_parallel",
    ("before", "loop"): "compare.into_loop",
    ("parallel", "loop"): "compare.into_loop",
    ("exclusive", "loop"): "compare.into_loop",
}
"""By old and new relation the sentence; the other directions are these with the steps exchanged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BehaviourDifference:
    """One thing that goes differently; `nodes` are keys of the old flow."""

    code: str
    nodes: tuple[str, ...]
    message: Text

    def as_json(self) -> Json:
        """Return the difference as JSON."""
        message = self.message if isinstance(self.message, str) else dict(self.message)
        return {"code": self.code, "nodes": [*self.nodes], "message": message}


def behaviour(before: Flow, after: Flow, matching: Matching) -> tuple[BehaviourDifference, ...]:
    """Return what goes differently, order first, then frequencies; at most `MOST` sentences."""
    pairs = {
        old: new
        for old, new in matching.pairs
        if before.nodes[old].type not in BARE and after.nodes[new].type not in BARE
    }
    found = [*_orders(before, after, pairs), *_frequencies(before, after, pairs)]
    return tuple(found[:MOST])


def _orders(before: Flow, after: Flow, pairs: Mapping[str, str]) -> Iterator[BehaviourDifference]:
    old_order, new_order = order_of(before), order_of(after)
    old_of = {new: old for old, new in pairs.items()}
    near = dict.fromkeys(
        [*_neighbours(before, pairs), *((old_of[a], old_of[b]) for a, b in _neighbours(after, old_of))]
    )
    told: set[frozenset[str]] = set()
    for one, other in near:
        if frozenset((one, other)) in told:
            continue
        told.add(frozenset((one, other)))
        was, now = old_order.relation(one, other), new_order.relation(pairs[one], pairs[other])
        if was == now:
            continue
        if (code := _SAID.get((was, now))) is not None:
            yield _difference(before, code, one, other)
        elif (code := _SAID.get((_turned(was), _turned(now)))) is not None:
            yield _difference(before, code, other, one)


def _turned(relation: Relation) -> Relation:
    return "after" if relation == "before" else "before" if relation == "after" else relation


def _neighbours(flow: Flow, among: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of steps of `among` of which the second can follow the first with none of them in between."""
    graph = graph_of(flow)
    for key in flow.nodes:
        if key not in among:
            continue
        seen: set[str] = set()
        waiting = [*graph.successors(key)]
        while waiting:
            following = waiting.pop()
            if following in seen:
                continue
            seen.add(following)
            if following not in among:
                waiting.extend(graph.successors(following))
            elif following != key:
                yield key, following


def _frequencies(before: Flow, after: Flow, pairs: Mapping[str, str]) -> Iterator[BehaviourDifference]:
    old_visits, new_visits = graph_of(before).visits, graph_of(after).visits
    for old, new in pairs.items():
        was, now = old_visits[old], new_visits[new]
        if abs(was - now) >= NOTABLE:
            code = "compare.less_often" if now < was else "compare.more_often"
            yield _difference(before, code, old, before_times=was, after_times=now)


def _difference(
    flow: Flow, code: str, one: str, other: str | None = None, *, before_times: float = 0.0, after_times: float = 0.0
) -> BehaviourDifference:
    places: dict[str, Text | int | float | None] = {"one": _title(flow, one)}
    if other is None:
        places |= {"before": round(100 * before_times), "after": round(100 * after_times)}
    else:
        places["other"] = _title(flow, other)
    nodes = (one,) if other is None else (one, other)
    return BehaviourDifference(code=code, nodes=nodes, message=MESSAGES.text(code, **places))


def _title(flow: Flow, key: str) -> Text:
    title = flow.nodes[key].title
    return title if say(title).strip() else key
