"""Where a process falls apart: the four cuts of the inductive miner over a directly-follows graph.

After Leemans, Fahland, van der Aalst: Discovering block-structured process models from event logs (Petri Nets 2013);
containing infrequent behaviour (BPM workshops 2013). A cut divides the activities so that every part can be looked
at by itself; which kind it is says how the parts hang together. Sets of activities are bits of an integer.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from workflow.mining.relations import DirectlyFollows

CutKind: TypeAlias = Literal["choice", "in_order", "together", "loop"]


@dataclass(frozen=True, slots=True)
class Cut:
    """At least two groups of activities; of a loop, the body and what leads back to it."""

    kind: CutKind
    groups: tuple[frozenset[str], ...]


def find_cut(graph: DirectlyFollows) -> Cut | None:
    """Return the cut that `graph` shows, or None."""
    if len(graph.activities) < 2:
        return None
    for kind, search in _SEARCHES:
        groups = search(graph)
        if len(groups) > 1:
            return Cut(kind, tuple(map(frozenset, groups)))
    return None


def _choice(graph: DirectlyFollows) -> list[list[str]]:
    """Parts that nothing connects."""
    return _components(graph.activities, graph.edges)


def _in_order(graph: DirectlyFollows) -> list[list[str]]:
    """Parts of which the later is reached from the earlier and never the other way round."""
    names = graph.activities
    reached = _reached(graph)
    groups = [[place] for place in range(len(names))]
    merged = True
    while merged:
        groups, merged = _joined(groups, lambda one, other: not _one_way(reached, one, other))
    later = [sum(reached[group[0]] >> other[0] & 1 for other in groups if other is not group) for group in groups]
    return [
        [names[place] for place in groups[number]] for number in sorted(range(len(groups)), key=lambda n: -later[n])
    ]


def _together(graph: DirectlyFollows) -> list[list[str]]:
    """Parts of which every activity was seen right before and right after every activity of the others."""
    follows = graph.follows
    names = graph.activities
    apart = [
        (one, other)
        for place, one in enumerate(names)
        for other in names[place + 1 :]
        if (one, other) not in follows or (other, one) not in follows
    ]
    groups = _components(names, apart)
    whole = [group for group in groups if _has(group, graph.begins) and _has(group, graph.ends)]
    rest = [name for group in groups if group not in whole for name in group]
    if not whole:
        return []
    whole.sort(key=len)
    return [whole[0] + rest, *whole[1:]] if rest else whole


def _loop(graph: DirectlyFollows) -> list[list[str]]:
    """A body that begins and ends everything, and parts that lead from its ends back to its beginnings."""
    body = {*graph.begins, *graph.ends}
    others = [name for name in graph.activities if name not in body]
    inner = [edge for edge in graph.edges if not body.intersection(edge)]
    again: list[str] = []
    for group in _components(others, inner):
        if _leads_back(graph, set(group)):
            again += group
        else:
            body.update(group)
    return [[name for name in graph.activities if name in body], again] if again and body else []


def _leads_back(graph: DirectlyFollows, group: set[str]) -> bool:
    entered = {(source, target) for source, target in graph.edges if target in group and source not in group}
    left = {(source, target) for source, target in graph.edges if source in group and target not in group}
    inwards, outwards = {target for _, target in entered}, {source for source, _ in left}
    return (
        bool(entered and left)
        and all(source in graph.ends for source, _ in entered)
        and all(target in graph.begins for _, target in left)
        and all((end, target) in entered for end in graph.ends for target in inwards)
        and all((source, begin) in left for begin in graph.begins for source in outwards)
    )


_SEARCHES: Final[Sequence[tuple[CutKind, Callable[[DirectlyFollows], list[list[str]]]]]] = (
    ("choice", _choice),
    ("in_order", _in_order),
    ("together", _together),
    ("loop", _loop),
)
"""In the order in which they are tried: a part can show several, and the first says most."""


def _components(names: Iterable[str], edges: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Return the connected parts, each in the order of `names`."""
    leader = {name: name for name in names}

    def find(name: str) -> str:
        while leader[name] != name:
            leader[name] = name = leader[leader[name]]
        return name

    for one, other in edges:
        leader[find(one)] = find(other)
    parts: dict[str, list[str]] = {}
    for name in leader:
        parts.setdefault(find(name), []).append(name)
    return [*parts.values()]


def _reached(graph: DirectlyFollows) -> list[int]:
    """Return by activity the activities that can come after it, as bits (Warshall)."""
    place_of = {name: place for place, name in enumerate(graph.activities)}
    reached = [0] * len(place_of)
    for source, target in graph.edges:
        reached[place_of[source]] |= 1 << place_of[target]
    for middle in range(len(reached)):
        for place, found in enumerate(reached):
            if found >> middle & 1:
                reached[place] = found | reached[middle]
    return reached


def _one_way(reached: Sequence[int], one: Sequence[int], other: Sequence[int]) -> bool:
    """Say whether every activity of one group comes before every activity of the other."""
    forth = all(reached[a] >> b & 1 for a in one for b in other)
    back = all(reached[b] >> a & 1 for a in one for b in other)
    never_forth = not any(reached[a] >> b & 1 for a in one for b in other)
    never_back = not any(reached[b] >> a & 1 for a in one for b in other)
    return (forth and never_back) or (back and never_forth)


def _joined(groups: list[list[int]], belong: Callable[[list[int], list[int]], bool]) -> tuple[list[list[int]], bool]:
    """Put together groups that belong together, once round; say whether any did."""
    left = list(groups)
    done: list[list[int]] = []
    merged = False
    while left:
        group = left.pop(0)
        kept: list[list[int]] = []
        for other in left:
            if belong(group, other):
                group, merged = sorted(group + other), True
            else:
                kept.append(other)
        left = kept
        done.append(group)
    return done, merged


def _has(group: Iterable[str], wanted: Iterable[str]) -> bool:
    return not set(group).isdisjoint(wanted)
