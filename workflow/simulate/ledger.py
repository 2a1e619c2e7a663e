"""What a run writes down: per case when it began and ended, per step and lane what it took."""

from array import array
from math import nan

from workflow.simulate.program import Program


class Ledger:
    """Sums over the counted cases, `first` to `last` (excluded): those before warm the offices up, those after them
    keep the offices busy. `window` is the time in which the counted cases arrive, on the working clock."""

    def __init__(self, program: Program, began: "array[float]", counted: range, window: tuple[float, float]) -> None:
        steps, lanes, cases = len(program.steps), len(program.lanes), len(began)
        self.first, self.last = counted.start, counted.stop
        self.window = window
        self.began = began
        self.ended = array("d", [nan]) * cases
        self.touched = array("d", [0.0]) * cases
        self.resident = array("d", [0.0]) * cases
        self.results: list[str | None] = [None] * cases
        self.unfinished = len(counted)
        self.given_up = 0
        self.visits = [0] * steps
        self.minutes = [0.0] * steps
        self.queued = [0.0] * steps
        self.waited = [0.0] * steps
        self.occupied = [0.0] * lanes
        """Working minutes of each lane inside the window, whoever's case it was."""
        self.lane_minutes = [0.0] * lanes
        self.lane_queued = [0.0] * lanes
        self.lane_visits = [0] * lanes

    def end(self, case: int, at: float) -> None:
        """Write down that `case` ended."""
        self.ended[case] = at
        if self.first <= case < self.last:
            self.unfinished -= 1

    def give_up(self, case: int) -> None:
        """Write down that `case` went round in circles and will never end."""
        if self.first <= case < self.last:
            self.unfinished -= 1
            self.given_up += 1

    def work(self, case: int, step: int, minutes: float) -> None:
        """Write down one visit of a step and its effort."""
        if self.first <= case < self.last:
            self.visits[step] += 1
            self.minutes[step] += minutes
            self.touched[case] += minutes

    def visit_alone(self, case: int, step: int, minutes: float) -> None:
        """Write down a visit that takes nobody's working time: a system's, or the resident's."""
        if self.first <= case < self.last:
            self.visits[step] += 1
            self.minutes[step] += minutes

    def wait(self, case: int, step: int, minutes: float) -> None:
        """Write down how many calendar minutes a case lay at a step before the work began."""
        if self.first <= case < self.last:
            self.waited[step] += minutes

    def serve(self, case: int, step: int, lane: int, minutes: float, queued: float) -> None:
        """Write down that a person of `lane` took a step up after `queued` working minutes."""
        if self.first <= case < self.last:
            self.lane_visits[lane] += 1
            self.lane_minutes[lane] += minutes
            self.lane_queued[lane] += queued
            self.queued[step] += queued

    def occupy(self, lane: int, start: float, end: float) -> None:
        """Write down that a person of `lane` is busy from `start` to `end` of the working clock."""
        self.occupied[lane] += max(0.0, min(end, self.window[1]) - max(start, self.window[0]))
