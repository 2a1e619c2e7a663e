"""Is the past still today's past? Change of what comes in (PSI by month) and of what people decide (CUSUM).

A rule that was right under last year's ordinance proves nothing about this year's. So the share of clean cases is
watched by the largest cumulated deviation from its mean (CUSUM; under no change the limit is a Brownian bridge, whose
largest excursion passes 1.358 in 5 % of series), and only the time since the last change is learnt from. What comes
in is compared by month with everything before (population stability index; above 0.25 counts as another population).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from workflow.learning.questions import Answers, Numbers

BRIDGE: Final = 1.358
LEAST_REGIME: Final = 100
PSI_LIMIT: Final = 0.25
LEAST_MONTH: Final = 50
BINS: Final = 8
MOST_CHANGES: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthFigures:
    """A month: how many cases, how many of them clean, and the largest shift of a question against the time before."""

    month: str
    cases: int
    clean: int
    psi: float | None
    question: str | None
    """The question that shifted most."""

    @property
    def shifted(self) -> bool:
        """Whether other cases come in than before."""
        return self.psi is not None and self.psi > PSI_LIMIT


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """`start`: where the present regime begins in the series of cases; 0 where nothing changed."""

    start: int
    months: tuple[MonthFigures, ...]

    @property
    def changed(self) -> bool:
        """Whether people decided differently earlier."""
        return self.start > 0


def drift_of(answers: Answers, months: Sequence[str]) -> Drift:
    """Look at cases in order of time; `months` says when each arrived."""
    return Drift(start=regime_start(answers.clean.astype(np.float64)), months=_months(answers, months))


def regime_start(clean: Numbers) -> int:
    """Return from where on the share of clean cases is the present one: after the last change that shows."""
    start = 0
    for _ in range(MOST_CHANGES):
        change = _change(clean[start:])
        if change is None or len(clean) - start - change < LEAST_REGIME:
            break
        start += change
    return start


def _change(clean: Numbers) -> int | None:
    n = len(clean)
    spread = float(clean.std()) if n >= 2 * LEAST_REGIME else 0.0
    if spread == 0:
        return None
    walk = np.abs(np.cumsum(clean - clean.mean())) / (spread * np.sqrt(n))
    place = int(walk.argmax())
    return place + 1 if walk[place] > BRIDGE else None


def _months(answers: Answers, months: Sequence[str]) -> tuple[MonthFigures, ...]:
    places: dict[str, list[int]] = {}
    for place, month in enumerate(months):
        places.setdefault(month, []).append(place)
    found: list[MonthFigures] = []
    for month, inside in places.items():
        shifts = _shifts(answers, inside) if len(inside) >= LEAST_MONTH and inside[0] >= LEAST_MONTH else {}
        worst = max(shifts, key=lambda key: shifts[key], default=None)
        found.append(
            MonthFigures(
                month=month,
                cases=len(inside),
                clean=int(answers.clean[inside].sum()),
                psi=shifts[worst] if worst else None,
                question=worst,
            )
        )
    return tuple(found)


def _shifts(answers: Answers, inside: Sequence[int]) -> dict[str, float]:
    """Return the index of each question: the month against everything before it."""
    first, stop = inside[0], inside[-1] + 1
    return {
        question.key: _psi(column[:first], column[first:stop], words=question.type != "number")
        for question, column in zip(answers.questions, answers.columns, strict=True)
    }


def _psi(before: Numbers, now: Numbers, *, words: bool) -> float:
    known = before[~np.isnan(before)]
    edges = known[:0] if words or not len(known) else np.unique(np.quantile(known, np.linspace(0, 1, BINS + 1)[1:-1]))
    bins = int(max(np.nanmax(before, initial=0), np.nanmax(now, initial=0))) + 2 if words else len(edges) + 2
    then_counts, now_counts = _binned(before, edges, bins, words=words), _binned(now, edges, bins, words=words)
    seen = (then_counts + now_counts) > 0
    # half a case more in each bin, so that a value that is new does not weigh without limit
    then_shares = (then_counts[seen] + 0.5) / (len(before) + 0.5 * seen.sum())
    now_shares = (now_counts[seen] + 0.5) / (len(now) + 0.5 * seen.sum())
    return float(((now_shares - then_shares) * np.log(now_shares / then_shares)).sum())


def _binned(column: Numbers, edges: Numbers, bins: int, *, words: bool) -> NDArray[np.int64]:
    """Count the cases in each bin; the last is for what is missing."""
    places = np.where(np.isnan(column), 0, column) if words else np.searchsorted(edges, column, side="left")
    places = np.where(np.isnan(column), bins - 1, places).astype(np.int64)
    return np.bincount(places, minlength=bins)
