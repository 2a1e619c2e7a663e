"""The first question of all: does every node lie on a path from a start to an end?"""

from dataclasses import dataclass

from workflow.structure.wiring import Wiring, wiring_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Nodes by number: which are reached from the start, and from which the end is reached."""

    from_start: frozenset[int]
    to_end: frozenset[int]


def reach_of(wiring: Wiring) -> Reach:
    """Walk from the start and back from the end. O(V+E)."""
    return Reach(
        from_start=_walk(wiring.start, wiring.outgoing, wiring.targets),
        to_end=_walk(wiring.end, wiring.incoming, wiring.sources),
    )


def _walk(first: int, edges: tuple[tuple[int, ...], ...], ends: tuple[int, ...]) -> frozenset[int]:
    seen = {first}
    stack = [first]
    while stack:
        for edge in edges[stack.pop()]:
            if ends[edge] not in seen:
                seen.add(ends[edge])
                stack.append(ends[edge])
    return frozenset(seen)


def goes_round(wiring: Wiring, among: frozenset[int]) -> frozenset[int]:
    """Return those nodes of `among` that lie on a cycle or lead into one, staying in `among`."""
    left = {node: sum(wiring.targets[edge] in among for edge in wiring.outgoing[node]) for node in among}
    stack = [node for node, count in left.items() if not count]
    while stack:
        node = stack.pop()
        for edge in wiring.incoming[node]:
            source = wiring.sources[edge]
            if source in left:
                left[source] -= 1
                if not left[source]:
                    stack.append(source)
    return frozenset(node for node, count in left.items() if count)


def core_of(wiring: Wiring, reach: Reach) -> Wiring | None:
    """Return the part between start and end, or None if the rest changes what happens in it.

    A branch of a choice that leads nowhere can be cut off without changing what the others do; a branch into or out
    of a parallel or inclusive gateway cannot.
    """
    core = reach.from_start & reach.to_end
    if wiring.start not in core or wiring.end not in core:
        return None
    kept = [
        edge
        for edge, (source, target) in enumerate(zip(wiring.sources, wiring.targets, strict=True))
        if source in core and target in core
    ]
    for edge in set(range(len(wiring.sources))) - set(kept):
        for node in (wiring.sources[edge], wiring.targets[edge]):
            if node in core and wiring.kinds[node] in ("and", "or"):
                return None
    number = {node: place for place, node in enumerate(sorted(core))}
    return wiring_of(
        [wiring.keys[node] for node in number],
        [wiring.kinds[node] for node in number],
        [(number[wiring.sources[edge]], number[wiring.targets[edge]], wiring.names[edge]) for edge in kept],
        number[wiring.start],
        number[wiring.end],
        frozenset(number[node] for node in wiring.terminating & core),
    )
