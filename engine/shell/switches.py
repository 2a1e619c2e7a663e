"""The switch that stops automatic decisions (自動決定の停止): of one procedure, or of all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, or_, select
from sqlalchemy.dialects import postgresql, sqlite

from db.database import Tx
from db.prepared import Question
from db.seldom import changed, remembered
from engine.shell import tables

EVERYTHING: Final = "*"
_switch = tables.automation_switch
_STOPPED: Final = Question(
    select(_switch.c.officer).where(
        or_(_switch.c.scope == bindparam("procedure"), _switch.c.scope == bindparam("every"))
    )
)


@dataclass(frozen=True, slots=True)
class Stop:
    """Automatic decisions of `scope` (a procedure's key, or `*`) are off: since when, by whom and why."""

    scope: str
    officer: str
    reason: str
    stopped_at: datetime


def is_stopped(tx: Tx, procedure: str) -> bool:
    """Say whether tables may not decide about cases of `procedure` at present."""

    def ask() -> bool:
        return _STOPPED.one(tx, {"procedure": procedure, "every": EVERYTHING}) is not None

    return remembered(tx, ("stopped", procedure), ask)


def stop(tx: Tx, scope: str, officer: str, reason: str, now: datetime) -> None:
    """Switch automatic decisions off; from the next command on every case goes to people."""
    new = sqlite.insert if tx.dialect.name == "sqlite" else postgresql.insert
    values = {"scope": scope, "officer": officer, "reason": reason, "stopped_at": now}
    tx.execute(new(_switch).values(values).on_conflict_do_nothing())
    changed(tx)


def resume(tx: Tx, scope: str) -> None:
    """Switch automatic decisions on again."""
    tx.execute(delete(_switch).where(_switch.c.scope == scope))
    changed(tx)


def stops(tx: Tx) -> Sequence[Stop]:
    """Return what is switched off, oldest first."""
    rows = tx.execute(select(_switch).order_by(_switch.c.stopped_at))
    return [Stop(row.scope, row.officer, row.reason, row.stopped_at) for row in rows]
