"""What counted cases prove: exact binomial bounds (Clopper–Pearson) and Beta posteriors.

Wilson's interval is not used: it is not conservative where k = 0 or k = n, and that is where rubber stamps live.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy
from numpy.typing import NDArray

DOUBT: Final = 0.05
"""One-sided error probability of every bound."""
DRAWS: Final = 4_000
_SEED: Final = 5
_LARGEST_SAMPLE: Final = 10_000_000


@dataclass(frozen=True, slots=True)
class Count:
    """`k` of `n` cases, as counted."""

    k: int
    n: int

    @property
    def share(self) -> float:
        """The observed share."""
        return self.k / self.n

    @property
    def posterior_mean(self) -> float:
        """The mean of the Beta posterior with a uniform prior."""
        return (self.k + 1) / (self.n + 2)

    def draws(self, stream: int) -> NDArray[np.float64]:
        """Return seeded draws of the posterior; different streams are independent."""
        return np.random.default_rng([_SEED, stream]).beta(self.k + 1, self.n - self.k + 1, DRAWS)


def upper_bound(count: Count, doubt: float = DOUBT) -> float:
    """Return u(k, n): with confidence 1 − `doubt` the true share is not above it."""
    return 1.0 if count.k >= count.n else float(scipy.special.betaincinv(count.k + 1, count.n - count.k, 1 - doubt))


def cases_needed(k: int, limit: float) -> int:
    """Return the smallest n with u(k, n) ≤ `limit`: how many cases would have to be counted."""
    low, high = k, k + 1
    while upper_bound(Count(k, high)) > limit and high < _LARGEST_SAMPLE:
        low, high = high, high * 2
    while low + 1 < high:
        middle = (low + high) // 2
        low, high = (low, middle) if upper_bound(Count(k, middle)) <= limit else (middle, high)
    return high
