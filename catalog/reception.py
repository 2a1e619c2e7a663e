"""When a procedure takes applications and how many (受付期間・上限件数・予算枠), set by staff, in force at once.

It stands beside the versions, not in them: a deadline is moved without publishing a flow anew. Who may publish may set
it. How it is held against what arrives is told in `intake.reception`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, insert, select, update

from accounts.officer import Officer
from catalog import tables
from catalog.errors import BudgetIncomplete, PeriodReversed, QuotaWithoutPeriod
from catalog.notices import pauses_of
from catalog.procedures import department_of
from db.database import Tx
from db.prepared import Question
from db.seldom import changed, remembered

DEFAULT_GRACE_HOURS: Final = 24
MOST_GRACE_HOURS: Final = 24 * 14
_table = tables.reception
_RULE: Final = [column for column in _table.c if column.name not in ("procedure", "set_by", "set_at")]
_COLUMNS: Final = tuple(column.name for column in _RULE)
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
    """Return what holds now: every application that arrives asks it, and it seldom changes."""

    def ask() -> tuple[Reception, tuple[tuple[datetime, datetime], ...]]:
        return reception_of(tx, procedure), pauses_of(tx, procedure)

    rule, pauses = remembered(tx, ("reception", procedure), ask)
    return InForce(rule=rule, paused_until=max((end for begin, end in pauses if begin <= now < end), default=None))


def lock_reception(tx: Tx, procedure: str) -> None:
    """Let those who want a place come one after the other until `tx` ends."""
    _LOCK.one(tx, {"wanted": procedure})


def set_reception(tx: Tx, officer: Officer, procedure: str, rule: Reception, now: datetime) -> None:
    """Let `rule` hold from now on; one that limits nothing takes the old one away."""
    officer.require("publish", department_of(tx, procedure))
    changed(tx)
    if rule == UNLIMITED:
        tx.execute(delete(_table).where(_table.c.procedure == procedure))
        return
    values = {
        "opens_at": rule.opens_at, "closes_at": rule.closes_at, "grace_hours": rule.grace_hours,
        "most_cases": rule.most_cases, "most_amount": rule.most_amount, "amount_field": rule.amount_field,
        "set_by": officer.id, "set_at": now,
    }  # fmt: skip
    done = tx.execute(update(_table).where(_table.c.procedure == procedure).values(**values))
    if done.rowcount == 0:
        tx.execute(insert(_table).values(procedure=procedure, **values))
