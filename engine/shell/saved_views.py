"""Views of the inbox that officers have kept (保存した表示): for themselves, or for everybody of their section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, insert, or_, select

from db.database import Tx
from engine.shell import tables
from kernel.errors import DomainError, NotFound
from kernel.ids import new_id
from kernel.text_ja import is_blank, trimmed

MOST_VIEWS: Final = 30
"""How many views one officer keeps; more than that nobody finds again."""
LONGEST_NAME: Final = 40
_view = tables.inbox_view


class ViewUnnamed(DomainError):
    """A view without a name could not be found again."""

    code = "views.unnamed"


class TooManyViews(DomainError):
    """An officer keeps as many views as there may be."""

    code = "views.too_many"


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A kept view: the inbox with this query. With a `department` it is shared there."""

    id: str
    officer: str
    department: str
    name: str
    query: Mapping[str, str]


def saved_views(tx: Tx, officer: str, departments: frozenset[str]) -> Sequence[SavedView]:
    """Return what the officer has kept and what is shared in their departments, oldest first."""
    theirs = or_(_view.c.officer == officer, _view.c.department.in_(sorted(departments - {""})))
    rows = tx.execute(select(_view).where(theirs).order_by(_view.c.kept_at, _view.c.id))
    return [
        SavedView(id=row.id, officer=row.officer, department=row.department, name=row.name, query=row.query)
        for row in rows
    ]


def keep_view(tx: Tx, officer: str, department: str, name: str, query: Mapping[str, str], now: datetime) -> SavedView:
    """Keep a view; `department` is one of the officer's, or empty for a view of their own."""
    name = trimmed(name)[:LONGEST_NAME]
    if is_blank(name):
        raise ViewUnnamed
    if (tx.scalar(select(func.count()).where(_view.c.officer == officer)) or 0) >= MOST_VIEWS:
        raise TooManyViews(limit=MOST_VIEWS)
    view = SavedView(id=new_id(now), officer=officer, department=department, name=name, query=dict(query))
    row = {"id": view.id, "officer": officer, "department": department, "name": name, "query": dict(query)}
    tx.execute(insert(_view).values(**row, kept_at=now))
    return view


def drop_view(tx: Tx, officer: str, view_id: str) -> None:
    """Let go of a view; only whoever has kept it can."""
    if tx.execute(delete(_view).where(_view.c.id == view_id, _view.c.officer == officer)).rowcount == 0:
        raise NotFound
