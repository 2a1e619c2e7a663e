"""Whose work a list shows and which of it, as conditions over work items and their cases.

A list shows only cases that its reader may open: what is for the reader's posts, what stands under their name, and,
in the list of a section, what cases of its own department wait for. `only` narrows a list and never widens it.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal, TypeAlias

from sqlalchemy import ColumnElement, and_, bindparam, exists, literal, or_, select

from db.types import UtcDateTime
from engine.shell import tables
from engine.shell.view import DISTANT

View: TypeAlias = Literal["all", "mine", "section", "waiting", "late"]
VIEWS: Final[tuple[View, ...]] = ("all", "mine", "section", "waiting", "late")
NOW: Final = "now"
"""The parameter for the instant before which work is late: a statement that is kept is given another one each time."""
NOBODY: Final = "-"
"""In `Only.assigned`: what nobody has taken."""
_item, _case, _aside = tables.work_item, tables.case_file, tables.aside
_past, _same_case = _item.alias("past"), _case.alias("same_case")


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """What a list is narrowed to; a field that is None narrows nothing."""

    procedure: str | None = None
    node: str | None = None
    decided: bool | None = None
    """Before the decision of the case, or what is left to do after it."""
    assigned: str | None = None
    """An officer who has taken it or is named for it, or `NOBODY`."""
    channel: str | None = None
    due_before: datetime | None = None
    no_deadline: bool = False
    received_from: datetime | None = None
    received_before: datetime | None = None


EVERYTHING: Final = Only()


@dataclass(frozen=True, slots=True, kw_only=True)
class Worklist:
    """Whose work, and which of it. Everything but `view` and `only` comes from the session, not from the request."""

    officer: str
    posts: frozenset[str]
    """Own queues, and those of colleagues for whom the officer stands in today."""
    stands_in: frozenset[str] = frozenset()
    """Those colleagues: what is assigned to them by name is shown, too."""
    departments: frozenset[str] = frozenset()
    """Departments whose cases are all open to the officer."""
    section: frozenset[str] = frozenset()
    """The queues of those departments."""
    now: datetime | None = None
    """What is due before this instant is late."""
    view: View = "all"
    only: Only = EVERYTHING

    def of(self, view: View, only: Only = EVERYTHING) -> "Worklist":
        """Return another list of the same officer."""
        return replace(self, view=view, only=only)


def within(worklist: Worklist) -> ColumnElement[bool]:
    """Return what an open item must be to stand in the list; `case_file` is joined."""
    return and_(_item.c.closed_at.is_(None), *_shown(worklist), *_narrowed(worklist))


def may_do(worklist: Worklist) -> ColumnElement[bool]:
    """Return what an item must be for the officer to do it."""
    named = _item.c.assignee.in_(sorted({worklist.officer, *worklist.stands_in}))
    return and_(
        or_(and_(_item.c.queue.in_(sorted(worklist.posts)), _item.c.assignee.is_(None)), named),
        _item.c.queue != "",
        _item.c.excluded.not_like(f"%|{_escaped(worklist.officer)}|%", escape="\\"),
    )


def may_open(worklist: Worklist, departments: frozenset[str], case_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Return what a case must be to be open to the officer: of these departments, with work for them, or shown to them.

    `case_id` is the column of whoever looks for cases: the condition becomes part of their query.
    """
    posts = sorted(worklist.posts)
    theirs = _some(_same_case.c.id == case_id, _same_case.c.department.in_(sorted(departments)))
    work = _some(_past.c.case_id == case_id, or_(_past.c.queue.in_(posts), _past_is_mine(worklist.officer)))
    asked = _some(_aside.c.case_id == case_id, or_(_aside.c.officer == worklist.officer, _aside.c.queue.in_(posts)))
    return or_(theirs, work, asked)


def _some(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Say that there is a row. Unlike EXISTS, PostgreSQL cannot choose to read a whole table for it beforehand."""
    return select(literal(1)).where(*conditions).limit(1).scalar_subquery().is_not(None)


def is_mine(officer: str) -> ColumnElement[bool]:
    """Return what an item must be to be the officer's own: assigned by name, or taken."""
    return or_(_item.c.assignee == officer, _item.c.claimed_by == officer)


def _past_is_mine(officer: str) -> ColumnElement[bool]:
    return or_(_past.c.assignee == officer, _past.c.claimed_by == officer)


def _shown(worklist: Worklist) -> list[ColumnElement[bool]]:
    match worklist.view:
        case "mine":
            return [is_mine(worklist.officer), _item.c.queue != "", may_do(worklist)]
        case "late":
            return [may_do(worklist), _item.c.due_at < bindparam(NOW, worklist.now or DISTANT, UtcDateTime)]
        case "section":
            own = or_(_item.c.queue.in_(sorted(worklist.posts)), _case.c.department.in_(sorted(worklist.departments)))
            return [_item.c.queue.in_(sorted(worklist.section | worklist.posts)), own]
        case "waiting":
            return [~may_do(worklist), _worked_on(worklist)]
        case _:
            return [may_do(worklist)]


def _worked_on(worklist: Worklist) -> ColumnElement[bool]:
    """The officer has done work of the case that is still open to them: that opens the case."""
    return exists().where(
        _past.c.case_id == _item.c.case_id,
        _past.c.closed_by == worklist.officer,
        _past.c.queue.in_(sorted(worklist.posts)),
    )


def _narrowed(worklist: Worklist) -> list[ColumnElement[bool]]:
    only = worklist.only
    parts: list[ColumnElement[bool]] = []
    if only.procedure is not None:
        parts.append(_item.c.procedure == only.procedure)
    if only.node is not None:
        parts.append(_item.c.node == only.node)
    if only.decided is not None:
        parts.append(_case.c.status == ("decided" if only.decided else "open"))
    if only.assigned == NOBODY:
        parts += [_item.c.assignee.is_(None), _item.c.claimed_by.is_(None)]
    elif only.assigned is not None:
        parts.append(is_mine(only.assigned))
    if only.channel is not None:
        parts.append(_case.c.channel == only.channel)
    if only.no_deadline:
        parts.append(_item.c.due_at == DISTANT)
    if only.due_before is not None:
        parts.append(_item.c.due_at < only.due_before)
    if only.received_from is not None:
        parts.append(_case.c.opened_at >= only.received_from)
    if only.received_before is not None:
        parts.append(_case.c.opened_at < only.received_before)
    return parts


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
