"""The time through a part that only chooses (no forks), however tangled: exact, by removing node after node.

A case has one token there, so the part is a Markov chain whose passages take time. Removing a node joins every way
into it with every way out of it; a way from a node back to itself becomes a geometric sum.
"""

from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

import numpy as np

from workflow.leadtime.distribution import BINS, Chances, Distribution, convolved, of_chances, repeated
from workflow.structure.block_graph import FIRST_ARC
from workflow.structure.wiring import Wiring

_MAX_JOINED: Final = 4_000
"""About half a second."""

Ways: TypeAlias = dict[tuple[int, int], Chances]
"""By (node, node): the chances of the time until the next node is that one; they sum to how often it is."""


def through_choices(wiring: Wiring, arcs: Sequence[Distribution], shares: Mapping[int, float]) -> Distribution | None:
    """Return the time through the block `wiring`, all of whose gateways are exclusive; None if that is too much work.

    `arcs` are the times of its arcs; `shares` say how often a split takes an edge. Nodes with few ways go first.
    """
    ways = _ways(wiring, arcs, shares)
    left = set(range(len(wiring.keys))) - {wiring.start, wiring.end}
    work = 0
    while left:
        node, joined = min(_joined_ways(ways, left).items(), key=lambda one: (one[1], one[0]))
        work += joined
        if work > _MAX_JOINED:
            return None
        left.remove(node)
        _remove(ways, node)
    return of_chances(ways.get((wiring.start, wiring.end), np.zeros(BINS)), arcs[0].step)


def _joined_ways(ways: Ways, nodes: set[int]) -> dict[int, int]:
    """Return by node how many ways its removal joins."""
    ins, outs = dict.fromkeys(nodes, 0), dict.fromkeys(nodes, 0)
    for source, target in ways:
        if source in outs:
            outs[source] += 1
        if target in ins:
            ins[target] += 1
    return {node: ins[node] * outs[node] for node in nodes}


def _ways(wiring: Wiring, arcs: Sequence[Distribution], shares: Mapping[int, float]) -> Ways:
    at_once = np.zeros(BINS)
    at_once[0] = 1.0
    ways: Ways = {}
    for node, outs in enumerate(wiring.outgoing):
        weights = [shares.get(edge, 1.0) for edge in outs]
        total = sum(weights)
        for edge, weight in zip(outs, weights, strict=True):
            share = weight / total if total > 0 else 1 / len(outs)
            time = at_once if edge < FIRST_ARC else arcs[edge - FIRST_ARC].chances
            _put(ways, (node, wiring.targets[edge]), time * share)
    return ways


def _remove(ways: Ways, node: int) -> None:
    again = ways.pop((node, node), None)
    before = [(place[0], ways.pop(place)) for place in [*ways] if place[1] == node]
    after = [(place[1], ways.pop(place)) for place in [*ways] if place[0] == node]
    for source, way_in in before:
        waited = way_in if again is None else repeated(way_in, again)
        for target, way_out in after:
            _put(ways, (source, target), convolved(waited, way_out))


def _put(ways: Ways, place: tuple[int, int], way: Chances) -> None:
    ways[place] = ways[place] + way if place in ways else way
