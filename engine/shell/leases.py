"""Keeping leases alive while a worker is at work, so that they can be short and the jobs of a dead one go on soon.

A lease says who does a job now, not how long it may take: a slow mail server holds a job for minutes, a killed
process for no longer than `LEASE`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from time import monotonic
from typing import Final

import structlog

from db.database import Database
from engine.shell.jobs import LEASE, Job, renew

RENEWAL_SECONDS: Final = LEASE.total_seconds() / 3
_LOG = structlog.get_logger("engine.leases")


@dataclass(slots=True)
class Hands:
    """The jobs that a worker has in hand."""

    database: Database
    jobs: dict[str, Job]
    renewed: float = field(default_factory=monotonic)
    lock: Lock = field(default_factory=Lock)

    def put_down(self, job: Job) -> None:
        """Hold `job` no longer: it is done, or somebody else may try it."""
        with self.lock:
            self.jobs.pop(job.id, None)

    @property
    def are_trusted(self) -> bool:
        """Say whether the leases were renewed in time; if not, somebody else may be at the same jobs by now."""
        return monotonic() - self.renewed < LEASE.total_seconds()

    def renew(self) -> None:
        """Begin the leases anew; a database that is away for a moment is asked again at the next turn."""
        with self.lock:
            held = [*self.jobs.values()]
        if not held:
            return
        begun = monotonic()
        try:
            with self.database.begin() as tx:
                renew(tx, held)
        except Exception as error:  # whatever it is, the next turn tries again, and `are_trusted` tells
            _LOG.warning("leases not renewed", error=type(error).__name__)
            return
        self.renewed = begun


@contextmanager
def holding(database: Database, jobs: Sequence[Job]) -> Iterator[Hands]:
    """Renew the leases of `jobs` until the block ends or they are put down."""
    hands, at_end = Hands(database, {job.id: job for job in jobs}), Event()
    thread = Thread(target=_keep, args=(hands, at_end), name="engine-leases", daemon=True)
    thread.start()
    try:
        yield hands
    finally:
        at_end.set()
        thread.join()


def _keep(hands: Hands, at_end: Event) -> None:
    while not at_end.wait(RENEWAL_SECONDS):
        hands.renew()
