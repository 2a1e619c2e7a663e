"""What is asked of people beside the flow, without holding a token.

供覧 shows a case to colleagues, 意見照会 asks another section, 後閲 lets an absent superior look afterwards at what a
deputy decided (代決), and a message of an applicant waits for whoever answers. Only an opinion can hold a step up, and
only where whoever asked said so.
"""

from dataclasses import replace

from engine.core.actor import Actor, stood_in_for
from engine.core.assignment import desk_capacity
from engine.core.commands import AskOpinion, Circulate, CloseAside
from engine.core.deadlines import end_of
from engine.core.errors import (
    AnswerMissing,
    AsideAlreadyClosed,
    BadDeadline,
    CaseClosed,
    NobodyNamed,
    NotYourWork,
    OpinionPending,
    ReasonMissing,
)
from engine.core.office_events import AsideClosed, AsideOpened
from engine.core.program import Step
from engine.core.state import Aside, CaseState, OpenItem
from engine.core.walk import Walk
from kernel.text import Text
from kernel.text_ja import is_blank

ASKING: Text = {"ja": "意見照会", "en": "Asking for an opinion"}


def is_for(aside: Aside, actor: Actor) -> bool:
    """Say whether `aside` asks `actor`, in person or as one of a queue."""
    return actor.kind == "officer" and (aside.officer == actor.id if aside.officer else aside.queue in actor.posts)


def circulate(walk: Walk, command: Circulate) -> None:
    """Show the case to colleagues (供覧), also after it is over. Who has it before them already is not asked twice."""
    walk.act = replace(walk.act, capacity=desk_capacity(walk.context.program, command.actor))
    asked = {aside.officer for aside in walk.state.asides if aside.kind == "circulation"}
    if not command.officers:
        raise NobodyNamed
    for officer in dict.fromkeys(command.officers):
        if officer not in asked:
            walk.happen(AsideOpened(walk.next_number(), "circulation", officer=officer))


def ask_opinion(walk: Walk, command: AskOpinion) -> None:
    """Ask the people of a queue (意見照会); with `blocks` that item cannot be finished before they have answered."""
    if walk.state.result is not None:
        raise CaseClosed
    walk.act = replace(walk.act, capacity=desk_capacity(walk.context.program, command.actor))
    if not command.queue:
        raise NobodyNamed
    if is_blank(command.reason):
        raise ReasonMissing(outcome=ASKING)
    if command.due_on is not None and command.due_on < walk.context.today:
        raise BadDeadline
    held = None if command.blocks is None else walk.state.item(command.blocks)
    walk.happen(
        AsideOpened(
            walk.next_number(),
            "opinion",
            queue=command.queue,
            node=held.node if held is not None else "",
            due_at=None if command.due_on is None else end_of(command.due_on),
            blocks=command.blocks,
        )
    )


def close_aside(walk: Walk, command: CloseAside) -> None:
    """Note that it was seen, or answered."""
    aside = next((aside for aside in walk.state.asides if aside.number == command.aside), None)
    if aside is None:
        raise AsideAlreadyClosed
    if not is_for(aside, command.actor):
        raise NotYourWork
    if aside.kind == "opinion" and is_blank(command.reason):
        raise AnswerMissing
    walk.act = replace(walk.act, capacity=aside.queue)
    walk.happen(AsideClosed(aside.number))


def require_opinions(state: CaseState, item: OpenItem) -> None:
    """Raise `OpinionPending` where somebody said that `item` waits for an opinion that is not there yet."""
    if any(aside.blocks == item.number for aside in state.asides):
        raise OpinionPending


def leave_for_review(walk: Walk, step: Step) -> None:
    """Leave a deputy's decision (代決) to be looked at afterwards (後閲) by the superior for whom it was made."""
    superior = stood_in_for(walk.act.capacity)
    if superior:
        walk.happen(AsideOpened(walk.next_number(), "after_review", officer=superior, node=step.key))
