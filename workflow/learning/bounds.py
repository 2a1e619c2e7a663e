"""How sure a count makes us: exact lower bounds of a share (Clopper–Pearson), and how many cases are lacking.

Wilson's interval is not conservative where nearly everything is right (299 of 299: 0.991 instead of 0.990), and that is
where rules that approve live.
"""

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray

from workflow.analysis.statistics import DOUBT, Count, cases_needed, upper_bound


@dataclass(frozen=True, slots=True)
class Evidence:
    """`errors` of `n` cases that a rule would have approved were refused or changed by people."""

    n: int
    errors: int

    @property
    def share(self) -> float:
        """The observed share that was right; 0 without any case."""
        return (self.n - self.errors) / self.n if self.n else 0.0

    @property
    def lower(self) -> float:
        """With confidence 95 % the true share is not below it."""
        return lower_bound(self)

    def needed(self, target: float) -> int:
        """Return how many further cases, all of them right, would prove `target`; 0 when it is proved."""
        if self.lower >= target:
            return 0
        return max(1, cases_needed(self.errors, 1 - target) - self.n)

    def hopeless(self, target: float) -> bool:
        """Say whether the observed share is below `target`: more cases of this kind would prove the opposite."""
        return self.n > 0 and self.share < target


def lower_bound(evidence: Evidence, doubt: float = DOUBT) -> float:
    """Return Beta⁻¹(doubt; k, n − k + 1) with k right of n: 0 without any case."""
    return 1 - upper_bound(Count(evidence.errors, evidence.n), doubt) if evidence.n else 0.0


def lower_bounds(right: NDArray[np.int64], n: NDArray[np.int64], doubt: float = DOUBT) -> NDArray[np.float64]:
    """Return the lower bounds of many counts at once."""
    found = scipy.special.betaincinv(np.maximum(right, 1), n - right + 1, doubt)
    return np.where(right > 0, found, 0.0)
