"""Lists of cases and how many there are, for those who look after procedures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, Select, exists, func, literal, select, tuple_

from db.database import Tx
from db.types import UtcDateTime
from engine.core.codec import instant_of, microseconds
from engine.core.state import Status
from engine.shell import tables
from engine.shell.worklist import Worklist, may_open

PAGE: Final = 50
_case = tables.case_file


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """A case in a list."""

    id: str
    procedure: str
    program: str
    channel: str
    status: Status
    result: str | None
    automatic: bool
    opened_at: datetime
    decided_at: datetime | None
    closed_at: datetime | None
    standard_due: str | None


@dataclass(frozen=True, slots=True)
class CasePage:
    """A page; `after` is where the next one begins, None on the last."""

    cases: Sequence[CaseLine]
    after: str | None


def case_list(
    tx: Tx, procedure: str, status: Status | None = None, *, after: str | None = None, limit: int = PAGE
) -> CasePage:
    """Return a page of the cases of a procedure, newest first."""
    query = select(_case).where(_case.c.procedure == procedure)
    if status is not None:
        query = query.where(_case.c.status == status)
    mark, _, case_id = (after or "").partition(".")
    if case_id and mark.isascii() and mark.isdecimal() and len(mark) < 18:
        query = query.where(
            tuple_(_case.c.opened_at, _case.c.id) < tuple_(literal(instant_of(int(mark)), UtcDateTime), case_id)
        )
    rows = tx.execute(query.order_by(_case.c.opened_at.desc(), _case.c.id.desc()).limit(limit + 1)).all()
    last = rows[limit - 1] if len(rows) > limit else None
    return CasePage(
        [_line(row) for row in rows[:limit]], None if last is None else f"{microseconds(last.opened_at)}.{last.id}"
    )


def case_ids(tx: Tx, procedure: str, status: Status | None, limit: int) -> Sequence[str]:
    """Return the ids of the newest cases of a procedure."""
    query = select(_case.c.id).where(_case.c.procedure == procedure)
    if status is not None:
        query = query.where(_case.c.status == status)
    return tx.scalars(query.order_by(_case.c.opened_at.desc(), _case.c.id.desc()).limit(limit)).all()


def closed_before(
    tx: Tx, procedure: str, instant: datetime, without: Select[tuple[str]], limit: int
) -> Sequence[CaseLine]:
    """Return cases of a procedure that were closed before `instant`, oldest first, children under their parents.

    One with a child that is still running is left out, and so are those that `without` names.
    """
    query = select(_case).where(*_long_closed(procedure, instant, without)).order_by(_case.c.closed_at, _case.c.id)
    return [_line(row) for row in tx.execute(query.limit(limit))]


def count_closed_before(tx: Tx, procedure: str, instant: datetime, without: Select[tuple[str]]) -> int:
    """Count what `closed_before` would return."""
    return tx.scalar(select(func.count()).select_from(_case).where(*_long_closed(procedure, instant, without))) or 0


def _long_closed(procedure: str, instant: datetime, without: Select[tuple[str]]) -> list[ColumnElement[bool]]:
    child, running = tables.case_child, _case.alias("running")
    return [
        _case.c.procedure == procedure,
        _case.c.status == "closed",
        _case.c.closed_at < instant,
        _case.c.id.not_in(without),
        ~exists().where(child.c.case_id == _case.c.id),
        ~exists().where(child.c.root_id == _case.c.id, running.c.id == child.c.case_id, running.c.status != "closed"),
    ]


def finished_cases(
    tx: Tx, procedure: str, worklist: Worklist, departments: frozenset[str], limit: int
) -> Sequence[CaseLine]:
    """Return the newest finished cases of a procedure that are open to the officer of `worklist`."""
    query = (
        select(_case)
        .where(_case.c.procedure == procedure, _case.c.status == "closed", may_open(worklist, departments, _case.c.id))
        .order_by(_case.c.opened_at.desc())
        .limit(limit)
    )
    return [_line(row) for row in tx.execute(query)]


def case_lines(tx: Tx, case_ids: Sequence[str]) -> Mapping[str, CaseLine]:
    """Return many cases in one query; unknown ones are left out."""
    return {row.id: _line(row) for row in tx.execute(select(_case).where(_case.c.id.in_(case_ids)))}


def case_counts(tx: Tx) -> Mapping[str, Mapping[Status, int]]:
    """Return by procedure how many cases there are in each status."""
    counts: dict[str, dict[Status, int]] = {}
    query = select(_case.c.procedure, _case.c.status, func.count()).group_by(_case.c.procedure, _case.c.status)
    for procedure, status, count in tx.execute(query):
        counts.setdefault(procedure, {})[status] = count
    return counts


def _line(row: Row[Any]) -> CaseLine:
    return CaseLine(
        id=row.id,
        procedure=row.procedure,
        program=row.program,
        channel=row.channel,
        status=row.status,
        result=row.result,
        automatic=row.automatic,
        opened_at=row.opened_at,
        decided_at=row.decided_at,
        closed_at=row.closed_at,
        standard_due=row.standard_due,
    )


def running_case_ids(tx: Tx, procedure: str, other_than: str, limit: int) -> Sequence[str]:
    """Return up to `limit` cases of a procedure that are not over and not on the version `other_than`, oldest first."""
    open_ones = (_case.c.procedure == procedure, _case.c.status != "closed", _case.c.program != other_than)
    return tx.scalars(select(_case.c.id).where(*open_ones).order_by(_case.c.opened_at, _case.c.id).limit(limit)).all()


def running_cases(tx: Tx, procedure: str) -> int:
    """Count the cases of a procedure that are not over."""
    query = select(func.count()).where(_case.c.procedure == procedure, _case.c.status != "closed")
    return tx.scalar(query) or 0
