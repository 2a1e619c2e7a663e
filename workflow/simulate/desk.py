"""Work and those who do it: a job waits at the desk of its lane until a person is free, first come, first served."""

from collections import deque
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import ceil
from typing import Final, TypeAlias

from workflow.simulate.program import Step


@dataclass(slots=True, eq=False)
class Job:
    """One visit of a case to a step."""

    case: int
    step: Step
    role: str | None
    """Who had the case before."""
    arrived: float
    effort: float = 0.0
    """Working minutes of each person who does it."""
    asked: float = 0.0
    """On the working clock, when it came to the desk."""
    pending: int = 0
    """People who have not finished it."""
    begun: bool = False


@dataclass(slots=True, eq=False)
class Desk:
    """The people of one lane. Without a headcount everybody is always free.

    A headcount of 1.5 is two persons who take 4/3 of the time: the same capacity.
    """

    headcount: float | None
    people: int = 0
    free: int = 0
    slowness: float = 1.0
    queue: "deque[Job]" = field(default_factory=deque)

    def __post_init__(self) -> None:
        if self.headcount is not None:
            self.people = self.free = ceil(self.headcount)
            self.slowness = self.people / self.headcount

    def take(self) -> bool:
        """Take a free person, if there is one."""
        if self.headcount is None:
            return True
        if self.free <= 0:
            return False
        self.free -= 1
        return True

    def give_back(self) -> None:
        """Let the person go."""
        if self.headcount is not None:
            self.free += 1


READY: Final = 0
"""The job's own waiting is over."""
RELEASED: Final = 1
"""The batch of the job goes."""
FINISHED: Final = 2
"""A person of a lane has finished the job."""
LEAVING: Final = 3
"""The case leaves the step."""

Event: TypeAlias = tuple[float, int, int, Job, int]
"""Calendar minute, number (so that no two compare equal), what happens, to which job, at which lane."""


class Agenda:
    """What comes next, in order of time, then of planning."""

    __slots__ = ("_heap", "_number")

    def __init__(self) -> None:
        self._heap: list[Event] = []
        self._number = 0

    def plan(self, at: float, what: int, job: Job, lane: int = -1) -> None:
        """Plan that `what` happens at `at`."""
        self._number += 1
        heappush(self._heap, (at, self._number, what, job, lane))

    def next_time(self) -> float | None:
        """Return when the next event happens, or None."""
        return self._heap[0][0] if self._heap else None

    def pop(self) -> Event:
        """Take the next event."""
        return heappop(self._heap)
