"""From starts and completions to pieces of work: each start belongs to the next completion of the same activity.

Where the log names instances (`concept:instance`), these join them; otherwise the oldest open start does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from workflow.mining.log import LogEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A line of a log: work on `activity` begins, or is finished."""

    activity: str
    at: datetime
    begins: bool = False
    resource: str = ""
    department: str = ""
    instance: str = ""


def paired(moments: Iterable[Moment]) -> tuple[list[LogEvent], int]:
    """Return the pieces of work of one case, and how many of them nobody finished."""
    events: list[LogEvent] = []
    begun: dict[str, list[Moment]] = {}
    for moment in sorted(moments, key=lambda each: (each.at, not each.begins)):
        waiting = begun.setdefault(moment.activity, [])
        if moment.begins:
            waiting.append(moment)
            continue
        place = next((at for at, each in enumerate(waiting) if each.instance == moment.instance), 0)
        events.append(_event(moment, waiting.pop(place) if waiting else None))
    left = [each for waiting in begun.values() for each in waiting]
    return events + [_event(each, None) for each in left], len(left)


def _event(moment: Moment, start: Moment | None) -> LogEvent:
    return LogEvent(
        activity=moment.activity,
        at=moment.at,
        started=None if start is None else start.at,
        resource=moment.resource or (start.resource if start else ""),
        department=moment.department or (start.department if start else ""),
    )
