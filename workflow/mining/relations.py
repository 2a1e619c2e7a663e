"""The directly-follows graph (直後関係) of traces: what came right after what, and where they begin and end."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

Trace: TypeAlias = tuple[str, ...]
Traces: TypeAlias = Mapping[Trace, int]
"""Each different trace, and how often it occurs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectlyFollows:
    """`follows[a, b]`: how often b came right after a."""

    activities: tuple[str, ...]
    follows: Mapping[tuple[str, str], int]
    begins: Mapping[str, int]
    ends: Mapping[str, int]

    def often(self, noise: float) -> "DirectlyFollows":
        """Return the graph without what is rare: less often than `noise` × the most frequent way on from there."""
        most: dict[str, int] = dict(self.ends)
        for (source, _), count in self.follows.items():
            most[source] = max(most.get(source, 0), count)
        return DirectlyFollows(
            activities=self.activities,
            follows={edge: count for edge, count in self.follows.items() if count >= noise * most[edge[0]]},
            begins=_frequent(self.begins, noise),
            ends=_frequent(self.ends, noise),
        )

    @property
    def edges(self) -> Iterable[tuple[str, str]]:
        """What directly follows what."""
        return self.follows.keys()


def directly_follows(traces: Traces) -> DirectlyFollows:
    """Return the graph of `traces`."""
    follows: Counter[tuple[str, str]] = Counter()
    begins: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    activities: dict[str, None] = {}
    for trace, count in traces.items():
        if not trace:
            continue
        begins[trace[0]] += count
        ends[trace[-1]] += count
        activities.update(dict.fromkeys(trace))
        for edge in pairwise(trace):
            follows[edge] += count
    return DirectlyFollows(activities=tuple(activities), follows=follows, begins=begins, ends=ends)


def _frequent(counts: Mapping[str, int], noise: float) -> dict[str, int]:
    most = max(counts.values(), default=0)
    return {name: count for name, count in counts.items() if count >= noise * most}
