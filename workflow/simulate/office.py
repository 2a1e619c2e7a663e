"""The office: people take jobs in order, in office hours; a joint decision (合議) is done when its members are.

The working clock stands still at night, so a job that is begun at 17:00 goes on the next morning.
"""

from collections.abc import Callable, Sequence

from workflow.simulate.desk import FINISHED, Agenda, Desk, Job
from workflow.simulate.ledger import Ledger
from workflow.simulate.office_hours import OfficeHours


class Office:
    """All desks. `alive` tells whether a case still goes on: nobody takes up a job of one that does not."""

    def __init__(
        self,
        desks: Sequence[Desk],
        hours: OfficeHours,
        ledger: Ledger,
        agenda: Agenda,
        alive: Callable[[int], bool],
    ) -> None:
        self._desks = desks
        self._hours = hours
        self._ledger = ledger
        self._agenda = agenda
        self._alive = alive

    def ask(self, at: float, job: Job, lanes: Sequence[int]) -> None:
        """Bring `job` to the desks of `lanes`: one, or those of all members that decide together."""
        job.pending = len(lanes)
        job.asked = self._hours.working(at)
        self._ledger.work(job.case, job.step.number, job.effort * len(lanes))
        for lane in lanes:
            desk = self._desks[lane]
            if desk.take():
                self._begin(at, job, lane)
            else:
                desk.queue.append(job)

    def finished(self, at: float, job: Job, lane: int) -> bool:
        """Let the person who did `job` take the next one; return whether `job` is now done by all."""
        desk = self._desks[lane]
        while desk.queue:
            following = desk.queue.popleft()
            if self._alive(following.case):
                self._begin(at, following, lane)
                break
        else:
            desk.give_back()
        job.pending -= 1
        return job.pending == 0

    def _begin(self, at: float, job: Job, lane: int) -> None:
        worked = self._hours.working(at)
        minutes = job.effort * self._desks[lane].slowness
        begins = max(at, self._hours.opening(worked))
        ends = max(begins, self._hours.closing(worked + minutes))
        self._ledger.serve(job.case, job.step.number, lane, job.effort, worked - job.asked)
        self._ledger.occupy(lane, worked, worked + minutes)
        if not job.begun:
            job.begun = True
            self._ledger.wait(job.case, job.step.number, begins - job.arrived)
        self._agenda.plan(ends, FINISHED, job, lane)
