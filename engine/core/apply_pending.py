"""What joint decisions, inclusive splits and what comes from outside make of a case. See `engine.core.apply`."""

from dataclasses import replace
from typing import assert_never

from engine.core import pending
from engine.core.actor import Act
from engine.core.pending_events import (
    Awaited,
    Came,
    Forked,
    JointlyDecided,
    MessageKept,
    MessageRestored,
    MessageUsed,
    PartOf,
    PendingEvent,
    Voted,
    VotesVoided,
)
from engine.core.state import CaseState, changed


def apply_pending(state: CaseState, event: PendingEvent, act: Act) -> CaseState:
    """Return what `event` makes of `state`."""
    match event:
        case Voted():
            return _voted(state, event, act)
        case JointlyDecided():
            return _jointly_decided(state, event)
        case Came():
            return changed(
                state,
                refused=state.refused or event.refuses,
                judged=state.judged or event.judged,
                ruled=state.ruled or event.ruled,
                pending=pending.came(state.pending, event),
            )
        case Awaited(number):
            return changed(state, pending=pending.awaited(state.pending, event), last=max(state.last, number))
        case MessageKept(number):
            return changed(state, pending=pending.kept(state.pending, event), last=max(state.last, number))
        case VotesVoided():
            return changed(state, pending=pending.votes_voided(state.pending, event))
        case MessageRestored(number):
            return changed(state, pending=pending.restored(state.pending, event), last=max(state.last, number))
        case MessageUsed():
            return changed(state, pending=pending.used(state.pending, event))
        case Forked():
            return changed(state, pending=pending.forked(state.pending, event))
        case PartOf():
            return changed(state, pending=pending.part_of(state.pending, event))
        case _:
            assert_never(event)


def _voted(state: CaseState, event: Voted, act: Act) -> CaseState:
    """Close the item of a member; who gave a vote is kept from giving another one in the same round."""
    closed = state.item(event.number)
    others = (item for item in state.items if item is not closed)
    barred = (
        replace(item, excluded=(*item.excluded, act.id)) if item.joint == closed.joint and act.id else item
        for item in others
    )
    return changed(
        state,
        items=tuple(barred),
        timers=tuple(timer for timer in state.timers if timer.item != event.number),
        performers={**state.performers, closed.node: act.id},
        pending=pending.voted(state.pending, closed.node, event, act.id),
    )


def _jointly_decided(state: CaseState, event: JointlyDecided) -> CaseState:
    gone = {item.number for item in state.items if item.joint == event.joint}
    return changed(
        state,
        items=tuple(item for item in state.items if item.number not in gone),
        timers=tuple(timer for timer in state.timers if timer.item not in gone),
        refused=state.refused or event.refuses,
        judged=state.judged or event.judged,
        pending=pending.round_over(state.pending, event),
    )
