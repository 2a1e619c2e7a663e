"""What a procedure really takes (実績): lead time, time per step, shares of automatic and of online cases.

Medians and percentiles are taken over the newest `MOST_CASES` closed cases of the period: enough to be exact to a
fraction of a percent, and bounded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import fmean
from typing import Any, Final

from sqlalchemy import BigInteger, func, select, type_coerce

from db.database import Tx
from engine.shell import tables

MOST_CASES: Final = 10_000
_DAY: Final = 86_400_000_000
_MINUTE: Final = 60_000_000
_case, _item = tables.case_file, tables.work_item


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A measured quantity."""

    mean: float
    p50: float
    p90: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StepFigures:
    """What happened at a step: how often it was done, hours until it was done, minutes of work, outcomes.

    Minutes count from taking an item (引受け) to finishing it, over the items that somebody took.
    """

    node: str
    done: int
    hours: float
    minutes: float | None
    outcomes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The figures of a procedure; rates are None where nothing was closed yet."""

    closed: int
    results: Mapping[str, int]
    lead_time_days: Spread | None
    decision_days: Spread | None
    """From arrival to the decision: what 標準処理期間 speaks of."""
    automation_rate: float | None
    online_rate: float | None
    touch_minutes: float | None
    """Measured minutes of staff per closed case."""
    steps: Sequence[StepFigures]


def measured(tx: Tx, procedure: str, since: datetime, *, program: str | None = None) -> Measured:
    """Return the figures of the cases that were opened since `since`, of one version only where `program` names it."""
    query = (
        select(_case)
        .where(_case.c.procedure == procedure, _case.c.status == "closed", _case.c.opened_at >= since)
        .order_by(_case.c.opened_at.desc())
        .limit(MOST_CASES)
    )
    if program is not None:
        query = query.where(_case.c.program == program)
    rows = tx.execute(query).all()
    kept = [row for row in rows if row.result != "withdrawn"]
    results: dict[str, int] = {}
    for row in rows:
        results[row.result] = results.get(row.result, 0) + 1
    steps = _steps(tx, procedure, since, program)
    minutes = sum(step.minutes * step.done for step in steps if step.minutes is not None)
    return Measured(
        closed=len(rows),
        results=results,
        lead_time_days=_spread([_days(row.opened_at, row.closed_at) for row in kept]),
        decision_days=_spread([_days(row.opened_at, row.decided_at) for row in kept if row.decided_at]),
        automation_rate=_share(sum(row.automatic for row in kept), len(kept)),
        online_rate=_share(sum(row.channel == "online" for row in rows), len(rows)),
        touch_minutes=minutes / len(kept) if kept and any(step.minutes is not None for step in steps) else None,
        steps=steps,
    )


def _steps(tx: Tx, procedure: str, since: datetime, program: str | None) -> Sequence[StepFigures]:
    """Return the figures of every staff step that somebody finished, most frequent first."""
    taken = _item.c.claimed_at.is_not(None)
    query = (
        select(
            _item.c.node,
            _item.c.outcome,
            func.count().label("done"),
            func.sum(_elapsed("closed_at", "opened_at")).label("elapsed"),
            func.count().filter(taken).label("taken"),
            func.sum(_elapsed("closed_at", "claimed_at")).filter(taken).label("worked"),
        )
        .join(_case, _case.c.id == _item.c.case_id)
        .where(
            _case.c.procedure == procedure,
            _case.c.opened_at >= since,
            _item.c.closed_by.is_not(None),
            _item.c.queue != "",
        )
        .group_by(_item.c.node, _item.c.outcome)
    )
    if program is not None:
        query = query.where(_case.c.program == program)
    by_node: dict[str, list[Any]] = {}
    for row in tx.execute(query):
        by_node.setdefault(row.node, []).append(row)
    found = [_step(node, rows) for node, rows in by_node.items()]
    return sorted(found, key=lambda step: (-step.done, step.node))


def _step(node: str, rows: list[Any]) -> StepFigures:
    done, taken = sum(row.done for row in rows), sum(row.taken for row in rows)
    worked = sum(int(row.worked or 0) for row in rows)
    return StepFigures(
        node=node,
        done=done,
        hours=sum(int(row.elapsed) for row in rows) / done / _MINUTE / 60,
        minutes=worked / taken / _MINUTE if taken else None,
        outcomes={row.outcome: row.done for row in rows if row.outcome},
    )


def _elapsed(until: str, since: str) -> Any:
    return type_coerce(_item.c[until], BigInteger) - type_coerce(_item.c[since], BigInteger)


def _days(since: datetime, until: datetime) -> float:
    return (until - since).total_seconds() * 1_000_000 / _DAY


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _spread(values: list[float]) -> Spread | None:
    if not values:
        return None
    values.sort()
    last = len(values) - 1
    return Spread(mean=fmean(values), p50=values[round(last * 0.5)], p90=values[round(last * 0.9)])
