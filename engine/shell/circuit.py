"""A partner who is down is left alone for a while (サーキットブレーカー): nobody waits for what cannot answer.

After five failures in a row, of whatever cases, calls to the partner are put off; when the pause is over a single call
tries, and the pause doubles until one succeeds. Questions that are put off lose none of their tries.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from db.database import Tx
from engine.shell import tables

FAILURES: Final = 5
FIRST_PAUSE: Final = timedelta(minutes=1)
LONGEST_PAUSE: Final = timedelta(minutes=15)

_circuit = tables.service_circuit
_FIRST: Final = {
    "sqlite": sqlite.insert(_circuit).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(_circuit).on_conflict_do_nothing(),
}


def waits_until(tx: Tx, partner: str, now: datetime) -> datetime | None:
    """Return until when calls to `partner` are put off; None: call now.

    Whoever comes first after a pause is let through and begins the next pause for all others.
    """
    row = tx.execute(select(_circuit).where(_circuit.c.partner == partner)).one_or_none()
    if row is None or row.failures < FAILURES:
        return None
    if now < row.closed_until <= now + LONGEST_PAUSE:
        found: datetime = row.closed_until
        return found
    tried = tx.execute(
        update(_circuit)
        .where(_circuit.c.partner == partner, _circuit.c.closed_until == row.closed_until)
        .values(closed_until=now + pause_after(row.failures))
    )
    return None if tried.rowcount == 1 else now + pause_after(row.failures)


@dataclass(frozen=True, slots=True, kw_only=True)
class DownPartner:
    """A partner who is left alone for a while: how often in a row calls failed, and when the next one tries."""

    partner: str
    failures: int
    next_try_at: datetime


def down_partners(tx: Tx) -> Sequence[DownPartner]:
    """Return the partners whose calls are put off, the one that failed most often first."""
    rows = tx.execute(select(_circuit).where(_circuit.c.failures >= FAILURES).order_by(_circuit.c.failures.desc()))
    return [DownPartner(partner=row.partner, failures=row.failures, next_try_at=row.closed_until) for row in rows]


def note_failure(tx: Tx, partner: str, now: datetime) -> None:
    """Count a call that failed."""
    row = tx.execute(select(_circuit.c.failures).where(_circuit.c.partner == partner).with_for_update()).one_or_none()
    failures = 1 if row is None else row.failures + 1
    values = {"failures": failures, "closed_until": now + pause_after(failures)}
    counted = tx.execute(update(_circuit).where(_circuit.c.partner == partner).values(**values)).rowcount
    if not counted:
        tx.execute(_FIRST[tx.dialect.name], {"partner": partner, **values})


def note_answer(tx: Tx, partner: str) -> None:
    """Forget the failures of a partner who has answered."""
    tx.execute(delete(_circuit).where(_circuit.c.partner == partner))


def pause_after(failures: int) -> timedelta:
    """Return how long a partner is left alone after so many failures in a row."""
    doubled: timedelta = FIRST_PAUSE * 2 ** min(max(failures - FAILURES, 0), 10)
    return min(doubled, LONGEST_PAUSE)
