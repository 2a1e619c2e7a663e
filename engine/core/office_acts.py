"""What offices do with a case beside the steps of its flow: one place that knows who does which."""

from dataclasses import replace
from typing import assert_never

from engine.core.asides import ask_opinion, circulate, close_aside
from engine.core.assignment import capacity, desk_capacity, may_do
from engine.core.commands import (
    Amend,
    AskOpinion,
    Assign,
    Circulate,
    CloseAside,
    Migrate,
    OfficeAct,
    PullBack,
    RetryJob,
    SendBack,
    SendMessage,
)
from engine.core.errors import CaseClosed, NothingAmended, NotYourWork, ReasonMissing
from engine.core.migration import migrate
from engine.core.office_events import Amended, AsideOpened, ItemAssigned, JobRetried, MessageSent
from engine.core.pulling_back import pull_back
from engine.core.sending_back import send_back
from engine.core.walk import Walk
from kernel.text import Text
from kernel.text_ja import is_blank

AMENDING: Text = {"ja": "職権補正", "en": "Correction by staff"}


def do_office_act(walk: Walk, command: OfficeAct) -> None:
    """Let `command` happen, or raise why it cannot."""
    match command:
        case SendBack():
            send_back(walk, command)
        case PullBack():
            pull_back(walk, command)
        case Assign():
            _assign(walk, command)
        case Circulate():
            circulate(walk, command)
        case AskOpinion():
            ask_opinion(walk, command)
        case CloseAside():
            close_aside(walk, command)
        case SendMessage():
            _send_message(walk, command)
        case Amend():
            _amend(walk, command)
        case Migrate():
            migrate(walk, command)
        case RetryJob():
            walk.act = replace(walk.act, capacity=min(command.actor.posts, default=""))
            walk.happen(JobRetried(command.job))
        case _:
            assert_never(command)


def _assign(walk: Walk, command: Assign) -> None:
    """Give an item to somebody who may do it. Colleagues of its queue may do that, and people of its department."""
    item = walk.state.item(command.item)
    own = {queue.partition("/")[0] for queue in command.actor.posts}
    if item.is_residents or item.queue.partition("/")[0] not in own:
        raise NotYourWork(item=item.number)
    free = replace(item, assignee=None, claimed_by=None)
    if command.to is not None and not may_do(free, command.to):
        raise NotYourWork(item=item.number)
    walk.act = replace(walk.act, capacity=desk_capacity(walk.context.program, command.actor))
    officer = None if command.to is None else command.to.id
    if (item.assignee, item.claimed_by) != (officer, None):
        walk.happen(ItemAssigned(item.number, officer))


def _send_message(walk: Walk, command: SendMessage) -> None:
    """Note that a message went; one from the applicant waits until somebody of the office has answered it."""
    state = walk.state
    if state.result is not None:
        raise CaseClosed
    if command.actor.kind == "officer":
        walk.act = replace(walk.act, capacity=desk_capacity(walk.context.program, command.actor))
        walk.happen(MessageSent(walk.next_number()))
        return
    walk.happen(MessageSent(walk.next_number(), from_applicant=True))
    queue = _desk_queue(walk)
    if queue and not any(aside.kind == "message" for aside in state.asides):
        walk.happen(AsideOpened(walk.next_number(), "message", queue=queue))


def _desk_queue(walk: Walk) -> str:
    """Return who answers the applicant: whoever has the case now, else the people of its first step."""
    now = (item.queue for item in walk.state.items if item.queue)
    flow = (step.queue for step in walk.context.program.steps.values() if step.queue)
    return next(now, next(flow, ""))


def _amend(walk: Walk, command: Amend) -> None:
    """Note which answers staff have mended; who may do the work of the case may do that, while it is open."""
    if walk.state.result is not None:
        raise CaseClosed
    if is_blank(command.reason):
        raise ReasonMissing(outcome=AMENDING)
    if not command.fields:
        raise NothingAmended
    own = next((item for item in walk.state.items if may_do(item, command.actor)), None)
    if own is None:
        raise NotYourWork
    walk.act = replace(walk.act, capacity=capacity(own, command.actor))
    walk.happen(Amended(walk.next_number(), command.fields))
