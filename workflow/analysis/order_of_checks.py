"""The cheapest order of checks that may each reject a case: exact, also where some must precede others."""

from collections.abc import Sequence
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

LARGEST: Final = 16
"""Checks that are ordered exactly at once; longer runs are ordered in pieces of this size."""

Rate = TypeVar("Rate", float, NDArray[np.float64])


def expected_cost(costs: Sequence[float], rates: Sequence[Rate], order: Sequence[int]) -> Rate:
    """Return Σ cᵢ·Π(1−rⱼ) over the checks before i, in `order`; rates may be arrays of draws."""
    total = rates[0] * 0.0
    left = rates[0] * 0.0 + 1.0
    for place in order:
        total = total + costs[place] * left
        left = left * (1 - rates[place])
    return total


def best_order(costs: Sequence[float], rates: Sequence[float], before: Sequence[int]) -> list[int]:
    """Return the order with the least expected cost in which `before` (bit sets) holds; the present one on a tie."""
    order: list[int] = []
    for start in range(0, len(costs), LARGEST):
        piece = [*range(start, min(start + LARGEST, len(costs)))]
        masks = [before[place] >> start for place in piece]
        found = _best([costs[place] for place in piece], [rates[place] for place in piece], masks)
        order += [start + place for place in found]
    return order


def _best(costs: list[float], rates: list[float], before: list[int]) -> list[int]:
    everybody = [*range(len(costs))]
    by_ratio = sorted(everybody, key=lambda place: costs[place] / rates[place] if rates[place] > 0 else float("inf"))
    candidate = by_ratio if _allowed(by_ratio, before) else _by_subsets(costs, rates, before)
    gain = expected_cost(costs, rates, everybody) - expected_cost(costs, rates, candidate)
    return candidate if gain > 1e-9 else everybody


def _allowed(order: Sequence[int], before: Sequence[int]) -> bool:
    done = 0
    for place in order:
        if before[place] & ~done & ((1 << len(order)) - 1):
            return False
        done |= 1 << place
    return True


def _by_subsets(costs: list[float], rates: list[float], before: list[int]) -> list[int]:
    """Dynamic programming over the sets of checks done first, O(2^k · k): all sets of one size at a time."""
    size = len(costs)
    sets = np.arange(1 << size)
    left = _left(rates)
    best, last = np.full(1 << size, np.inf), np.full(1 << size, -1)
    best[0] = 0.0
    sizes = np.bitwise_count(sets)
    everything = (1 << size) - 1
    for done in range(size):
        layer = sets[(sizes == done) & np.isfinite(best)]
        for place in range(size):
            bit, needed = 1 << place, before[place] & everything
            may = layer[(layer & bit == 0) & (~layer & needed == 0)]
            cost = best[may] + left[may] * costs[place]
            better = cost < best[may | bit] - 1e-12
            best[may[better] | bit], last[may[better] | bit] = cost[better], place
    return _retraced(last.tolist(), everything)


def _left(rates: Sequence[float]) -> NDArray[np.float64]:
    """Return by set of checks the share of cases that passes all of them."""
    left = np.ones(1)
    for rate in rates:
        left = np.concatenate([left, left * (1 - rate)])
    return left


def _retraced(last: list[int], done: int) -> list[int]:
    order: list[int] = []
    while done:
        order.append(last[done])
        done ^= 1 << last[done]
    return order[::-1]
