"""Estimates with confidence: batch means, because the cases of one run are not independent of each other."""

from collections.abc import Callable
from typing import Final, TypeAlias

import numpy as np
import scipy
from numpy.typing import NDArray

from workflow.simulate.result import Estimate

BATCHES: Final = 20
Numbers: TypeAlias = NDArray[np.float64]
Figure: TypeAlias = Callable[[Numbers], float]


def mean(values: Numbers) -> float:
    """Return the mean."""
    return float(values.mean())


def percentile(share: float) -> Figure:
    """Return what computes a percentile; `share` is 50 for the median."""
    return lambda values: float(np.percentile(values, share))


def estimate(values: Numbers, figure: Figure) -> Estimate:
    """Return `figure` of `values`, which are in the order of the cases, with its 95 % interval (0 if there are none).

    The cases are cut into 20 batches (fewer where they are few); the figures of the batches vary as the figure of
    the whole does, times the root of their number. Times and minutes are never below 0.
    """
    if not len(values):
        return Estimate(value=0.0, low=0.0, high=0.0)
    value = figure(values)
    batches = min(BATCHES, len(values))
    if batches < 2:
        return Estimate(value=value, low=value, high=value)
    figures = np.array([figure(batch) for batch in np.array_split(values, batches)])
    half = float(scipy.special.stdtrit(batches - 1, 0.975) * figures.std(ddof=1) / np.sqrt(batches))
    return Estimate(value=value, low=max(0.0, value - half), high=value + half)
