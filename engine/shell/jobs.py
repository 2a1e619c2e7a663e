"""Jobs (timers and the outbox): claimed with a lease, done, gone; tried again with growing pauses.

Nothing here depends on a broker. A worker that dies loses its lease and somebody else does the job again, so whoever
tells something must do it idempotently by the delivery's id. Leases are counted by the database's clock, due dates
by the clock of the caller. Deliveries of one case go out in the order in which they came about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, and_, bindparam, delete, exists, literal_column, or_, select, tuple_, update

from db.database import Database, Tx
from engine.shell import tables

LEASE: Final = timedelta(seconds=30)
"""Longer than a delivery may take; a worker that died holds its jobs no longer than this."""
MOST_ATTEMPTS: Final = 10
"""After so many failures in a row a job is an incident: a person looks at it."""
FIRST_PAUSE: Final = timedelta(seconds=15)
LONGEST_PAUSE: Final = timedelta(hours=1)

_job = tables.job
_earlier = _job.alias("earlier")
_CLOCKS: Final[Mapping[str, Any]] = {
    # julianday has milliseconds, which is enough for a lease; `unixepoch('subsec')` needs SQLite 3.42.
    "sqlite": literal_column("CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER)"),
    "postgresql": literal_column("CAST(extract(epoch FROM clock_timestamp()) * 1000000 AS BIGINT)"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A piece of work for a worker; `kind` is `timer` or a kind of delivery."""

    case_id: str
    number: int
    kind: str
    node: str | None
    item: int | None
    due_at: datetime
    attempts: int

    @property
    def id(self) -> str:
        """The id under which the job is known outside: the same each time it is tried."""
        return f"{self.case_id}-{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """A job that failed ten times: a person must look (障害)."""

    case_id: str
    number: int
    kind: str
    error: str
    failed_at: datetime


def claim(database: Database, now: datetime, *, limit: int, only: tuple[str, int] | None = None) -> Sequence[Job]:
    """Lease up to `limit` due jobs, or just the one called `only`; nobody else gets them while the lease runs."""
    with database.begin() as tx:
        clock = _CLOCKS[tx.dialect.name]
        ready = _ready(clock, limit, only)
        query = (
            update(_job)
            .where(tuple_(_job.c.case_id, _job.c.number).in_(ready))
            .values(lease_until=clock + int(LEASE.total_seconds() * 1_000_000), attempts=_job.c.attempts + 1)
            .returning(_job)
        )
        rows = tx.execute(query, {"now": now}).all()
    jobs = [
        Job(
            case_id=row.case_id,
            number=row.number,
            kind=row.kind,
            node=row.node,
            item=row.item,
            due_at=row.due_at,
            attempts=row.attempts,
        )
        for row in rows
    ]
    return sorted(jobs, key=lambda job: (job.due_at, job.case_id, job.number))


def _ready(clock: Any, limit: int, only: tuple[str, int] | None) -> Select[tuple[str, int]]:
    undelivered_before = exists().where(
        _earlier.c.case_id == _job.c.case_id,
        _earlier.c.number < _job.c.number,
        _earlier.c.kind != "timer",
        _earlier.c.failed_at.is_(None),
    )
    query = (
        select(_job.c.case_id, _job.c.number)
        .where(
            _job.c.failed_at.is_(None),
            _job.c.due_at <= bindparam("now", type_=_job.c.due_at.type),
            _job.c.lease_until <= clock,
            or_(_job.c.kind == "timer", ~undelivered_before),
        )
        .order_by(_job.c.due_at, _job.c.case_id, _job.c.number)
        .limit(limit)
        .with_for_update(skip_locked=True, of=_job)
    )
    return query if only is None else query.where(and_(_job.c.case_id == only[0], _job.c.number == only[1]))


def give_back(tx: Tx, jobs: Sequence[Job]) -> None:
    """Return leases that were not used: somebody else may begin at once."""
    for job in jobs:
        tx.execute(update(_job).where(*_named(job)).values(lease_until=0, attempts=job.attempts - 1))


def give_back_all(tx: Tx) -> None:
    """End every lease. Only for whoever knows that no other worker is alive: the one process at its start."""
    tx.execute(update(_job).where(_job.c.lease_until > 0).values(lease_until=0))


def done(tx: Tx, job: Job) -> None:
    """Take a finished job away."""
    tx.execute(delete(_job).where(*_named(job)))


def failed(tx: Tx, job: Job, error: str, now: datetime) -> bool:
    """Put a job back for a later try; True where it has failed too often and is an incident now."""
    is_incident = job.attempts >= MOST_ATTEMPTS
    tx.execute(
        update(_job)
        .where(*_named(job))
        .values(
            due_at=now + pause_after(job.attempts),
            lease_until=0,
            error=error[:200],
            failed_at=now if is_incident else None,
        )
    )
    return is_incident


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many tries: doubled each time, an hour at most."""
    doubled: timedelta = FIRST_PAUSE * 2 ** min(attempts - 1, 20)
    return min(doubled, LONGEST_PAUSE)


def incidents(tx: Tx) -> Sequence[Incident]:
    """Return the jobs that a person must look at, oldest first."""
    rows = tx.execute(select(_job).where(_job.c.failed_at.is_not(None)).order_by(_job.c.failed_at))
    return [
        Incident(case_id=row.case_id, number=row.number, kind=row.kind, error=row.error or "", failed_at=row.failed_at)
        for row in rows
    ]


def retry(tx: Tx, case_id: str, number: int, now: datetime) -> None:
    """Let a failed job be tried again at once, as if it were new."""
    tx.execute(
        update(_job)
        .where(_job.c.case_id == case_id, _job.c.number == number)
        .values(due_at=now, attempts=0, failed_at=None, lease_until=0)
    )


def due_jobs(tx: Tx, now: datetime, limit: int) -> Sequence[str]:
    """Return the ids of jobs that are due: for those who hand them to other processes."""
    query = (
        select(_job.c.case_id, _job.c.number)
        .where(_job.c.failed_at.is_(None), _job.c.due_at <= now)
        .order_by(_job.c.due_at)
        .limit(limit)
    )
    return [f"{row.case_id}-{row.number}" for row in tx.execute(query)]


def _named(job: Job) -> tuple[Any, Any]:
    return _job.c.case_id == job.case_id, _job.c.number == job.number
