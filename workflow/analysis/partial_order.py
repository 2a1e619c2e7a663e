"""What has to come before what, as series and parallel parts: how a row of steps could run at best.

An order of steps falls into a tree: parts that have nothing to do with each other run side by side, parts that all come
before others follow them. Where neither holds (an N of four steps is the smallest case) one more wait is added, where
it costs least.
"""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from workflow.analysis.side_by_side import Branches, Row, Tree

Before: TypeAlias = Sequence[int]
"""For each item, the bit set of the items before it, transitively closed."""
_Linked: TypeAlias = Callable[[int, int], bool]


def closed(before: Before) -> list[int]:
    """Return the transitive closure of `before`; items stand in an order that keeps it."""
    found: list[int] = []
    for direct in before:
        whole = direct
        for place, above in enumerate(found):
            if direct >> place & 1:
                whole |= above
        found.append(whole)
    return found


def longest(items: Sequence[int], before: Before, times: Sequence[float]) -> float:
    """Return the length of the longest path through `items`."""
    ends: dict[int, float] = {}
    for item in items:
        ends[item] = times[item] + max((ends[other] for other in ends if before[item] >> other & 1), default=0.0)
    return max(ends.values(), default=0.0)


def series_parts(items: Sequence[int], before: Before) -> list[list[int]]:
    """Return the parts of `items` that follow each other: two items of one part are linked by pairs without order."""
    return _components(items, lambda a, b: not _ordered(before, a, b))


def cover(items: Sequence[int], before: Before, times: Sequence[float], names: Sequence[str]) -> Tree:
    """Return the tree of `items` with the fewest waits beyond `before`."""
    if len(items) == 1:
        return names[items[0]]
    beside = _components(items, lambda a, b: _ordered(before, a, b))
    if len(beside) > 1:
        return Branches(tuple(cover(part, before, times, names) for part in beside))
    parts = series_parts(items, before)
    if len(parts) == 1:
        parts = _cut(items, before, times)
    inner = [cover(part, before, times, names) for part in parts]
    return Row(tuple(piece for tree in inner for piece in (tree.parts if isinstance(tree, Row) else (tree,))))


def span(tree: Tree, times: dict[str, float]) -> float:
    """Return how long `tree` takes."""
    if isinstance(tree, str):
        return times[tree]
    parts = [span(part, times) for part in tree.parts]
    return sum(parts) if isinstance(tree, Row) else max(parts)


def _cut(items: Sequence[int], before: Before, times: Sequence[float]) -> list[list[int]]:
    """Return `items` in two: those that begin early enough, and the rest, where the whole takes least."""
    depth: dict[int, int] = {}
    for item in items:
        depth[item] = 1 + max((depth[other] for other in depth if before[item] >> other & 1), default=0)
    cuts = [
        ([item for item in items if depth[item] <= level], [item for item in items if depth[item] > level])
        for level in range(1, max(depth.values()))
    ]
    first, rest = min(cuts, key=lambda cut: sum(longest(part, before, times) for part in cut))
    return [first, rest]


def _ordered(before: Before, a: int, b: int) -> bool:
    return bool(before[a] >> b & 1 or before[b] >> a & 1)


def _components(items: Sequence[int], linked: _Linked) -> list[list[int]]:
    parts: list[list[int]] = []
    for item in items:
        near = [part for part in parts if any(linked(item, other) for other in part)]
        parts = [part for part in parts if part not in near]
        parts.append(sorted([item, *(other for part in near for other in part)]))
    return sorted(parts)
