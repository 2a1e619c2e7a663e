"""Drafts: documents that staff are working on, guarded by a revision so that nobody overwrites a colleague.

A procedure has flows in slots (`as-is`, `to-be`, `to-be-2`, …), forms and tables by their key, and one page.
A draft is kept even if it does not pass its check: only reading it must be possible.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias, cast

from sqlalchemy import and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from accounts.officer import Officer
from catalog import tables
from catalog.messages import MESSAGES
from catalog.page import FORMAT as PAGE
from catalog.page import require_page
from catalog.procedures import procedure
from db.database import Tx
from forms.codec import require_form
from forms.definition import FORMAT as FORM
from kernel.errors import NotFound, Stale, UnusableDocument
from kernel.json_types import Json, JsonObject
from kernel.problems import Problem
from workflow.codec import require_flow
from workflow.definition import FORMAT as FLOW
from workflow.table.codec import require_table
from workflow.table.model import FORMAT as TABLE

Kind: TypeAlias = Literal["flow", "form", "table", "page"]
KIND_OF: Final[dict[str, Kind]] = {FLOW: "flow", FORM: "form", TABLE: "table", PAGE: "page"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document being worked on; `revision` counts its changes from 1."""

    procedure: str
    kind: Kind
    key: str
    document: JsonObject
    revision: int
    updated_by: str
    updated_at: datetime


def kind_of(document: Json) -> Kind:
    """Return what `document` says it is, or raise `UnusableDocument`."""
    format_name = document.get("format") if isinstance(document, dict) else None
    kind = KIND_OF.get(format_name) if isinstance(format_name, str) else None
    if kind is None:
        raise UnusableDocument((MESSAGES.problem("format.wrong_kind", "/format", "error", format=str(format_name)),))
    return kind


def require_readable(kind: Kind, document: Json) -> None:
    """Raise `UnusableDocument` unless `document` can be read as `kind`."""
    match kind:
        case "flow":
            require_flow(document)
        case "form":
            require_form(document)
        case "table":
            require_table(document)
        case "page":
            require_page(document)


def save_draft(
    tx: Tx,
    officer: Officer,
    procedure_key: str,
    kind: Kind,
    key: str,
    document: JsonObject,
    *,
    revision: int | None,
    now: datetime,
) -> int:
    """Store `document` and return the new revision.

    `revision` is the one the officer saw (None: there was none yet); another one there now raises `Stale`.
    """
    officer.require("design", procedure(tx, procedure_key).department)
    require_readable(kind, document)
    table = tables.draft
    place = and_(table.c.procedure == procedure_key, table.c.kind == kind, table.c.key == key)
    values = {"document": document, "updated_by": officer.id, "updated_at": now}
    if revision is None:
        try:
            tx.execute(insert(table).values(procedure=procedure_key, kind=kind, key=key, revision=1, **values))
        except IntegrityError as error:
            raise Stale(kind=kind, key=key) from error
        return 1
    changed = tx.execute(
        update(table).where(place, table.c.revision == revision).values(revision=revision + 1, **values)
    )
    if changed.rowcount != 1:
        raise Stale(kind=kind, key=key)
    return revision + 1


def discard_draft(tx: Tx, officer: Officer, procedure_key: str, kind: Kind, key: str) -> None:
    """Throw a draft away; published versions are not touched."""
    officer.require("design", procedure(tx, procedure_key).department)
    table = tables.draft
    tx.execute(delete(table).where(table.c.procedure == procedure_key, table.c.kind == kind, table.c.key == key))


def draft(tx: Tx, procedure_key: str, kind: Kind, key: str) -> Draft:
    """Return one draft or raise `NotFound`."""
    found = [each for each in drafts_of(tx, procedure_key) if (each.kind, each.key) == (kind, key)]
    if not found:
        raise NotFound
    return found[0]


def drafts_of(tx: Tx, procedure_key: str) -> tuple[Draft, ...]:
    """Return every draft of a procedure, flows first, by key."""
    table = tables.draft
    rows = tx.execute(select(table).where(table.c.procedure == procedure_key).order_by(table.c.kind, table.c.key))
    return tuple(
        Draft(
            procedure=row.procedure,
            kind=cast(Kind, row.kind),
            key=row.key,
            document=row.document,
            revision=row.revision,
            updated_by=row.updated_by,
            updated_at=row.updated_at,
        )
        for row in rows
    )


def draft_stamps(tx: Tx, kind: Kind, key: str) -> dict[str, tuple[int, datetime]]:
    """Return by procedure when its draft in this place was last changed: cheap, without the documents."""
    table = tables.draft
    query = select(table.c.procedure, table.c.revision, table.c.updated_at).where(
        table.c.kind == kind, table.c.key == key
    )
    return {row.procedure: (row.revision, row.updated_at) for row in tx.execute(query.order_by(table.c.procedure))}


def flow_drafts(tx: Tx, procedure_keys: list[str]) -> dict[str, dict[str, JsonObject]]:
    """Return the flow documents of many procedures, by procedure and slot, in one query."""
    table = tables.draft
    query = select(table.c.procedure, table.c.key, table.c.document).where(
        table.c.kind == "flow", table.c.procedure.in_(procedure_keys)
    )
    found: dict[str, dict[str, JsonObject]] = {}
    for row in tx.execute(query):
        found.setdefault(row.procedure, {})[row.key] = row.document
    return found


def import_documents(
    tx: Tx, officer: Officer, procedure_key: str, documents: Sequence[Json], *, now: datetime
) -> tuple[tuple[Kind, str], ...]:
    """Store documents as drafts, whatever was there before; return their places. All of them or none.

    A flow goes to the slot of its stage (`as-is`, `to-be`). Raises `UnusableDocument` with the problems of all.
    """
    problems: list[Problem] = []
    for document in documents:
        try:
            require_readable(kind_of(document), document)
        except UnusableDocument as error:
            problems.extend(error.problems)
    if problems:
        raise UnusableDocument(tuple(problems))
    known = {(each.kind, each.key): each.revision for each in drafts_of(tx, procedure_key)}
    places = []
    for document in documents:
        assert isinstance(document, dict)
        kind = kind_of(document)
        place = (kind, str(document["stage"] if kind == "flow" else document["key"]))
        known[place] = save_draft(tx, officer, procedure_key, *place, document, revision=known.get(place), now=now)
        places.append(place)
    return tuple(places)
