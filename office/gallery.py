"""The gallery (ひな形): procedures that other departments may begin with, each with its measured effect.

What is shared is one version and the as-is beside it, never a case. The effect is that of the day on which it was
shared, so that showing the gallery asks nothing of the cases; sharing again brings it up to date.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, insert, select

from accounts.officer import Officer
from catalog import tables as catalog_tables
from catalog.copying import Original
from catalog.drafts import Kind, drafts_of
from catalog.library import Library
from catalog.procedures import procedure
from catalog.versions import current_version, version_numbered
from db.database import Tx
from kernel.errors import DomainError, NotFound
from kernel.json_types import Json, JsonObject
from kernel.text import Text
from office import tables
from office.effect import AS_IS, Effect, effect_of

SHOWN: Final = ("touch_minutes", "lead_time_days")
TO_BE: Final = "to-be"


class NothingToShare(DomainError):
    """Only what is in force is shared: others begin with what has proved itself."""

    code = "office.nothing_to_share"


@dataclass(frozen=True, slots=True)
class Gain:
    """One figure before and after: `real` was measured on cases, `planned` computed from the flow."""

    before: float | None
    planned: float | None
    real: float | None

    @property
    def after(self) -> float | None:
        """What counts: what was measured, else what is planned."""
        return self.planned if self.real is None else self.real


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A procedure of the gallery."""

    key: str
    title: Text
    department: str
    version: int
    gains: Mapping[str, Gain]
    closed: int
    """The cases on which the effect was measured; 0: it is planned."""
    shared_at: datetime


def share(tx: Tx, library: Library, officer: Officer, key: str, now: datetime) -> None:
    """Let other departments begin with the version in force, and note its effect."""
    officer.require("publish", procedure(tx, key).department)
    current = current_version(tx, key)
    if current is None:
        raise NothingToShare
    effect = _effect_json(effect_of(tx, library, officer, key, now))
    table = tables.shared_procedure
    tx.execute(delete(table).where(table.c.procedure == key))
    tx.execute(
        insert(table).values(procedure=key, version=current.number, effect=effect, shared_by=officer.id, shared_at=now)
    )


def unshare(tx: Tx, officer: Officer, key: str) -> None:
    """Take a procedure out of the gallery; copies stay what they are."""
    officer.require("publish", procedure(tx, key).department)
    tx.execute(delete(tables.shared_procedure).where(tables.shared_procedure.c.procedure == key))


def gallery(tx: Tx) -> tuple[Entry, ...]:
    """Return what is shared, newest first: dozens at most, so there are no pages."""
    return _read(tx)


def shared(tx: Tx, key: str) -> Entry | None:
    """Return the entry of a procedure, or None."""
    return next(iter(_read(tx, key)), None)


def original_of(tx: Tx, library: Library, officer: Officer, key: str) -> Original:
    """Return what can be copied: the shared version, or for those who see the procedure what is in force or drafted.

    Others get `NotFound`, as if it did not exist.
    """
    found, entry = procedure(tx, key), shared(tx, key)
    if entry is None and not officer.sees(found.department):
        raise NotFound
    drafts = drafts_of(tx, key)
    number = entry.version if entry else found.current_version
    if number is None:
        return Original(found.title, found.department, [(each.kind, each.key, each.document) for each in drafts])
    bundle = library.bundle(tx, version_numbered(tx, key, number).bundle_digest)
    documents: list[tuple[Kind, str, JsonObject]] = [
        *(("flow", AS_IS, each.document) for each in drafts if (each.kind, each.key) == ("flow", AS_IS)),
        ("flow", TO_BE, bundle.flow.document),
        *(("form", place, form.document) for place, form in bundle.forms.items()),
        *(("table", place, table.document) for place, table in bundle.tables.items()),
        ("page", bundle.page.key, bundle.page.document),
    ]
    return Original(bundle.page.title, found.department, documents)


def _effect_json(effect: Effect) -> dict[str, Json]:
    gains: dict[str, Json] = {
        line.quantity: {"before": line.before, "planned": line.planned, "real": line.real}
        for line in effect.lines
        if line.quantity in SHOWN
    }
    return {"gains": gains, "closed": effect.measured.closed if effect.measured else 0}


def _read(tx: Tx, key: str | None = None) -> tuple[Entry, ...]:
    table, owner = tables.shared_procedure, catalog_tables.procedure
    query = select(table, owner.c.title, owner.c.department).join(owner, owner.c.key == table.c.procedure)
    if key is not None:
        query = query.where(table.c.procedure == key)
    return tuple(
        Entry(
            key=row.procedure,
            title=row.title,
            department=row.department,
            version=row.version,
            gains={name: Gain(**figures) for name, figures in row.effect["gains"].items()},
            closed=row.effect["closed"],
            shared_at=row.shared_at,
        )
        for row in tx.execute(query.order_by(table.c.shared_at.desc(), table.c.procedure))
    )
