"""Load and delay (仕事の量と遅れ): what waits in some queues, how long it waits, what comes in and goes out.

Counts are exact. Waiting times are taken over the newest `MOST` pieces of work done in the window, which keeps the
reading bounded. Everything is asked of a few queues, each of which an index names.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Label, case, func, literal, select, tuple_, type_coerce

from db.database import Tx
from db.types import UtcDateTime
from engine.core.codec import instant_of, microseconds
from engine.shell import tables
from engine.shell.view import DISTANT

WEEKS: Final = 12
SOON: Final = timedelta(days=3)
"""What is due within this time is due soon."""
PAGE: Final = 50
MOST: Final = 10_000
_WEEK: Final = timedelta(days=7)
_item, _case = tables.work_item, tables.case_file


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLoad:
    """A step as it stands: open work, and how long it waited where it is done; days are None where none is."""

    procedure: str
    node: str
    queue: str
    open: int
    late: int
    soon: int
    nobody: int
    """Open and neither taken nor assigned."""
    oldest: datetime | None
    done: int
    median_days: float | None
    p90_days: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonLoad:
    """Somebody's work: what is theirs by claim or by name, and what they finished in the window."""

    officer: str
    open: int
    late: int
    done: int


@dataclass(frozen=True, slots=True)
class Week:
    """Work that came in and that was done in seven days from `first` on."""

    first: datetime
    came: int
    done: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LateItem:
    """Work whose time has passed."""

    case_id: str
    number: int
    procedure: str
    department: str
    node: str
    queue: str
    due_at: datetime
    officer: str | None
    """Who has taken it, or to whom it is assigned."""


def steps_load(tx: Tx, queues: Collection[str], now: datetime) -> Sequence[StepLoad]:
    """Return the load of every step with work in `queues`, most late ones first."""
    late, nobody = _item.c.due_at < now, _officer().is_(None)
    query = (
        select(
            _item.c.procedure,
            _item.c.node,
            _item.c.queue,
            func.count().label("open"),
            func.count().filter(late).label("late"),
            func.count().filter(_item.c.due_at >= now, _item.c.due_at < now + SOON).label("soon"),
            func.count().filter(nobody).label("nobody"),
            type_coerce(func.min(_item.c.opened_at), UtcDateTime).label("oldest"),
        )
        .where(_open(queues))
        .group_by(_item.c.procedure, _item.c.node, _item.c.queue)
    )
    waiting = {(row.procedure, row.node, row.queue): row for row in tx.execute(query)}
    waited = _waited(tx, queues, now)
    found = [_step(key, waiting.get(key), waited.get(key, [])) for key in {*waiting, *waited}]
    return sorted(found, key=lambda step: (-step.late, -step.open, step.procedure, step.node, step.queue))


def people_load(tx: Tx, queues: Collection[str], now: datetime) -> Sequence[PersonLoad]:
    """Return the load of everybody who has or had work in `queues`, most late ones first."""
    officer = _officer().label("officer")
    query = (
        select(officer, func.count().label("open"), func.count().filter(_item.c.due_at < now).label("late"))
        .where(_open(queues), _officer().is_not(None))
        .group_by(officer)
    )
    waiting = {row.officer: row for row in tx.execute(query)}
    closers = (
        select(_item.c.closed_by, func.count().label("done"))
        .where(_done(queues, now), _item.c.closed_by.is_not(None))
        .group_by(_item.c.closed_by)
    )
    done = {row.closed_by: int(row.done) for row in tx.execute(closers)}
    people = (
        PersonLoad(
            officer=each,
            open=int(waiting[each].open) if each in waiting else 0,
            late=int(waiting[each].late) if each in waiting else 0,
            done=done.get(each, 0),
        )
        for each in {*waiting, *done}
    )
    return sorted(people, key=lambda person: (-person.late, -person.open, -person.done, person.officer))


def weeks(tx: Tx, queues: Collection[str], now: datetime) -> Sequence[Week]:
    """Return what came in and went out in the last `WEEKS` weeks up to `now`, oldest first."""
    start = now - WEEKS * _WEEK
    came: Counter[int] = Counter()
    done: Counter[int] = Counter()
    closed = select(_place("opened_at", start), _place("closed_at", start, "left"), func.count().label("amount"))
    for row in tx.execute(closed.where(_done(queues, now)).group_by("place", "left")):
        came[row.place] += row.amount
        done[row.left] += row.amount
    still = select(_place("opened_at", start), func.count().label("amount")).where(_open(queues))
    for row in tx.execute(still.where(_item.c.opened_at >= start).group_by("place")):
        came[row.place] += row.amount
    return [Week(start + place * _WEEK, came[place], done[place]) for place in range(WEEKS)]


def late_items(
    tx: Tx, queues: Collection[str], now: datetime, *, after: str | None = None, limit: int = PAGE
) -> tuple[Sequence[LateItem], str | None]:
    """Return a page of late work, the latest first, and where the next page begins."""
    place = (_item.c.due_at, _item.c.case_id, _item.c.number)
    query = (
        select(_item, _case.c.department)
        .join(_case, _case.c.id == _item.c.case_id)
        .where(_open(queues), _item.c.due_at < now)
        .order_by(*place)
        .limit(limit + 1)
    )
    if (mark := _position(after)) is not None:
        query = query.where(tuple_(*place) > tuple_(literal(mark[0], UtcDateTime), *mark[1:]))
    rows = tx.execute(query).all()
    items = [
        LateItem(
            case_id=row.case_id,
            number=row.number,
            procedure=row.procedure,
            department=row.department,
            node=row.node,
            queue=row.queue,
            due_at=row.due_at,
            officer=row.claimed_by or row.assignee,
        )
        for row in rows[:limit]
    ]
    last = items[-1] if len(rows) > limit else None
    return items, f"{microseconds(last.due_at)}.{last.case_id}.{last.number}" if last else None


def _waited(tx: Tx, queues: Collection[str], now: datetime) -> dict[tuple[str, str, str], list[float]]:
    query = (
        select(_item.c.procedure, _item.c.node, _item.c.queue, _item.c.opened_at, _item.c.closed_at)
        .where(_done(queues, now), _item.c.closed_by.is_not(None))
        .order_by(_item.c.closed_at.desc())
        .limit(MOST)
    )
    waited: dict[tuple[str, str, str], list[float]] = defaultdict(list)
    for row in tx.execute(query):
        waited[row.procedure, row.node, row.queue].append((row.closed_at - row.opened_at) / timedelta(days=1))
    return waited


def _step(key: tuple[str, str, str], row: Any, waited: list[float]) -> StepLoad:
    waited.sort()
    last = len(waited) - 1
    return StepLoad(
        procedure=key[0],
        node=key[1],
        queue=key[2],
        open=int(row.open) if row else 0,
        late=int(row.late) if row else 0,
        soon=int(row.soon) if row else 0,
        nobody=int(row.nobody) if row else 0,
        oldest=row.oldest if row else None,
        done=len(waited),
        median_days=waited[round(last * 0.5)] if waited else None,
        p90_days=waited[round(last * 0.9)] if waited else None,
    )


def _open(queues: Collection[str]) -> ColumnElement[bool]:
    return _item.c.closed_at.is_(None) & _item.c.queue.in_(sorted(queues))


def _done(queues: Collection[str], now: datetime) -> ColumnElement[bool]:
    window = (_item.c.closed_at >= now - WEEKS * _WEEK) & (_item.c.closed_at < now)
    return _item.c.queue.in_(sorted(queues)) & window


def _officer() -> ColumnElement[Any]:
    return func.coalesce(_item.c.claimed_by, _item.c.assignee)


def _place(instant: str, start: datetime, name: str = "place") -> Label[Any]:
    """Return the number of the week into which an instant falls; what lies before `start` has −1."""
    ends = ((_item.c[instant] < start + week * _WEEK, week - 1) for week in range(WEEKS))
    return case(*ends, else_=WEEKS - 1).label(name)


def _position(mark: str | None) -> tuple[datetime, str, int] | None:
    """Read what `late_items` gave; anything else begins at the beginning."""
    due, _, rest = (mark or "").partition(".")
    case_id, _, number = rest.partition(".")
    if not all(part.isascii() and part.isdecimal() and len(part) < 19 for part in (due, number)):
        return None
    return instant_of(min(int(due), microseconds(DISTANT))), case_id, int(number)
