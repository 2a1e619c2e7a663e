"""The inbox (受信箱): open work for a person, most urgent first, page by page without counting what came before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Row, and_, func, literal, or_, select, tuple_

from db.database import Tx
from db.types import UtcDateTime
from engine.core.codec import instant_of, microseconds
from engine.shell import tables
from engine.shell.ports import Definitions
from engine.shell.view import DISTANT
from kernel.text import Text

PAGE: Final = 50
_item, _case = tables.work_item, tables.case_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Worklist:
    """Whose work, and which of it. `officer` and `posts` come from the session, never from the request."""

    officer: str
    posts: frozenset[str]
    """Own queues, and those of colleagues for whom the officer stands in today."""
    stands_in: frozenset[str] = frozenset()
    """Those colleagues: what is assigned to them by name is shown, too."""
    procedure: str | None = None
    mine: bool = False
    """Only what the officer has claimed or what is assigned to them by name."""
    late_at: datetime | None = None
    """Only what is late at this instant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxItem:
    """A line of the inbox."""

    case_id: str
    number: int
    procedure: str
    program: str
    node: str
    title: Text
    queue: str
    opened_at: datetime
    due_at: datetime | None
    assignee: str | None
    claimed_by: str | None
    case_opened_at: datetime
    standard_due: str | None
    """The last day of the standard processing period, ISO."""


@dataclass(frozen=True, slots=True)
class InboxPage:
    """A page; `after` is where the next one begins, None on the last."""

    items: Sequence[InboxItem]
    after: str | None


@dataclass(frozen=True, slots=True)
class InboxCounts:
    """How much waits: all that the officer may do, what is theirs by name or claim, what is late."""

    open: int
    mine: int
    late: int


def inbox(
    tx: Tx, definitions: Definitions, worklist: Worklist, *, after: str | None = None, limit: int = PAGE
) -> InboxPage:
    """Return a page of open work, by due date; `after` is what the page before gave."""
    query = (
        select(_item, _case.c.program, _case.c.opened_at.label("case_opened_at"), _case.c.standard_due)
        .join(_case, _case.c.id == _item.c.case_id)
        .where(_within(worklist))
        .order_by(_item.c.due_at, _item.c.case_id, _item.c.number)
        .limit(limit + 1)
    )
    position = _position(after)
    if position is not None:
        query = query.where(
            tuple_(_item.c.due_at, _item.c.case_id, _item.c.number)
            > tuple_(literal(position[0], UtcDateTime), *position[1:])
        )
    rows = tx.execute(query).all()
    items = [_read(tx, definitions, row) for row in rows[:limit]]
    return InboxPage(items, _mark(rows[limit - 1]) if len(rows) > limit else None)


def inbox_counts(tx: Tx, worklist: Worklist, now: datetime) -> InboxCounts:
    """Count the work of an officer in one query."""
    mine, late = _is_mine(worklist.officer), _item.c.due_at < now
    query = (
        select(func.count(), func.count().filter(mine), func.count().filter(late))
        .select_from(_item)
        .where(_within(worklist))
    )
    return InboxCounts(*tx.execute(query).one())


def may_work_on(tx: Tx, worklist: Worklist, case_id: str) -> bool:
    """Say whether any work of this case, open or done, is or was for the officer's posts: what opens the case."""
    query = (
        select(_item.c.number)
        .where(_item.c.case_id == case_id, or_(_item.c.queue.in_(worklist.posts), _is_mine(worklist.officer)))
        .limit(1)
    )
    return tx.execute(query).first() is not None


def worked_on_cases(tx: Tx, worklist: Worklist, case_ids: Sequence[str]) -> frozenset[str]:
    """Return those of `case_ids` in which any work, open or done, is or was for the officer."""
    for_me = or_(_item.c.queue.in_(sorted(worklist.posts)), _is_mine(worklist.officer))
    return frozenset(tx.scalars(select(_item.c.case_id).where(_item.c.case_id.in_(case_ids), for_me).distinct()))


def _within(worklist: Worklist) -> ColumnElement[bool]:
    named = _item.c.assignee.in_(sorted({worklist.officer, *worklist.stands_in}))
    allowed = or_(and_(_item.c.queue.in_(sorted(worklist.posts)), _item.c.assignee.is_(None)), named)
    parts = [
        _item.c.closed_at.is_(None),
        _item.c.queue != "",
        _is_mine(worklist.officer) if worklist.mine else allowed,
        _item.c.excluded.not_like(f"%|{_escaped(worklist.officer)}|%", escape="\\"),
    ]
    if worklist.procedure is not None:
        parts.append(_item.c.procedure == worklist.procedure)
    if worklist.late_at is not None:
        parts.append(_item.c.due_at < worklist.late_at)
    return and_(*parts)


def _is_mine(officer: str) -> ColumnElement[bool]:
    return or_(_item.c.assignee == officer, _item.c.claimed_by == officer)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _read(tx: Tx, definitions: Definitions, row: Row[Any]) -> InboxItem:
    program = definitions.program(tx, row.program)  # remembered by digest: no query per line
    return InboxItem(
        case_id=row.case_id,
        number=row.number,
        procedure=row.procedure,
        program=row.program,
        node=row.node,
        title=program.steps[row.node].title,
        queue=row.queue,
        opened_at=row.opened_at,
        due_at=None if row.due_at == DISTANT else row.due_at,
        assignee=row.assignee,
        claimed_by=row.claimed_by,
        case_opened_at=row.case_opened_at,
        standard_due=row.standard_due,
    )


def _mark(row: Row[Any]) -> str:
    return f"{microseconds(row.due_at)}.{row.case_id}.{row.number}"


def _position(after: str | None) -> tuple[datetime, str, int] | None:
    """Return where a page begins; what is no mark of ours begins at the first."""
    parts = (after or "").split(".")
    if len(parts) != 3 or not (parts[0].isascii() and parts[0].isdecimal() and len(parts[0]) < 19):
        return None
    if not (parts[2].isascii() and parts[2].isdecimal() and len(parts[2]) < 12):
        return None
    return min(instant_of(min(int(parts[0]), microseconds(DISTANT))), DISTANT), parts[1], int(parts[2])
