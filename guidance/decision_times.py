"""How long decisions really took (決まるまでの日数), told to residents before they begin.

Counted are the cases decided in the last twelve months, from arrival to the decision, with the days in which the
applicant was asked to mend something; withdrawn ones are not decisions. Counting by the day of the decision and not of
the arrival matters: among the newest arrivals only the quick ones are decided already. Below `FEWEST` cases nothing is
said: a few cases are no promise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from threading import Lock
from typing import Final

from db.database import Tx
from engine.shell.decided import decision_spans
from kernel.clock import local_date

FEWEST: Final = 20
MONTHS: Final = 12
_WINDOW: Final = timedelta(days=365)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualTime:
    """What one can expect: half of `cases` were decided within `median` days, nine of ten within `ninth`."""

    cases: int
    median: int
    ninth: int


def usual_time(spans: Sequence[timedelta]) -> UsualTime | None:
    """Return what `spans` let one expect, in whole days begun; None when they are too few."""
    if len(spans) < FEWEST:
        return None
    inorder = sorted(spans)
    return UsualTime(cases=len(inorder), median=_days(inorder, 0.5), ninth=_days(inorder, 0.9))


class DecisionTimes:
    """Asks the database once a day and procedure; safe to share among threads."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[date, UsualTime | None]] = {}
        self._lock = Lock()

    def of(self, tx: Tx, procedure: str, now: datetime) -> UsualTime | None:
        """Return what the decisions of the last twelve months let one expect."""
        today = local_date(now)
        with self._lock:
            known = self._known.get(procedure)
        if known is not None and known[0] == today:
            return known[1]
        found = usual_time(decision_spans(tx, procedure, now - _WINDOW))
        with self._lock:
            self._known[procedure] = (today, found)
        return found


def _days(inorder: Sequence[timedelta], share: float) -> int:
    """Return within how many days `share` of the spans had ended: the smallest such span, rounded up."""
    return max(1, ceil(inorder[ceil(len(inorder) * share) - 1] / _DAY))
