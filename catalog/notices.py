"""Notices to residents (お知らせ): of one procedure or of the whole site, for a time, in the languages of the site.

A notice that `stops` is a maintenance: while it is shown, nothing is received, and drafts are kept.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, insert, select

from accounts.officer import EVERY_DEPARTMENT, Officer
from catalog import tables
from catalog.errors import NoticeEmpty, PeriodReversed
from catalog.procedures import department_of
from db.database import Tx
from db.seldom import changed
from kernel.errors import NotFound
from kernel.ids import new_id
from kernel.text import Text, say

WHOLE_SITE: Final = "*"
LONGEST: Final = 1_000
MOST: Final = 100
_table = tables.notice


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something that residents are told."""

    id: str
    scope: str
    text: Text
    shown_from: datetime
    shown_until: datetime
    stops: bool

    def is_shown(self, now: datetime) -> bool:
        """Say whether residents see it now."""
        return self.shown_from <= now < self.shown_until


def shown_notices(tx: Tx, now: datetime, *scopes: str) -> tuple[Notice, ...]:
    """Return what residents are told now about `scopes`, what stops them first."""
    at = (_table.c.shown_from <= now, _table.c.shown_until > now)
    rows = tx.execute(select(_table).where(_table.c.scope.in_(scopes), *at).order_by(_table.c.shown_until).limit(MOST))
    found = (_notice(row) for row in rows)
    return tuple(sorted(found, key=lambda each: not each.stops))


def notices_ahead(tx: Tx, scope: str, now: datetime) -> tuple[Notice, ...]:
    """Return the notices of a scope that are not over, in the order in which they begin."""
    query = select(_table).where(_table.c.scope == scope, _table.c.shown_until > now)
    return tuple(map(_notice, tx.execute(query.order_by(_table.c.shown_from, _table.c.id).limit(MOST))))


def pauses_of(tx: Tx, procedure: str) -> tuple[tuple[datetime, datetime], ...]:
    """Return from when until when nothing is received for a procedure, those that end last first."""
    stops = select(_table.c.shown_from, _table.c.shown_until).where(
        _table.c.scope.in_((procedure, WHOLE_SITE)), _table.c.stops
    )
    rows = tx.execute(stops.order_by(_table.c.shown_until.desc()).limit(MOST))
    return tuple((row.shown_from, row.shown_until) for row in rows)


def add_notice(
    tx: Tx,
    officer: Officer,
    scope: str,
    text: Text,
    *,
    shown_from: datetime,
    shown_until: datetime,
    stops: bool,
    now: datetime,
) -> None:
    """Tell residents something from `shown_from` until `shown_until`."""
    _require(tx, officer, scope)
    if not say(text).strip():
        raise NoticeEmpty
    if shown_until <= shown_from:
        raise PeriodReversed
    row = {
        "id": new_id(now), "scope": scope, "text": text, "shown_from": shown_from, "shown_until": shown_until,
        "stops": stops, "made_by": officer.id, "made_at": now,
    }  # fmt: skip
    tx.execute(insert(_table).values(**row))
    changed(tx)


def remove_notice(tx: Tx, officer: Officer, scope: str, notice_id: str) -> None:
    """Take a notice back."""
    _require(tx, officer, scope)
    if tx.execute(delete(_table).where(_table.c.id == notice_id, _table.c.scope == scope)).rowcount == 0:
        raise NotFound
    changed(tx)


def _require(tx: Tx, officer: Officer, scope: str) -> None:
    if scope == WHOLE_SITE:
        officer.require("dx", EVERY_DEPARTMENT)
    else:
        officer.require("publish", department_of(tx, scope))


def _notice(row: object) -> Notice:
    fields = {name: getattr(row, name) for name in ("id", "scope", "text", "shown_from", "shown_until", "stops")}
    return Notice(**fields)
