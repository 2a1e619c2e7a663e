"""Distributions of a time, on a grid of days: add, mix, wait for the last, repeat.

Bin i holds the chance of about i steps of the grid (centred bins: without centring every convolution would lose half
a step). A constant between two bins is shared by them so that its mean stays exact. What lies beyond the grid is
kept as one number, `beyond`, so that chances always sum to 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy
from numpy.typing import NDArray

BINS: Final = 2_048
_REST: Final = 1e-9
_MAX_SQUARINGS: Final = 12

Chances = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Distribution:
    """Chances of 0, 1, 2, … steps of `step` days, and of a time beyond the grid."""

    chances: Chances
    beyond: float
    step: float

    @property
    def mean(self) -> float:
        """The mean in days; a time beyond the grid counts as its end."""
        return float((self.chances @ np.arange(BINS) + self.beyond * BINS) * self.step)

    def quantile(self, share: float) -> float:
        """Return the days within which this share of cases is done, between the bins."""
        reached = np.cumsum(self.chances)
        place = int(np.searchsorted(reached, share))
        if place >= BINS:
            return BINS * self.step
        before = float(reached[place - 1]) if place else 0.0
        inside = (share - before) / max(float(self.chances[place]), 1e-300)
        if float(self.chances[place]) > 1e-3 and place:  # a lump is one value, not a stretch
            return place * self.step
        return max(place - 0.5 + inside, 0.0) * self.step

    def reached(self, days: float) -> float:
        """Return the share of cases that are done within `days`: between the bins a straight line."""
        place = days / self.step + 0.5
        if place <= 0:
            return 0.0
        whole = min(int(place), BINS)
        inside = (place - whole) * float(self.chances[whole]) if whole < BINS else 0.0
        return min(1.0, float(self.chances[:whole].sum()) + inside)


def constant(days: float, step: float) -> Distribution:
    """Return the distribution of a time that is always the same."""
    chances = np.zeros(BINS)
    place = days / step
    low = int(place)
    if low + 1 >= BINS:
        return Distribution(chances=chances, beyond=1.0, step=step)
    chances[low] = low + 1 - place
    chances[low + 1] = place - low
    return Distribution(chances=chances, beyond=0.0, step=step)


def spread(mean: float, sd: float, step: float) -> Distribution:
    """Return a gamma distribution (the exponential one if `sd` equals `mean`)."""
    if mean <= 0 or sd <= 0:
        return constant(max(mean, 0.0), step)
    edges = (np.arange(BINS) + 0.5) * step
    reached = scipy.special.gammainc((mean / sd) ** 2, edges * mean / sd**2)
    return of_chances(np.diff(reached, prepend=0.0), step)


def uniform(low: float, high: float, step: float) -> Distribution:
    """Return the distribution of a time anywhere between `low` and `high` days."""
    if high - low < step:
        return constant((low + high) / 2, step)
    edges = (np.arange(BINS) + 0.5) * step
    return of_chances(np.diff(np.clip((edges - low) / (high - low), 0.0, 1.0), prepend=0.0), step)


def empirical(samples: Sequence[float], step: float) -> Distribution:
    """Return the distribution of observed times."""
    places = np.rint(np.asarray(samples) / step).astype(np.int64)
    counted = np.bincount(np.minimum(places, BINS), minlength=BINS + 1).astype(np.float64)
    return of_chances(counted[:BINS] / max(len(samples), 1), step)


def added(first: Distribution, second: Distribution) -> Distribution:
    """Return the distribution of one time after the other."""
    return of_chances(convolved(first.chances, second.chances), first.step)


def convolved(first: Chances, second: Chances) -> Chances:
    """Return the chances of the sum; what goes beyond the grid is lost. Chances may sum to less than 1."""
    places = np.flatnonzero(first)
    if len(places) > 4:
        first, second = second, first
        places = np.flatnonzero(first)
    if len(places) <= 4:  # a constant shifts: cheaper than a transform, and exact
        chances = np.zeros(BINS)
        for place in places:
            chances[place:] += first[place] * second[: BINS - place]
        return chances
    product = np.fft.rfft(first, 2 * BINS) * np.fft.rfft(second, 2 * BINS)
    return np.maximum(np.fft.irfft(product, 2 * BINS)[:BINS], 0.0)


def mixed(parts: Sequence[tuple[float, Distribution]]) -> Distribution:
    """Return the distribution of a time that is one of `parts` (share, distribution); shares are scaled to 1."""
    total = sum(share for share, _ in parts)
    if total <= 0:
        return mixed([(1.0, part) for _, part in parts])
    chances = sum((share / total * part.chances for share, part in parts), start=np.zeros(BINS))
    return of_chances(chances, parts[0][1].step)


def last_of(parts: Sequence[tuple[float, Distribution]]) -> Distribution:
    """Return the time until all started branches are done; each starts with its share, at least one does."""
    reached = np.ones(BINS)
    none = 1.0
    for share, part in parts:
        reached *= 1 - share + share * np.cumsum(part.chances)
        none *= 1 - share
    reached = (reached - none) / (1 - none) if none < 1.0 else np.ones(BINS)
    return of_chances(np.diff(reached, prepend=0.0), parts[0][1].step)


def repeated(first: Chances, again: Chances) -> Chances:
    """Return `first`, then any number of times `again`; the chances of `again` sum to how often it comes.

    The sum over all numbers of returns is the product of (1 + again^(2^j)): ten squarings make a thousand rounds.
    """
    total, power = first, again
    for _ in range(_MAX_SQUARINGS):
        total = total + convolved(total, power)
        if float(power.sum()) < _REST:
            break
        power = convolved(power, power)
    return total


def of_chances(chances: Chances, step: float) -> Distribution:
    """Return the distribution with these chances; what they lack lies beyond the grid."""
    return Distribution(chances=chances, beyond=max(0.0, 1.0 - float(chances.sum())), step=step)
