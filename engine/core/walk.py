"""The token game: what happens by itself once a token is on an edge, until every token rests.

BPMN 2.0 semantics as formats.md gives them. Events are applied as they come, so the walk always sees the case as it
has become. Tokens move first in, first out, under a limit of hops.
"""

from collections import deque
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from engine.core.actor import Act
from engine.core.apply import apply
from engine.core.assignment import candidates
from engine.core.auto_approval import Ruling, ruling
from engine.core.context import Context
from engine.core.deadlines import due_after, end_of, wakes_after, wakes_on
from engine.core.errors import AutomaticRefusal, EndlessLoop, ImproperCompletion, NoDate
from engine.core.events import (
    Arrived,
    AutoDecided,
    Closed,
    Decided,
    Event,
    ItemOpened,
    Joined,
    Noticed,
    TimerSet,
)
from engine.core.joint import seats
from engine.core.pending_events import Awaited, Forked
from engine.core.program import Step
from engine.core.routing import edges_taken
from engine.core.state import CaseState, OpenItem
from engine.core.waiting import NO_CHILDREN, awaited_at
from kernel.condition import Scope
from kernel.expr import compute
from kernel.json_types import Json
from workflow.definition import Edge

REFUSED: Final = "refused"
WITHDRAWN: Final = "withdrawn"
DEFAULT_RESULT: Final = "completed"


@dataclass(frozen=True, slots=True)
class Trace:
    """An automatic decision with everything that explains it: for the erasable table, not for the history."""

    node: str
    table: str
    ruling: Ruling


@dataclass(frozen=True, slots=True)
class Request:
    """What a person asks the applicant to mend (補正), and by when."""

    fields: tuple[str, ...] = ()
    due_on: date | None = None


@dataclass(slots=True, kw_only=True)
class Walk:
    """One command on its way through the flow; it lives as long as the command."""

    context: Context
    act: Act
    state: CaseState
    answered: str | None = None
    """The form that came with the application: its first visit passes."""
    request: Request | None = None
    approved: bool = False
    """An authority has just decided; a notice to the applicant makes that final."""
    events: list[Event] = field(default_factory=list)
    writes: dict[str, Json] = field(default_factory=dict)
    traces: list[Trace] = field(default_factory=list)
    _moving: deque[Edge] = field(default_factory=deque)
    _scope: Scope | None = None

    def happen(self, event: Event) -> None:
        """Note `event` and let it count at once."""
        self.events.append(event)
        self.state = apply(self.state, event, self.act)

    def next_number(self) -> int:
        """Return a number that nothing in this case has had."""
        return self.state.last + 1

    @property
    def scope(self) -> Scope:
        """What conditions see: the record, and what tables have written during this command."""
        if self._scope is None:
            context = self.context
            values = {**context.facts, **self.writes} if self.writes else context.facts
            self._scope = Scope(values, context.today, context.program.flow.params)
        return self._scope

    def leave(self, step: Step, outcome: str | None = None) -> None:
        """Take a token off `step` and let every token move until it rests."""
        self._depart(step, outcome)
        steps, hops = self.context.program.steps, 0
        while self._moving and self.state.result is None:
            hops += 1
            if hops > self.context.program.hop_limit:
                raise EndlessLoop
            edge = self._moving.popleft()
            self._enter(steps[edge.target], edge)
        self._settle()

    def begin(self, step: Step, request: Request | None = None) -> None:
        """Put a token on `step`, a step of people, whichever way it comes."""
        self._open_seats(step) if step.members else self._open_item(step, request)

    def close(self, result: str) -> None:
        """End the case; a refusal that no person decided stops the whole command."""
        if result == REFUSED and not self.state.refused:
            raise AutomaticRefusal
        if self.state.decided_at is None and result != WITHDRAWN:
            self.happen(Decided())
        self.happen(Closed(result))

    def watch(self, item: OpenItem, step: Step, place: int) -> None:
        """Set the timer for what happens when `item` is late for the `place`-th time."""
        late = step.node.on_overdue
        if item.due_at is not None and place < len(late):
            fires_at = due_after(late[place].after, item.due_at)
            self.happen(TimerSet(self.next_number(), step.key, fires_at, item.number, place))

    def _depart(self, step: Step, outcome: str | None = None) -> None:
        edges = edges_taken(step.exits, outcome, self.scope)
        if step.forks is not None:
            self.happen(Forked(step.forks, len(edges)))
        self._moving.extend(edges)

    def _enter(self, step: Step, edge: Edge) -> None:
        match step.node.type:
            case "task" | "review" | "approval":
                self._open_seats(step) if step.members else self._open_item(step)
            case "form":
                self._enter_form(step, edge)
            case "parallel":
                self._enter_parallel(step, edge)
            case "inclusive":
                self._enter_inclusive(step, edge)
            case "wait" | "service" | "subflow":
                self._await(step)
            case "end":
                self._enter_end(step)
            case "timer":
                self._enter_timer(step)
            case "decision":
                self._let_table_speak(step)
                self._depart(step)
            case "notice":
                self.happen(Noticed(self.next_number(), step.key))
                self._depart(step)
                if self.approved and self.state.decided_at is None and self._is_for_resident(step):
                    self.happen(Decided())
            case _:
                self._depart(step)

    def _enter_form(self, step: Step, edge: Edge) -> None:
        if step.key == self.answered:
            self.answered = None
            self._depart(step)
        elif edge.outcome is not None and self.request is not None:
            self._open_item(step, self.request)
        else:
            self._open_item(step)

    def _open_item(self, step: Step, request: Request | None = None) -> None:
        who = candidates(self.context.program, step, self.state, self.scope)
        self.happen(
            ItemOpened(
                number=self.next_number(),
                node=step.key,
                queue=who.queue,
                due_at=self._due(step, request),
                assignee=who.assignee,
                excluded=who.excluded,
                correction=request is not None,
                fields=request.fields if request is not None else (),
            )
        )
        if step.node.on_overdue:
            self.watch(self.state.items[-1], step, 0)

    def _open_seats(self, step: Step) -> None:
        for opened in seats(step, self.state, self._due(step, None)):
            self.happen(opened)
        if step.node.on_overdue:
            for item in [each for each in self.state.items if each.node == step.key]:
                self.watch(item, step, 0)

    def _await(self, step: Step) -> None:
        began = awaited_at(step, self.state, self.scope)
        for event in began:
            self.happen(event)
        if not any(isinstance(event, Awaited) for event in began):
            self._depart(step, NO_CHILDREN if step.node.type == "subflow" else None)

    def _due(self, step: Step, request: Request | None) -> datetime | None:
        if request is not None and request.due_on is not None:
            return end_of(request.due_on)
        return None if step.node.due is None else due_after(step.node.due, self.act.at)

    def _enter_parallel(self, step: Step, edge: Edge) -> None:
        if step.joins:
            self.happen(Arrived(step.key, edge.name))
            if step.joins - {*self.state.arrived[step.key]}:
                return
            self.happen(Joined(step.key))
        self._depart(step)

    def _enter_inclusive(self, step: Step, edge: Edge) -> None:
        if step.gathers:
            self.happen(Arrived(step.key, edge.name))
            if len(self.state.arrived[step.key]) < self.state.pending.expected.get(step.key, 1):
                return
            self.happen(Joined(step.key))
        self._depart(step)

    def _enter_end(self, step: Step) -> None:
        if not step.node.terminate and (self._moving or self.state.tokens):
            raise ImproperCompletion(node=step.title)
        self.close(step.node.result or DEFAULT_RESULT)

    def _enter_timer(self, step: Step) -> None:
        node = step.node
        if node.wait is not None:
            fires_at = wakes_after(node.wait, self.act.at)
        else:
            found = wakes_on(compute(node.until, self.scope)) if node.until is not None else None
            if found is None:
                raise NoDate(node=step.title)
            fires_at = found
        if fires_at <= self.act.at:
            self._depart(step)
        else:
            self.happen(TimerSet(self.next_number(), step.key, fires_at))

    def _let_table_speak(self, step: Step) -> None:
        book, context = step.rulebook, self.context
        assert book is not None, "compile_program refuses a decision without a table"
        found = ruling(book, self.scope, context.case_id, step.key, context.safeguards)
        self.happen(
            AutoDecided(step.key, book.table.digest, found.decision.rules, found.seal, found.counts, found.referral)
        )
        self.traces.append(Trace(step.key, book.table.digest, found))
        self.writes.update(found.outputs)
        self._scope = None

    def _is_for_resident(self, step: Step) -> bool:
        lane = self.context.program.flow.lanes.get(step.node.to or "")
        return lane is None or lane.kind == "resident"

    def _settle(self) -> None:
        """Note that the case is decided once nobody can judge it any more."""
        state, steps = self.state, self.context.program.steps
        if state.decided_at is not None or not (state.judged or state.ruled):
            return
        if not any(steps[key].outlook.judgement for key in state.resting):
            self.happen(Decided())
