"""Working jobs off: firing timers, telling what is to be told. Usable without any broker: `Worker.work_once`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Final, TypeAlias, cast

import structlog

from db.database import Database
from engine.core.commands import FireTimer
from engine.shell.children import report
from engine.shell.jobs import Job, claim, done, failed, give_back
from engine.shell.leases import holding
from engine.shell.ports import DELIVERY_KINDS, Delivery, DeliveryKind, Handlers
from engine.shell.runner import Engine
from engine.shell.services import Caller, Connectors
from kernel.errors import DomainError

BATCH: Final = 20
PATIENCE_SECONDS: Final = 10.0
"""How long a batch may take before what is left of it is given back."""
Round: TypeAlias = Callable[[datetime], None]
_LOG = structlog.get_logger("engine.worker")


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """Works jobs off. Any number of them may run at once, in any number of processes."""

    database: Database
    engine: Engine
    handlers: Handlers
    connectors: Connectors = field(default_factory=dict)
    rounds: Sequence[Round] = ()
    """What is looked after every few seconds beside the jobs of cases; each does nothing where nothing is due."""

    def __post_init__(self) -> None:
        missing = [kind for kind in DELIVERY_KINDS if kind not in self.handlers]
        if missing:
            raise ValueError(f"nobody delivers {', '.join(missing)}")

    def go_round(self, now: datetime) -> None:
        """Look after everything that is no case's job. Safe in several processes at once: rows are claimed."""
        for each in self.rounds:
            try:
                each(now)
            except Exception as error:  # whatever goes wrong there must not keep the cases waiting
                _LOG.warning("round failed", error=type(error).__name__)

    def work_once(self, now: datetime, *, limit: int = BATCH) -> int:
        """Do up to `limit` jobs that are due; return how many were tried. 0: there is nothing to do.

        A batch that gets slow is given back in time, so that nobody else does a job that is still ahead here.
        """
        jobs = claim(self.database, now, limit=limit)
        return self._try_all(jobs, now) if jobs else 0

    def work_on(self, job_id: str, now: datetime) -> bool:
        """Do the job called `job_id` if it is due and free; return whether it was tried."""
        case_id, _, number = job_id.rpartition("-")
        jobs = claim(self.database, now, limit=1, only=(case_id, int(number)))
        return bool(jobs) and self._try_all(jobs, now) > 0

    def _try_all(self, jobs: Sequence[Job], now: datetime) -> int:
        begun = monotonic()
        with holding(self.database, jobs) as hands:
            for place, job in enumerate(jobs):
                if monotonic() - begun > PATIENCE_SECONDS or not hands.are_trusted:
                    with self.database.begin() as tx:
                        give_back(tx, jobs[place:])
                    return place
                self._try(job, now)
                hands.put_down(job)
        return len(jobs)

    def _try(self, job: Job, now: datetime) -> None:
        try:
            self._do(job, now)
        except Exception as error:  # a job that fails for whatever reason must not stop the others
            name = error.code if isinstance(error, DomainError) else type(error).__name__
            with self.database.begin() as tx:
                is_incident = failed(tx, job, name, now)
            _LOG.warning("job failed", job=job.id, kind=job.kind, error=name, attempt=job.attempts, final=is_incident)

    def _do(self, job: Job, now: datetime) -> None:
        if job.kind == "timer":
            with self.database.begin() as tx:
                timer = FireTimer(timer=job.number)
                self.engine.handle(tx, job.case_id, timer, command_id=f"timer:{job.number}", now=now)
                done(tx, job)
            return
        if job.kind == "child":
            with self.database.begin() as tx:
                report(self.engine, tx, job.case_id, now)
                done(tx, job)
            return
        if job.kind == "service":
            Caller(database=self.database, engine=self.engine, connectors=self.connectors).ask(job, now)
            return
        delivery = delivery_of(job)
        self.handlers[delivery.kind](delivery)
        with self.database.begin() as tx:
            done(tx, job)


def delivery_of(job: Job) -> Delivery:
    """Return what the job `job` (which is no timer) is to tell."""
    kind = cast(DeliveryKind, job.kind)
    return Delivery(id=job.id, case_id=job.case_id, kind=kind, node=job.node, item=job.item, at=job.due_at)
