"""The inbox (受信箱): open work for a person, most urgent first, page by page without counting what came before.

Counts stop at a thousand: nobody reads further, and counting a million would cost more than the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Executable, Row, Select, func, literal, or_, select, tuple_

from db.database import Tx
from db.types import UtcDateTime
from engine.core.codec import instant_of, microseconds
from engine.shell import tables
from engine.shell.ports import Definitions
from engine.shell.view import DISTANT
from engine.shell.worklist import EVERYTHING, NOW, VIEWS, View, Worklist, is_mine, within
from kernel.text import Text

PAGE: Final = 50
MOST_COUNTED: Final = 1_000
STATEMENTS_KEPT: Final = 128
SHOWN_BEFORE: Final = 4
"""How many lines before an item its place shows."""
_item, _case = tables.work_item, tables.case_file
_PLACE: Final = (_item.c.due_at, _item.c.case_id, _item.c.number)
_Place = tuple[datetime, str, int]


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
    """How much stands in each view, and in the list that is shown; a thousand and one is more than a thousand."""

    by_view: dict[View, int]
    shown: int


@dataclass(frozen=True, slots=True)
class InboxPlace:
    """Where an item stands in a list, from 1; what comes before and behind it, as case and item."""

    number: int
    total: int
    previous: tuple[str, int] | None
    next: tuple[str, int] | None
    page: str | None
    """The mark of a page that shows the item with a few before it; None for the first page."""


def inbox(
    tx: Tx, definitions: Definitions, worklist: Worklist, *, after: str | None = None, limit: int = PAGE
) -> InboxPage:
    """Return a page of open work, by due date; `after` is what the page before gave."""
    query = (
        _from_cases(select(_item, _case.c.program, _case.c.opened_at.label("case_opened_at"), _case.c.standard_due))
        .where(within(worklist))
        .order_by(*_PLACE)
        .limit(limit + 1)
    )
    position = _position(after)
    if position is not None:
        query = query.where(_behind(position))
    rows = tx.execute(query).all()
    items = [_read(tx, definitions, row) for row in rows[:limit]]
    return InboxPage(items, _mark(rows[limit - 1]) if len(rows) > limit else None)


def inbox_counts(tx: Tx, worklist: Worklist) -> InboxCounts:
    """Count every view of an officer, and the list as it is narrowed, in one query and to a thousand each."""
    asked = replace(worklist.of("all") if worklist.only == EVERYTHING else worklist, now=None)
    *counts, last = tx.execute(_counting(asked), {NOW: worklist.now or DISTANT}).one()
    by_view = dict(zip(VIEWS, (*counts, last), strict=False))
    return InboxCounts(by_view, by_view[worklist.view] if worklist.only == EVERYTHING else last)


def place_in_inbox(tx: Tx, worklist: Worklist, case_id: str, number: int) -> InboxPlace | None:
    """Return where an item stands, or stood, in a list; None where there is no such item."""
    row = tx.execute(select(*_PLACE).where(_item.c.case_id == case_id, _item.c.number == number)).one_or_none()
    if row is None:
        return None
    here, listed = (row.due_at, row.case_id, row.number), within(worklist)
    before, behind = _before(here), _behind(here)
    counted = tx.execute(select(_count(listed & before), _count(listed))).one()
    rows = _from_cases(select(*_PLACE)).where(listed)
    backwards = rows.where(before).order_by(*(column.desc() for column in _PLACE)).limit(SHOWN_BEFORE + 1)
    previous = tx.execute(backwards).all()
    following = tx.execute(rows.where(behind).order_by(*_PLACE).limit(1)).one_or_none()
    return InboxPlace(
        number=counted[0] + 1,
        total=counted[1],
        previous=(previous[0].case_id, previous[0].number) if previous else None,
        next=None if following is None else (following.case_id, following.number),
        page=_mark(previous[SHOWN_BEFORE]) if len(previous) > SHOWN_BEFORE else None,
    )


def first_in_inbox(tx: Tx, worklist: Worklist) -> tuple[str, int] | None:
    """Return what a list begins with, as case and item."""
    query = _from_cases(select(_item.c.case_id, _item.c.number)).where(within(worklist)).order_by(*_PLACE).limit(1)
    row = tx.execute(query).one_or_none()
    return None if row is None else (row.case_id, row.number)


def may_work_on(tx: Tx, worklist: Worklist, case_id: str) -> bool:
    """Say whether any work of this case, open or done, is or was for the officer's posts: what opens the case."""
    query = (
        select(_item.c.number)
        .where(_item.c.case_id == case_id, or_(_item.c.queue.in_(worklist.posts), is_mine(worklist.officer)))
        .limit(1)
    )
    return tx.execute(query).first() is not None


def worked_on_cases(tx: Tx, worklist: Worklist, case_ids: Sequence[str]) -> frozenset[str]:
    """Return those of `case_ids` in which any work, open or done, is or was for the officer."""
    for_me = or_(_item.c.queue.in_(sorted(worklist.posts)), is_mine(worklist.officer))
    return frozenset(tx.scalars(select(_item.c.case_id).where(_item.c.case_id.in_(case_ids), for_me).distinct()))


def inbox_targets(tx: Tx, worklist: Worklist, limit: int) -> list[tuple[str, int]]:
    """Return what stands in a list, as case and item, in its order."""
    query = _from_cases(select(_item.c.case_id, _item.c.number)).where(within(worklist)).order_by(*_PLACE).limit(limit)
    return [(row.case_id, row.number) for row in tx.execute(query)]


def inbox_items(
    tx: Tx, definitions: Definitions, targets: Sequence[tuple[str, int]]
) -> dict[tuple[str, int], InboxItem]:
    """Return items, open or done by now, by case and number."""
    query = _from_cases(select(_item, _case.c.program, _case.c.opened_at.label("case_opened_at"), _case.c.standard_due))
    rows = tx.execute(query.where(tuple_(_item.c.case_id, _item.c.number).in_(targets)))
    return {(row.case_id, row.number): _read(tx, definitions, row) for row in rows}


def _from_cases(query: Select[Any]) -> Select[Any]:
    return query.select_from(_item.join(_case, _case.c.id == _item.c.case_id))


@lru_cache(maxsize=STATEMENTS_KEPT)
def _counting(worklist: Worklist) -> Executable:
    """Return what counts the views, and the list where it is narrowed: building it takes longer than counting does."""
    lists = [worklist.of(view) for view in VIEWS]
    if worklist.only != EVERYTHING:
        lists.append(worklist)
    return select(*(_count(within(each)) for each in lists))


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    """Count what fulfils a condition, and stop where it no longer matters."""
    some = _from_cases(select(literal(1))).where(condition).limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()


def _behind(place: _Place) -> ColumnElement[bool]:
    return tuple_(*_PLACE) > tuple_(literal(place[0], UtcDateTime), *place[1:])


def _before(place: _Place) -> ColumnElement[bool]:
    return tuple_(*_PLACE) < tuple_(literal(place[0], UtcDateTime), *place[1:])


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


def _position(after: str | None) -> _Place | None:
    """Return where a page begins; what is no mark of ours begins at the first."""
    parts = (after or "").split(".")
    if len(parts) != 3 or not (parts[0].isascii() and parts[0].isdecimal() and len(parts[0]) < 19):
        return None
    if not (parts[2].isascii() and parts[2].isdecimal() and len(parts[2]) < 12):
        return None
    return min(instant_of(min(int(parts[0]), microseconds(DISTANT))), DISTANT), parts[1], int(parts[2])
