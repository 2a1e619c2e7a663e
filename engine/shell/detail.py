"""A case in full, for those who work on it: what waits, who decides next, what happened, and why rules said so."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import bindparam, select

from db.database import Tx
from engine.core.actor import SYSTEM, Act, Actor
from engine.core.apply import Entry
from engine.core.assignment import may_do
from engine.core.events import AutoDecided, ItemClosed, Withdrawn
from engine.core.office_events import AsideOpened, SentBack
from engine.core.pending_events import Voted
from engine.core.program import Program
from engine.core.pulling_back import act_to_pull_back
from engine.core.state import OpenItem
from engine.shell import tables
from engine.shell.case_rows import entries_of, find_case
from engine.shell.explanation import Explanation, explained
from engine.shell.past_versions import with_past_steps
from engine.shell.ports import Definitions
from engine.shell.view import CaseView
from engine.shell.words import NUMBERED, sentence
from kernel.text import Text
from workflow.definition import Outcome
from workflow.graph import graph_of

_item, _trace = tables.work_item, tables.decision_trace
_REASONS: Final = select(_item.c.number, _item.c.reason).where(
    _item.c.case_id == bindparam("case_id"), _item.c.reason.is_not(None)
)
_TRACES: Final = select(_trace).where(_trace.c.case_id == bindparam("case_id")).order_by(_trace.c.entry, _trace.c.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """A sentence of the history; `reason` is what the person wrote with it."""

    number: int
    """The entry: what one command made happen has one number."""
    act: Act
    text: Text
    node: str | None = None
    reason: str | None = None
    officer: str = ""
    """Whom it concerns: who was given the work, or was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWork:
    """An open item with what the page about it needs."""

    item: OpenItem
    title: Text
    instructions: Text | None
    outcomes: tuple[Outcome, ...]
    form: str | None
    checks: tuple[str, ...]
    allowed: bool
    """The officer who looks may do it (posts, another person's step, and so on)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextJudge:
    """Who decides next (次の決裁者): the step and the queue of its people."""

    node: str
    title: Text
    queue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseDetail:
    """A case in full."""

    case: CaseView
    program: Program
    work: tuple[OpenWork, ...]
    next_judges: tuple[NextJudge, ...]
    history: tuple[HistoryLine, ...]
    explanations: tuple[Explanation, ...]
    to_pull_back: int | None
    """The item whose closing the reader can pull back (引戻し), if there is one."""

    def titles(self, node: str) -> Text:
        """Return what a step is called; one of an earlier version by its key."""
        step = self.program.steps.get(node)
        return node if step is None else step.title


def case_detail(tx: Tx, definitions: Definitions, case_id: str, *, reader: Actor = SYSTEM) -> CaseDetail:
    """Return everything about a case, in four queries; `reader` tells what whoever looks may do."""
    case = find_case(tx, case_id)
    program = definitions.program(tx, case.program)
    entries = entries_of(tx, case_id)
    readable = with_past_steps(tx, definitions, program, entries, case.program)
    reasons = reasons_of(tx, case_id)
    traces = tx.execute(_TRACES, {"case_id": case_id}).all()
    return CaseDetail(
        case=case,
        program=program,
        work=tuple(_work(program, item, reader) for item in case.state.items),
        next_judges=next_judges(program, case.state.resting),
        history=history_lines(readable, entries, reasons),
        explanations=tuple(explained(readable, trace, _auto(entries, trace), entries) for trace in traces),
        to_pull_back=None if case.state.result else act_to_pull_back(entries, case.state, reader.id),
    )


def reasons_of(tx: Tx, case_id: str) -> dict[int, str]:
    """Return by item the reason that was given when it was closed."""
    return {row.number: row.reason for row in tx.execute(_REASONS, {"case_id": case_id})}


def history_lines(program: Program, entries: Sequence[Entry], reasons: Mapping[int, str]) -> tuple[HistoryLine, ...]:
    """Put a history into words, oldest first."""
    nodes: dict[int, str] = {}
    left = dict(reasons)
    lines: list[HistoryLine] = []
    for number, entry in enumerate(entries, start=1):
        for event in entry.events:
            if isinstance(event, NUMBERED):
                nodes[event.number] = event.node
            elif isinstance(event, AsideOpened):
                nodes[event.number] = event.kind
            text = sentence(event, program, nodes)
            if text is not None:
                closed = event.number if isinstance(event, ItemClosed | SentBack | Voted) else None
                node = nodes.get(closed) if closed is not None else getattr(event, "node", None)
                reason = left.pop(closed, None) if closed is not None else None
                if isinstance(event, Withdrawn):  # its reason is kept with the items that it cancelled
                    reason = next(iter(left.values()), None)
                whom = getattr(event, "officer", None) or ""
                lines.append(
                    HistoryLine(number=number, act=entry.act, text=text, node=node, reason=reason, officer=whom)
                )
    return tuple(lines)


def next_judges(program: Program, resting: frozenset[str]) -> tuple[NextJudge, ...]:
    """Return the nearest judging steps ahead of where the case rests, in the order of the flow; returns not counted."""
    graph = graph_of(program.flow)
    found: set[str] = set()
    seen, stack = set(resting), [*resting]
    while stack:
        step = program.steps[stack.pop()]
        for edge in graph.leaving(step.key):
            if edge.outcome in step.returning or edge.target in seen:
                continue
            seen.add(edge.target)
            if program.steps[edge.target].judges:
                found.add(edge.target)
            else:
                stack.append(edge.target)
    steps = (step for key, step in program.steps.items() if key in found)
    return tuple(NextJudge(node=step.key, title=step.title, queue=step.queue) for step in steps)


def _work(program: Program, item: OpenItem, reader: Actor) -> OpenWork:
    step = program.steps[item.node]
    return OpenWork(
        item=item,
        title=step.title,
        instructions=step.node.instructions,
        outcomes=tuple(step.outcomes.values()),
        form=step.node.form,
        checks=step.node.checks,
        allowed=may_do(item, reader),
    )


def _auto(entries: Sequence[Entry], trace: Any) -> AutoDecided | None:
    """Return the event that belongs to a trace: the same place among the automatic decisions of its entry."""
    if trace.entry > len(entries):
        return None
    spoken = [event for event in entries[trace.entry - 1].events if isinstance(event, AutoDecided)]
    return spoken[trace.place] if trace.place < len(spoken) else None
