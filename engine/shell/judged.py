"""What people made of cases (人の判断): approved as it came, refused, or approved after something was changed.

Only people's decisions are evidence for rules. A case that a rule decided says nothing about the rule, and a case
that was withdrawn was not decided; both are counted and left aside.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

from sqlalchemy import Row, Select, and_, func, or_, select

from db.database import Tx
from engine.shell import tables

MOST_JUDGED: Final = 10_000
SENT_BACK: Final = "return"
SAMPLED: Final = "sample"
PeoplesVerdict: TypeAlias = Literal["approved", "refused", "changed"]
_case, _item, _trace = tables.case_file, tables.work_item, tables.decision_trace
_child = tables.case_child


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedCase:
    """A case that is over, and what people said; `verdict` None: no person decided it."""

    id: str
    program: str
    opened_at: datetime
    closed_at: datetime
    verdict: PeoplesVerdict | None


def judged_cases(tx: Tx, procedure: str, *, limit: int = MOST_JUDGED) -> Sequence[JudgedCase]:
    """Return the newest closed cases of a procedure that nobody withdrew, oldest first."""
    query = _judged().where(_case.c.procedure == procedure).order_by(_case.c.opened_at.desc(), _case.c.id.desc())
    return [_read(row) for row in tx.execute(query.limit(limit))][::-1]


def judged_among(tx: Tx, case_ids: Sequence[str]) -> Mapping[str, JudgedCase]:
    """Return those of `case_ids` that are over and were not withdrawn."""
    found: dict[str, JudgedCase] = {}
    for start in range(0, len(case_ids), 500):
        chunk = case_ids[start : start + 500]
        found |= {row.id: _read(row) for row in tx.execute(_judged().where(_case.c.id.in_(chunk)))}
    return found


def sampled_cases(tx: Tx, procedure: str, table_digest: str, *, limit: int) -> Sequence[JudgedCase]:
    """Return the newest closed cases that this table would have approved and a person saw, oldest first."""
    seen = select(_trace.c.case_id).where(_trace.c.table_digest == table_digest, _trace.c.referral == SAMPLED)
    query = _judged().where(_case.c.procedure == procedure, _case.c.id.in_(seen))
    rows = tx.execute(query.order_by(_case.c.closed_at.desc(), _case.c.id.desc()).limit(limit))
    return [case for case in map(_read, rows) if case.verdict is not None][::-1]


def was_sampled(tx: Tx, case_id: str) -> bool:
    """Say whether a person saw this case only because it was in the sample."""
    query = select(_trace.c.entry).where(_trace.c.case_id == case_id, _trace.c.referral == SAMPLED).limit(1)
    return tx.execute(query).first() is not None


def _judged() -> Select[Any]:
    """Select closed cases with three counts: items that people judged, refusals, and changes."""
    judged = and_(_item.c.closed_by.is_not(None), _item.c.queue != "", _item.c.outcome.is_not(None))
    changed = or_(_item.c.correction.is_(True), _item.c.outcome == SENT_BACK)
    counts = (
        select(
            func.count().filter(judged).label("judged"),
            func.count().filter(_item.c.refuses.is_(True)).label("refused"),
            func.count().filter(changed).label("changed"),
            _item.c.case_id,
        )
        .group_by(_item.c.case_id)
        .subquery()
    )
    return (
        select(
            _case.c.id, _case.c.program, _case.c.opened_at, _case.c.closed_at, _case.c.result,
            counts.c.judged, counts.c.refused, counts.c.changed,
        )
        .join(counts, counts.c.case_id == _case.c.id, isouter=True)
        .where(_case.c.status == "closed", _case.c.result != "withdrawn", _case.c.id.not_in(select(_child.c.case_id)))
    )  # fmt: skip


def _read(row: Row[Any]) -> JudgedCase:
    return JudgedCase(
        id=row.id, program=row.program, opened_at=row.opened_at, closed_at=row.closed_at, verdict=_verdict(row)
    )


def _verdict(row: Row[Any]) -> PeoplesVerdict | None:
    if not row.judged:
        return None
    if row.refused or row.result == "refused":
        return "refused"
    return "changed" if row.changed else "approved"
