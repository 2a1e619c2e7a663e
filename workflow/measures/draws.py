"""How sure a stated figure is: 1,000 seeded draws around its mean, always the same for the same figure.

±5 % where it was measured (実測), ±20 % where it was estimated (推計, and where nothing is said), ±50 % where it was
felt (感覚): that is the range from P5 to P95 of a log-normal factor with the median 1.
"""

import math
import zlib
from collections.abc import Mapping
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from workflow.definition import Certainty
from workflow.finding import Interval

Draws: TypeAlias = NDArray[np.float64]

DRAWS: Final = 1_000
SPREADS: Final[Mapping[Certainty | None, float]] = {"measured": 0.05, "estimated": 0.20, "felt": 0.50, None: 0.20}
_SEED: Final = 20261122
_P95: Final = 1.6448536269514722
"""Standard deviations from the median to the 95th percentile of a normal distribution."""


def draws_of(source: str, certainty: Certainty | None) -> Draws:
    """Return the draws for the figure called `source` (`check.minutes`), as factors of its mean."""
    generator = np.random.default_rng([_SEED, zlib.crc32(source.encode())])
    return np.exp(math.log1p(SPREADS[certainty]) / _P95 * generator.standard_normal(DRAWS))


def interval_of(draws: Draws) -> Interval:
    """Return the 5th, 50th and 95th percentile of `draws`."""
    low, middle, high = np.percentile(draws, (5, 50, 95))
    return Interval(p5=float(low), p50=float(middle), p95=float(high))
