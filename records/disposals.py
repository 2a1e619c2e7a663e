"""Parting with cases (廃棄): one person proposes, a second one looks and agrees, then the worker erases.

The rule as it stood is kept with the decision, and so is the register. Declining leaves everything as it was: the cases
are listed again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias, cast

from sqlalchemy import Row, Select, func, insert, select, update

from accounts.officer import Officer
from catalog.procedures import procedure
from db.database import Tx
from intake.applications import applications
from kernel.clock import local_date
from kernel.errors import NotFound
from kernel.ids import new_id
from records import tables
from records.errors import DisposalDecided, NothingChosen, SecondPersonNeeded
from records.retention import due_cases, retention_of

MOST: Final = 500
"""So many cases in one decision: a person can look them over."""
State: TypeAlias = Literal["open", "agreed", "declined", "done"]
_table, _register = tables.disposal, tables.disposal_case


@dataclass(frozen=True, slots=True, kw_only=True)
class Disposal:
    """A decision, or a proposal of one."""

    id: str
    procedure: str
    years: int
    basis: str
    proposed_by: str
    proposed_at: datetime
    state: State
    decided_by: str | None
    decided_at: datetime | None
    cases: int
    erased: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the register."""

    case_id: str
    number: str
    closed_at: datetime
    erased_at: datetime | None


def propose_disposal(tx: Tx, officer: Officer, key: str, chosen: Sequence[str], now: datetime) -> str:
    """Propose to part with those of `chosen` that are due."""
    officer.require("records", procedure(tx, key).department)
    kept = retention_of(tx, key)
    due = () if kept is None else due_cases(tx, kept, local_date(now), MOST)
    wanted = {*chosen}
    lines = [line for line in due if line.id in wanted]
    if kept is None or not lines:
        raise NothingChosen
    disposal_id, known = new_id(now), applications(tx, [line.id for line in lines])
    tx.execute(
        insert(_table).values(
            id=disposal_id, procedure=key, years=kept.years, basis=kept.basis, proposed_by=officer.id,
            proposed_at=now, state="open",
        )
    )  # fmt: skip
    rows = [
        {
            "disposal": disposal_id,
            "case_id": line.id,
            "number": known[line.id].number if line.id in known else "",
            "closed_at": line.closed_at,
        }
        for line in lines
    ]
    tx.execute(insert(_register), rows)
    return disposal_id


def decide_disposal(tx: Tx, officer: Officer, disposal_id: str, *, agreed: bool, now: datetime) -> None:
    """Agree to a proposal of somebody else, or decline one."""
    found = read_disposal(tx, officer, disposal_id)
    officer.require("records", procedure(tx, found.procedure).department)
    if officer.id == found.proposed_by:
        raise SecondPersonNeeded
    values = {"state": "agreed" if agreed else "declined", "decided_by": officer.id, "decided_at": now}
    still_open = update(_table).where(_table.c.id == disposal_id, _table.c.state == "open")
    if not tx.execute(still_open.values(values)).rowcount:
        raise DisposalDecided


def read_disposal(tx: Tx, officer: Officer, disposal_id: str) -> Disposal:
    """Return a decision about a procedure whose records `officer` looks after, or raise `NotFound`."""
    row = tx.execute(_counted().where(_table.c.id == disposal_id)).one_or_none()
    if row is None or not officer.may("records", procedure(tx, row.procedure).department):
        raise NotFound
    return _read(row)


def disposals(tx: Tx, keys: Sequence[str], limit: int) -> Sequence[Disposal]:
    """Return decisions about some procedures, newest first."""
    query = _counted().where(_table.c.procedure.in_(keys)).order_by(_table.c.proposed_at.desc()).limit(limit)
    return [_read(row) for row in tx.execute(query)]


def entries(tx: Tx, disposal_id: str) -> Sequence[Entry]:
    """Return the register of a decision, in the order in which the cases were closed."""
    query = select(_register).where(_register.c.disposal == disposal_id)
    rows = tx.execute(query.order_by(_register.c.closed_at, _register.c.case_id))
    return [
        Entry(case_id=row.case_id, number=row.number, closed_at=row.closed_at, erased_at=row.erased_at) for row in rows
    ]


def erased_on(tx: Tx, case_id: str) -> datetime | None:
    """Return when a case was erased; None where it was not."""
    return tx.scalar(
        select(_register.c.erased_at).where(_register.c.case_id == case_id, _register.c.erased_at.is_not(None))
    )


def to_erase(tx: Tx, limit: int) -> Sequence[tuple[str, str]]:
    """Return cases that two people agreed to part with and that are still there, as decision and case."""
    query = (
        select(_register.c.disposal, _register.c.case_id)
        .join(_table, _table.c.id == _register.c.disposal)
        .where(_table.c.state == "agreed", _register.c.erased_at.is_(None))
        .order_by(_register.c.disposal, _register.c.case_id)
        .limit(limit)
    )
    return [(row.disposal, row.case_id) for row in tx.execute(query)]


def note_erased(tx: Tx, disposal_id: str, case_id: str, now: datetime) -> bool:
    """Note that a case is erased; False where somebody else has done it. The last one ends the decision."""
    mine = (_register.c.disposal == disposal_id, _register.c.case_id == case_id, _register.c.erased_at.is_(None))
    if not tx.execute(update(_register).where(*mine).values(erased_at=now)).rowcount:
        return False
    left = select(_register.c.case_id).where(_register.c.disposal == disposal_id, _register.c.erased_at.is_(None))
    if tx.execute(left.limit(1)).first() is None:
        tx.execute(update(_table).where(_table.c.id == disposal_id).values(state="done"))
    return True


def _counted() -> Select[Any]:
    return select(
        _table,
        select(func.count()).where(_register.c.disposal == _table.c.id).scalar_subquery().label("cases"),
        select(func.count(_register.c.erased_at)).where(_register.c.disposal == _table.c.id).scalar_subquery()
        .label("erased"),
    )  # fmt: skip


def _read(row: Row[Any]) -> Disposal:
    return Disposal(
        id=row.id,
        procedure=row.procedure,
        years=row.years,
        basis=row.basis,
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        state=cast(State, row.state),
        decided_by=row.decided_by,
        decided_at=row.decided_at,
        cases=row.cases,
        erased=row.erased,
    )
