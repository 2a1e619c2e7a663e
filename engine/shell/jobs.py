"""Jobs (timers and the outbox): claimed with a lease, done, gone; tried again with growing pauses.

Nothing here depends on a broker. A worker that dies loses its lease and somebody else does the job again, so whoever
tells something must do it idempotently by the delivery's id. Leases are short, are renewed while the work goes on
(`engine.shell.leases`) and are counted by the database's clock; a lease that lies further ahead than any can is one
from before the clock was set back, and over. Timers follow the clock of the caller. Deliveries do not wait for any
clock, and those of one case go out in the order in which they came about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Executable,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
    tuple_,
    update,
)

from db.database import Database, Tx
from db.prepared import Prepared
from engine.shell import tables

LEASE: Final = timedelta(seconds=6)
"""A worker that died holds its jobs no longer than this; one that is alive renews its leases long before."""
MOST_ATTEMPTS: Final = 10
"""After so many failures in a row a job is an incident: a person looks at it."""
SUSPECT_ATTEMPTS: Final = 3
"""A job that was tried more often may be what kills workers: it is tried by itself."""
DIED: Final = "worker_died"
"""The error of a job whose worker was never heard of again, each time."""
PUT_OFF: Final = "engine.put_off"
"""The error of a job whose partner is left alone for a while: only what has none is due whatever the clock says."""
FIRST_PAUSE: Final = timedelta(seconds=15)
LONGEST_PAUSE: Final = timedelta(hours=1)

UNORDERED: Final = ("timer", "service", "child")
"""Kinds that wait for no earlier delivery of their case, and that no later one waits for."""

Which: TypeAlias = Literal["timers", "told"]
_job = tables.job
_earlier = _job.alias("earlier")
# Written out, not bound: only then do the databases see that the two partial indexes serve.
_IS_TIMER: Final[ColumnElement[bool]] = _job.c.kind == literal_column("'timer'")
_IS_TOLD: Final[ColumnElement[bool]] = _job.c.kind != literal_column("'timer'")
_NOW, _SOON = (bindparam(name, type_=_job.c.due_at.type) for name in ("now", "soon"))
_TIMER_IS_DUE: Final = _job.c.due_at <= _NOW
_TOLD_BEFORE: Final = ~exists().where(
    _earlier.c.case_id == _job.c.case_id,
    _earlier.c.number < _job.c.number,
    _earlier.c.kind.not_in(UNORDERED),
    _earlier.c.failed_at.is_(None),
)
# What never failed is due, whatever the clock says; a pause cannot end later than the longest one from now.
_DELIVERY_IS_DUE: Final = and_(
    or_(_job.c.error.is_(None), _job.c.due_at <= _NOW, _job.c.due_at > _SOON),
    or_(_job.c.kind.in_(UNORDERED), _TOLD_BEFORE),
)
_DONE: Final = Prepared(
    delete(_job).where(_job.c.case_id == bindparam("case_id"), _job.c.number == bindparam("number"))
)
_LEASE_MICROSECONDS: Final = int(LEASE.total_seconds() * 1_000_000)
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
    case_id, number = only or (None, None)
    asked = {"now": now, "soon": now + LONGEST_PAUSE, "of_case": case_id, "of_number": number}
    with database.begin() as tx:
        jobs = _lease(tx, "timers", asked, limit)
        if len(jobs) < limit:
            jobs += _lease(tx, "told", asked, limit - len(jobs))
        return _without_poison(tx, jobs, now)


def _lease(tx: Tx, which: Which, asked: Mapping[str, Any], limit: int) -> list[Job]:
    query = _leasing(tx.dialect.name, which, asked["of_case"] is not None)
    jobs = [_read(row) for row in tx.execute(query, {**asked, "most": limit})]
    return sorted(jobs, key=lambda job: (job.due_at, job.case_id, job.number))


@lru_cache
def _leasing(dialect: str, which: Which, just_one: bool) -> Executable:
    """Return the statement that leases; built once, because building it costs more than executing it."""
    ready = _ready(dialect, which).with_for_update(skip_locked=True, of=_job)
    if just_one:
        ready = ready.where(_job.c.case_id == bindparam("of_case"), _job.c.number == bindparam("of_number"))
    return (
        update(_job)
        .where(tuple_(_job.c.case_id, _job.c.number).in_(ready))
        .values(lease_until=_lease_end(dialect), attempts=_job.c.attempts + 1)
        .returning(_job)
    )


def _read(row: Any) -> Job:
    return Job(
        case_id=row.case_id,
        number=row.number,
        kind=row.kind,
        node=row.node,
        item=row.item,
        due_at=row.due_at,
        attempts=row.attempts,
    )


def _without_poison(tx: Tx, jobs: Sequence[Job], now: datetime) -> Sequence[Job]:
    """Return what of `jobs` may be done together, and put the rest back: a job that kills its worker is found out.

    A suspect is done at once and with nothing else in hand: what happens to the worker then is its own doing. Whoever
    was only in the same batch is tried alone before long, and cleared.
    """
    for job in jobs:
        if job.attempts > MOST_ATTEMPTS:
            tx.execute(update(_job).where(*_held(job)).values(lease_until=0, error=DIED, failed_at=now))
    living = [job for job in jobs if job.attempts <= MOST_ATTEMPTS]
    suspects = [job for job in living if job.attempts > SUSPECT_ATTEMPTS]
    if not suspects:
        return living
    give_back(tx, [job for job in living if job is not suspects[0]])
    return suspects[:1]


@lru_cache
def _ready(dialect: str, which: Which) -> Select[tuple[str, int]]:
    is_kind, is_due = (_IS_TIMER, _TIMER_IS_DUE) if which == "timers" else (_IS_TOLD, _DELIVERY_IS_DUE)
    clock = _CLOCKS[dialect]
    is_free = or_(_job.c.lease_until <= clock, _job.c.lease_until > clock + 2 * _LEASE_MICROSECONDS)
    return (
        select(_job.c.case_id, _job.c.number)
        .where(is_kind, _job.c.failed_at.is_(None), is_due, is_free)
        .order_by(_job.c.due_at, _job.c.case_id, _job.c.number)
        .limit(bindparam("most", type_=BigInteger))
    )


def _lease_end(dialect: str) -> ColumnElement[int]:
    end: ColumnElement[int] = _CLOCKS[dialect] + _LEASE_MICROSECONDS
    return end


def renew(tx: Tx, jobs: Sequence[Job]) -> None:
    """Begin the leases of `jobs` anew, as far as they are still ours."""
    held = tuple_(_job.c.case_id, _job.c.number, _job.c.attempts)
    ours = [(job.case_id, job.number, job.attempts) for job in jobs]
    tx.execute(update(_job).where(held.in_(ours)).values(lease_until=_lease_end(tx.dialect.name)))


def give_back(tx: Tx, jobs: Sequence[Job]) -> None:
    """Return leases that were not used: somebody else may begin at once."""
    for job in jobs:
        tx.execute(update(_job).where(*_held(job)).values(lease_until=0, attempts=job.attempts - 1))


def give_back_all(tx: Tx) -> None:
    """End every lease. Only for whoever knows that no other worker is alive: the one process at its start."""
    tx.execute(update(_job).where(_job.c.lease_until > 0).values(lease_until=0))


def done(tx: Tx, job: Job) -> None:
    """Take a finished job away."""
    _DONE.run(tx, {"case_id": job.case_id, "number": job.number})


def failed(tx: Tx, job: Job, error: str, now: datetime) -> bool:
    """Put a job back for a later try; True where it has failed too often and is an incident now.

    Whoever has lost the lease meanwhile changes nothing: the job is somebody else's.
    """
    is_incident = job.attempts >= MOST_ATTEMPTS
    tx.execute(
        update(_job)
        .where(*_held(job))
        .values(
            due_at=now + pause_after(job.attempts),
            lease_until=0,
            error=error[:200],
            failed_at=now if is_incident else None,
        )
    )
    return is_incident


def postpone(tx: Tx, job: Job, until: datetime) -> None:
    """Put a job off that was not tried at all: it loses no try by that."""
    attempts, error = max(job.attempts - 1, 1), func.coalesce(_job.c.error, PUT_OFF)
    tx.execute(update(_job).where(*_held(job)).values(due_at=until, lease_until=0, attempts=attempts, error=error))


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
        .values(due_at=now, attempts=0, error=None, failed_at=None, lease_until=0)
    )


def waiting_calls(tx: Tx, limit: int) -> Sequence[tuple[str, int]]:
    """Return up to `limit` calls of other systems that have failed or been put off: case and number."""
    waiting = (_job.c.kind == "service", _job.c.failed_at.is_(None))
    rows = tx.execute(select(_job.c.case_id, _job.c.number).where(*waiting).order_by(_job.c.due_at).limit(limit))
    return [(row.case_id, row.number) for row in rows]


def call_again(tx: Tx, now: datetime) -> None:
    """Let every call that was put off be made at once."""
    tx.execute(
        update(_job)
        .where(_job.c.kind == "service", _job.c.failed_at.is_(None), _job.c.lease_until == 0)
        .values(due_at=now)
    )


def untold(tx: Tx, case_ids: Sequence[str]) -> frozenset[str]:
    """Return those of `case_ids` that have deliveries which have not gone out."""
    query = select(_job.c.case_id).where(_job.c.case_id.in_(case_ids), _IS_TOLD).distinct()
    return frozenset(tx.scalars(query))


def due_jobs(tx: Tx, now: datetime, limit: int) -> Sequence[str]:
    """Return the ids of up to `limit` jobs that are due and free: for those who hand them to other processes."""
    asked = {"now": now, "soon": now + LONGEST_PAUSE, "most": limit}
    kinds: tuple[Which, ...] = ("timers", "told")
    rows = [row for which in kinds for row in tx.execute(_ready(tx.dialect.name, which), asked)]
    return [f"{row.case_id}-{row.number}" for row in rows[:limit]]


def _named(job: Job) -> tuple[ColumnElement[bool], ...]:
    return _job.c.case_id == job.case_id, _job.c.number == job.number


def _held(job: Job) -> tuple[ColumnElement[bool], ...]:
    """The job as long as nobody else has claimed it after us: each claim counts `attempts` up."""
    return *_named(job), _job.c.attempts == job.attempts
