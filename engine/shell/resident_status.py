"""Where an application stands, for the person who sent it in: plain words, no names of officers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal, TypeAlias

from sqlalchemy import bindparam, select

from db.database import Tx
from db.prepared import Question
from engine.core import events
from engine.core.apply import Entry
from engine.core.office_events import SentBack
from engine.core.pending_events import JointlyDecided, Voted
from engine.core.program import Program
from engine.core.state import CaseState
from engine.messages import MESSAGES
from engine.shell import tables
from engine.shell.case_rows import entries_of
from engine.shell.past_versions import with_past_steps
from engine.shell.ports import Definitions
from engine.shell.view import CaseView
from engine.shell.words import NUMBERED, sentence
from kernel.text import Text

Phase: TypeAlias = Literal[
    "received", "examining", "correction", "your_turn", "deciding", "waiting", "hearing", "decided", "approved",
    "refused", "withdrawn", "completed",
]  # fmt: skip
ENDED: Final[Mapping[str, Phase]] = {"approved": "approved", "refused": "refused", "withdrawn": "withdrawn"}
"""By result of the case the phase; any other result is a completion."""
_item = tables.work_item
_SAID: Final = Question(
    select(_item.c.number, _item.c.reason, _item.c.refuses)
    .where(_item.c.case_id == bindparam("case_id"), _item.c.reason.is_not(None))
    .order_by(_item.c.closed_at)
)
_SHOWN: Final = (events.Opened, events.Decided, events.Noticed, events.Withdrawn, events.Closed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What the applicant is asked for: a correction (`fields`, `reason`), or a later form."""

    item: int
    node: str
    title: Text
    form: str
    correction: bool
    fields: tuple[str, ...]
    reason: str
    due_at: datetime | None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A line of the status page."""

    at: datetime
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ResidentStatus:
    """The status page."""

    case: CaseView
    phase: Phase
    text: Text
    expected_by: date | None
    """By when a decision can be expected; None once it is made."""
    requests: tuple[Request, ...]
    milestones: tuple[Milestone, ...]
    can_withdraw: bool
    refusal_reason: str | None


def resident_status(tx: Tx, definitions: Definitions, case: CaseView) -> ResidentStatus:
    """Return where an application stands, in at most two queries."""
    program = definitions.program(tx, case.program)
    said = _SAID.all(tx, {"case_id": case.id}) if case.version > 1 else []  # before that nobody had a say
    entries = entries_of(tx, case.id)
    asking = _asking(entries)
    reasons = {row.number: row.reason for row in said}
    now_at = phase(case.state, program, case.version)
    return ResidentStatus(
        case=case,
        phase=now_at,
        text=MESSAGES.text(f"phase.{now_at}"),
        expected_by=case.standard_due if case.state.decided_at is None else None,
        requests=tuple(
            Request(
                item=item.number,
                node=item.node,
                title=program.steps[item.node].title,
                form=program.steps[item.node].node.form or "",
                correction=item.correction,
                fields=item.fields,
                reason=reasons.get(asking.get(item.number, 0), ""),
                due_at=item.due_at,
            )
            for item in case.state.items
            if item.is_residents
        ),
        milestones=_milestones(entries, with_past_steps(tx, definitions, program, entries, case.program)),
        can_withdraw=case.state.result is None and case.state.decided_at is None,
        refusal_reason=next((row.reason for row in reversed(said) if row.refuses and case.state.refused), None),
    )


def phase(state: CaseState, program: Program, version: int) -> Phase:
    """Return the one word for where a case stands."""
    if state.result is not None:
        return ENDED.get(state.result, "completed")
    if any(item.correction for item in state.items):
        return "correction"
    if any(item.is_residents for item in state.items):
        return "your_turn"
    if state.decided_at is not None:
        return "decided"
    if not state.items:
        return _without_people(state)
    if any(program.steps[item.node].node.type == "approval" for item in state.items):
        return "deciding"
    return "received" if version == 1 else "examining"


def _without_people(state: CaseState) -> Phase:
    """Return where a case stands that nobody has to work on: it waits for a day, for somebody outside, or for us."""
    kinds = {wait.kind for wait in state.pending.waits}
    if "message" in kinds:
        return "hearing"
    return "examining" if kinds else "waiting"


def _asking(entries: Sequence[Entry]) -> Mapping[int, int]:
    """Return by the number of a correction the number of the officer's item whose outcome asked for it."""
    asking: dict[int, int] = {}
    votes: dict[str, int] = {}
    for entry in entries:
        closed = 0
        for event in entry.events:
            if isinstance(event, events.ItemClosed | SentBack):
                closed = event.number
            elif isinstance(event, Voted):
                votes[event.outcome] = event.number
            elif isinstance(event, JointlyDecided):
                closed = votes.get(event.outcome, 0)
            elif isinstance(event, events.ItemOpened) and event.correction:
                asking[event.number] = closed
    return asking


def _milestones(entries: Sequence[Entry], program: Program) -> tuple[Milestone, ...]:
    """Return what an applicant wants to know of the history; who in the office did what is not told."""
    nodes: dict[int, str] = {}
    found: list[Milestone] = []
    for entry in entries:
        for event in entry.events:
            if isinstance(event, NUMBERED):
                nodes[event.number] = event.node
            residents = isinstance(event, events.ItemOpened) and not event.queue
            residents = residents or (isinstance(event, events.ItemClosed) and _is_form(program, nodes[event.number]))
            if residents or isinstance(event, _SHOWN):
                text = sentence(event, program, nodes)
                found += [Milestone(entry.act.at, text)] if text is not None else []
    return tuple(found)


def _is_form(program: Program, node: str) -> bool:
    return program.steps[node].node.type == "form"
