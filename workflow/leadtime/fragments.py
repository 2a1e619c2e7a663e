"""The time through a part with tangled forks: played many times with seeded chance, because no formula fits.

Parts without a loop are played all cases at once, node after node; with a loop, case after case.
"""

import random
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from workflow.leadtime.distribution import BINS, Chances, Distribution, empirical
from workflow.structure.block_graph import ENTRY, EXIT, FIRST_ARC
from workflow.structure.wiring import Wiring

PLAYS: Final = 4_000
PLAYS_WITH_LOOPS: Final = 1_000
_MAX_WORK: Final = 200_000
"""Looks at a token, in all plays of one part: about a third of a second."""
_SEED: Final = 20_260_401
_NEVER: Final = np.inf


def played(wiring: Wiring, arcs: Sequence[Distribution], shares: Mapping[int, float]) -> Distribution | None:
    """Return the time until a token leaves the block `wiring`; None if hardly any play gets there.

    `arcs` are the times of its arcs; `shares` say how often a split takes an edge.
    """
    draws = np.random.default_rng(_SEED)
    step = arcs[0].step
    order = _in_order(wiring)
    plays = PLAYS if order is not None else PLAYS_WITH_LOOPS
    times = [draws.choice(BINS + 1, size=plays, p=_closed(arc)).astype(np.float64) * step for arc in arcs]
    if order is not None:
        done = _all_at_once(wiring, order, times, shares, draws)
    else:
        done = _one_by_one(wiring, times, shares, plays)
    finished = done[np.isfinite(done)]
    return empirical([*finished], step) if len(finished) > len(done) // 2 else None


def _closed(arc: Distribution) -> Chances:
    whole: Chances = np.append(np.maximum(arc.chances, 0.0), arc.beyond)
    return np.divide(whole, float(whole.sum()))


def _in_order(wiring: Wiring) -> list[int] | None:
    """Return the nodes so that each comes after those before it; None if there is a loop."""
    missing = [len(edges) for edges in wiring.incoming]
    order = [node for node, count in enumerate(missing) if not count]
    for node in order:
        for edge in wiring.outgoing[node]:
            missing[wiring.targets[edge]] -= 1
            if not missing[wiring.targets[edge]]:
                order.append(wiring.targets[edge])
    return order if len(order) == len(wiring.keys) else None


def _all_at_once(
    wiring: Wiring,
    order: Sequence[int],
    times: Sequence[Chances],
    shares: Mapping[int, float],
    draws: np.random.Generator,
) -> Chances:
    """Return by play when the exit is reached; infinity if never."""
    plays = len(times[0])
    arrived: dict[int, Chances] = {ENTRY: np.zeros(plays)}
    for node in order:
        ins = [arrived[edge] for edge in wiring.incoming[node]]
        if not ins:
            continue
        now = _joined(wiring.kinds[node], np.stack(ins))
        taken = _taken(wiring, node, shares, draws, plays)
        for edge, passes in zip(wiring.outgoing[node], taken, strict=True):
            spent = times[edge - FIRST_ARC] if edge >= FIRST_ARC else 0.0
            arrived[edge] = np.where(passes, now + spent, _NEVER)
    return arrived[EXIT]


def _joined(kind: str, ins: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> Chances:
    if kind == "and":
        return np.asarray(ins.max(axis=0))
    if kind == "or":
        started = np.where(np.isfinite(ins), ins, -_NEVER).max(axis=0)
        return np.where(np.isfinite(started), started, _NEVER)
    return np.asarray(ins.min(axis=0))


def _taken(
    wiring: Wiring, node: int, shares: Mapping[int, float], draws: np.random.Generator, plays: int
) -> "np.ndarray[tuple[int, ...], np.dtype[np.bool_]]":
    """Return by edge out of `node` the plays in which it is taken."""
    outs = wiring.outgoing[node]
    kind = wiring.kinds[node]
    if kind == "and" or len(outs) <= 1:
        return np.ones((len(outs), plays), dtype=np.bool_)
    weights = np.array([max(shares.get(edge, 1.0), 0.0) for edge in outs])
    if kind == "or":
        some = draws.random((len(outs), plays)) < weights[:, None]
        some[0] |= ~some.any(axis=0)
        return some
    weights = weights / weights.sum() if weights.sum() > 0 else np.full(len(outs), 1 / len(outs))
    chosen = draws.choice(len(outs), size=plays, p=weights)
    return np.asarray(chosen[None, :] == np.arange(len(outs))[:, None])


def _one_by_one(wiring: Wiring, times: Sequence[Chances], shares: Mapping[int, float], plays: int) -> Chances:
    """Play case after case until all are done or the work becomes too much."""
    chance = random.Random(_SEED)  # noqa: S311  # a simulation that is the same every time, not a secret
    done: list[float] = []
    work = 0
    while len(done) < plays and work < _MAX_WORK:
        time, spent = _play(wiring, times, shares, chance, len(done))
        done.append(time)
        work += spent
    return np.array(done)


def _play(
    wiring: Wiring, times: Sequence[Chances], shares: Mapping[int, float], chance: random.Random, play: int
) -> tuple[float, int]:
    """Play one case; return when its first token leaves (infinity if it gets stuck), and how much work that was."""
    arrived: dict[int, float] = {ENTRY: 0.0}
    visits = work = 0
    while EXIT not in arrived and work < _MAX_WORK:
        work += len(arrived)
        ready = [edge for edge in arrived if _can_fire(wiring, arrived, wiring.targets[edge])]
        if not ready:
            return _NEVER, work
        first = min(ready, key=lambda edge: arrived[edge])
        node = wiring.targets[first]
        together = wiring.kinds[node] in ("and", "or")
        taken = [edge for edge in wiring.incoming[node] if edge in arrived] if together else [first]
        now = max(arrived.pop(edge) for edge in taken)
        for edge in _chosen(wiring, node, shares, chance):
            visits += 1
            spent = times[edge - FIRST_ARC][(play + 7 * visits) % len(times[0])] if edge >= FIRST_ARC else 0.0
            arrived[edge] = max(arrived.get(edge, 0.0), now + float(spent))
    return arrived.get(EXIT, _NEVER), work


def _can_fire(wiring: Wiring, arrived: Mapping[int, float], node: int) -> bool:
    return wiring.kinds[node] != "and" or all(edge in arrived for edge in wiring.incoming[node])


def _chosen(wiring: Wiring, node: int, shares: Mapping[int, float], chance: random.Random) -> list[int]:
    outs = wiring.outgoing[node]
    if wiring.kinds[node] == "and" or len(outs) == 1:
        return [*outs]
    weights = [max(shares.get(edge, 1.0), 0.0) for edge in outs]
    if wiring.kinds[node] == "or":
        some = [edge for edge, weight in zip(outs, weights, strict=True) if chance.random() < weight]
        return some or [outs[0]]
    return chance.choices(outs, weights if sum(weights) > 0 else None)
