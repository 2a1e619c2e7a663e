"""Carrying out commands: lock, decide, record, in the caller's transaction and nowhere else.

The same `command_id` again changes nothing: a double click, a resent form, a job delivered twice are all safe.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Final, get_args

from sqlalchemy import bindparam, select

from db.database import Tx, once_committed
from db.prepared import in_one_go
from engine.core.arrivals import node_left
from engine.core.auto_approval import SAMPLE_SHARE, Safeguards
from engine.core.commands import (
    Command,
    Complete,
    Correct,
    FireTimer,
    Migrate,
    OfficeAct,
    Open,
    OutsideAct,
    PullBack,
    SendBack,
    words_of,
)
from engine.core.context import NO_AUTOMATION, Context
from engine.core.deadlines import standard_due
from engine.core.decide import Resolution, decide
from engine.core.errors import ItemAlreadyClosed, UnknownItem
from engine.core.office_events import Migrated
from engine.core.pending import NOTHING
from engine.core.program import Program, Step
from engine.core.state import NEW
from engine.shell import tables
from engine.shell.case_rows import entries_of, find_case, is_known
from engine.shell.chain import Chained
from engine.shell.children import follow
from engine.shell.correlation import listen
from engine.shell.opening import Opening as Opening  # as callers have always found it here
from engine.shell.ports import Definitions, Facts, Observer, Witness
from engine.shell.recording import record_opening, record_step
from engine.shell.switches import is_stopped
from engine.shell.view import CaseView
from kernel.clock import local_date
from kernel.errors import DomainError
from kernel.json_types import Json

NOBODY: Final = "—"
OFFICE_ACTS: Final = get_args(OfficeAct)
OUTSIDE_ACTS: Final = get_args(OutsideAct)
_CLOSED_ITEM: Final = select(tables.work_item).where(
    tables.work_item.c.case_id == bindparam("case_id"), tables.work_item.c.number == bindparam("number")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """The engine with its seams wired. `secret` keys the sample (抜取確認) and the seals; it is the installation's."""

    definitions: Definitions
    facts: Facts
    secret: bytes
    sample_share: float = SAMPLE_SHARE
    witness: Witness | None = None
    """Is told of every step once it is committed."""
    observer: Observer | None = None
    """Looks on as cases begin and end."""

    def open_case(
        self, tx: Tx, opening: Opening, command: Open, *, values: Mapping[str, Json], command_id: str, now: datetime
    ) -> CaseView:
        """Let a case begin with `values` as its record. A case with this id that is there already is returned."""
        program = self.definitions.program(tx, opening.program)
        case = CaseView(
            id=opening.case_id,
            procedure=opening.procedure,
            department=opening.department,
            program=opening.program,
            channel=opening.channel,
            authorised=opening.authorised,
            state=NEW,
            opened_at=now,
            closed_at=None,
            standard_due=None,
            version=0,
        )
        first = program.steps[command.start or program.starts[0]]
        answered = program.steps[command.answered] if command.answered else first
        decides = first.outlook.decides or answered.outlook.decides
        guards = self._safeguards(tx, program, case) if decides else NO_AUTOMATION
        resolution = decide(NEW, command, _context(program, case, now, values, guards))
        with in_one_go(tx):
            chained = record_opening(
                tx, case, program, resolution, command_id, self.secret, may_be_there=opening.may_be_there
            )
            if chained is None:
                return find_case(tx, opening.case_id)
            self._bear_witness(tx, case.id, 1, chained, now)
            self.facts.create(tx, case.id, {**values, **resolution.writes})
        if resolution.state.pending is not NOTHING:
            follow(self, tx, case, program, resolution, now)
            listen(tx, self.facts, self.secret, program, case, resolution.state, now)
        opened = _after(case, program, resolution, chained.head)
        if self.observer is not None and command.parent is None:
            self.observer.opened(tx, opened, values, now)
        return opened

    def handle(self, tx: Tx, case_id: str, command: Command, *, command_id: str, now: datetime) -> CaseView:
        """Carry out `command` on a case, once, and return the case as it is then; or raise a `DomainError`."""
        case = find_case(tx, case_id, lock=True)
        program = self.definitions.program(tx, case.program)
        try:
            resolution = self._decide(tx, case, program, command, now)
        except DomainError as error:
            if is_known(tx, case_id, command_id):
                return case
            raise _explained(tx, case, program, error) from error
        if not resolution.events:
            return case
        chained = record_step(tx, case, program, resolution, command_id, words_of(command), self.secret)
        if chained is None:
            return case
        self._bear_witness(tx, case_id, case.version + 1, chained, now)
        if resolution.writes:
            self.facts.record(tx, case_id, resolution.writes)
        if resolution.state.pending is not case.state.pending:
            follow(self, tx, case, program, resolution, now)
            listen(tx, self.facts, self.secret, program, case, resolution.state, now)
        after = _after(case, program, resolution, chained.head)
        if self.observer is not None and after.state.result is not None:
            self.observer.closed(tx, after, now)
        return after

    def _bear_witness(self, tx: Tx, case_id: str, number: int, chained: Chained, now: datetime) -> None:
        if self.witness is not None:
            once_committed(tx, partial(self.witness, case_id, number, chained.link, now))

    def _decide(self, tx: Tx, case: CaseView, program: Program, command: Command, now: datetime) -> Resolution:
        if isinstance(command, OFFICE_ACTS):
            return self._decide_office_act(tx, case, program, command, now)
        left = _step_left(case, program, command)
        reads = left is not None and left.outlook.reads
        decides = left is not None and left.outlook.decides
        values = self.facts.values(tx, case.id) if reads else {}
        guards = self._safeguards(tx, program, case) if decides else NO_AUTOMATION
        return decide(case.state, command, _context(program, case, now, values, guards))

    def _decide_office_act(
        self, tx: Tx, case: CaseView, program: Program, command: OfficeAct, now: datetime
    ) -> Resolution:
        """What stands in no flow is rare: it may look at everything."""
        context = _context(program, case, now, self.facts.values(tx, case.id), NO_AUTOMATION)
        if isinstance(command, PullBack) or (isinstance(command, SendBack) and program.messages):
            context = replace(context, past=entries_of(tx, case.id))
        if isinstance(command, Migrate):
            context = replace(context, target=self.definitions.program(tx, command.program))
        return decide(case.state, command, context)

    def _safeguards(self, tx: Tx, program: Program, case: CaseView) -> Safeguards:
        return Safeguards(
            secret=self.secret,
            sample_share=self.sample_share if program.sample_share is None else program.sample_share,
            authorised=case.authorised,
            stopped=is_stopped(tx, case.procedure),
        )


def _context(
    program: Program, case: CaseView, now: datetime, values: Mapping[str, Json], safeguards: Safeguards
) -> Context:
    return Context(program=program, case_id=case.id, now=now, facts=values, safeguards=safeguards)


def _step_left(case: CaseView, program: Program, command: Command) -> Step | None:
    """Return the step from which a token will go on, if this command lets one go on."""
    if isinstance(command, Complete | Correct):
        item = case.state.find(command.item)
        return None if item is None else program.steps[item.node]
    if isinstance(command, FireTimer):
        node = next((timer.node for timer in case.state.timers if timer.number == command.timer), None)
        return None if node is None else program.steps[node]
    if isinstance(command, OUTSIDE_ACTS):
        node = node_left(case.state, command)
        return None if node is None else program.steps[node]
    return None


def _after(case: CaseView, program: Program, resolution: Resolution, head: bytes) -> CaseView:
    state, now = resolution.state, resolution.entry.act.at
    moved = (event.program for event in resolution.events if isinstance(event, Migrated))
    return replace(
        case,
        program=next(moved, case.program),
        state=state,
        closed_at=None if state.result is None else now,
        standard_due=standard_due(state, program.flow.standard_days, now),
        version=case.version + 1,
        head=head,
    )


def _explained(tx: Tx, case: CaseView, program: Program, error: DomainError) -> DomainError:
    """Add to `ItemAlreadyClosed` who was faster, when and how; other refusals stay as they are."""
    if not isinstance(error, ItemAlreadyClosed):
        return error
    number = error.params["item"]
    row = tx.execute(_CLOSED_ITEM, {"case_id": case.id, "number": number}).one_or_none()
    if row is None or row.closed_at is None:
        return UnknownItem(item=number)  # the number of a timer or a delivery: never anybody's work
    outcome = program.steps[row.node].outcomes.get(row.outcome)
    return ItemAlreadyClosed(
        item=number,
        who=row.closed_by or NOBODY,
        when=local_date(row.closed_at).isoformat(),
        outcome=outcome.title if outcome else NOBODY,
    )
