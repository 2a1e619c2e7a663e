"""Sending back (差戻し) to any step that a case has passed, whether or not the flow draws a way there.

Tokens are neither lost nor doubled: branches that run beside the step to which the work returns stay as they are;
those that began after it are taken away with everything that waits in them; and a step inside a branch whose
neighbours are over is refused, because its neighbours would never arrive at the join again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from engine.core.assignment import capacity
from engine.core.commands import SendBack
from engine.core.errors import (
    AlreadyDecided,
    BadDeadline,
    CannotTakeAway,
    NotAnEarlierStep,
    NotYourWork,
    ReasonMissing,
    WouldLoseTokens,
)
from engine.core.marking import Marking, known_places
from engine.core.office_events import CalledOff, Cancelled, SentBack, Unarrived
from engine.core.program import Program, Step
from engine.core.state import CaseState, OpenItem
from engine.core.walk import Request, Walk
from kernel.errors import DomainError
from kernel.text import Text
from kernel.text_ja import is_blank
from workflow.definition import PEOPLE_WORK

SENDING_BACK: Text = {"ja": "差戻し", "en": "Send back"}


@dataclass(frozen=True, slots=True)
class Retreat:
    """What has to be taken away so that one token can go back."""

    items: tuple[int, ...]
    timers: tuple[int, ...]
    arrivals: tuple[tuple[str, str], ...]
    """Joins, each with the edge over which the token came."""
    regions: tuple[str, ...]
    """Inclusive joins that wait for nothing any more, because what was under way to them is taken away."""


def steps_behind(program: Program, state: CaseState, item: OpenItem) -> tuple[Step, ...]:
    """Return the steps to which `item` can be sent back, in the order of the flow."""
    marking = Marking(program)
    return tuple(step for step in program.steps.values() if _can_go(marking, state, item, step))


def send_back(walk: Walk, command: SendBack) -> None:
    """Take the token of an item, and of every branch that began later, back to an earlier step."""
    item = walk.state.item(command.item)
    if item.is_residents:
        raise NotYourWork(item=item.number)
    walk.act = replace(walk.act, capacity=capacity(item, command.actor))
    if is_blank(command.reason):
        raise ReasonMissing(outcome=SENDING_BACK)
    if command.due_on is not None and command.due_on < walk.context.today:
        raise BadDeadline
    step = walk.context.program.steps.get(command.to)
    if step is None:
        raise NotAnEarlierStep(node=command.to)
    away = retreat(Marking(walk.context.program), walk.state, item, step)
    for join, edge in away.arrivals:
        walk.happen(Unarrived(join, edge))
    if away.items or away.timers:
        walk.happen(Cancelled(away.items, away.timers))
    for join in away.regions:
        walk.happen(CalledOff(join))
    walk.happen(SentBack(item.number, step.key))
    walk.begin(step, Request(command.fields, command.due_on) if step.node.type == "form" else None)


def retreat(marking: Marking, state: CaseState, item: OpenItem, step: Step) -> Retreat:
    """Return what has to go so that the token of `item` can rest on `step`, or raise why it cannot."""
    if not _is_behind(marking, state, item, step):
        raise NotAnEarlierStep(node=step.title)
    if state.decided_at is not None and step.outlook.judgement:
        raise AlreadyDecided
    others = [each for each in state.items if each is not item]
    waiting = [timer for timer in state.timers if timer.item is None]
    arrivals = [(join, edge) for join, edges in state.arrived.items() for edge in edges]
    resting = {*(each.node for each in others), *(timer.node for timer in waiting)}
    kept = {node for node in resting if marking.together(node, step.key)}
    now = {marking.step_before(edge) for _, edge in arrivals} | resting | {item.node}
    stays = {edge for _, edge in arrivals if _stays(marking, edge, item, step)}
    then = {marking.step_before(edge) for edge in stays} | kept | {step.key}
    if marking.beside(filter(None, then)) & ~marking.beside(filter(None, now)):
        raise WouldLoseTokens(node=step.title)
    unknown = state.resting - known_places(state)
    if stuck := [node for node in sorted(unknown) if not marking.together(node, step.key)]:
        raise CannotTakeAway(node=marking.program.steps[stuck[0]].title)
    return Retreat(
        items=tuple(each.number for each in others if each.node not in kept),
        timers=tuple(timer.number for timer in waiting if timer.node not in kept),
        arrivals=tuple((join, edge) for join, edge in arrivals if edge not in stays),
        regions=tuple(join for join in state.pending.expected if _is_left(marking, join, item, step)),
    )


def _can_go(marking: Marking, state: CaseState, item: OpenItem, step: Step) -> bool:
    """Say whether `step` is one to which the work can return."""
    try:
        retreat(marking, state, item, step)
    except DomainError:
        return False
    return True


def _is_behind(marking: Marking, state: CaseState, item: OpenItem, step: Step) -> bool:
    passed = {*state.performers, *_forms_passed(marking, item)}
    of_people = step.node.type in PEOPLE_WORK or step.node.type == "form"
    return of_people and step.key in passed and step.key != item.node and marking.graph.reaches(step.key, item.node)


def _forms_passed(marking: Marking, item: OpenItem) -> Iterator[str]:
    """Yield forms of the applicant that every way to the item has passed."""
    for key, step in marking.program.steps.items():
        if step.node.type == "form" and marking.graph.dominates(key, item.node):
            yield key


def _stays(marking: Marking, edge: str, item: OpenItem, step: Step) -> bool:
    """Say whether a token that waits before a join goes on waiting while `step` is done again."""
    before = marking.step_before(edge)
    if before is not None:
        return marking.together(before, step.key)
    known = marking.graph.edges_by_name.get(edge)
    if known is None:
        return False
    around = (marking.surround(known.source, known.target, each) for each in (step.key, item.node))
    return all(around)


def _is_left(marking: Marking, join: str, item: OpenItem, step: Step) -> bool:
    """Say whether the work goes back out of the region that the inclusive `join` closes."""
    split = marking.split_before(join)
    if split is None or not marking.surround(split, join, item.node):
        return False
    return not marking.surround(split, join, step.key)
