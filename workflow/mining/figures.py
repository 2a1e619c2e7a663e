"""What a log says in numbers: cases, variants, follow-ups, waiting, repetitions, who works where.

Most logs record completions only. Then the gap to what came before is an upper bound of waiting: it contains the
work, the nights and the weekends. Minutes of work are known only where starts are recorded.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from statistics import fmean, median, pstdev
from typing import Final

from workflow.mining.log import EventLog, LogCase, LogEvent
from workflow.mining.process_tree import Together, Tree, parts_of, steps_of
from workflow.mining.relations import DirectlyFollows, Trace, directly_follows

DAY: Final = 86_400.0
YEAR: Final = 365.25
LEAST_DAYS: Final = 28
"""A yearly volume is said of a log that spans at least this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Minutes by the clock: a mean, how far they scatter, the middle, and of how many."""

    mean: float
    sd: float
    median: float
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFigures:
    """One activity. `repeated`: cases that did it more than once; `last`: cases that ended with it."""

    name: str
    done: int
    cases: int
    repeated: int
    last: int
    people: int
    waiting: Gap | None
    work: Gap | None
    departments: Mapping[str, int] = field(default_factory=dict)
    outcomes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFigures:
    """A log in numbers."""

    cases: int
    events: int
    first: datetime
    last: datetime
    variants: tuple[tuple[Trace, int], ...]
    """Different courses of cases, the most frequent first."""
    graph: DirectlyFollows
    cycle_days: Gap
    """From the first to the last event, in days."""
    cycle_p90: float
    repeating: int
    """Cases that repeat any activity."""
    handoffs: float | None
    """Changes of person per case, where people are recorded."""
    per_year: int | None
    activities: tuple[ActivityFigures, ...]
    starts_known: bool


def figures_of(log: EventLog, tree: Tree | None = None) -> LogFigures:
    """Return the figures of `log`. What `tree` shows side by side does not wait for each other."""
    variants = Counter(case.trace for case in log.cases)
    cycles = sorted((case.end - case.begin).total_seconds() / DAY for case in log.cases)
    first, last = min(case.begin for case in log.cases), max(case.begin for case in log.cases)
    days = (last - first).total_seconds() / DAY
    return LogFigures(
        cases=len(log.cases),
        events=log.events,
        first=first,
        last=last,
        variants=tuple(variants.most_common()),
        graph=directly_follows(variants),
        cycle_days=_gap(cycles),
        cycle_p90=cycles[round(0.9 * (len(cycles) - 1))],
        repeating=sum(len(set(case.trace)) < len(case.events) for case in log.cases),
        handoffs=_handoffs(log),
        per_year=round(len(log.cases) / (days / YEAR)) if days >= LEAST_DAYS else None,
        activities=_activities(log, beside(tree) if tree is not None else frozenset()),
        starts_known=any(event.started for case in log.cases for event in case.events),
    )


def beside(tree: Tree) -> frozenset[tuple[str, str]]:
    """Return the pairs of activities that a tree shows side by side."""
    pairs: set[tuple[str, str]] = set()
    waiting: list[Tree] = [tree]
    while waiting:
        found = waiting.pop()
        waiting.extend(parts_of(found))
        if isinstance(found, Together):
            names = [{step.activity for step in steps_of(part)} for part in found.parts]
            for place, group in enumerate(names):
                others = set().union(*names[:place], *names[place + 1 :])
                pairs.update((one, other) for one in group for other in others)
    return frozenset(pairs)


def _activities(log: EventLog, parallel: Collection[tuple[str, str]]) -> tuple[ActivityFigures, ...]:
    tally: dict[str, _Tally] = defaultdict(_Tally)
    for case in log.cases:
        _count(case, tally, parallel)
    found = [tally[name].figures(name) for name in log.activities]
    return tuple(sorted(found, key=lambda each: -each.cases))


class _Tally:
    """Counts about one activity while the log goes by."""

    def __init__(self) -> None:
        self.done = self.cases = self.repeated = self.last = 0
        self.people: set[str] = set()
        self.waiting: list[float] = []
        self.work: list[float] = []
        self.departments: Counter[str] = Counter()
        self.outcomes: Counter[str] = Counter()

    def figures(self, name: str) -> ActivityFigures:
        return ActivityFigures(
            name=name,
            done=self.done,
            cases=self.cases,
            repeated=self.repeated,
            last=self.last,
            people=len(self.people),
            waiting=_gap(self.waiting) if self.waiting else None,
            work=_gap(self.work) if self.work else None,
            departments=dict(self.departments.most_common()),
            outcomes=dict(self.outcomes.most_common()),
        )


def _count(case: LogCase, tally: Mapping[str, _Tally], parallel: Collection[tuple[str, str]]) -> None:
    for name, often in Counter(case.trace).items():
        tally[name].cases += 1
        tally[name].repeated += often > 1
    tally[case.events[-1].activity].last += 1
    for place, event in enumerate(case.events):
        about = tally[event.activity]
        about.done += 1
        if event.resource:
            about.people.add(event.resource)
        if event.department:
            about.departments[event.department] += 1
        if event.outcome:
            about.outcomes[event.outcome] += 1
        if event.started is not None:
            about.work.append((event.at - event.started).total_seconds() / 60)
        before = _before(case, place, event, parallel)
        if before is not None:
            about.waiting.append(max(0.0, ((event.started or event.at) - before.at).total_seconds() / 60))


def _before(case: LogCase, place: int, event: LogEvent, parallel: Collection[tuple[str, str]]) -> LogEvent | None:
    """Return the latest earlier event that this one can have waited for."""
    for earlier in range(place - 1, -1, -1):
        if (event.activity, case.events[earlier].activity) not in parallel:
            return case.events[earlier]
    return None


def _handoffs(log: EventLog) -> float | None:
    known = [[event.resource for event in case.events if event.resource] for case in log.cases]
    if sum(map(len, known)) * 2 < log.events:
        return None
    return sum(one != other for people in known for one, other in pairwise(people)) / len(log.cases)


def _gap(values: list[float]) -> Gap:
    return Gap(mean=fmean(values), sd=pstdev(values), median=median(values), n=len(values))
