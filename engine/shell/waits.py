"""What a case waits for beside people: messages, other systems, other cases; and how a joint decision stands."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Row, bindparam, select

from db.database import Tx
from engine.core.pending import Wait
from engine.core.program import Program
from engine.core.state import CaseState
from engine.shell import tables
from engine.shell.children import ChildLine, children_of
from engine.shell.view import CaseView
from kernel.text import Text

_item, _job = tables.work_item, tables.job
_CALLS: Final = select(_job).where(_job.c.case_id == bindparam("case_id"), _job.c.kind == "service")
_SEATS: Final = (
    select(_item.c.number, _item.c.queue, _item.c.closed_by, _item.c.outcome)
    .where(_item.c.case_id == bindparam("case_id"), _item.c.number.between(bindparam("first"), bindparam("last")))
    .order_by(_item.c.number)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waited:
    """Something that is to come. Tries, errors and the next try are a call's; with `failed_at` it is an incident."""

    number: int
    kind: str
    name: str
    title: Text
    writes: tuple[str, ...] = ()
    tries: int = 0
    error: str | None = None
    next_try: datetime | None = None
    failed_at: datetime | None = None
    child: ChildLine | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A member of a joint decision (合議): whoever holds the post `queue`, or who has decided for it, and how."""

    queue: str
    officer: str | None
    outcome: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A joint decision that is open: `needed` members must choose the same."""

    node: str
    title: Text
    needed: int
    seats: tuple[Seat, ...]

    @property
    def decided(self) -> int:
        """How many members have decided."""
        return sum(seat.outcome is not None for seat in self.seats)


def waits_of(tx: Tx, case: CaseView, program: Program) -> tuple[Waited, ...]:
    """Return what `case` waits for, and the children that are over while their siblings are not."""
    waits = case.state.pending.waits
    if not waits:
        return ()
    kinds = {wait.kind for wait in waits}
    calls = {row.number: row for row in tx.execute(_CALLS, {"case_id": case.id})} if "service" in kinds else {}
    lines = {line.number: line for line in children_of(tx, case.id)} if "child" in kinds else {}
    groups = {wait.node for wait in waits if wait.group}
    over = [
        Waited(
            number=line.number,
            kind="child",
            name=line.procedure,
            title=_title(program, case.state, line),
            child=line,
        )
        for line in lines.values()
        if line.result is not None and groups and case.state.pending.find(line.number) is None
    ]
    return (*(_waited(program, wait, calls.get(wait.number), lines.get(wait.number)) for wait in waits), *over)


def panels_of(tx: Tx, case: CaseView, program: Program) -> tuple[Panel, ...]:
    """Return the joint decisions that are open, in one query each."""
    open_ones = dict.fromkeys((item.joint, item.node) for item in case.state.items if item.joint)
    return tuple(_panel(tx, case.id, program, joint, node) for joint, node in open_ones)


def _waited(program: Program, wait: Wait, call: Row[Any] | None, child: ChildLine | None) -> Waited:
    step = program.steps[wait.node]
    return Waited(
        number=wait.number,
        kind=wait.kind,
        name=wait.name,
        title=step.title,
        writes=program.messages.get(wait.name, ()) if wait.kind == "message" else (),
        tries=0 if call is None else call.attempts,
        error=None if call is None else call.error,
        next_try=None if call is None else call.due_at,
        failed_at=None if call is None else call.failed_at,
        child=child,
    )


def _title(program: Program, state: CaseState, line: ChildLine) -> Text:
    node = next(wait.node for wait in state.pending.waits if wait.kind == "child" and wait.name == line.procedure)
    return program.steps[node].title


def _panel(tx: Tx, case_id: str, program: Program, joint: int, node: str) -> Panel:
    step = program.steps[node]
    rows = tx.execute(_SEATS, {"case_id": case_id, "first": joint, "last": joint + len(step.members) - 1}).all()
    seats = (
        Seat(
            queue=row.queue,
            officer=row.closed_by,
            outcome=step.outcomes[row.outcome].title if row.outcome in step.outcomes else None,
        )
        for row in rows
    )
    return Panel(node=node, title=step.title, needed=step.needed, seats=tuple(seats))
