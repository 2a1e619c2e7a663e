"""The inductive miner for logs with infrequent behaviour: from traces to a process tree, sound by construction.

After Leemans, Fahland, van der Aalst: Discovering block-structured process models from event logs containing infrequent
behaviour (BPM workshops 2013); our own implementation. First the graph as it is, then without what is rare
(`noise`), then the ways out that always fit. Every part carries how often the log did it, so that shares in the
as-is flow are counts, not guesses. Unlike the paper, a way past something is kept down to `noise` / 10: that one
case in twelve ends early is what a redesign wants to know.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from workflow.mining.cuts import Cut, find_cut
from workflow.mining.process_tree import Choice, InOrder, Loop, Silent, Step, Together, Tree, flat
from workflow.mining.relations import Trace, Traces, directly_follows
from workflow.mining.splits import split

NOISE: Final = 0.2
MAX_DEPTH: Final = 80
"""Deeper than that a part is shown as activities in any order."""
MOST_TRIED: Final = 40
"""How many activities of a part are tried as running beside the rest of it."""
MOST_EFFORT: Final = 1_500_000
"""Events looked at in such tries over a whole log, so that a log without any order costs seconds, not minutes."""


@dataclass(slots=True)
class _Effort:
    """What may still be spent on tries."""

    left: int = MOST_EFFORT


def discover(traces: Traces, noise: float = NOISE) -> Tree:
    """Return the tree of `traces`; `noise` from 0 (everything counts) to 1."""
    return flat(_discover(Counter(traces), noise, 0, _Effort()))


def _discover(traces: Counter[Trace], noise: float, depth: int, effort: _Effort) -> Tree:
    count = traces.total()
    empty = traces.get((), 0)
    if empty == count:
        return Silent(count)
    if empty:
        rest = Counter({trace: often for trace, often in traces.items() if trace})
        inner = _discover(rest, noise, depth, effort)
        return inner if empty < noise / 10 * count else Choice((inner, Silent(empty)), count)
    names = {name for trace in traces for name in trace}
    if len(names) == 1:
        return _one_activity(traces, names.pop(), noise)
    cut = _cut_of(traces, noise) if depth < MAX_DEPTH else None
    return _divided(traces, cut, noise, depth, effort) if cut else _way_out(traces, noise, depth, effort)


def _one_activity(traces: Mapping[Trace, int], name: str, noise: float) -> Tree:
    done = sum(len(trace) * often for trace, often in traces.items())
    entered = sum(traces.values())
    if done - entered <= noise / 10 * done:
        return Step(name, entered)
    return Loop(Step(name, done), Silent(done - entered), entered)


def _cut_of(traces: Traces, noise: float) -> Cut | None:
    graph = directly_follows(traces)
    cut = find_cut(graph)
    if cut is None and noise > 0:
        cut = find_cut(graph.often(noise))
    return cut


def _divided(traces: Counter[Trace], cut: Cut, noise: float, depth: int, effort: _Effort) -> Tree:
    if cut.kind == "in_order":
        cut = Cut("in_order", _held_together(traces, cut, noise))
    if len(cut.groups) < 2:
        return _way_out(traces, noise, depth, effort)
    count = traces.total()
    parts = tuple(_discover(part, noise, depth + 1, effort) for part in split(traces, cut))
    match cut.kind:
        case "choice":
            return Choice(parts, count)
        case "in_order":
            return InOrder(parts, count)
        case "together":
            return Together(parts, count)
        case "loop":
            return Loop(parts[0], parts[1], count)


def _held_together(traces: Traces, cut: Cut, noise: float) -> tuple[frozenset[str], ...]:
    """Join neighbours that are left out together: one way past both says more than a way past each."""
    pieces = [*split(traces, cut)]
    total = sum(traces.values())
    past = [piece.get((), 0) / total > noise / 10 for piece in pieces]
    groups = [cut.groups[0]]
    for place in range(1, len(cut.groups)):
        both = past[place - 1] and past[place] and _hang_together(traces, groups[-1], cut.groups[place], noise)
        if both:
            groups[-1] |= cut.groups[place]
        else:
            groups.append(cut.groups[place])
    return tuple(groups) if len(groups) > 1 else cut.groups


def _hang_together(traces: Traces, one: frozenset[str], other: frozenset[str], noise: float) -> bool:
    alone = sum(often for trace, often in traces.items() if one.isdisjoint(trace) != other.isdisjoint(trace))
    some = sum(often for trace, often in traces.items() if not (one | other).isdisjoint(trace))
    return alone <= noise / 2 * some


def _way_out(traces: Counter[Trace], noise: float, depth: int, effort: _Effort) -> Tree:
    """Return a tree that fits although no cut was found: each way says less than the one before."""
    if depth < MAX_DEPTH:
        beside = _beside_the_rest(traces, noise, effort)
        if beside is not None:
            return _divided(traces, beside, noise, depth, effort)
        rounds = _rounds(traces)
        if rounds is not None:
            again = rounds.total() - traces.total()
            return Loop(_discover(rounds, noise, depth + 1, effort), Silent(again), traces.total())
    return _any_order(traces)


def _beside_the_rest(traces: Traces, noise: float, effort: _Effort) -> Cut | None:
    """Look for an activity that happens once in every trace, or without which the rest falls apart."""
    names = [*dict.fromkeys(name for trace in traces for name in trace)]
    if len(names) < 3:
        return None
    for name in names:
        if all(trace.count(name) == 1 for trace in traces):
            return Cut("together", (frozenset({name}), frozenset(names) - {name}))
    cost = len(names) ** 2 + sum(map(len, traces))
    for name in names[:MOST_TRIED]:
        effort.left -= cost
        if effort.left < 0:
            return None
        rest: Counter[Trace] = Counter()
        for trace, often in traces.items():
            rest[tuple(each for each in trace if each != name)] += often
        if _cut_of(rest, noise) is not None:
            return Cut("together", (frozenset({name}), frozenset(names) - {name}))
    return None


def _rounds(traces: Traces) -> Counter[Trace] | None:
    """Cut traces wherever a beginning follows an end; None when that changes nothing."""
    graph = directly_follows(traces)
    rounds: Counter[Trace] = Counter()
    for trace, often in traces.items():
        for piece in _cut_at(trace, graph.begins, graph.ends):
            rounds[piece] += often
    return rounds if rounds.total() > sum(traces.values()) else None


def _cut_at(trace: Trace, begins: Mapping[str, int], ends: Mapping[str, int]) -> Iterator[Trace]:
    start = 0
    for place, (here, after) in enumerate(pairwise(trace), 1):
        if here in ends and after in begins:
            yield trace[start:place]
            start = place
    yield trace[start:]


def _any_order(traces: Traces) -> Tree:
    done: Counter[str] = Counter()
    for trace, often in traces.items():
        for name in trace:
            done[name] += often
    entered = sum(traces.values())
    steps = tuple(Step(name, often) for name, often in done.items())
    return Loop(Choice(steps, done.total()), Silent(done.total() - entered), entered)
