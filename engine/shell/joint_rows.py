"""The work items of joint decisions (合議): a member's vote, and what closes unvoted once the decision is made."""

from typing import Final

from sqlalchemy import bindparam, update

from db.database import Tx
from db.prepared import Prepared, Row
from engine.core.actor import Act
from engine.core.pending_events import JointlyDecided, Voted
from engine.core.state import CaseState
from engine.shell import tables

_item = tables.work_item
_ONE_ITEM: Final = (_item.c.case_id == bindparam("of_case"), _item.c.number == bindparam("of_number"))
_VOTED: Final = ("closed_at", "closed_by", "outcome", "refuses", "reason")
_VOTE: Final = Prepared(update(_item).where(*_ONE_ITEM).values({name: bindparam(f"new_{name}") for name in _VOTED}))
_BAR: Final = Prepared(update(_item).where(*_ONE_ITEM).values(excluded=bindparam("new_excluded")))
_UNVOTED: Final = Prepared(
    update(_item).where(*_ONE_ITEM, _item.c.closed_at.is_(None)).values(closed_at=bindparam("new_closed_at"))
)


def record_vote(
    tx: Tx, case_id: str, event: Voted, act: Act, before: CaseState, after: CaseState, reason: str
) -> None:  # fmt: skip
    """Close the member's item and keep the member from the other items of the round, whatever posts they hold."""
    row = {
        "of_case": case_id, "of_number": event.number, "new_closed_at": act.at, "new_closed_by": act.id,
        "new_outcome": event.outcome, "new_refuses": event.refuses, "new_reason": reason.strip() or None,
    }  # fmt: skip
    _VOTE.run(tx, row)
    known = {item.number: item.excluded for item in before.items}
    barred: list[Row] = [
        {"of_case": case_id, "of_number": item.number, "new_excluded": excluded_text(item.excluded)}
        for item in after.items
        if item.excluded != known.get(item.number, item.excluded)
    ]
    if barred:
        _BAR.run_all(tx, barred)


def record_joint_decision(tx: Tx, case_id: str, event: JointlyDecided, act: Act, before: CaseState) -> frozenset[int]:
    """Close what nobody needs to vote on any more; return the numbers of all items of the decision."""
    numbers = frozenset(item.number for item in before.items if item.joint == event.joint)
    rows: list[Row] = [{"of_case": case_id, "of_number": number, "new_closed_at": act.at} for number in sorted(numbers)]
    if rows:
        _UNVOTED.run_all(tx, rows)
    return numbers


def excluded_text(officers: tuple[str, ...]) -> str:
    """Return the officers who may not do an item as `|a|b|`, so that SQL can look for one."""
    return "|" + "".join(f"{officer}|" for officer in officers) if officers else ""
