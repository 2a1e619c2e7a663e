"""Procedures (手続): the things that a department offers, and which version of each is in force."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, insert, select, update

from accounts.officer import Officer
from catalog import tables
from db.database import Tx
from db.prepared import Question
from db.seldom import changed, remembered
from kernel.errors import NotFound
from kernel.text import Text

_BY_KEY: Final = Question(select(tables.procedure).where(tables.procedure.c.key == bindparam("wanted")))


_DEPARTMENT: Final = Question(
    select(tables.procedure.c.department).where(tables.procedure.c.key == bindparam("wanted"))
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Procedure:
    """A procedure; without a current version residents do not see it."""

    key: str
    department: str
    title: Text
    current_version: int | None
    retired_at: datetime | None


def create_procedure(tx: Tx, officer: Officer, key: str, department: str, title: Text, now: datetime) -> None:
    """Add a procedure to the inventory (業務棚卸し)."""
    officer.require("design", department)
    tx.execute(insert(tables.procedure).values(key=key, department=department, title=title, created_at=now))
    changed(tx)


def procedure(tx: Tx, key: str) -> Procedure:
    """Return a procedure or raise `NotFound`."""
    row = _BY_KEY.one(tx, {"wanted": key})
    if row is None:
        raise NotFound
    return Procedure(
        key=row.key,
        department=row.department,
        title=row.title,
        current_version=row.current_version,
        retired_at=row.retired_at,
    )


def department_of(tx: Tx, key: str) -> str:
    """Return the department that offers a procedure or raise `NotFound`."""

    def ask() -> str:
        row = _DEPARTMENT.one(tx, {"wanted": key})
        if row is None:
            raise NotFound
        return str(row.department)

    return remembered(tx, ("department of", key), ask)


def procedures(tx: Tx) -> tuple[Procedure, ...]:
    """Return every procedure by key: hundreds at most, so there are no pages."""
    rows = tx.execute(select(tables.procedure).order_by(tables.procedure.c.key))
    return tuple(
        Procedure(
            key=row.key,
            department=row.department,
            title=row.title,
            current_version=row.current_version,
            retired_at=row.retired_at,
        )
        for row in rows
    )


def retire(tx: Tx, officer: Officer, key: str, now: datetime) -> None:
    """Take no new applications (廃止); running cases go on to their end."""
    officer.require("publish", procedure(tx, key).department)
    tx.execute(update(tables.procedure).where(tables.procedure.c.key == key).values(retired_at=now))


def reopen(tx: Tx, officer: Officer, key: str) -> None:
    """Take applications again."""
    officer.require("publish", procedure(tx, key).department)
    tx.execute(update(tables.procedure).where(tables.procedure.c.key == key).values(retired_at=None))
