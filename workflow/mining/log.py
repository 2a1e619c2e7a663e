"""An event log (イベントログ): what was done, for which case, when, by whom. The terms of XES (IEEE 1849).

Readers make it (`xes`, `csv_log`); whoever counts takes it from here. Names of people are in it as the log has
them, and go no further than into counts: nothing that is made of a log repeats them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Final, NoReturn

from kernel.errors import UnusableDocument
from kernel.text import Text
from workflow.mining.messages import MESSAGES

MAX_BYTES: Final = 400_000_000
"""Of a log, unpacked."""
MAX_EVENTS: Final = 1_000_000
MAX_ACTIVITIES: Final = 300
MAX_NAME: Final = 200
NOBODY: Final = frozenset({"", "UNKNOWN", "EMPTY", "NONE", "NULL", "NAN", "-", "なし", "不明"})
"""How logs write that a value is absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEvent:
    """One piece of work that was finished `at`; `started` only where the log tells."""

    activity: str
    at: datetime
    started: datetime | None = None
    resource: str = ""
    department: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogCase:
    """A case with its events in the order of time; `attributes` are plain texts that the log tells of the case."""

    id: str
    events: tuple[LogEvent, ...]
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def trace(self) -> tuple[str, ...]:
        """The names of what was done, in order."""
        return tuple(event.activity for event in self.events)

    @property
    def begin(self) -> datetime:
        """When it begins: the first event, from its start where that is known."""
        return self.events[0].started or self.events[0].at

    @property
    def end(self) -> datetime:
        """When its last event was finished."""
        return self.events[-1].at


@dataclass(frozen=True)
class EventLog:
    """At least one case, each with at least one event."""

    cases: tuple[LogCase, ...]
    notes: tuple[Text, ...] = ()
    """What had to be left out or guessed while reading, for the person who reads on."""

    @cached_property
    def events(self) -> int:
        """How many events there are."""
        return sum(len(case.events) for case in self.cases)

    @cached_property
    def activities(self) -> tuple[str, ...]:
        """Every activity, in the order in which it first appears."""
        return tuple(dict.fromkeys(event.activity for case in self.cases for event in case.events))


def event_log(
    cases: Mapping[str, Sequence[LogEvent]],
    notes: Sequence[Text] = (),
    attributes: Mapping[str, Mapping[str, str]] | None = None,
) -> EventLog:
    """Return the log of `cases`, sorted by time (equal times keep their order), or say why it cannot be used."""
    found = tuple(
        LogCase(
            id=case_id,
            events=tuple(sorted(events, key=lambda event: event.at)),
            attributes=(attributes or {}).get(case_id, {}),
        )
        for case_id, events in cases.items()
        if events
    )
    if not found:
        refuse("log.no_events" if cases else "log.no_cases")
    log = EventLog(found, tuple(notes))
    if len(log.activities) > MAX_ACTIVITIES:
        refuse("log.too_many_activities", count=len(log.activities), limit=MAX_ACTIVITIES)
    if len(found) > 1 and log.events == len(found):
        refuse("log.cases_do_not_hang_together", count=len(found))
    return log


def present(value: str) -> str:
    """Return `value` trimmed and cut, empty when the log means that there is none."""
    value = " ".join(value.split())[:MAX_NAME]
    return "" if value.upper() in NOBODY else value


def refuse(code: str, **params: Text | int | float | None) -> NoReturn:
    """Refuse the log with the sentence of `code`."""
    raise UnusableDocument((MESSAGES.problem(code, "", "error", **params),))
