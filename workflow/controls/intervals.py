"""How many days pass between two steps: at least on the shortest way, at most in nineteen cases of twenty."""

import heapq
from collections.abc import Sequence

from workflow.definition import Flow
from workflow.leadtime import time_between
from workflow.leadtime.durations import days_of


def shortest_days(flow: Flow, first: Sequence[str], last: Sequence[str]) -> float | None:
    """Return the days that timers make every case wait between `first` and `last`; None if no way leads there.

    Only timers count: work and waiting in a tray may be shorter than measured, a timer never is.
    """
    following: dict[str, list[str]] = {key: [] for key in flow.nodes}
    for edge in flow.edges:
        following[edge.source].append(edge.target)
    goals = set(last)
    nearest = dict.fromkeys(first, 0.0)
    queue = [(0.0, key) for key in first]
    while queue:
        days, key = heapq.heappop(queue)
        if key in goals and (days, key) not in [(0.0, begin) for begin in first]:
            return days
        for after in following.get(key, ()):
            wait = flow.nodes[after].wait
            there = days + (days_of(wait) if wait is not None else 0.0)
            if there < nearest.get(after, float("inf")):
                nearest[after] = there
                heapq.heappush(queue, (there, after))
    return None


def longest_days(flow: Flow, first: Sequence[str], last: Sequence[str]) -> float | None:
    """Return the days within which 95 % of the cases come from `first` to the end of `last`.

    None where the two are not single steps of one sequence: then there is no one time between them.
    """
    if len(first) != 1 or len(last) != 1:
        return None
    found = time_between(flow, first[0], last[0])
    return found.p95 if found is not None and found.exact else None
