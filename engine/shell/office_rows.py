"""The rows of what offices do beside the steps of the flow. Called while a command is recorded; only writes."""

from collections.abc import Collection
from typing import Any, Final

from sqlalchemy import bindparam, delete, insert, update

from db.database import Tx
from db.prepared import Prepared
from engine.core.actor import Act
from engine.core.events import Event
from engine.core.office_events import AsideClosed, AsideOpened, Cancelled, ItemAssigned, ItemMoved, Migrated, SentBack
from engine.core.pending import Wait
from engine.core.state import OpenTimer
from engine.shell import tables
from engine.shell.view import DISTANT, CaseView

_item, _aside, _case = tables.work_item, tables.aside, tables.case_file
SENT_BACK: Final = "return"
"""The outcome that an item has which was sent back."""
WITH_NOTES: Final = frozenset({"circulation", "opinion"})
_ONE_ITEM: Final = (_item.c.case_id == bindparam("of_case"), _item.c.number == bindparam("of_number"))
_ONE_ASIDE: Final = (_aside.c.case_id == bindparam("of_case"), _aside.c.number == bindparam("of_number"))


def _changing(*columns: str) -> dict[str, Any]:
    return {name: bindparam(f"new_{name}") for name in columns}


_CLOSE: Final = Prepared(
    update(_item).where(*_ONE_ITEM).values(_changing("closed_at", "closed_by", "outcome", "reason"))
)
_ASSIGN: Final = Prepared(
    update(_item).where(*_ONE_ITEM).values({**_changing("assignee"), "claimed_by": None, "claimed_at": None})
)
_MOVE: Final = Prepared(update(_item).where(*_ONE_ITEM).values(_changing("node", "queue")))
_NEW_ITEM: Final = Prepared(insert(_item), [column.name for column in _item.columns])
_OPEN_ASIDE: Final = Prepared(insert(_aside), [column.name for column in _aside.columns])
_CLOSE_ASIDE: Final = Prepared(update(_aside).where(*_ONE_ASIDE).values(_changing("closed_at", "closed_by", "answer")))
_MOOT: Final = Prepared(
    update(_aside)
    .where(
        _aside.c.case_id == bindparam("of_case"), _aside.c.kind == bindparam("of_kind"), _aside.c.closed_at.is_(None)
    )
    .values(_changing("closed_at"))
)
_job = tables.job
_DROP_CALL: Final = Prepared(
    delete(_job).where(_job.c.case_id == bindparam("of_case"), _job.c.number == bindparam("of_number"))
)
_MIGRATE: Final = Prepared(update(_case).where(_case.c.id == bindparam("of_case")).values(_changing("program")))


def close_what_is_moot(tx: Tx, case_id: str, act: Act) -> None:
    """Close the opinions that nobody needs any more, because the case is over."""
    _MOOT.run(tx, {"of_case": case_id, "of_kind": "opinion", "new_closed_at": act.at})


def record_office_event(tx: Tx, case: CaseView, event: Event, act: Act, words: str) -> Collection[int]:
    """Write what belongs to `event`; return the items that are closed by it. `words` came with the command; `case` is
    as it was before."""
    said, case_id = words.strip() or None, case.id
    match event:
        case SentBack(number):
            if case.state.find(number) is None:  # what nobody worked on has no row that could hold the reason
                _NEW_ITEM.run(tx, _sent_back_row(case, number, act, said))
            else:
                _close(tx, case_id, number, act, SENT_BACK, said)
            return (number,)
        case Cancelled(items, _, waits):
            for number in items:
                _close(tx, case_id, number, act, None, None)
            for number in waits:  # nobody asks other systems any more
                _DROP_CALL.run(tx, {"of_case": case_id, "of_number": number})
            return items
        case ItemAssigned(number, officer):
            _ASSIGN.run(tx, {"of_case": case_id, "of_number": number, "new_assignee": officer})
        case ItemMoved(number, node, queue):
            _MOVE.run(tx, {"of_case": case_id, "of_number": number, "new_node": node, "new_queue": queue})
        case AsideOpened():
            _OPEN_ASIDE.run(tx, _aside_row(case_id, event, act, said))
        case AsideClosed(number):
            changed = {"new_closed_at": act.at, "new_closed_by": act.id, "new_answer": said}
            _CLOSE_ASIDE.run(tx, {"of_case": case_id, "of_number": number, **changed})
        case Migrated(program):
            _MIGRATE.run(tx, {"of_case": case_id, "new_program": program})
        case _:
            pass
    return ()


def _close(tx: Tx, case_id: str, number: int, act: Act, outcome: str | None, reason: str | None) -> None:
    changed = {"new_closed_at": act.at, "new_closed_by": act.id, "new_outcome": outcome, "new_reason": reason}
    _CLOSE.run(tx, {"of_case": case_id, "of_number": number, **changed})


def _sent_back_row(case: CaseView, number: int, act: Act, said: str | None) -> dict[str, Any]:
    resting: tuple[Wait | OpenTimer, ...] = (*case.state.pending.waits, *case.state.timers)
    return {
        "case_id": case.id, "number": number, "procedure": case.procedure,
        "node": next(each.node for each in resting if each.number == number), "queue": act.capacity,
        "excluded": "", "opened_at": act.at, "due_at": DISTANT, "correction": False, "refuses": False,
        "closed_at": act.at, "closed_by": act.id, "outcome": SENT_BACK, "reason": said,
    }  # fmt: skip


def _aside_row(case_id: str, event: AsideOpened, act: Act, note: str | None) -> dict[str, Any]:
    return {
        "case_id": case_id, "number": event.number, "kind": event.kind, "officer": event.officer,
        "queue": event.queue, "node": event.node, "asked_by": act.id, "opened_at": act.at, "due_at": event.due_at,
        "note": note if event.kind in WITH_NOTES else None,
    }  # fmt: skip
