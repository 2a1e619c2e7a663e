"""Sub-cases (子案件): a subflow's cases begin with their parent's step, tell it when they are over, and end with it.

A parent is always locked before its children, and a child never locks its parent: that it is over is a job of its own,
worked off in a transaction that locks the parent alone. So nothing can wait in a circle, and children that finish at
the same instant reach the parent one after the other, each once.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from db.database import Tx
from engine.core.actor import SYSTEM
from engine.core.commands import Command, End, Open, TakeResult
from engine.core.decide import Resolution
from engine.core.office_events import Cancelled
from engine.core.pending import Parent, Wait
from engine.core.program import Program
from engine.core.state import CaseState, Status
from engine.core.walk import WITHDRAWN
from engine.shell import tables
from engine.shell.case_rows import find_case
from engine.shell.opening import Opening
from engine.shell.ports import Definitions, Facts
from engine.shell.view import CaseView
from kernel.json_types import Json
from workflow.definition import Node

CHANNEL: Final = "subflow"
CANCELLED: Final = "cancelled"
"""How a child ends whose parent ended otherwise than by a withdrawal."""
_child = tables.case_child
_LINK: Final = {
    "sqlite": sqlite.insert(_child).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(_child).on_conflict_do_nothing(),
}


class Runner(Protocol):
    """What children ask of the engine."""

    @property
    def definitions(self) -> Definitions:
        """Published versions."""

    @property
    def facts(self) -> Facts:
        """The records of cases."""

    def open_case(
        self, tx: Tx, opening: Opening, command: Open, *, values: Mapping[str, Json], command_id: str, now: datetime
    ) -> CaseView:
        """Let a case begin."""

    def handle(self, tx: Tx, case_id: str, command: Command, *, command_id: str, now: datetime) -> CaseView:
        """Carry out a command."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildLine:
    """A child as its parent's page shows it."""

    case_id: str
    number: int
    procedure: str
    status: Status
    result: str | None


def child_id(parent: str, number: int) -> str:
    """Return the id of the child that `parent` awaits under `number`: always the same."""
    return hashlib.sha256(f"{parent}\0{number}".encode()).hexdigest()[:32]


def follow(engine: Runner, tx: Tx, case: CaseView, program: Program, resolution: Resolution, now: datetime) -> None:
    """Let the children begin that a step of `case` (as it was before) now awaits; end those of a case that is over, and
    those of a step that was taken back."""
    before, after = case.state.pending.waits, resolution.state.pending.waits
    known = {wait.number for wait in before}
    begun = [wait for wait in after if wait.kind == "child" and wait.number not in known]
    if begun:
        _begin(engine, tx, case, program, resolution.state, begun, now)
    over, cancelled = resolution.state.result, _cancelled(resolution)
    if over is not None or cancelled:
        result = WITHDRAWN if over == WITHDRAWN else CANCELLED
        for wait in before:  # in the order of their numbers, the same for everybody
            if wait.kind == "child" and (over is not None or wait.number in cancelled):
                command = End(result=result)
                engine.handle(tx, child_id(case.id, wait.number), command, command_id=f"end:{case.id}", now=now)


def _cancelled(resolution: Resolution) -> frozenset[int]:
    """Return the numbers of what is awaited no more, because the work went back to an earlier step."""
    events = (event for event in resolution.events if isinstance(event, Cancelled))
    return frozenset(number for event in events for number in event.waits)


def _begin(
    engine: Runner, tx: Tx, case: CaseView, program: Program, state: CaseState, waits: Sequence[Wait], now: datetime
) -> None:
    record = engine.facts.values(tx, case.id)
    root = _root(tx, case.id, state)
    for wait in waits:
        digest = program.children[wait.name]
        child = engine.definitions.program(tx, digest)
        opening = Opening(
            case_id=child_id(case.id, wait.number),
            procedure=wait.name,
            department=child.flow.owner or case.department,
            program=digest,
            channel=CHANNEL,
            authorised=case.authorised,
        )
        command = Open(actor=SYSTEM, answered=child.opening_form, parent=Parent(case.id, wait.number))
        values = handed_over(program.steps[wait.node].node, wait, record)
        engine.open_case(tx, opening, command, values=values, command_id=f"open:{case.id}", now=now)
        link = {"case_id": opening.case_id, "parent_id": case.id, "number": wait.number, "root_id": root}
        tx.execute(_LINK[tx.dialect.name], link)


def handed_over(node: Node, wait: Wait, record: Mapping[str, Json]) -> dict[str, Json]:
    """Return what a child knows at first: what the step reads (or all), and the item of the group that it is for."""
    values = {key: record[key] for key in node.reads if key in record} if node.reads else dict(record)
    if node.each is None:
        return values
    values.pop(node.each, None)
    item = _item(record.get(node.each), wait.place)
    return values | item


def brought_back(node: Node, wait: Wait, record: Mapping[str, Json], child: Mapping[str, Json]) -> dict[str, Json]:
    """Return what a child that is over writes into its parent's record: what the step writes, as far as the child has
    it; for an item of a group (`group.field`) into that item."""
    if node.each is None:
        return {key: child[key] for key in node.writes if key in child}
    names = [key.partition(".")[2] for key in node.writes if key.startswith(f"{node.each}.")]
    items = record.get(node.each)
    found = {name: child[name] for name in names if name in child}
    if not found or not isinstance(items, list) or not 0 < wait.place <= len(items):
        return {}
    changed = [*items]
    changed[wait.place - 1] = _item(items, wait.place) | found
    return {node.each: changed}


def report(engine: Runner, tx: Tx, case_id: str, now: datetime) -> None:
    """Tell the parent of a case that is over how it ended, with what it brings back; twice is the same as once."""
    child = find_case(tx, case_id)
    parent = child.state.pending.parent
    if parent is None or child.state.result is None:
        return
    case = find_case(tx, parent.case_id, lock=True)
    wait = case.state.pending.find(parent.number)
    if wait is None:
        return
    node = engine.definitions.program(tx, case.program).steps[wait.node].node
    back = brought_back(node, wait, engine.facts.values(tx, case.id), engine.facts.values(tx, child.id))
    if back:
        engine.facts.record(tx, case.id, back)
    state = child.state
    command = TakeResult(
        wait=parent.number, result=child.state.result, refused=state.refused, judged=state.judged, ruled=state.ruled
    )
    engine.handle(tx, case.id, command, command_id=f"child:{parent.number}", now=now)


def children_of(tx: Tx, case_id: str) -> tuple[ChildLine, ...]:
    """Return the children of a case, in the order in which they began."""
    case = tables.case_file
    query = (
        select(_child.c.case_id, _child.c.number, case.c.procedure, case.c.status, case.c.result)
        .join(case, case.c.id == _child.c.case_id)
        .where(_child.c.parent_id == case_id)
        .order_by(_child.c.number)
    )
    return tuple(
        ChildLine(case_id=row.case_id, number=row.number, procedure=row.procedure, status=row.status, result=row.result)
        for row in tx.execute(query)
    )


def children_below(tx: Tx, root_id: str) -> Sequence[str]:
    """Return every case below the one that an applicant knows, however deep."""
    return tx.scalars(select(_child.c.case_id).where(_child.c.root_id == root_id)).all()


def roots_of(tx: Tx, case_ids: Sequence[str]) -> Mapping[str, str]:
    """Return for those of many cases that are children the case that an applicant knows, in one query."""
    if not case_ids:
        return {}
    rows = tx.execute(select(_child.c.case_id, _child.c.root_id).where(_child.c.case_id.in_(case_ids)))
    return {row.case_id: row.root_id for row in rows}


def _root(tx: Tx, case_id: str, state: CaseState) -> str:
    """Return the case above all, by the histories: links of cases that begin in the same instant are not there yet."""
    while state.pending.parent is not None:
        case_id = state.pending.parent.case_id
        state = find_case(tx, case_id).state
    return case_id


def _item(items: Json, place: int) -> dict[str, Json]:
    found = items[place - 1] if isinstance(items, list) and 0 < place <= len(items) else {}
    return dict(found) if isinstance(found, Mapping) else {}
