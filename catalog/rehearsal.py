"""Putting a procedure up for practice (練習): in a house of its own, where nobody's application can be touched.

A practice house has its own database, files and histories (`bootstrap.practice_house`). Nothing in this product reads
both, so that figures, numbers, letters and inboxes of real cases cannot meet those of practice: no rule has to keep
them apart (docs/adr/0024-practice-in-a-house-of-its-own.md). This module is the one way in: it copies what the office
works on, never what anybody applied for.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import insert, select

from accounts.directory import Directory
from accounts.directory_copy import copy_directory
from accounts.officer import Officer
from catalog import tables
from catalog.bundle import Bundle
from catalog.library import Library, freeze
from catalog.procedures import Procedure, procedure
from catalog.publication import Proposal, draft_bundle, put_in_force, require_publishable
from catalog.versions import Version, current_version
from db.database import Tx
from kernel.errors import NotAllowed, NotFound
from kernel.ids import new_id

THE_HOUSE: Final = "practice"
"""Who puts things in force in a practice house."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """What is to be practised: a bundle with those of its subflows, read from the real house."""

    owner: Procedure
    slot: str
    bundle: Bundle
    children: tuple[tuple[Procedure, Bundle], ...]


def rehearsal(tx: Tx, library: Library, officer: Officer, key: str, slot: str = "") -> Rehearsal:
    """Read what is to be practised: the drafts around the flow in `slot`, or without a slot the version in force.

    Whoever designs or publishes a procedure may put it up. Raises `NotPublishable` with what the check finds.
    """
    owner = procedure(tx, key)
    if not officer.sees(owner.department) and not officer.may("publish", owner.department):
        raise NotFound
    if not officer.may("design", owner.department) and not officer.may("publish", owner.department):
        raise NotAllowed(capability="design", department=owner.department)
    if slot:
        bundle = draft_bundle(tx, key, slot)
        require_publishable(tx, bundle)
    else:
        version = current_version(tx, key)
        if version is None:
            raise NotFound
        bundle = library.bundle(tx, version.bundle_digest)
    children: dict[str, tuple[Procedure, Bundle]] = {}
    waiting = [*bundle.children.values()]
    for digest in waiting:
        if digest not in children:
            child = library.bundle(tx, digest)
            children[digest] = (procedure(tx, child.procedure), child)
            waiting += child.children.values()
    return Rehearsal(owner=owner, slot=slot, bundle=bundle, children=tuple(children.values()))


def put_up(
    tx: Tx, library: Library, directory: Directory, wanted: Rehearsal, officer: Officer, *, now: datetime
) -> Version:
    """Put `wanted` in force in the practice house, of which `tx` and `library` are. The same twice is once."""
    copy_directory(tx, directory, now)
    for owner, bundle in (*wanted.children, (wanted.owner, wanted.bundle)):
        _keep_procedure(tx, owner, now)
        freeze(tx, bundle, now)
    before = current_version(tx, wanted.owner.key)
    if before is not None and before.bundle_digest == wanted.bundle.digest:
        return before
    asked = Proposal(
        id=new_id(now),
        procedure=wanted.owner.key,
        slot=wanted.slot,
        bundle_digest=wanted.bundle.digest,
        proposed_by=officer.id,
        proposed_at=now,
        authors=frozenset({officer.id}),
        state="published",
    )
    return put_in_force(tx, library, asked, THE_HOUSE, now=now)


def _keep_procedure(tx: Tx, owner: Procedure, now: datetime) -> None:
    table = tables.procedure
    if tx.execute(select(table.c.key).where(table.c.key == owner.key)).first() is None:
        row = {"key": owner.key, "department": owner.department, "title": owner.title, "created_at": now}
        tx.execute(insert(table).values(row))
