"""The discrete-event loop: cases begin, tokens move, people work, and an agenda holds what comes next.

At a step a case first waits its `wait_minutes` of the calendar, then for its batch, then for a free person of its
lane. Systems and residents work at any hour and are always free.
"""

from collections.abc import Sequence
from typing import TypeAlias

from workflow.simulate.desk import FINISHED, LEAVING, READY, RELEASED, Agenda, Desk, Job
from workflow.simulate.draws import Streams
from workflow.simulate.ledger import Ledger
from workflow.simulate.office import Office
from workflow.simulate.office_hours import DAY, OPENING, OfficeHours
from workflow.simulate.program import Program, Step
from workflow.simulate.tokens import Tokens

_Move: TypeAlias = tuple[int, str | None, int, int]
"""A token on its way: case, who had it last, step ahead, edge."""


class Player:
    """One run of a program."""

    def __init__(
        self, program: Program, hours: OfficeHours, ledger: Ledger, desks: Sequence[Desk], streams: Streams
    ) -> None:
        self._program = program
        self._hours = hours
        self._ledger = ledger
        self._streams = streams
        self._tokens = Tokens(len(ledger.began), streams)
        self._agenda = Agenda()
        self._office = Office(desks, hours, ledger, self._agenda, self._tokens.alive)
        self._gates: dict[int, list[Job]] = {}
        self._moving: list[_Move] = []
        self._meeting: dict[tuple[int, int], list[str | None]] = {}
        """Who had a case on the ways that wait for each other at a join."""

    def play(self) -> None:
        """Play until every counted case has ended, or until nothing can happen any more: without a start, at once."""
        if not self._program.starts:
            return
        began, agenda, ledger = self._ledger.began, self._agenda, self._ledger
        case, now = 0, 0.0
        while ledger.unfinished:
            planned = agenda.next_time()
            if case < len(began) and (planned is None or began[case] <= planned):
                now = began[case]
                self._begin(case, now)
                case += 1
            elif planned is not None:
                now, _, what, job, lane = agenda.pop()
                self._happen(now, what, job, lane)
            elif not self._release_everything(now):
                return

    def _begin(self, case: int, at: float) -> None:
        starts = self._program.starts
        place = int(self._streams.share("", "start", case) * len(starts)) if len(starts) > 1 else 0
        self._moving.append((case, None, starts[place], -1))
        self._move(at)

    def _happen(self, at: float, what: int, job: Job, lane: int) -> None:
        if what == FINISHED:
            if self._office.finished(at, job, lane):
                self._leave(at, job)
        elif what == LEAVING:
            self._leave(at, job)
        elif what == READY:
            self._ready(at, job)
        elif what == RELEASED:
            self._release(at, job.step.number)

    def _leave(self, at: float, job: Job) -> None:
        if self._tokens.alive(job.case):
            self._send(job.case, job.step.role or job.role, job.step)
            self._move(at)

    def _send(self, case: int, role: str | None, step: Step) -> None:
        for target, edge in self._tokens.ways(case, step):
            self._moving.append((case, role, target, edge))

    def _move(self, at: float) -> None:
        """Move tokens until each has come to rest: at a step, a join or an end."""
        moving, tokens = self._moving, self._tokens
        while moving:
            case, role, number, edge = moving.pop()
            step = self._program.steps[number]
            if not tokens.alive(case):
                continue
            if tokens.runs_away(case):
                self._ledger.give_up(case)
                continue
            if step.join == "parallel" or step.opener is not None:
                self._meeting.setdefault((case, number), []).append(role)
            if tokens.passes(case, step, edge):
                self._enter(at, case, self._met(case, role, step), step)

    def _met(self, case: int, role: str | None, step: Step) -> str | None:
        """Return who had the case before a join: any of those who met there, as often as another.

        So that hand-offs are counted as `measures` counts them, and not by whoever happened to come last.
        """
        met = self._meeting.pop((case, step.number), None)
        return role if met is None else met[int(self._streams.share(step.key, "from", case) * len(met))]

    def _enter(self, at: float, case: int, role: str | None, step: Step) -> None:
        if step.kind == "pass":
            self._ledger.visit_alone(case, step.number, 0.0)
            self._send(case, role, step)
        elif step.kind == "end" or not step.ways:
            self._end(at, case, step)
        else:
            job = Job(case, step, role, at)
            waiting = self._streams.duration(step.key, "wait", case, step.wait)
            if waiting > 0:
                self._agenda.plan(at + waiting, READY, job)
            else:
                self._ready(at, job)

    def _end(self, at: float, case: int, step: Step) -> None:
        self._ledger.visit_alone(case, step.number, 0.0)
        self._ledger.results[case] = step.result or self._ledger.results[case]
        if self._tokens.end(case, step):
            self._ledger.end(case, at)

    def _ready(self, at: float, job: Job) -> None:
        """The job's own waiting is over."""
        step = job.step
        if not self._tokens.alive(job.case):
            return
        if step.kind == "delay":
            self._ledger.visit_alone(job.case, step.number, 0.0)
            self._agenda.plan(max(at, self._delayed(at, step)), LEAVING, job)
        elif step.batch_size > 1:
            self._gather(at, job)
        else:
            self._work(at, job, step.setup)

    def _delayed(self, at: float, step: Step) -> float:
        delay = step.delay
        if delay is None:
            return at
        if delay.business_days is not None:
            return self._hours.after_business_days(at, delay.business_days)
        return at + (delay.days or 0.0) * DAY + (delay.hours or 0.0) * 60

    def _gather(self, at: float, job: Job) -> None:
        """Put the job to the others of its batch, which goes when it is full or when its day has come."""
        step = job.step
        gate = self._gates.setdefault(step.number, [])
        gate.append(job)
        if len(gate) >= step.batch_size:
            self._release(at, step.number)
        elif step.batch_days and len(gate) == 1:
            period = step.batch_days * DAY
            self._agenda.plan(-(-(at - OPENING) // period) * period + OPENING, RELEASED, job)

    def _release(self, at: float, step: int) -> None:
        gate = self._gates.pop(step, [])
        for job in gate:
            self._work(at, job, job.step.setup / len(gate))

    def _release_everything(self, at: float) -> bool:
        """Release the batches that nothing will fill any more; return whether there were any."""
        waiting = list(self._gates)
        for step in waiting:
            self._release(at, step)
        return bool(waiting)

    def _work(self, at: float, job: Job, setup: float) -> None:
        step, case = job.step, job.case
        if not self._tokens.alive(case):
            return
        minutes = self._streams.duration(step.key, "work", case, step.minutes)
        changed = job.role is not None and step.role is not None and job.role != step.role
        handoff = self._program.handoff_minutes if changed else 0.0
        if step.lanes:
            job.effort = minutes + setup + handoff / step.wanted
            self._office.ask(at, job, self._people(case, step))
            return
        if step.performer == "resident":
            self._ledger.resident[case] += minutes
        self._ledger.touched[case] += handoff
        self._ledger.visit_alone(case, step.number, minutes)
        self._ledger.wait(case, step.number, at - job.arrived)
        self._agenda.plan(at + minutes, LEAVING, job)

    def _people(self, case: int, step: Step) -> Sequence[int]:
        """Return the lanes that do the step; of members that decide together as many as it takes, by chance."""
        if step.wanted == len(step.lanes):
            return step.lanes
        first = int(self._streams.share(step.key, "members", case) * len(step.lanes))
        return [step.lanes[(first + turn) % len(step.lanes)] for turn in range(step.wanted)]
