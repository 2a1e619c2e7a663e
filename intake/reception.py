"""Holding the rule of reception (受付期間・上限) against what arrives.

- The period: what arrives online between its beginning and its end is received. Somebody who began before the end may
  still send within the hours of grace that staff have set: a form takes time, and a line may be slow. Places are not
  kept for them: whoever's application arrives first has the place.
- Places: every case of the procedure that arrived since reception began counts, on paper and at the counter as well;
  what was withdrawn or refused gives its place back. Two who send at once are one after the other: the rule's row is
  locked until the first has arrived.
- Maintenance: nothing is received online while it lasts; drafts are kept.
- Paper and counter are not stopped: they arrived when they were handed in, and staff see the counts.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, TypeAlias

from sqlalchemy import insert, select

from catalog.reception import Reception, in_force, lock_reception
from db.database import Tx
from engine.shell.arrived import count_arrived, ids_arrived
from intake import tables
from intake.errors import BudgetReached, NotYetOpen, QuotaReached, ReceptionOver, UnderMaintenance
from kernel.json_types import Json

State: TypeAlias = Literal["open", "soon", "over", "full", "paused"]
ONLINE: Final = "online"
GIVEN_BACK: Final = ("withdrawn", "refused")
AT_ONCE: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What has been taken of the places so far."""

    cases: int = 0
    amount: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a resident is told before beginning."""

    state: State
    rule: Reception
    taken: Taken
    paused_until: datetime | None

    @property
    def grace_until(self) -> datetime | None:
        """Return until when somebody who began in time may send."""
        return _grace_until(self.rule)

    @property
    def cases_left(self) -> int | None:
        """Return how many more can be received; None: any number."""
        return None if self.rule.most_cases is None else max(0, self.rule.most_cases - self.taken.cases)

    @property
    def amount_left(self) -> int | None:
        """Return what is left of the budget; None: there is none."""
        return None if self.rule.most_amount is None else max(0, self.rule.most_amount - self.taken.amount)


def standing(tx: Tx, procedure: str, now: datetime) -> Standing:
    """Return whether a procedure can be begun now, and if not, why."""
    held = in_force(tx, procedure, now)
    taken = _taken(tx, procedure, held.rule)
    return Standing(
        state=_state(held.rule, taken, held.paused_until, now),
        rule=held.rule,
        taken=taken,
        paused_until=held.paused_until,
    )


def require_begun(tx: Tx, procedure: str, now: datetime) -> None:
    """Raise why a procedure cannot be begun now."""
    found = standing(tx, procedure, now)
    match found.state:
        case "paused":
            raise UnderMaintenance
        case "soon":
            raise NotYetOpen
        case "over":
            raise ReceptionOver
        case "full":
            raise QuotaReached if found.cases_left == 0 else BudgetReached
        case "open":
            return


def require_place(
    tx: Tx, procedure: str, values: Mapping[str, Json], *, started_at: datetime, channel: str, now: datetime
) -> None:
    """Raise why an application that was begun at `started_at` cannot be received now; else it has a place until `tx`
    ends, because nobody else gets one meanwhile."""
    if channel != ONLINE:
        return
    held = in_force(tx, procedure, now)
    rule, limit = held.rule, _grace_until(held.rule)
    if held.paused_until is not None:
        raise UnderMaintenance
    if rule.opens_at is not None and now < rule.opens_at:
        raise NotYetOpen
    if rule.closes_at is not None and now >= rule.closes_at:
        in_time = limit is not None and started_at < rule.closes_at and now < limit
        if not in_time:
            raise ReceptionOver
    if not rule.is_limited:
        return
    lock_reception(tx, procedure)
    taken = _taken(tx, procedure, rule, keep=True)
    if rule.most_cases is not None and taken.cases >= rule.most_cases:
        raise QuotaReached
    if rule.most_amount is not None and taken.amount + _amount(values, rule.amount_field) > rule.most_amount:
        raise BudgetReached


def _grace_until(rule: Reception) -> datetime | None:
    return None if rule.closes_at is None else rule.closes_at + timedelta(hours=rule.grace_hours)


def _state(rule: Reception, taken: Taken, paused_until: datetime | None, now: datetime) -> State:
    if paused_until is not None:
        return "paused"
    if rule.opens_at is not None and now < rule.opens_at:
        return "soon"
    if rule.closes_at is not None and now >= rule.closes_at:
        return "over"
    full = rule.most_cases is not None and taken.cases >= rule.most_cases
    spent = rule.most_amount is not None and taken.amount >= rule.most_amount
    return "full" if full or spent else "open"


def _taken(tx: Tx, procedure: str, rule: Reception, *, keep: bool = False) -> Taken:
    """Count; amounts that were not counted before are read from the records, and written down if `keep`."""
    if not rule.is_limited or rule.opens_at is None:
        return Taken()
    if rule.amount_field is None:
        return Taken(cases=count_arrived(tx, procedure, rule.opens_at, without=GIVEN_BACK))
    ids = ids_arrived(tx, procedure, rule.opens_at, without=GIVEN_BACK)
    table, amounts = tables.quota_amount, dict[str, int]()
    for some in _batches(ids):
        amounts |= {row.case_id: row.amount for row in tx.execute(select(table).where(table.c.case_id.in_(some)))}
    fresh = _first_counted(tx, [case_id for case_id in ids if case_id not in amounts], rule.amount_field)
    if keep and fresh:
        tx.execute(insert(table), [{"case_id": case_id, "amount": amount} for case_id, amount in fresh.items()])
    return Taken(cases=len(ids), amount=sum(amounts.values()) + sum(fresh.values()))


def _first_counted(tx: Tx, ids: list[str], field: str) -> dict[str, int]:
    records, found = tables.case_values, dict.fromkeys(ids, 0)
    for some in _batches(ids):
        for row in tx.execute(select(records.c.case_id, records.c.record).where(records.c.case_id.in_(some))):
            found[row.case_id] = _amount(row.record, field)
    return found


def _amount(values: Mapping[str, Json], field: str | None) -> int:
    value = values.get(field or "")
    return int(value) if isinstance(value, int | float) and not isinstance(value, bool) and value > 0 else 0


def _batches(ids: list[str]) -> Iterator[list[str]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
