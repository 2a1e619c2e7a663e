"""The city's navigators (手続きナビの一覧): kept by the DX office, shown to residents once it says so."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from accounts.officer import EVERY_DEPARTMENT, Officer
from catalog.procedures import Procedure, procedures
from db.database import Tx
from guidance import tables
from guidance.messages import MESSAGES, PLACES
from guidance.navigator import Navigator, require_navigator
from kernel.errors import NotFound, Stale, UnusableDocument
from kernel.json_types import Json
from kernel.problems import Problem
from kernel.text import named

_table = tables.navigator


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A navigator as it is kept; `revision` counts its changes from 1."""

    navigator: Navigator
    shown: bool
    revision: int
    updated_by: str
    updated_at: datetime


def shown_navigators(tx: Tx) -> tuple[Navigator, ...]:
    """Return what residents can walk through, by key."""
    rows = tx.execute(select(_table).where(_table.c.shown).order_by(_table.c.key))
    return tuple(_read(row).navigator for row in rows)


def shown_navigator(tx: Tx, key: str) -> Navigator:
    """Return one that residents can walk through or raise `NotFound`."""
    found = _row(tx, key)
    if not found.shown:
        raise NotFound
    return found.navigator


def kept_navigators(tx: Tx, officer: Officer) -> tuple[Kept, ...]:
    """Return every navigator, by key."""
    officer.require("dx", EVERY_DEPARTMENT)
    return tuple(map(_read, tx.execute(select(_table).order_by(_table.c.key))))


def kept_navigator(tx: Tx, officer: Officer, key: str) -> Kept:
    """Return one navigator or raise `NotFound`."""
    officer.require("dx", EVERY_DEPARTMENT)
    return _row(tx, key)


def procedures_to_lead_to(tx: Tx, officer: Officer) -> tuple[Procedure, ...]:
    """Return what a navigator can lead to; also who may edit one, since whoever does must see this list."""
    officer.require("dx", EVERY_DEPARTMENT)
    return tuple(procedures(tx))


def checked_navigator(tx: Tx, officer: Officer, document: Json) -> Navigator:
    """Return the navigator that could be kept as it is, or raise `UnusableDocument` as `keep_navigator` would."""
    officer.require("dx", EVERY_DEPARTMENT)
    read = require_navigator(document)
    if unknown := [*_unknown(read, {each.key for each in procedures(tx)})]:
        raise UnusableDocument(tuple(unknown))
    return read


def keep_navigator(tx: Tx, officer: Officer, document: Json, *, revision: int | None, now: datetime) -> str:
    """Keep a navigator and return its key; a new one is not shown yet.

    `revision` is the one that the officer saw (None: a new one); another one there now raises `Stale`. Raises
    `UnusableDocument` with everything that is wrong, procedures that do not exist included.
    """
    read = checked_navigator(tx, officer, document)
    values = {"document": read.document, "updated_by": officer.id, "updated_at": now}
    if revision is None:
        try:
            tx.execute(insert(_table).values(key=read.key, shown=False, revision=1, **values))
        except IntegrityError as error:
            raise Stale(kind="navigator", key=read.key) from error
        return read.key
    changed = tx.execute(
        update(_table).where(_table.c.key == read.key, _table.c.revision == revision).values(
            revision=revision + 1, **values
        )
    )  # fmt: skip
    if changed.rowcount != 1:
        raise Stale(kind="navigator", key=read.key)
    return read.key


def show_navigator(tx: Tx, officer: Officer, key: str, *, shown: bool) -> None:
    """Let residents see a navigator, or no longer."""
    officer.require("dx", EVERY_DEPARTMENT)
    if tx.execute(update(_table).where(_table.c.key == key).values(shown=shown)).rowcount != 1:
        raise NotFound


def remove_navigator(tx: Tx, officer: Officer, key: str) -> None:
    """Take a navigator away for good."""
    officer.require("dx", EVERY_DEPARTMENT)
    tx.execute(delete(_table).where(_table.c.key == key))


def _unknown(navigator: Navigator, known: Iterable[str]) -> Iterable[Problem]:
    for place, lead in enumerate(navigator.leads):
        if lead.procedure is not None and lead.procedure not in known:
            where = named(PLACES["leads"], lead.procedure)
            pointer = f"/leads/{place}/procedure"
            yield MESSAGES.problem("guidance.unknown_procedure", pointer, place=where, procedure=lead.procedure)


def _row(tx: Tx, key: str) -> Kept:
    row = tx.execute(select(_table).where(_table.c.key == key)).one_or_none()
    if row is None:
        raise NotFound
    return _read(row)


def _read(row: Any) -> Kept:
    return Kept(
        navigator=require_navigator(row.document),
        shown=row.shown,
        revision=row.revision,
        updated_by=row.updated_by,
        updated_at=row.updated_at,
    )
