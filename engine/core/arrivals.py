"""What comes to a case from outside: messages, answers of services, results of children, the end of the parent."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, assert_never

from engine.core.assignment import desk_capacity
from engine.core.commands import End, OutsideAct, TakeAnswer, TakeMessage, TakeResult
from engine.core.errors import CaseClosed, MessageNotExpected, NotYourWork, TooManyMessages
from engine.core.events import Closed
from engine.core.office_events import AsideOpened
from engine.core.pending import Wait
from engine.core.pending_events import Came, MessageKept
from engine.core.state import CaseState
from engine.core.waiting import joint_result
from engine.core.walk import WITHDRAWN, Walk

MOST_KEPT: Final = 20
"""As many messages of a case are kept that came before their time."""


def do_outside_act(walk: Walk, command: OutsideAct) -> None:
    """Let `command` happen, or raise why it cannot."""
    match command:
        case TakeMessage():
            _take_message(walk, command)
        case TakeAnswer():
            _take_answer(walk, command)
        case TakeResult():
            _take_result(walk, command)
        case End():
            _end(walk, command)
        case _:
            assert_never(command)


def _take_message(walk: Walk, command: TakeMessage) -> None:
    """Let the step go on that has waited longest for the message; where none waits, keep it."""
    state, actor = walk.state, command.actor
    if actor.kind == "resident":
        raise NotYourWork
    if state.result is not None:
        raise CaseClosed
    if actor.kind == "officer":
        walk.act = replace(walk.act, capacity=desk_capacity(walk.context.program, actor))
    if command.name not in walk.context.program.messages:
        raise MessageNotExpected(name=command.name)
    wait = _waiting_for(state, command)
    if wait is not None:
        _go_on(walk, wait, Came(wait.number))
    elif len(state.pending.kept) >= MOST_KEPT:
        raise TooManyMessages(most=MOST_KEPT)
    else:
        walk.happen(MessageKept(walk.next_number(), command.name))


def _take_answer(walk: Walk, command: TakeAnswer) -> None:
    """Let the service step go on."""
    wait = walk.state.pending.find(command.wait)
    if wait is not None and wait.kind == "service":
        _go_on(walk, wait, Came(wait.number))


def _take_result(walk: Walk, command: TakeResult) -> None:
    """Note how a child ended; when it was the last of its siblings, let the subflow go on."""
    wait = walk.state.pending.find(command.wait)
    if wait is None or wait.kind != "child":
        return
    results = (*walk.state.pending.results.get(wait.node, ()), command.result)
    last = not walk.state.pending.siblings(wait)
    came = Came(wait.number, command.result, command.refused, command.judged, command.ruled)
    if last:
        _go_on(walk, wait, came, joint_result(results))
    else:
        walk.happen(came)


def _end(walk: Walk, command: End) -> None:
    """End the case because its parent is over, or went back; unless the applicant withdrew, whoever worked on it is
    told."""
    if walk.state.result is not None:
        return
    if command.result != WITHDRAWN:
        for officer in _at_work(walk.state):
            walk.happen(AsideOpened(walk.next_number(), "called_off", officer=officer))
    walk.happen(Closed(command.result))


def _at_work(state: CaseState) -> Iterable[str]:
    """Return the officers who have done, taken or been given something in the case, each once."""
    holders = (item.claimed_by or item.assignee for item in state.items)
    return dict.fromkeys(filter(None, (*holders, *state.performers.values())))


def node_left(state: CaseState, command: OutsideAct) -> str | None:
    """Return the node from which a token goes on when `command` happens, or None where none does."""
    wait = None
    if isinstance(command, TakeMessage):
        wait = _waiting_for(state, command)
    elif not isinstance(command, End):
        wait = state.pending.find(command.wait)
    return None if wait is None else wait.node


def _waiting_for(state: CaseState, command: TakeMessage) -> Wait | None:
    fitting = (each for each in state.pending.waits if each.kind == "message" and each.name == command.name)
    return next((each for each in fitting if command.wait in (None, each.number)), None)


def _go_on(walk: Walk, wait: Wait, came: Came, outcome: str | None = None) -> None:
    walk.happen(came)
    walk.leave(walk.context.program.steps[wait.node], outcome)
