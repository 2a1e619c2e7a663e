"""Rules that the watch has stopped (自動停止): told to people, shown on the pages, and let go on by a person.

Automatic decisions go on only after somebody who may publish has said why, and only when the published version no
longer decides by the table that was stopped.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import select, update

from accounts.officer import Officer
from catalog.library import Library
from catalog.procedures import procedure
from catalog.versions import current_version
from db.database import Tx
from engine.shell.switches import Stop, resume, stops
from learning import tables
from learning.errors import StillDeciding, TrialOver, WhyNeeded
from learning.trials import Trial, read_trial, trials_of

MOST_TOLD: Final = 20
_trial: Final = tables.trial


def to_tell(tx: Tx, now: datetime) -> tuple[Trial, ...]:
    """Return the stopped rules of which people are still to be told."""
    query = select(_trial).where(_trial.c.tell_at <= now).order_by(_trial.c.tell_at).limit(MOST_TOLD)
    return tuple(map(read_trial, tx.execute(query)))


def note_told(tx: Tx, trial_id: str, *, again_at: datetime | None) -> None:
    """Note that people were told, or (`again_at`) that it is to be tried again."""
    tx.execute(update(_trial).where(_trial.c.id == trial_id).values(tell_at=again_at))


def stop_of(tx: Tx, procedure_key: str) -> Stop | None:
    """Return why the automatic decisions of a procedure are off; None where they are not."""
    return next((each for each in stops(tx) if each.scope == procedure_key), None)


def go_on(tx: Tx, library: Library, officer: Officer, procedure_key: str, why: str, *, now: datetime) -> None:
    """Let the automatic decisions of a procedure go on after a stop."""
    officer.require("publish", procedure(tx, procedure_key).department)
    if not why.strip():
        raise WhyNeeded
    stopped = [each for each in trials_of(tx, procedure_key) if each.state == "stopped" and each.resumed_at is None]
    if not stopped or stop_of(tx, procedure_key) is None:
        raise TrialOver
    version = current_version(tx, procedure_key)
    deciding = library.bundle(tx, version.bundle_digest).tables.values() if version is not None else ()
    if {each.table.digest for each in stopped} & {table.digest for table in deciding}:
        raise StillDeciding
    values = {"resumed_by": officer.id, "resumed_at": now, "resumed_why": why.strip()}
    tx.execute(update(_trial).where(_trial.c.id.in_([each.id for each in stopped])).values(values))
    resume(tx, procedure_key)
