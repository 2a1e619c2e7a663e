"""As-is against to-be, simulated side by side until the difference is known well enough.

Both flows meet the same cases with the same luck (common random numbers), so that their difference varies far less than
either of them. Replications go on until the 95 % intervals of both differences, of the lead time and of the
working minutes, are narrower than a share of the old figure on either side, or until there have been enough.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import scipy

from kernel.json_types import Json
from workflow.definition import Flow
from workflow.simulate.result import Estimate, SimulationResult
from workflow.simulate.simulation import FIRST_DAY, simulate

PRECISION: Final = 0.02
FEWEST, MOST = 4, 40
CASES: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedResult:
    """What is known after so many replications. A difference is new minus old: negative is better."""

    replications: int
    cases: int
    before: SimulationResult
    after: SimulationResult
    """The first replication, for everything beside the differences."""
    lead_time_before: float
    lead_time_after: float
    touch_before: float
    touch_after: float
    """Means over the replications: calendar days, and working minutes per case."""
    lead_time_days: Estimate
    touch_minutes: Estimate
    settled: bool
    """Both differences are known to the precision asked for."""

    def as_json(self) -> dict[str, Json]:
        """Return the shape that the command line prints."""
        return {
            "replications": self.replications,
            "cases": self.cases,
            "settled": self.settled,
            "lead_time_days": {
                "before": round(self.lead_time_before, 4),
                "after": round(self.lead_time_after, 4),
                "difference": self.lead_time_days.as_json(),
            },
            "touch_minutes": {
                "before": round(self.touch_before, 4),
                "after": round(self.touch_after, 4),
                "difference": self.touch_minutes.as_json(),
            },
            "before": self.before.as_json(),
            "after": self.after.as_json(),
        }


def paired(
    before: Flow,
    after: Flow,
    *,
    cases: int = CASES,
    seed: int = 1,
    precision: float = PRECISION,
    most: int = MOST,
    start: date = FIRST_DAY,
) -> Iterator[PairedResult]:
    """Yield what is known after each replication, from the second on; the last one is the result."""
    runs: list[tuple[SimulationResult, SimulationResult]] = []
    for number in range(max(most, 2)):
        runs.append(
            (simulate(before, cases, seed + number, start=start), simulate(after, cases, seed + number, start=start))
        )
        if len(runs) < 2:
            continue
        found = _known(runs, cases, precision)
        yield found
        if found.settled and len(runs) >= FEWEST:
            return


def _known(runs: list[tuple[SimulationResult, SimulationResult]], cases: int, precision: float) -> PairedResult:
    days = np.array([[run.lead_time_days.mean.value for run in pair] for pair in runs])
    minutes = np.array([[run.touch_minutes.value for run in pair] for pair in runs])
    lead, touch = (_difference(figures[:, 1] - figures[:, 0]) for figures in (days, minutes))
    return PairedResult(
        replications=len(runs),
        cases=cases,
        before=runs[0][0],
        after=runs[0][1],
        lead_time_before=float(days[:, 0].mean()),
        lead_time_after=float(days[:, 1].mean()),
        touch_before=float(minutes[:, 0].mean()),
        touch_after=float(minutes[:, 1].mean()),
        lead_time_days=lead,
        touch_minutes=touch,
        settled=_narrow(lead, float(days[:, 0].mean()), precision)
        and _narrow(touch, float(minutes[:, 0].mean()), precision),
    )


def _difference(values: "np.ndarray[tuple[int, ...], np.dtype[np.float64]]") -> Estimate:
    mean = float(values.mean())
    half = float(scipy.special.stdtrit(len(values) - 1, 0.975) * values.std(ddof=1) / np.sqrt(len(values)))
    return Estimate(value=mean, low=mean - half, high=mean + half)


def _narrow(difference: Estimate, old: float, precision: float) -> bool:
    return (difference.high - difference.low) / 2 <= precision * max(abs(old), 1e-9)
