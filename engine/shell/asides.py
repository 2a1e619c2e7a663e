"""What is asked of people beside the flow (後閲, 供覧, 意見照会, 連絡): for whoever is asked, and for the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, func, or_, select

from db.database import Tx
from engine.shell import tables
from engine.shell.view import DISTANT

_aside, _case = tables.aside, tables.case_file
MOST_SHOWN: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideLine:
    """Something asked beside the flow, with what was written."""

    case_id: str
    procedure: str
    number: int
    kind: str
    officer: str
    queue: str
    node: str
    asked_by: str
    opened_at: datetime
    due_at: datetime | None
    note: str
    closed_at: datetime | None
    closed_by: str
    answer: str


def asides_of_case(tx: Tx, case_id: str) -> Sequence[AsideLine]:
    """Return everything that was asked beside the flow of a case, oldest first."""
    return _lines(tx, _aside.c.case_id == case_id)


def open_asides(tx: Tx, officer: str, posts: frozenset[str]) -> Sequence[AsideLine]:
    """Return what `officer` is asked, in person or as one of a queue, the first due first."""
    found = _lines(tx, _for(officer, posts))
    return sorted(found, key=lambda line: (line.due_at or DISTANT, line.opened_at))


def count_open_asides(tx: Tx, officer: str, posts: frozenset[str]) -> int:
    """Count what `officer` is asked."""
    return tx.scalar(select(func.count()).select_from(_aside).where(_for(officer, posts))) or 0


def was_asked(tx: Tx, officer: str, posts: frozenset[str], case_id: str) -> bool:
    """Say whether the officer is, or was, asked anything about the case: that opens it."""
    asked = or_(_aside.c.officer == officer, _aside.c.queue.in_(sorted(posts)))
    return tx.execute(select(_aside.c.number).where(_aside.c.case_id == case_id, asked).limit(1)).first() is not None


def _for(officer: str, posts: frozenset[str]) -> ColumnElement[bool]:
    asked = or_(_aside.c.officer == officer, and_(_aside.c.officer == "", _aside.c.queue.in_(sorted(posts))))
    return and_(_aside.c.closed_at.is_(None), asked)


def _lines(tx: Tx, condition: ColumnElement[bool]) -> Sequence[AsideLine]:
    query = (
        select(_aside, _case.c.procedure)
        .join(_case, _case.c.id == _aside.c.case_id)
        .where(condition)
        .order_by(_aside.c.opened_at, _aside.c.number)
        .limit(MOST_SHOWN)
    )
    return [_line(row) for row in tx.execute(query)]


def _line(row: Row[Any]) -> AsideLine:
    return AsideLine(
        case_id=row.case_id,
        procedure=row.procedure,
        number=row.number,
        kind=row.kind,
        officer=row.officer,
        queue=row.queue,
        node=row.node,
        asked_by=row.asked_by,
        opened_at=row.opened_at,
        due_at=row.due_at,
        note=row.note or "",
        closed_at=row.closed_at,
        closed_by=row.closed_by or "",
        answer=row.answer or "",
    )
