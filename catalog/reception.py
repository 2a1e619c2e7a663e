"""When a procedure takes applications and how many (受付期間・上限件数・予算枠), set by staff, in force at once.

It stands beside the versions, not in them: a deadline is moved without publishing a flow anew. Who may publish may set
it. How it is held against what arrives is told in `intake.reception`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, func, insert, or_, select, update

from accounts.officer import Officer
from catalog import tables
from catalog.errors import BudgetIncomplete, PeriodReversed, QuotaWithoutPeriod
from catalog.notices import WHOLE_SITE
from catalog.procedures import department_of
from db.database import Tx
from db.prepared import Question
from db.types import UtcDateTime

DEFAULT_GRACE_HOURS: Final = 24
MOST_GRACE_HOURS: Final = 24 * 14
_table, _notice = tables.reception, tables.notice
_RULE: Final = [column for column in _table.c if column.name not in ("procedure", "set_by", "set_at")]
_COLUMNS: Final = tuple(column.name for column in _RULE)
_NOW: Final = bindparam("now", type_=UtcDateTime())
_PAUSED: Final = (
    select(func.max(_notice.c.shown_until))
    .where(
        or_(_notice.c.scope == bindparam("wanted"), _notice.c.scope == WHOLE_SITE),
        _notice.c.stops,
        _notice.c.shown_from <= _NOW,
        _notice.c.shown_until > _NOW,
    )
    .scalar_subquery()
)
_IN_FORCE: Final = Question(
    select(_PAUSED.label("paused_until"), _table.c.procedure.label("limited"), *_RULE)
    .select_from(tables.procedure.outerjoin(_table, _table.c.procedure == tables.procedure.c.key))
    .where(tables.procedure.c.key == bindparam("wanted"))
)
_LOCK: Final = Question(select(_table.c.procedure).where(_table.c.procedure == bindparam("wanted")).with_for_update())


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """The rule. What is None does not limit; amounts are of the number that the field `amount_field` asks for."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None
    grace_hours: int = DEFAULT_GRACE_HOURS
    """How long after the end somebody may still send what they began in time."""
    most_cases: int | None = None
    most_amount: int | None = None
    amount_field: str | None = None

    def __post_init__(self) -> None:
        if self.opens_at is not None and self.closes_at is not None and self.closes_at <= self.opens_at:
            raise PeriodReversed
        if (self.most_cases is not None or self.most_amount is not None) and self.opens_at is None:
            raise QuotaWithoutPeriod
        if (self.most_amount is None) != (self.amount_field is None):
            raise BudgetIncomplete

    @property
    def is_limited(self) -> bool:
        """Say whether places are counted."""
        return self.most_cases is not None or self.most_amount is not None


UNLIMITED: Final = Reception()


def reception_of(tx: Tx, procedure: str) -> Reception:
    """Return the rule of a procedure."""
    row = tx.execute(select(*_RULE).where(_table.c.procedure == procedure)).one_or_none()
    return UNLIMITED if row is None else Reception(**{name: getattr(row, name) for name in _COLUMNS})


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """What holds for a procedure at an instant; `paused_until` while a maintenance lasts."""

    rule: Reception
    paused_until: datetime | None


def in_force(tx: Tx, procedure: str, now: datetime) -> InForce:
    """Return what holds now, in one query: every application that arrives asks it."""
    row = _IN_FORCE.one(tx, {"wanted": procedure, "now": now})
    if row is None:
        return InForce(rule=UNLIMITED, paused_until=None)
    rule = UNLIMITED if row.limited is None else Reception(**{name: getattr(row, name) for name in _COLUMNS})
    return InForce(rule=rule, paused_until=row.paused_until)


def lock_reception(tx: Tx, procedure: str) -> None:
    """Let those who want a place come one after the other until `tx` ends."""
    _LOCK.one(tx, {"wanted": procedure})


def set_reception(tx: Tx, officer: Officer, procedure: str, rule: Reception, now: datetime) -> None:
    """Let `rule` hold from now on; one that limits nothing takes the old one away."""
    officer.require("publish", department_of(tx, procedure))
    if rule == UNLIMITED:
        tx.execute(delete(_table).where(_table.c.procedure == procedure))
        return
    values = {
        "opens_at": rule.opens_at, "closes_at": rule.closes_at, "grace_hours": rule.grace_hours,
        "most_cases": rule.most_cases, "most_amount": rule.most_amount, "amount_field": rule.amount_field,
        "set_by": officer.id, "set_at": now,
    }  # fmt: skip
    changed = tx.execute(update(_table).where(_table.c.procedure == procedure).values(**values))
    if changed.rowcount == 0:
        tx.execute(insert(_table).values(procedure=procedure, **values))
