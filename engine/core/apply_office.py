"""What acts of the office that stand in no flow make of a case. See `engine.core.apply`."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from engine.core.actor import Act
from engine.core.office_events import (
    Amended,
    AsideClosed,
    AsideOpened,
    CalledOff,
    Cancelled,
    ItemAssigned,
    ItemMoved,
    JobRetried,
    MessageSent,
    Migrated,
    OfficeEvent,
    PulledBack,
    SentBack,
    Unarrived,
)
from engine.core.pending import called_off, gathered, renamed
from engine.core.state import Aside, CaseState, changed
from kernel.clock import local_date


def apply_office_event(
    state: CaseState,
    event: OfficeEvent,
    act: Act,
) -> CaseState:
    """Return what an act of the office that stands in no flow makes of `state`."""
    match event:
        case SentBack(number):
            left = without_items(state, (number,), act.at)
            return changed(left, refused=left.refused and left.tokens > 0)  # all that was judged is judged anew
        case Cancelled(items, timers, waits):
            kept = tuple(timer for timer in state.timers if timer.number not in timers)
            pending = called_off(state.pending, waits) if waits else state.pending
            return without_items(changed(state, timers=kept, pending=pending), items, act.at)
        case Unarrived(join, edge):
            return _unarrived(state, join, edge)
        case CalledOff(join):
            return changed(state, pending=gathered(state.pending, join))
        case PulledBack(_, node, performer, refused, judged):
            performers = {key: officer for key, officer in state.performers.items() if key != node}
            performers |= {} if performer is None else {node: performer}
            return changed(state, performers=performers, refused=refused, judged=judged)
        case ItemAssigned(number, officer):
            return with_item_changed(state, number, assignee=officer, claimed_by=None)
        case ItemMoved(number, node, queue):
            return with_item_changed(state, number, node=node, queue=queue)
        case AsideOpened() | AsideClosed():
            return _aside(state, event, act)
        case MessageSent(number) | Amended(number):
            return changed(state, last=max(state.last, number))
        case Migrated(renamed=renamed):
            return _renamed(state, dict(zip(renamed[::2], renamed[1::2], strict=True)))
        case JobRetried():
            return state
        case _:
            assert_never(event)


def _aside(state: CaseState, event: AsideOpened | AsideClosed, act: Act) -> CaseState:
    if isinstance(event, AsideClosed):
        return changed(state, asides=tuple(aside for aside in state.asides if aside.number != event.number))
    aside = Aside(event.number, event.kind, event.officer, event.queue, event.node, act.at, event.due_at, event.blocks)
    return changed(state, asides=(*state.asides, aside), last=max(state.last, event.number))


def without_items(state: CaseState, numbers: tuple[int, ...], at: datetime) -> CaseState:
    """Take items away with the timers that watch them; the standard period goes on once no applicant has to act."""
    items = tuple(item for item in state.items if item.number not in numbers)
    timers = tuple(timer for timer in state.timers if timer.item not in numbers)
    paused_since, paused_days = state.paused_since, state.paused_days
    if paused_since is not None and not any(item.is_residents for item in items):
        paused_days += _days(paused_since, at)
        paused_since = None
    return changed(state, items=items, timers=timers, paused_since=paused_since, paused_days=paused_days)


def _days(since: datetime, until: datetime) -> int:
    return max(0, (local_date(until) - local_date(since)).days)


def with_item_changed(state: CaseState, number: int, **changes: str | None) -> CaseState:
    items = tuple(replace(item, **changes) if item.number == number else item for item in state.items)  # type: ignore[arg-type]  # only texts are changed
    return changed(state, items=items)


def _unarrived(state: CaseState, join: str, edge: str) -> CaseState:
    left = list(state.arrived.get(join, ()))
    if edge in left:
        left.remove(edge)
    arrived = {key: edges for key, edges in state.arrived.items() if key != join}
    return changed(state, arrived={**arrived, join: tuple(left)} if left else arrived)


def _renamed(state: CaseState, names: Mapping[str, str]) -> CaseState:
    timers = tuple(replace(timer, node=names.get(timer.node, timer.node)) for timer in state.timers)
    performers = {names.get(node, node): officer for node, officer in state.performers.items()}
    return changed(state, timers=timers, performers=performers, pending=renamed(state.pending, names))
