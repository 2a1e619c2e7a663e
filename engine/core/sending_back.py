"""Sending back (差戻し) to any step that a case has passed, whether or not the flow draws a way there.

Tokens are neither lost nor doubled: branches that run beside the step to which the work returns stay as they are;
those that began after it are taken away with everything that waits in them: people's items, timers, messages, calls,
children, votes. A step inside a branch whose neighbours are over is refused, because its neighbours would never arrive
at the join again. The work goes back from an open item, or from whatever else the case waits for.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from engine.core.actor import Actor
from engine.core.apply import Entry
from engine.core.assignment import capacity, desk_capacity
from engine.core.commands import SendBack
from engine.core.errors import (
    AlreadyDecided,
    BadDeadline,
    NotAnEarlierStep,
    NotYourWork,
    ReasonMissing,
    WouldLoseTokens,
)
from engine.core.heard import Heard, heard_behind
from engine.core.marking import Marking, Token, tokens_of
from engine.core.office_events import CalledOff, Cancelled, SentBack, Unarrived
from engine.core.pending_events import MessageRestored, VotesVoided
from engine.core.program import Program, Step
from engine.core.state import CaseState
from engine.core.walk import Request, Walk
from kernel.errors import DomainError
from kernel.text import Text
from kernel.text_ja import is_blank
from workflow.definition import PEOPLE_WORK

SENDING_BACK: Text = {"ja": "差戻し", "en": "Send back"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Retreat:
    """What has to be taken away so that one token can go back."""

    items: tuple[int, ...]
    timers: tuple[int, ...]
    waits: tuple[int, ...]
    arrivals: tuple[tuple[str, str], ...]
    """Joins, each with the edge over which the token came."""
    regions: tuple[str, ...]
    """Inclusive joins that wait for nothing any more, because what was under way to them is taken away."""
    rounds: tuple[tuple[int, str], ...]
    """Joint decisions with votes that count no more: number and node."""


def origin_of(state: CaseState, number: int) -> Token:
    """Return the token that rests on `number`: on an open item, a timer, or something awaited; or say there is none."""
    found = next((token for token in tokens_of(state) if number in token.numbers), None)
    if found is None:
        state.item(number)  # says whether it was ever there
        raise NotYourWork(item=number)
    return found


def capacity_at(program: Program, state: CaseState, origin: Token, number: int, actor: Actor) -> str:
    """Return in which capacity `actor` may send back from there, or raise: who does the item; where nobody has one,
    the people of the procedure's departments."""
    if origin.kind != "item":
        return desk_capacity(program, actor)
    item = state.item(number)
    if item.is_residents:
        raise NotYourWork(item=number)
    return capacity(item, actor)


def may_send_back(program: Program, state: CaseState, origin: Token, actor: Actor) -> bool:
    """Say whether `actor` may send the work back from there, should there be a step to go to."""
    try:
        capacity_at(program, state, origin, origin.numbers[0], actor)
    except NotYourWork:
        return False
    return True


def steps_behind(program: Program, state: CaseState, number: int) -> tuple[Step, ...]:
    """Return the steps to which `number`, an item or something awaited, can be sent back, in the order of the flow."""
    marking, origin = Marking(program), origin_of(state, number)
    return tuple(step for step in program.steps.values() if _can_go(marking, state, origin, step))


def messages_behind(program: Program, past: Sequence[Entry], steps: Sequence[Step]) -> tuple[Heard, ...]:
    """Return what was heard behind any of `steps`: whoever sends back to one may ask to be told anew."""
    if not program.messages:
        return ()
    marking = Marking(program)
    return tuple(dict.fromkeys(heard for step in steps for heard in heard_behind(past, marking, step)))


def send_back(walk: Walk, command: SendBack) -> None:
    """Take the token of an item, and of every branch that began later, back to an earlier step."""
    program, origin = walk.context.program, origin_of(walk.state, command.item)
    walk.act = replace(walk.act, capacity=capacity_at(program, walk.state, origin, command.item, command.actor))
    if is_blank(command.reason):
        raise ReasonMissing(outcome=SENDING_BACK)
    if command.due_on is not None and command.due_on < walk.context.today:
        raise BadDeadline
    step = program.steps.get(command.to)
    if step is None:
        raise NotAnEarlierStep(node=command.to)
    marking = Marking(program)
    away = retreat(marking, walk.state, origin, step)
    for join, edge in away.arrivals:
        walk.happen(Unarrived(join, edge))
    others = tuple(number for number in away.items if number != command.item)
    if others or away.timers or away.waits:
        walk.happen(Cancelled(others, away.timers, away.waits))
    for join in away.regions:
        walk.happen(CalledOff(join))
    for joint, node in away.rounds:
        walk.happen(VotesVoided(joint, node))
    walk.happen(SentBack(command.item, step.key))
    for heard in heard_behind(walk.context.past, marking, step) if program.messages else ():
        if heard.node not in command.again:
            walk.happen(MessageRestored(walk.next_number(), heard.node, heard.name))
    walk.begin(step, Request(command.fields, command.due_on) if step.node.type == "form" else None)


def retreat(marking: Marking, state: CaseState, origin: Token, step: Step) -> Retreat:
    """Return what has to go so that the token `origin` can rest on `step`, or raise why it cannot."""
    if not _is_behind(marking, state, origin.node, step):
        raise NotAnEarlierStep(node=step.title)
    if state.decided_at is not None and step.outlook.judgement:
        raise AlreadyDecided
    others = [token for token in tokens_of(state) if token != origin]
    arrivals = [(join, edge) for join, edges in state.arrived.items() for edge in edges]
    kept = {token.node for token in others if marking.together(token.node, step.key)}
    now = {marking.step_before(edge) for _, edge in arrivals} | {token.node for token in others} | {origin.node}
    stays = {edge for _, edge in arrivals if _stays(marking, edge, origin.node, step)}
    then = {marking.step_before(edge) for edge in stays} | kept | {step.key}
    if marking.beside(filter(None, then)) & ~marking.beside(filter(None, now)):
        raise WouldLoseTokens(node=step.title)
    held = {step.key, *kept, *(join for join, edge in arrivals if edge in stays)}
    gone = [origin, *(token for token in others if token.node not in kept)]
    items = _numbers(gone, "item")
    voided = {item.joint: item.node for item in state.items if item.joint and item.number in items}
    return Retreat(
        items=items,
        timers=_numbers(gone, "timer"),
        waits=_numbers(gone, "wait"),
        arrivals=tuple((join, edge) for join, edge in arrivals if edge not in stays),
        regions=tuple(join for join in state.pending.expected if _is_left(marking, join, held)),
        rounds=tuple((joint, node) for joint, node in voided.items() if state.pending.votes.get(node)),
    )


def _numbers(tokens: Sequence[Token], kind: str) -> tuple[int, ...]:
    return tuple(number for token in tokens if token.kind == kind for number in token.numbers)


def _can_go(marking: Marking, state: CaseState, origin: Token, step: Step) -> bool:
    """Say whether `step` is one to which the work can return."""
    try:
        retreat(marking, state, origin, step)
    except DomainError:
        return False
    return True


def _is_behind(marking: Marking, state: CaseState, origin: str, step: Step) -> bool:
    passed = {*state.performers, *_forms_passed(marking, origin)}
    of_people = step.node.type in PEOPLE_WORK or step.node.type == "form"
    return of_people and step.key in passed and step.key != origin and marking.graph.reaches(step.key, origin)


def _forms_passed(marking: Marking, origin: str) -> Iterator[str]:
    """Yield forms of the applicant that every way to the token has passed."""
    for key, step in marking.program.steps.items():
        if step.node.type == "form" and marking.graph.dominates(key, origin):
            yield key


def _stays(marking: Marking, edge: str, origin: str, step: Step) -> bool:
    """Say whether a token that waits before a join goes on waiting while `step` is done again."""
    before = marking.step_before(edge)
    if before is not None:
        return marking.together(before, step.key)
    known = marking.graph.edges_by_name.get(edge)
    if known is None:
        return False
    around = (marking.surround(known.source, known.target, each) for each in (step.key, origin))
    return all(around)


def _is_left(marking: Marking, join: str, held: Collection[str]) -> bool:
    """Say whether nothing is under way to the inclusive `join` any more once tokens rest on `held` only."""
    split = marking.split_before(join)
    return join not in held and split is not None and not any(marking.surround(split, join, each) for each in held)
