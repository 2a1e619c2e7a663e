"""Writing down what a command made happen: entry, snapshot, work items, jobs, traces.

Every statement is built once. The rows follow from the difference of two states, so they cannot disagree with it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Table, bindparam, delete, insert, update
from sqlalchemy.dialects import postgresql, sqlite

from db.database import Tx
from db.prepared import Prepared, Question, in_one_go
from engine.core.codec import write_entry, write_state
from engine.core.deadlines import standard_due
from engine.core.decide import Resolution
from engine.core.events import (
    AutoDecided,
    Closed,
    Decided,
    Escalated,
    ItemClaimed,
    ItemClosed,
    ItemOpened,
    ItemReleased,
    Noticed,
    Opened,
    Reminded,
    Withdrawn,
)
from engine.core.office_events import AsideOpened, MessageSent, Migrated
from engine.core.pending import NOTHING
from engine.core.pending_events import Awaited, JointlyDecided, Voted
from engine.core.program import Program
from engine.core.state import CaseState, OpenItem
from engine.shell import tables
from engine.shell.chain import Chained, head_of, last_link, link_of
from engine.shell.joint_rows import excluded_text, record_joint_decision, record_vote
from engine.shell.office_rows import close_what_is_moot, record_office_event
from engine.shell.view import DISTANT, CaseView

_case, _item, _job = tables.case_file, tables.work_item, tables.job


def _unless_there(table: Table, columns: Sequence[str]) -> Question:
    """Return an INSERT that does nothing, and answers nothing, where the row, or a unique part of it, exists."""
    version = table.c.version if table is _case else table.c.number
    made = {
        "sqlite": sqlite.insert(table).on_conflict_do_nothing().returning(version),
        "postgresql": postgresql.insert(table).on_conflict_do_nothing().returning(version),
    }
    return Question(made, columns)


def _all_of(table: Table) -> list[str]:
    return [column.name for column in table.columns]


_FIRST_ENTRY: Final = Prepared(insert(tables.history), _all_of(tables.history))
_ENTRY: Final = _unless_there(tables.history, _all_of(tables.history))
_NEW_CASE: Final = _unless_there(_case, _all_of(_case))
_FIRST_CASE: Final = Prepared(insert(_case), _all_of(_case))
_CHANGED: Final = (
    "status", "result", "automatic", "decided_at", "closed_at", "standard_due", "version", "state", "head",
)  # fmt: skip
_UPDATE_CASE: Final = Prepared(
    update(_case)
    .where(_case.c.id == bindparam("case_id"))
    .values({name: bindparam(f"new_{name}") for name in _CHANGED})
)
_OPEN_ITEMS: Final = Prepared(insert(_item), _all_of(_item))
_ONE_ITEM: Final = (_item.c.case_id == bindparam("of_case"), _item.c.number == bindparam("of_number"))
_CLOSED: Final = ("closed_at", "closed_by", "outcome", "refuses", "reason")
_CLOSE_ITEM: Final = Prepared(
    update(_item).where(*_ONE_ITEM).values({name: bindparam(f"new_{name}") for name in _CLOSED})
)
_CANCEL_ITEMS: Final = Prepared(
    update(_item)
    .where(_item.c.case_id == bindparam("of_case"), _item.c.closed_at.is_(None))
    .values(closed_at=bindparam("new_closed_at"), reason=bindparam("new_reason"))
)
_HOLD_ITEM: Final = Prepared(
    update(_item).where(*_ONE_ITEM).values(claimed_by=bindparam("new_holder"), claimed_at=bindparam("new_held_at"))
)
_ADD_JOBS: Final = Prepared(insert(_job), _all_of(_job))
_DROP_JOB: Final = Prepared(
    delete(_job).where(_job.c.case_id == bindparam("of_case"), _job.c.number == bindparam("of_number"))
)
_WITHOUT_ROWS: Final = frozenset({Opened, ItemOpened, AutoDecided, Noticed, Decided, Closed})
"""The most frequent events: their rows follow from the two states, or they have none."""
_TRACES: Final = Prepared(insert(tables.decision_trace), _all_of(tables.decision_trace))


def record_opening(
    tx: Tx,
    case: CaseView,
    program: Program,
    resolution: Resolution,
    command_id: str,
    secret: bytes,
    *,
    may_be_there: bool = True,
) -> Chained | None:
    """Write a new case; None, and nothing written, where a case with this id is there, if that `may_be`."""
    entry, chained = _chained(case, 1, resolution, command_id, secret)
    row = _snapshot(program, resolution, 1) | {
        "id": case.id,
        "procedure": case.procedure,
        "department": case.department,
        "program": case.program,
        "channel": case.channel,
        "authorised": case.authorised,
        "opened_at": resolution.entry.act.at,
        "head": chained.head,
    }
    if may_be_there and _NEW_CASE.one(tx, row) is None:
        return None
    with in_one_go(tx):
        if not may_be_there:
            _FIRST_CASE.run(tx, row)
        _FIRST_ENTRY.run(tx, entry)
        _record_rows(tx, case, case.state, resolution, 1, "")
    return chained


def record_step(
    tx: Tx, case: CaseView, program: Program, resolution: Resolution, command_id: str, reason: str, secret: bytes
) -> Chained | None:
    """Write what became of a case; None, and nothing written, where the command was carried out before."""
    number = case.version + 1
    entry, chained = _chained(case, number, resolution, command_id, secret)
    if _ENTRY.one(tx, entry) is None:
        return None
    changed = {f"new_{name}": value for name, value in _snapshot(program, resolution, number).items()}
    with in_one_go(tx):
        _UPDATE_CASE.run(tx, {"case_id": case.id, "new_head": chained.head, **changed})
        _record_rows(tx, case, case.state, resolution, number, reason)
    return chained


def _chained(
    case: CaseView, number: int, resolution: Resolution, command_id: str, secret: bytes
) -> tuple[dict[str, Any], Chained]:
    """Return the row of an entry with its link, and how the chain goes on with it."""
    act = resolution.entry.act
    said = {
        "case_id": case.id,
        "number": number,
        "at": act.at,
        "actor_kind": act.kind,
        "actor": act.id,
        "capacity": act.capacity,
        "command_id": command_id,
        "events": write_entry(resolution.events),
    }
    link = link_of(secret, last_link(secret, case.id, case.head), said)
    moved = [event.program for event in resolution.events if isinstance(event, Migrated)]
    after = replace(case, program=moved[-1]) if moved else case
    return said | {"link": link}, Chained(link, head_of(secret, link, number, after))


def _snapshot(program: Program, resolution: Resolution, number: int) -> dict[str, Any]:
    state, at = resolution.state, resolution.entry.act.at
    due = standard_due(state, program.flow.standard_days, at)
    return {
        "status": state.status,
        "result": state.result,
        "automatic": state.automatic,
        "decided_at": state.decided_at,
        "closed_at": None if state.result is None else at,
        "standard_due": None if due is None else due.isoformat(),
        "version": number,
        "state": write_state(state),
    }


def _record_rows(tx: Tx, case: CaseView, before: CaseState, resolution: Resolution, number: int, reason: str) -> None:
    after, act = resolution.state, resolution.entry.act
    held = {item.number for item in before.items}
    for event in resolution.events:
        if type(event) in _WITHOUT_ROWS:
            continue
        match event:
            case ItemClosed():
                _CLOSE_ITEM.run(tx, _closing(case.id, event, act.at, act.id or act.kind, reason))
                held.discard(event.number)
            case ItemClaimed(claimed):
                _HOLD_ITEM.run(tx, _holding(case.id, claimed, act.id, act.at))
            case ItemReleased(released):
                _HOLD_ITEM.run(tx, _holding(case.id, released, None, None))
            case Voted():
                record_vote(tx, case.id, event, act, before, after, reason)
                held.discard(event.number)
            case JointlyDecided():
                held -= record_joint_decision(tx, case.id, event, act, before)
            case _:
                held.difference_update(record_office_event(tx, case, event, act, reason))
    if after.result is not None and before.asides:
        close_what_is_moot(tx, case.id, act)
    if after.result is not None and held:
        _CANCEL_ITEMS.run(tx, {"of_case": case.id, "new_closed_at": act.at, "new_reason": reason.strip() or None})
    if opened := [item for item in after.items if before.find(item.number) is None]:
        _OPEN_ITEMS.run_all(tx, [_item_row(case, item) for item in opened])
    _record_jobs(tx, case.id, before, resolution)
    if resolution.traces:
        _TRACES.run_all(tx, [*_trace_rows(case.id, number, resolution)])


def _record_jobs(tx: Tx, case_id: str, before: CaseState, resolution: Resolution) -> None:
    after = {timer.number for timer in resolution.state.timers}
    if gone := [timer.number for timer in before.timers if timer.number not in after]:
        _DROP_JOB.run_all(tx, [{"of_case": case_id, "of_number": number} for number in gone])
    if jobs := [*_jobs(case_id, before, resolution), *_outside_jobs(case_id, resolution)]:
        _ADD_JOBS.run_all(tx, jobs)


def _jobs(case_id: str, before: CaseState, resolution: Resolution) -> Iterator[dict[str, Any]]:
    """Yield timers that are to fire and deliveries, in the order in which they came about."""
    known = {timer.number for timer in before.timers}
    for timer in resolution.state.timers:
        if timer.number not in known:
            yield _job_row(case_id, timer.number, "timer", timer.fires_at, timer.node, timer.item)
    at, items = resolution.entry.act.at, {item.number: item for item in before.items}
    for event in resolution.events:
        match event:
            case Opened() if resolution.state.pending.parent is None:  # a child's applicant has a receipt already
                yield _job_row(case_id, 0, "received", at)
            case Noticed(number, node):
                yield _job_row(case_id, number, "notice", at, node)
            case ItemOpened(number=number, node=node, correction=True):
                yield _job_row(case_id, number, "correction", at, node, number)
            case Reminded(number, item):
                yield _job_row(case_id, number, "remind", at, items[item].node, item)
            case Escalated(number, item):
                yield _job_row(case_id, number, "escalate", at, items[item].node, item)
            case Withdrawn(number):
                yield _job_row(case_id, number, "withdrawn", at)
            case MessageSent(number, from_applicant):
                yield _job_row(case_id, number, "enquiry" if from_applicant else "message", at)
            case AsideOpened(number=number, kind=kind, node=node) if kind != "message":
                yield _job_row(case_id, number, "aside", at, node or None, number)
            case _:
                pass


def _outside_jobs(case_id: str, resolution: Resolution) -> Iterator[dict[str, Any]]:
    """Yield services that are to be asked, and that a child is to tell its parent that it is over."""
    state, at = resolution.state, resolution.entry.act.at
    if state.pending is NOTHING:
        return
    for event in resolution.events:
        if isinstance(event, Awaited) and event.kind == "service":
            yield _job_row(case_id, event.number, "service", at, event.node)
        elif isinstance(event, Closed) and state.pending.parent is not None:
            yield _job_row(case_id, state.last + 1, "child", at)


def _job_row(
    case_id: str, number: int, kind: str, due_at: datetime, node: str | None = None, item: int | None = None
) -> dict[str, Any]:
    return {
        "case_id": case_id, "number": number, "kind": kind, "node": node, "item": item, "due_at": due_at,
        "lease_until": 0, "attempts": 0,
    }  # fmt: skip


def _item_row(case: CaseView, item: OpenItem) -> dict[str, Any]:
    return {
        "case_id": case.id, "number": item.number, "procedure": case.procedure, "node": item.node,
        "queue": item.queue, "assignee": item.assignee, "excluded": excluded_text(item.excluded),
        "opened_at": item.opened_at, "due_at": item.due_at or DISTANT, "correction": item.correction, "refuses": False,
        "claimed_by": item.claimed_by,
    }  # fmt: skip


def _closing(case_id: str, event: ItemClosed, at: datetime, by: str, reason: str) -> dict[str, Any]:
    return {
        "of_case": case_id, "of_number": event.number, "new_closed_at": at, "new_closed_by": by,
        "new_outcome": event.outcome, "new_refuses": event.refuses, "new_reason": reason.strip() or None,
    }  # fmt: skip


def _holding(case_id: str, number: int, officer: str | None, at: datetime | None) -> dict[str, Any]:
    return {"of_case": case_id, "of_number": number, "new_holder": officer, "new_held_at": at}


def _trace_rows(case_id: str, entry: int, resolution: Resolution) -> Iterator[Mapping[str, Any]]:
    for place, trace in enumerate(resolution.traces):
        found = trace.ruling
        yield {
            "case_id": case_id, "entry": entry, "place": place, "node": trace.node, "table_digest": trace.table,
            "rules": [*found.decision.rules], "inputs": dict(found.decision.inputs), "outputs": dict(found.outputs),
            "missing": [*found.decision.missing], "counts": found.counts, "referral": found.referral,
        }  # fmt: skip
