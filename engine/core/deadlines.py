"""When things are due. Days end at midnight in Japan; the day on which a period begins does not count (民法140条).

The standard processing period (標準処理期間, 行政手続法6条) runs from arrival and stands still while the applicant
has to act (補正). Being late never decides anything: it reminds people.
"""

from datetime import date, datetime, time, timedelta
from typing import Final

from engine.core.state import CaseState
from kernel.calendar_ja import add_business_days, next_business_day
from kernel.clock import JAPAN, local_date
from kernel.json_types import Json
from workflow.definition import Duration

_LAST_MOMENT: Final = time(23, 59, 59)


def end_of(day: date) -> datetime:
    """Return the last second of `day` in Japan."""
    return datetime.combine(day, _LAST_MOMENT, JAPAN)


def start_of(day: date) -> datetime:
    """Return the first instant of `day` in Japan."""
    return datetime.combine(day, time(), JAPAN)


def due_after(duration: Duration, since: datetime) -> datetime:
    """Return the last moment at which work is in time that was given `duration`."""
    if duration.business_days is not None:
        return end_of(add_business_days(local_date(since), duration.business_days))
    if duration.days is not None and float(duration.days).is_integer():
        return end_of(local_date(since) + timedelta(days=duration.days))
    return since + timedelta(days=duration.days or 0, hours=duration.hours or 0)


def wakes_after(duration: Duration, since: datetime) -> datetime:
    """Return when a timer that waits `duration` fires: business days end in the morning of the open day."""
    if duration.business_days is not None:
        return start_of(add_business_days(local_date(since), duration.business_days))
    return since + timedelta(days=duration.days or 0, hours=duration.hours or 0)


def wakes_on(value: Json) -> datetime | None:
    """Return when a timer fires that waits until `value` (a date, or an instant with its zone); None: no date."""
    if not isinstance(value, str):
        return None
    try:
        return start_of(date.fromisoformat(value))
    except ValueError:
        pass
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        return None
    return instant if instant.tzinfo else instant.replace(tzinfo=JAPAN)


def standard_due(state: CaseState, standard_days: float | None, now: datetime) -> date | None:
    """Return the day by which the case should be decided; while the applicant has to act it moves with `now`."""
    if standard_days is None or state.opened_at is None:
        return None
    waiting = max(0, (local_date(now) - local_date(state.paused_since)).days) if state.paused_since else 0
    days = int(standard_days) + state.paused_days + waiting
    return next_business_day(local_date(state.opened_at) + timedelta(days=days))
