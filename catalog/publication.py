"""Publishing: a proposal freezes what was checked, a second person puts it in force.

What is proposed is stored at once under its digest, so that the reviewer sees, and publishes, exactly what was
checked; later changes of the drafts do not slip in.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias, cast

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Row

from accounts.officer import Officer
from catalog import tables
from catalog.bundle import Bundle, bundle_of
from catalog.changes import changes_between
from catalog.checks import check_bundle
from catalog.drafts import drafts_of
from catalog.errors import NotPublishable, ProposalClosed, SecondPersonNeeded
from catalog.library import Library, freeze
from catalog.procedures import procedure
from catalog.subflows import child_findings, with_children
from catalog.versions import Version, current_version
from db.database import Tx
from engine.core.program import compile_program
from kernel.errors import NotFound
from kernel.ids import new_id
from kernel.text import Text

State: TypeAlias = Literal["open", "published", "declined"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A request to publish (公開の申し出): who asked for what, and what became of it."""

    id: str
    procedure: str
    slot: str
    bundle_digest: str
    proposed_by: str
    proposed_at: datetime
    authors: frozenset[str]
    state: State
    note: Text | None = None
    decided_by: str | None = None


def draft_bundle(tx: Tx, procedure_key: str, slot: str) -> Bundle:
    """Return the drafts of a procedure put together around the flow in `slot`."""
    return with_children(tx, bundle_of(procedure_key, drafts_of(tx, procedure_key), slot))


def propose(
    tx: Tx, officer: Officer, procedure_key: str, slot: str, *, now: datetime, note: Text | None = None
) -> Proposal:
    """Check the drafts, freeze them, and ask for a second person. Raises `NotPublishable` with the findings."""
    officer.require("design", procedure(tx, procedure_key).department)
    drafts = drafts_of(tx, procedure_key)
    bundle = with_children(tx, bundle_of(procedure_key, drafts, slot))
    findings = (*check_bundle(bundle), *child_findings(tx, bundle))
    if any(finding.severity == "error" for finding in findings):
        raise NotPublishable(findings)
    # What cannot run is told now, not to a resident.
    compile_program(bundle.flow, tables=bundle.tables, children=bundle.children)
    freeze(tx, bundle, now)
    used = {("flow", slot), ("page", bundle.page.key)}
    used |= {("form", key) for key in bundle.forms} | {("table", key) for key in bundle.tables}
    proposal = Proposal(
        id=new_id(now),
        procedure=procedure_key,
        slot=slot,
        bundle_digest=bundle.digest,
        proposed_by=officer.id,
        proposed_at=now,
        authors=frozenset(each.updated_by for each in drafts if (each.kind, each.key) in used) | {officer.id},
        state="open",
        note=note,
    )
    _store(tx, proposal)
    return proposal


def publish(tx: Tx, library: Library, officer: Officer, proposal_id: str, *, now: datetime) -> Version:
    """Put a proposal in force. The officer must be neither an author nor the one who proposed it (四つ目の原則)."""
    found = _claimed(tx, officer, proposal_id)
    if officer.id in found.authors:
        raise SecondPersonNeeded
    bundle, changes = preview(tx, library, found)
    number = _next_number(tx, found.procedure)
    tx.execute(
        insert(tables.version).values(
            procedure=found.procedure,
            number=number,
            bundle_digest=bundle.digest,
            flow_digest=bundle.flow.digest,
            slot=found.slot,
            changes=[*changes],
            proposed_by=found.proposed_by,
            published_by=officer.id,
            published_at=now,
        )
    )
    tx.execute(
        update(tables.procedure)
        .where(tables.procedure.c.key == found.procedure)
        .values(current_version=number, title=bundle.page.title, retired_at=None)
    )
    _close(tx, proposal_id, "published", officer, now)
    version = current_version(tx, found.procedure)
    assert version is not None
    return version


def preview(tx: Tx, library: Library, asked: Proposal) -> tuple[Bundle, tuple[Text, ...]]:
    """Return what a proposal would put in force, and what changes against the version in force, in words."""
    before = current_version(tx, asked.procedure)
    bundle = library.bundle(tx, asked.bundle_digest)
    return bundle, changes_between(library.bundle(tx, before.bundle_digest) if before else None, bundle)


def decline(tx: Tx, officer: Officer, proposal_id: str, *, now: datetime) -> None:
    """Send a proposal back; the drafts stay as they are."""
    _claimed(tx, officer, proposal_id)
    _close(tx, proposal_id, "declined", officer, now)


def proposal(tx: Tx, proposal_id: str) -> Proposal:
    """Return a proposal or raise `NotFound`."""
    row = tx.execute(select(tables.proposal).where(tables.proposal.c.id == proposal_id)).one_or_none()
    if row is None:
        raise NotFound
    return _read(row)


def open_proposals(tx: Tx, procedure_key: str | None = None) -> tuple[Proposal, ...]:
    """Return proposals that wait for a second person, oldest first."""
    table = tables.proposal
    query = select(table).where(table.c.state == "open").order_by(table.c.proposed_at)
    if procedure_key is not None:
        query = query.where(table.c.procedure == procedure_key)
    return tuple(_read(row) for row in tx.execute(query))


def _claimed(tx: Tx, officer: Officer, proposal_id: str) -> Proposal:
    found = proposal(tx, proposal_id)
    officer.require("publish", procedure(tx, found.procedure).department)
    if found.state != "open":
        raise ProposalClosed
    return found


def _close(tx: Tx, proposal_id: str, state: State, officer: Officer, now: datetime) -> None:
    table = tables.proposal
    closed = tx.execute(
        update(table)
        .where(table.c.id == proposal_id, table.c.state == "open")
        .values(state=state, decided_by=officer.id, decided_at=now)
    )
    if closed.rowcount != 1:
        raise ProposalClosed


def _next_number(tx: Tx, procedure_key: str) -> int:
    table = tables.version
    return (tx.scalar(select(func.max(table.c.number)).where(table.c.procedure == procedure_key)) or 0) + 1


def _store(tx: Tx, proposal: Proposal) -> None:
    tx.execute(
        insert(tables.proposal).values(
            id=proposal.id,
            procedure=proposal.procedure,
            slot=proposal.slot,
            bundle_digest=proposal.bundle_digest,
            note=proposal.note,
            proposed_by=proposal.proposed_by,
            proposed_at=proposal.proposed_at,
            authors=sorted(proposal.authors),
            state=proposal.state,
        )
    )


def _read(row: Row[tuple[object, ...]]) -> Proposal:
    return Proposal(
        id=row.id,
        procedure=row.procedure,
        slot=row.slot,
        bundle_digest=row.bundle_digest,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        authors=frozenset(row.authors),
        state=cast(State, row.state),
        note=row.note,
        decided_by=row.decided_by,
    )
