"""Busy months (繁忙期): a Poisson stream whose rate changes with the month, made from an even one.

The even stream runs on a clock that goes faster in busy months (time change of a Poisson process): the k-th case of
two simulations still meets the same luck, and over a year as many cases come as without seasons.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workflow.simulate.office_hours import DAY, OfficeHours

MONTHS: Final = 12
MOST_MONTHS: Final = 1_200
_Numbers = NDArray[np.float64]


def in_season(even: _Numbers, season: Sequence[float], start: date) -> _Numbers:
    """Return the working minutes at which cases arrive that would arrive at `even` without seasons.

    `season` holds twelve weights, January to December; empty: as they are. Months beyond a hundred years go on evenly.
    """
    if not season or not len(even):
        return even
    passed, worked = _clock(season, start, float(even[-1]))
    return np.interp(even, passed, worked)


def _clock(season: Sequence[float], start: date, until: float) -> tuple[list[float], list[float]]:
    """Return instants of the changed clock and, for each, the working minutes that have passed by then."""
    hours = OfficeHours(start)
    year = _months(start, MONTHS)
    minutes = [
        hours.working((end - start).days * DAY) - hours.working((begin - start).days * DAY) for begin, end in year
    ]
    weights = [season[begin.month - 1] for begin, _ in year]
    speed = sum(minutes) / max(sum(m * w for m, w in zip(minutes, weights, strict=True)), 1e-9)
    passed, worked = [0.0], [0.0]
    for begin, end in _months(start, MOST_MONTHS):
        before = hours.working((begin - start).days * DAY)
        after = hours.working((end - start).days * DAY)
        passed.append(passed[-1] + (after - before) * season[begin.month - 1] * speed)
        worked.append(after)
        if passed[-1] > until:
            break
    return passed, worked


def _months(start: date, count: int) -> list[tuple[date, date]]:
    """Return the beginnings and ends of `count` months from `start` on; the first may be cut short by `start`."""
    found, begin = [], start
    for place in range(start.year * 12 + start.month, start.year * 12 + start.month + count):
        end = date(place // 12, place % 12 + 1, 1)
        found.append((begin, end))
        begin = end
    return found
