"""What follows from a command: events, or a `DomainError` and nothing at all.

The same state, command and context always give the same events.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from engine.core.actor import Act
from engine.core.apply import Entry
from engine.core.arrivals import do_outside_act
from engine.core.asides import leave_for_review, require_opinions
from engine.core.assignment import capacity, desk_capacity
from engine.core.commands import Claim, Command, Complete, Correct, FireTimer, Open, OutsideAct, Release, Withdraw
from engine.core.context import Context
from engine.core.errors import (
    AlreadyDecided,
    AlreadyOpened,
    BadDeadline,
    CaseClosed,
    NotYourWork,
    ReasonMissing,
    TimerNotDue,
    UnknownOutcome,
)
from engine.core.events import (
    Escalated,
    Event,
    ItemClaimed,
    ItemClosed,
    ItemReleased,
    Opened,
    Reminded,
    TimerFired,
    Withdrawn,
)
from engine.core.joint import verdict
from engine.core.office_acts import do_office_act
from engine.core.pending_events import JointlyDecided, PartOf, Voted
from engine.core.program import Step
from engine.core.state import CaseState, OpenItem, OpenTimer
from engine.core.walk import WITHDRAWN, Request, Trace, Walk
from kernel.json_types import Json
from kernel.text_ja import is_blank
from workflow.definition import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a command makes happen: the entry, the state after it, and what goes to other places."""

    entry: Entry
    state: CaseState
    writes: Mapping[str, Json]
    """What tables wrote into the record."""
    traces: tuple[Trace, ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened, in order; empty where the command changes nothing."""
        return self.entry.events


def decide(state: CaseState, command: Command, context: Context) -> Resolution:
    """Return what follows from `command`, or raise a `DomainError`: whole, or not at all."""
    actor = command.actor
    walk = Walk(context=context, act=Act(context.now, actor.kind, actor.id), state=state)
    match command:
        case Open():
            _open(walk, command)
        case Complete():
            _complete(walk, command)
        case Correct():
            _correct(walk, command)
        case Withdraw():
            _withdraw(walk, command)
        case Claim():
            _claim(walk, command)
        case Release():
            _release(walk, command)
        case FireTimer():
            _fire(walk, command)
        case _:
            do_outside_act(walk, command) if isinstance(command, OutsideAct) else do_office_act(walk, command)
    entry = Entry(walk.act, tuple(walk.events))
    return Resolution(entry=entry, state=walk.state, writes=walk.writes, traces=tuple(walk.traces))


def _open(walk: Walk, command: Open) -> None:
    if walk.state.status != "new":
        raise AlreadyOpened
    program = walk.context.program
    start = command.start if command.start in program.starts else program.starts[0]
    walk.answered = command.answered
    walk.happen(Opened(start, command.answered))
    if command.parent is not None:
        walk.happen(PartOf(command.parent.case_id, command.parent.number))
    walk.leave(program.steps[start])


def _complete(walk: Walk, command: Complete) -> None:
    item = walk.state.item(command.item)
    if item.is_residents:
        raise NotYourWork(item=item.number)
    walk.act = replace(walk.act, capacity=capacity(item, command.actor))
    step = walk.context.program.steps[item.node]
    outcome = _outcome(step, command)
    if command.due_on is not None and command.due_on < walk.context.today:
        raise BadDeadline
    walk.request = Request(command.fields, command.due_on)
    require_opinions(walk.state, item)
    if item.joint and outcome is not None:
        outcome = _vote(walk, step, item, outcome)
        if outcome is None:
            return
    judged = step.judges and outcome is not None and outcome.key not in step.returning
    refuses = outcome is not None and outcome.refuses
    walk.approved = judged and step.node.type == "approval"
    if item.joint and outcome is not None:
        walk.happen(JointlyDecided(item.joint, step.key, outcome.key, refuses, judged))
    else:
        walk.happen(ItemClosed(item.number, outcome.key if outcome else None, refuses, judged))
    if walk.approved and not item.joint:
        leave_for_review(walk, step)
    walk.leave(step, outcome.key if outcome else None)


def _vote(walk: Walk, step: Step, item: OpenItem, chosen: Outcome) -> Outcome | None:
    """Note what a member of a joint decision chose; return what is decided now, or None while it is open."""
    walk.happen(Voted(item.number, chosen.key, chosen.refuses))
    if chosen.key not in step.returning:
        leave_for_review(walk, step)
    left = sum(each.joint == item.joint for each in walk.state.items)
    decided = verdict(step, walk.state.pending.votes[step.key], left)
    if decided != chosen.key:
        walk.request = Request()  # what this member asked for is not what the members asked for
    return None if decided is None else step.outcomes[decided]


def _outcome(step: Step, command: Complete) -> Outcome | None:
    """Return the chosen outcome with its reason checked; None for a task that can be left in one way only."""
    if not step.outcomes:
        if command.outcome is not None:
            raise UnknownOutcome(outcome=command.outcome, node=step.title)
        return None
    outcome = step.outcomes.get(command.outcome or "")
    if outcome is None:
        raise UnknownOutcome(outcome=command.outcome or "", node=step.title)
    if (outcome.refuses or outcome.reason == "required") and is_blank(command.reason):
        raise ReasonMissing(outcome=outcome.title)
    return outcome


def _correct(walk: Walk, command: Correct) -> None:
    item = walk.state.item(command.item)
    if not item.is_residents:
        raise NotYourWork(item=item.number)
    if command.actor.kind == "officer":
        walk.act = replace(walk.act, capacity=desk_capacity(walk.context.program, command.actor))  # 代行入力
    elif command.actor.kind != "resident":
        raise NotYourWork(item=item.number)
    walk.happen(ItemClosed(item.number))
    walk.leave(walk.context.program.steps[item.node])


def _withdraw(walk: Walk, command: Withdraw) -> None:
    state = walk.state
    if state.result is not None:
        raise CaseClosed
    if state.decided_at is not None:
        raise AlreadyDecided
    if command.actor.kind == "system":
        raise NotYourWork
    walk.happen(Withdrawn(walk.next_number()))
    walk.close(WITHDRAWN)


def _claim(walk: Walk, command: Claim) -> None:
    item = walk.state.item(command.item)
    walk.act = replace(walk.act, capacity=capacity(item, command.actor))
    if item.claimed_by is None:
        walk.happen(ItemClaimed(item.number))


def _release(walk: Walk, command: Release) -> None:
    item = walk.state.item(command.item)
    free = replace(item, claimed_by=None)
    walk.act = replace(walk.act, capacity=capacity(free, command.actor))
    if item.claimed_by is not None:
        walk.happen(ItemReleased(item.number))


def _fire(walk: Walk, command: FireTimer) -> None:
    timer = next((timer for timer in walk.state.timers if timer.number == command.timer), None)
    if timer is None:
        return
    if walk.context.now < timer.fires_at:
        raise TimerNotDue
    step = walk.context.program.steps[timer.node]
    walk.happen(TimerFired(timer.number))
    if timer.item is None:
        walk.leave(step)
    else:
        _be_late(walk, step, timer, walk.state.item(timer.item))


def _be_late(walk: Walk, step: Step, timer: OpenTimer, item: OpenItem) -> None:
    """Do what the flow says about an item that is late, and watch for the next time."""
    late = step.node.on_overdue[timer.step]
    if late.outcome is not None:
        late_one = JointlyDecided(item.joint, step.key, late.outcome) if item.joint else None
        walk.happen(late_one or ItemClosed(item.number, late.outcome))
        walk.leave(step, late.outcome)
        return
    number = walk.next_number()
    walk.happen(Escalated(number, item.number) if late.do == "escalate" else Reminded(number, item.number))
    walk.watch(item, step, timer.step + 1)
