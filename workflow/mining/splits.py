"""Dividing traces along a cut: every part gets the piece that is its own. What contradicts the cut is left out."""

from collections import Counter
from collections.abc import Sequence

from workflow.mining.cuts import Cut
from workflow.mining.relations import Trace, Traces


def split(traces: Traces, cut: Cut) -> tuple[Counter[Trace], ...]:
    """Return the traces of each group of `cut`."""
    parts: tuple[Counter[Trace], ...] = tuple(Counter() for _ in cut.groups)
    divide = {"choice": _choice, "in_order": _in_order, "together": _together, "loop": _loop}[cut.kind]
    for trace, count in traces.items():
        for place, piece in divide(trace, cut.groups):
            parts[place][piece] += count
    return parts


def _choice(trace: Trace, groups: Sequence[frozenset[str]]) -> list[tuple[int, Trace]]:
    """The whole trace belongs to the group that most of it is from."""
    shares = [sum(name in group for name in trace) for group in groups]
    place = shares.index(max(shares))
    return [(place, _only(trace, groups[place]))]


def _together(trace: Trace, groups: Sequence[frozenset[str]]) -> list[tuple[int, Trace]]:
    return [(place, _only(trace, group)) for place, group in enumerate(groups)]


def _in_order(trace: Trace, groups: Sequence[frozenset[str]]) -> list[tuple[int, Trace]]:
    """Cut the trace so that as little as possible lies in a piece that is not its own (dynamic programming)."""
    length = len(trace)
    best = [0] * (length + 1)  # strange events, by how many events the groups so far have taken
    for place in range(length):
        best[place + 1] = best[place] + (trace[place] not in groups[0])
    ends: list[list[int]] = []
    for group in groups[1:]:
        strange = [0] * (length + 1)
        for place in range(length):
            strange[place + 1] = strange[place] + (trace[place] not in group)
        fresh, begin = [0] * (length + 1), [0] * (length + 1)
        earliest = 0
        for taken in range(length + 1):
            if best[taken] - strange[taken] < best[earliest] - strange[earliest]:
                earliest = taken
            fresh[taken] = best[earliest] + strange[taken] - strange[earliest]
            begin[taken] = earliest
        ends.append(begin)
        best = fresh
    pieces: list[tuple[int, Trace]] = []
    stop = length
    for place in range(len(groups) - 1, -1, -1):
        start = ends[place - 1][stop] if place else 0
        pieces.append((place, _only(trace[start:stop], groups[place])))
        stop = start
    return pieces[::-1]


def _loop(trace: Trace, groups: Sequence[frozenset[str]]) -> list[tuple[int, Trace]]:
    """Cut the trace into runs of the body and of what leads back; it begins and ends with the body."""
    body = groups[0]
    pieces: list[tuple[int, Trace]] = []
    start = 0
    for place in range(1, len(trace) + 1):
        if place == len(trace) or (trace[place] in body) != (trace[start] in body):
            pieces.append((0 if trace[start] in body else 1, trace[start:place]))
            start = place
    if pieces and pieces[0][0] == 1:
        pieces.insert(0, (0, ()))
    if pieces and pieces[-1][0] == 1:
        pieces.append((0, ()))
    return pieces


def _only(trace: Trace, group: frozenset[str]) -> Trace:
    return tuple(name for name in trace if name in group)
