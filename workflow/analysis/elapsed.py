"""How long it may take from one step to a later one: a careful bound on the 95th percentile, in calendar days.

Asked only where something expires (`valid_days`). The longest way counts, a loop on it once; waits without a stated
spread are taken as exponential. What cannot be known (a message from outside without `wait_minutes`, a timer until a
computed date) is taken as endless: in doubt the later step keeps its reason to ask again.
"""

import math
from dataclasses import dataclass
from typing import Final

from workflow.definition import Duration, Node, Quantity
from workflow.graph import FlowGraph

_MINUTES_A_DAY: Final = 1440.0
_CALENDAR_PER_BUSINESS: Final = 7 / 5
_WORKING_MINUTES: Final = 465.0
"""A working day of 7 hours 45 minutes."""
_Q95: Final = 1.6448536269514722


@dataclass(frozen=True, slots=True, order=True)
class _Span:
    mean: float
    variance: float = 0.0

    def __add__(self, other: "_Span") -> "_Span":
        return _Span(self.mean + other.mean, self.variance + other.variance)

    @property
    def q95(self) -> float:
        return self.mean + _Q95 * math.sqrt(self.variance)


def elapsed_days(graph: FlowGraph, writer: str, reader: str) -> float:
    """Return the bound for the time from the end of `writer` to the beginning of `reader`; 0 where no way leads."""
    inside = graph.between(writer, reader)
    longest: dict[str, _Span] = {}
    waiting = _waiting(graph.node(reader))
    best: _Span | None = waiting if reader in graph.successors(writer) else None
    for part in reversed(graph.components):  # predecessors before successors
        members = [key for key in part if key in inside]
        if not members:
            continue
        own = sum((_whole(graph.node(key)) for key in members if key != reader), _Span(0.0))
        before = [longest[source] for key in members for source in graph.predecessors(key) if source in longest]
        total = max(before, default=_Span(0.0)) + own
        longest.update((key, total) for key in members if key not in (writer, reader) or writer in inside)
        if reader in graph.successors(writer) and reader in members and writer in members:
            best = max(best or total, total + waiting)
    ends = [longest[source] + waiting for source in graph.predecessors(reader) if source in longest]
    return max([*ends, *([best] if best else [])], default=_Span(0.0)).q95


def _whole(node: Node) -> _Span:
    """Return the time that a case spends at `node`, waiting before it included."""
    worked = [quantity for quantity in (node.minutes, node.setup_minutes) if quantity is not None]
    work = _Span(sum(quantity.mean for quantity in worked) / _WORKING_MINUTES * _CALENDAR_PER_BUSINESS)
    return _waiting(node) + work + _event(node)


def _waiting(node: Node) -> _Span:
    batch = _Span(node.batch.every_days) if node.batch and node.batch.every_days else _Span(0.0)
    return batch + (_spread(node.wait_minutes) if node.wait_minutes else _Span(0.0))


def _spread(quantity: Quantity) -> _Span:
    mean = quantity.mean / _MINUTES_A_DAY
    spread = mean if quantity.sd is None else quantity.sd / _MINUTES_A_DAY
    return _Span(mean, spread * spread)


def _event(node: Node) -> _Span:
    if node.type == "timer":
        return _Span(math.inf if node.wait is None else _days(node.wait))
    return _Span(math.inf if node.type == "wait" and node.wait_minutes is None else 0.0)


def _days(duration: Duration) -> float:
    if duration.business_days is not None:
        return math.ceil(duration.business_days * _CALENDAR_PER_BUSINESS)
    return duration.days if duration.days is not None else (duration.hours or 0.0) / 24
