"""The time through a tangled part: played many times with seeded chance, because no formula fits."""

import random
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from workflow.leadtime.distribution import BINS, Chances, Distribution, empirical
from workflow.structure.block_graph import EXIT, FIRST_ARC
from workflow.structure.wiring import Wiring

PLAYS: Final = 2_000
_SEED: Final = 20_260_401


def played(wiring: Wiring, arcs: Sequence[Distribution], shares: Mapping[int, float]) -> Distribution | None:
    """Return the time until a token leaves the block `wiring`; None if hardly any play gets there.

    `arcs` are the times of its arcs; `shares` say how often a split takes an edge.
    """
    chance = random.Random(_SEED)  # noqa: S311  # a simulation that is the same every time, not a secret
    draws = np.random.default_rng(_SEED)
    step = arcs[0].step
    times = [draws.choice(BINS + 1, size=PLAYS, p=_closed(arc)).astype(np.float64) * step for arc in arcs]
    samples = [done for play in range(PLAYS) if (done := _play(wiring, times, shares, chance, play)) is not None]
    return empirical(samples, step) if len(samples) > PLAYS // 2 else None


def _closed(arc: Distribution) -> Chances:
    whole: Chances = np.append(np.maximum(arc.chances, 0.0), arc.beyond)
    return np.divide(whole, float(whole.sum()))


def _play(
    wiring: Wiring,
    times: Sequence[Chances],
    shares: Mapping[int, float],
    chance: random.Random,
    play: int,
) -> float | None:
    """Play one case; return when its first token leaves, or None if it gets stuck."""
    arrived: dict[int, float] = {wiring.outgoing[wiring.start][0]: 0.0}
    visits = 0
    for _ in range(50 * len(wiring.sources)):
        if EXIT in arrived:
            return arrived[EXIT]
        ready = [edge for edge in arrived if _can_fire(wiring, arrived, wiring.targets[edge])]
        if not ready:
            return None
        first = min(ready, key=lambda edge: arrived[edge])
        node = wiring.targets[first]
        taken = [edge for edge in wiring.incoming[node] if edge in arrived] if _is_and(wiring, node) else [first]
        now = max(arrived.pop(edge) for edge in taken)
        for edge in _chosen(wiring, node, shares, chance):
            visits += 1
            spent = times[edge - FIRST_ARC][(play + 7 * visits) % PLAYS] if edge >= FIRST_ARC else 0.0
            arrived[edge] = max(arrived.get(edge, 0.0), now + float(spent))
    return None


def _is_and(wiring: Wiring, node: int) -> bool:
    return wiring.kinds[node] in ("and", "or")


def _can_fire(wiring: Wiring, arrived: Mapping[int, float], node: int) -> bool:
    return wiring.kinds[node] != "and" or all(edge in arrived for edge in wiring.incoming[node])


def _chosen(wiring: Wiring, node: int, shares: Mapping[int, float], chance: random.Random) -> list[int]:
    outs = wiring.outgoing[node]
    if wiring.kinds[node] == "and" or len(outs) == 1:
        return [*outs]
    weights = [shares.get(edge, 1.0) for edge in outs]
    if wiring.kinds[node] == "or":
        some = [edge for edge, weight in zip(outs, weights, strict=True) if chance.random() < weight]
        return some or [outs[0]]
    if sum(weights) <= 0:
        return [chance.choice(outs)]
    return chance.choices(outs, weights)
