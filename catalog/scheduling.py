"""Publishing at a date and time (予約公開): the second person decides now, and it happens then, unless called off.

When the time has come everything is looked at again. Where the check finds errors by then, where another version was
published meanwhile, so that what the second person compared with is gone, or where the procedure takes no
applications any more, nothing is published; why stands with the proposal, and both people are told.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

from sqlalchemy import select, update

from accounts.officer import Officer
from catalog import tables
from catalog.errors import BadPublishingTime, NotPublishable, NotScheduled, SecondPersonNeeded
from catalog.library import Library
from catalog.messages import MESSAGES
from catalog.procedures import procedure
from catalog.publication import (
    Proposal,
    claimed,
    close,
    proposal,
    put_in_force,
    read_proposal,
    require_publishable,
)
from db.database import Tx
from kernel.errors import NotAllowed
from kernel.text import Text

FARTHEST: Final = timedelta(days=366)
MOST_TOLD: Final = 20
TELL_AGAIN: Final = timedelta(minutes=5)
Outcome: TypeAlias = Literal["published", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of a scheduled publication, to be told to whoever proposed it and whoever decided on it."""

    proposal: Proposal
    title: Text
    outcome: Outcome


def schedule(tx: Tx, officer: Officer, proposal_id: str, *, at: datetime, now: datetime) -> None:
    """Decide on a proposal as the second person, for the moment `at`."""
    found = claimed(tx, officer, proposal_id)
    if officer.id in found.authors:
        raise SecondPersonNeeded
    if not now < at <= now + FARTHEST:
        raise BadPublishingTime
    close(
        tx, found, "scheduled", decided_by=officer.id, decided_at=now, publish_at=at, failure=None,
        base=procedure(tx, found.procedure).current_version, called_off_by=None,
    )  # fmt: skip


def call_off(tx: Tx, officer: Officer, proposal_id: str) -> None:
    """Take a scheduled publication back (取りやめ): the proposal waits for a second person again.

    Whoever proposed it may, and whoever may publish.
    """
    found = proposal(tx, proposal_id)
    if officer.id != found.proposed_by and not officer.may("publish", procedure(tx, found.procedure).department):
        raise NotAllowed
    if found.state != "scheduled":
        raise NotScheduled
    close(tx, found, "open", decided_by=None, decided_at=None, publish_at=None, base=None, called_off_by=officer.id)


def publish_due(tx: Tx, library: Library, *, now: datetime) -> bool:
    """Do what one due publication asks for, or say why not; return whether there was one."""
    table = tables.proposal
    row = tx.execute(
        select(table)
        .where(table.c.state == "scheduled", table.c.publish_at <= now)
        .order_by(table.c.publish_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()
    if row is None:
        return False
    found = read_proposal(row)
    if problems := _in_the_way(tx, library, found):
        close(tx, found, "failed", failure=[*problems], tell_at=now)
        return True
    close(tx, found, "published", tell_at=now)
    put_in_force(tx, library, found, found.decided_by or "", now=now)
    return True


def to_tell(tx: Tx, now: datetime) -> tuple[Told, ...]:
    """Return what is to be told by now, oldest first; a few at a time."""
    table, owner = tables.proposal, tables.procedure
    query = (
        select(table, owner.c.title)
        .join(owner, owner.c.key == table.c.procedure)
        .where(table.c.tell_at <= now)
        .order_by(table.c.tell_at)
        .limit(MOST_TOLD)
    )
    return tuple(
        Told(
            proposal=read_proposal(row),
            title=row.title,
            outcome="published" if row.state == "published" else "failed",
        )
        for row in tx.execute(query)
    )


def note_told(tx: Tx, proposal_id: str, *, again_at: datetime | None = None) -> None:
    """Remember that both were told, or when to try again."""
    tx.execute(update(tables.proposal).where(tables.proposal.c.id == proposal_id).values(tell_at=again_at))


def _in_the_way(tx: Tx, library: Library, found: Proposal) -> tuple[Text, ...]:
    """Return why a publication cannot happen now; empty: nothing is in the way."""
    owner = procedure(tx, found.procedure)
    if owner.current_version != found.base:
        return (MESSAGES.text("catalog.schedule.base_changed", number=owner.current_version or 0),)
    if owner.retired_at is not None:
        return (MESSAGES.text("catalog.schedule.retired"),)
    try:
        require_publishable(tx, library.bundle(tx, found.bundle_digest))
    except NotPublishable as error:
        return tuple(finding.message for finding in error.findings if finding.severity == "error")
    return ()
