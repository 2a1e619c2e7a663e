"""Publishing: a proposal freezes what was checked, a second person puts it in force.

What is proposed is stored at once under its digest, so that the reviewer sees, and publishes, exactly what was
checked; later changes of the drafts do not slip in.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias, cast

from sqlalchemy import func, insert, select, update
from sqlalchemy.engine import Row

from accounts.officer import Officer
from catalog import tables
from catalog.bundle import Bundle, bundle_of
from catalog.changes import changes_between
from catalog.checks import check_bundle
from catalog.drafts import drafts_of
from catalog.errors import NotPublishable, ProposalClosed, RestoreReasonMissing, SecondPersonNeeded
from catalog.library import Library, freeze
from catalog.procedures import procedure
from catalog.subflows import child_findings, with_children
from catalog.versions import Version, current_version, version_numbered
from db.database import Tx
from engine.core.program import compile_program
from kernel.errors import NotFound
from kernel.ids import new_id
from kernel.text import Text

State: TypeAlias = Literal["open", "scheduled", "published", "declined", "failed"]
DECIDABLE: Final[tuple[State, ...]] = ("open", "failed")
"""What a second person can decide; what is scheduled has to be called off first."""
WAITING: Final[tuple[State, ...]] = ("open", "scheduled", "failed")


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
    decided_at: datetime | None = None
    restores: int | None = None
    """The version that is to come back; None: the drafts."""
    publish_at: datetime | None = None
    base: int | None = None
    """The version in force when the publication was scheduled."""
    failure: tuple[Text, ...] = ()
    """Why a scheduled publication did not happen."""
    called_off_by: str | None = None


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
    require_publishable(tx, bundle)
    # What cannot run is told now, not to a resident.
    compile_program(bundle.flow, tables=bundle.tables, children=bundle.children)
    freeze(tx, bundle, now)
    used = {("flow", slot), ("page", bundle.page.key)}
    used |= {("form", key) for key in bundle.forms} | {("table", key) for key in bundle.tables}
    asked = Proposal(
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
    _store(tx, asked)
    return asked


def propose_again(
    tx: Tx, library: Library, officer: Officer, procedure_key: str, number: int, *, now: datetime, reason: str
) -> Proposal:
    """Ask for an earlier version to come back (前の版に戻す): a new publication, with a reason and a second person."""
    department = procedure(tx, procedure_key).department
    if not officer.may("publish", department):
        officer.require("design", department)
    if not reason.strip():
        raise RestoreReasonMissing
    earlier = version_numbered(tx, procedure_key, number)
    require_publishable(tx, library.bundle(tx, earlier.bundle_digest))
    asked = Proposal(
        id=new_id(now),
        procedure=procedure_key,
        slot=earlier.slot,
        bundle_digest=earlier.bundle_digest,
        proposed_by=officer.id,
        proposed_at=now,
        authors=frozenset({officer.id}),
        state="open",
        note=reason.strip(),
        restores=number,
    )
    _store(tx, asked)
    return asked


def require_publishable(tx: Tx, bundle: Bundle) -> None:
    """Raise `NotPublishable` where the check finds errors today."""
    findings = (*check_bundle(bundle), *child_findings(tx, bundle))
    if any(finding.severity == "error" for finding in findings):
        raise NotPublishable(findings)


def publish(tx: Tx, library: Library, officer: Officer, proposal_id: str, *, now: datetime) -> Version:
    """Put a proposal in force. The officer must be neither an author nor the one who proposed it (四つ目の原則)."""
    found = claimed(tx, officer, proposal_id)
    if officer.id in found.authors:
        raise SecondPersonNeeded
    close(tx, found, "published", decided_by=officer.id, decided_at=now)
    return put_in_force(tx, library, found, officer.id, now=now)


def put_in_force(tx: Tx, library: Library, found: Proposal, publisher: str, *, now: datetime) -> Version:
    """Make of a proposal that was decided the version in force."""
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
            published_by=publisher,
            published_at=now,
            note=found.note,
            restores=found.restores,
        )
    )
    tx.execute(
        update(tables.procedure)
        .where(tables.procedure.c.key == found.procedure)
        .values(current_version=number, title=bundle.page.title, retired_at=None)
    )
    return version_numbered(tx, found.procedure, number)


def preview(tx: Tx, library: Library, asked: Proposal) -> tuple[Bundle, tuple[Text, ...]]:
    """Return what a proposal would put in force, and what changes against the version in force, in words."""
    before = current_version(tx, asked.procedure)
    bundle = library.bundle(tx, asked.bundle_digest)
    return bundle, changes_between(library.bundle(tx, before.bundle_digest) if before else None, bundle)


def decline(tx: Tx, officer: Officer, proposal_id: str, *, now: datetime) -> None:
    """Send a proposal back; the drafts stay as they are."""
    close(tx, claimed(tx, officer, proposal_id), "declined", decided_by=officer.id, decided_at=now)


def proposal(tx: Tx, proposal_id: str) -> Proposal:
    """Return a proposal or raise `NotFound`."""
    row = tx.execute(select(tables.proposal).where(tables.proposal.c.id == proposal_id)).one_or_none()
    if row is None:
        raise NotFound
    return read_proposal(row)


def open_proposals(tx: Tx, procedure_key: str | None = None) -> tuple[Proposal, ...]:
    """Return proposals that wait for a second person, for their time, or for somebody to mend them; oldest first."""
    table = tables.proposal
    query = select(table).where(table.c.state.in_(WAITING)).order_by(table.c.proposed_at)
    if procedure_key is not None:
        query = query.where(table.c.procedure == procedure_key)
    return tuple(read_proposal(row) for row in tx.execute(query))


def claimed(tx: Tx, officer: Officer, proposal_id: str) -> Proposal:
    """Return a proposal that `officer` may decide on now, or raise."""
    found = proposal(tx, proposal_id)
    officer.require("publish", procedure(tx, found.procedure).department)
    if found.state not in DECIDABLE:
        raise ProposalClosed
    return found


def close(tx: Tx, found: Proposal, state: State, **values: object) -> None:
    """Bring a proposal from the state in which it was read to `state`; raise where somebody was faster."""
    table = tables.proposal
    closed = tx.execute(
        update(table).where(table.c.id == found.id, table.c.state == found.state).values(state=state, **values)
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
            restores=proposal.restores,
        )
    )


def read_proposal(row: Row[tuple[object, ...]]) -> Proposal:
    """Return a row as a proposal."""
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
        decided_at=row.decided_at,
        restores=row.restores,
        publish_at=row.publish_at,
        base=row.base,
        failure=tuple(row.failure or ()),
        called_off_by=row.called_off_by,
    )
