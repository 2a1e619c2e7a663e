"""What an event makes of a case. Total and deterministic: it knows no flow, so that every history replays for ever."""

from collections.abc import Iterable
from dataclasses import dataclass

from engine.core.actor import Act
from engine.core.apply_office import apply_office_event, with_item_changed, without_items
from engine.core.apply_pending import apply_pending
from engine.core.events import (
    Arrived,
    AutoDecided,
    Closed,
    Decided,
    Escalated,
    Event,
    ItemClaimed,
    ItemClosed,
    ItemOpened,
    ItemReleased,
    Joined,
    Noticed,
    Opened,
    Reminded,
    TimerFired,
    TimerSet,
    Withdrawn,
)
from engine.core.office_events import OfficeEvent
from engine.core.pending import gathered, round_begun
from engine.core.pending_events import PendingEvent
from engine.core.state import CaseState, OpenItem, OpenTimer, changed


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the history: everything that one command made happen."""

    act: Act
    events: tuple[Event, ...]


def fold(state: CaseState, entries: Iterable[Entry]) -> CaseState:
    """Return what `entries` make of `state`, one after the other."""
    for entry in entries:
        for event in entry.events:
            state = apply(state, event, entry.act)
    return state


def apply(state: CaseState, event: Event, act: Act) -> CaseState:  # noqa: C901  # one case per kind of event
    """Return what `event` makes of `state`; `act` says who did it and when."""
    match event:
        case ItemOpened():
            return _item_opened(state, event, act)
        case ItemClosed():
            return _item_closed(state, event, act)
        case TimerSet(number, node, fires_at, item, step):
            timer = OpenTimer(number, node, fires_at, item, step)
            return changed(state, timers=(*state.timers, timer), last=max(state.last, number))
        case TimerFired(number):
            return changed(state, timers=tuple(timer for timer in state.timers if timer.number != number))
        case Arrived(join, edge):
            return changed(state, arrived={**state.arrived, join: (*state.arrived.get(join, ()), edge)})
        case Joined(join):
            return _joined(state, join)
        case Noticed(number) | Reminded(number) | Escalated(number) | Withdrawn(number):
            return changed(state, last=max(state.last, number))
        case ItemClaimed(number):
            return _held(state, number, act.id)
        case ItemReleased(number):
            return _held(state, number, None)
        case Opened():
            return changed(state, opened_at=act.at)
        case Decided():
            return changed(state, decided_at=act.at)
        case Closed(result):
            left = tuple(aside for aside in state.asides if aside.kind != "opinion")
            return changed(
                state,
                result=result,
                items=(),
                timers=(),
                arrived={},
                paused_since=None,
                asides=left,
                pending=state.pending.closed,
            )
        case AutoDecided():
            return changed(state, ruled=True) if event.counts else state
        case _:
            return _other(state, event, act)


def _other(state: CaseState, event: OfficeEvent | PendingEvent, act: Act) -> CaseState:
    if isinstance(event, PendingEvent):
        return apply_pending(state, event, act)
    return apply_office_event(state, event, act)


def _item_opened(state: CaseState, event: ItemOpened, act: Act) -> CaseState:
    item = OpenItem(
        number=event.number,
        node=event.node,
        queue=event.queue,
        opened_at=act.at,
        due_at=event.due_at,
        assignee=event.assignee,
        excluded=event.excluded,
        correction=event.correction,
        fields=event.fields,
        joint=event.joint,
    )
    if event.joint == event.number:
        state = changed(state, pending=round_begun(state.pending, event.node))
    return changed(
        state,
        items=(*state.items, item),
        last=max(state.last, event.number),
        paused_since=state.paused_since or (act.at if item.is_residents else None),
        refused=state.refused and not item.correction,  # what is corrected is judged anew
    )


def _item_closed(state: CaseState, event: ItemClosed, act: Act) -> CaseState:
    closed = state.item(event.number)
    by_officer = act.kind == "officer" and not closed.is_residents
    return changed(
        without_items(state, (event.number,), act.at),
        refused=state.refused or event.refuses,
        judged=state.judged or event.judged,
        performers={**state.performers, closed.node: act.id} if by_officer else state.performers,
    )


def _held(state: CaseState, number: int, officer: str | None) -> CaseState:
    return with_item_changed(state, number, claimed_by=officer)


def _joined(state: CaseState, join: str) -> CaseState:
    """Take one token of every edge, or all that an inclusive join expects; what is over stays for the next round."""
    if join in state.pending.expected:
        left_over = state.arrived.get(join, ())[state.pending.expected[join] :]
        arrived = {key: edges for key, edges in state.arrived.items() if key != join}
        arrived = {**arrived, join: left_over} if left_over else arrived
        return changed(state, arrived=arrived, pending=gathered(state.pending, join))
    left = list(state.arrived.get(join, ()))
    for edge in set(left):
        left.remove(edge)
    arrived = {key: edges for key, edges in state.arrived.items() if key != join}
    return changed(state, arrived={**arrived, join: tuple(left)} if left else arrived)
