"""Published versions (版): numbered, frozen, listed with what changed in words."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select

from catalog import tables
from db.database import Tx
from kernel.errors import NotFound
from kernel.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A published version of a procedure. Cases are pinned to `bundle_digest`."""

    procedure: str
    number: int
    bundle_digest: str
    flow_digest: str
    slot: str
    changes: tuple[Text, ...]
    proposed_by: str
    published_by: str
    published_at: datetime
    note: Text | None = None
    """Why, in the words of whoever proposed it."""
    restores: int | None = None
    """The version that this one brings back (前の版に戻す)."""


def versions(tx: Tx, procedure_key: str) -> tuple[Version, ...]:
    """Return every version of a procedure, newest first."""
    table = tables.version
    return _read(tx, select(table).where(table.c.procedure == procedure_key).order_by(table.c.number.desc()))


def version_numbered(tx: Tx, procedure_key: str, number: int) -> Version:
    """Return one version or raise `NotFound`."""
    table = tables.version
    found = _read(tx, select(table).where(table.c.procedure == procedure_key, table.c.number == number))
    if not found:
        raise NotFound
    return found[0]


def current_version(tx: Tx, procedure_key: str) -> Version | None:
    """Return the version in force, or None."""
    table = tables.version
    query = (
        select(table)
        .join(tables.procedure, tables.procedure.c.key == table.c.procedure)
        .where(table.c.procedure == procedure_key, table.c.number == tables.procedure.c.current_version)
    )
    return next(iter(_read(tx, query)), None)


def open_versions(tx: Tx) -> tuple[Version, ...]:
    """Return the version in force of every procedure that takes applications."""
    table, owner = tables.version, tables.procedure
    query = (
        select(table)
        .join(owner, owner.c.key == table.c.procedure)
        .where(table.c.number == owner.c.current_version, owner.c.retired_at.is_(None))
        .order_by(table.c.procedure)
    )
    return _read(tx, query)


def _read(tx: Tx, query: Select[tuple[object, ...]]) -> tuple[Version, ...]:
    return tuple(
        Version(
            procedure=row.procedure,
            number=row.number,
            bundle_digest=row.bundle_digest,
            flow_digest=row.flow_digest,
            slot=row.slot,
            changes=tuple(row.changes),
            proposed_by=row.proposed_by,
            published_by=row.published_by,
            published_at=row.published_at,
            note=row.note,
            restores=row.restores,
        )
        for row in tx.execute(query)
    )
