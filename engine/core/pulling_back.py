"""Pulling back one's own act (引戻し) while nobody has gone on.

Everything that the act made happen must still be as it was left: items that nobody has taken, tokens that still wait.
What was told outside, decided by a rule, or asked of the applicant cannot be pulled back. The flow's state before the
act is folded from the history, so that nothing has to be remembered for it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from engine.core.apply import Entry, fold
from engine.core.assignment import capacity
from engine.core.commands import PullBack
from engine.core.errors import CannotPullBack, CaseClosed, NextHasBegun, NotYourAct
from engine.core.events import Arrived, ItemClaimed, ItemClosed, ItemOpened, Joined, TimerSet
from engine.core.office_events import AsideClosed, AsideOpened, CalledOff, Cancelled, PulledBack, Unarrived
from engine.core.pending_events import Awaited, Forked
from engine.core.state import NEW, CaseState, OpenItem
from engine.core.walk import Walk
from kernel.errors import DomainError

UNDONE_EASILY: Final = (ItemClosed, ItemOpened, TimerSet, Arrived, Joined, AsideOpened, Forked, Awaited)
"""What may have followed from an act that can be pulled back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undoing:
    """An act that can be pulled back: the item, the case before it, and what has to go or to come again."""

    item: OpenItem
    before: CaseState
    items: tuple[int, ...]
    timers: tuple[int, ...]
    asides: tuple[int, ...]
    gone: tuple[tuple[str, str], ...]
    again: tuple[tuple[str, str], ...]
    waits: tuple[int, ...]
    """Messages that are awaited since; nobody outside knows of that."""
    regions: tuple[str, ...]
    """Inclusive joins that wait for something since."""
    regions_again: tuple[tuple[str, int], ...]
    """Inclusive joins that waited for so many tokens before, and do not any more."""


def act_to_pull_back(past: Sequence[Entry], state: CaseState, officer: str) -> int | None:
    """Return the item whose closing `officer` can pull back now: the latest one; None where there is none."""
    for entry in reversed(past):
        closed = next((event.number for event in entry.events if isinstance(event, ItemClosed)), None)
        if closed is not None and (entry.act.kind, entry.act.id) == ("officer", officer):
            try:
                return undoing(past, state, officer, closed).item.number
            except DomainError:
                return None
    return None


def pull_back(walk: Walk, command: PullBack) -> None:
    """Make the act undone; the item opens again for the same people, and whoever pulled it back holds it."""
    state = walk.state
    if state.result is not None:
        raise CaseClosed
    found = undoing(walk.context.past, state, command.actor.id, command.item)
    step = walk.context.program.steps.get(found.item.node)
    if step is None:
        raise CannotPullBack
    walk.act = replace(walk.act, capacity=capacity(replace(found.item, claimed_by=None), command.actor))
    for join, edge in found.gone:
        walk.happen(Unarrived(join, edge))
    for join in found.regions:
        walk.happen(CalledOff(join))
    walk.happen(Cancelled(found.items, found.timers, found.waits))
    for aside in found.asides:
        walk.happen(AsideClosed(aside))
    earlier = found.before
    performer = earlier.performers.get(found.item.node)
    walk.happen(PulledBack(found.item.number, found.item.node, performer, earlier.refused, earlier.judged))
    for join, tokens in found.regions_again:
        walk.happen(Forked(join, tokens))
    for join, edge in found.again:
        walk.happen(Arrived(join, edge))
    item = found.item
    number = walk.next_number()
    walk.happen(ItemOpened(number, item.node, item.queue, item.due_at, item.assignee, item.excluded))
    walk.watch(walk.state.item(number), step, 0)
    walk.happen(ItemClaimed(number))


def undoing(past: Sequence[Entry], state: CaseState, officer: str, number: int) -> Undoing:
    """Return how the closing of the item `number` by `officer` is undone, or raise why it cannot be."""
    place = next((place for place, entry in enumerate(past) if _closes(entry, number)), None)
    if place is None or (past[place].act.kind, past[place].act.id) != ("officer", officer):
        raise NotYourAct
    entry = past[place]
    asked = any(isinstance(event, ItemOpened) and not event.queue for event in entry.events)
    asked = asked or any(isinstance(event, Awaited) and event.kind != "message" for event in entry.events)
    if asked or not all(isinstance(event, UNDONE_EASILY) for event in entry.events):
        raise CannotPullBack
    before = fold(NEW, past[:place])
    after = fold(before, [entry])
    opened = [item for item in after.items if before.find(item.number) is None]
    known = {timer.number for timer in before.timers}
    started = [timer for timer in after.timers if timer.number not in known and timer.item is None]
    gone, again = _moved(before, after), _moved(after, before)
    if any(item not in state.items for item in opened) or any(timer not in state.timers for timer in started):
        raise NextHasBegun
    waits = [wait for wait in after.pending.waits if before.pending.find(wait.number) is None]
    expected, earlier = after.pending.expected, before.pending.expected
    regions = [join for join in expected if join not in earlier]
    if any(wait not in state.pending.waits for wait in waits) or {*regions} - {*state.pending.expected}:
        raise NextHasBegun
    if gone - _arrivals(state):
        raise NextHasBegun
    asides = {event.number for event in entry.events if isinstance(event, AsideOpened)}
    return Undoing(
        item=before.item(number),
        before=before,
        items=tuple(item.number for item in opened),
        timers=tuple(timer.number for timer in started),
        asides=tuple(aside.number for aside in state.asides if aside.number in asides),
        gone=tuple(gone.elements()),
        again=tuple(again.elements()),
        waits=tuple(wait.number for wait in waits),
        regions=tuple(regions),
        regions_again=tuple((join, earlier[join]) for join in earlier if join not in expected),
    )


def _closes(entry: Entry, number: int) -> bool:
    return any(isinstance(event, ItemClosed) and event.number == number for event in entry.events)


def _arrivals(state: CaseState) -> Counter[tuple[str, str]]:
    return Counter((join, edge) for join, edges in state.arrived.items() for edge in edges)


def _moved(before: CaseState, after: CaseState) -> Counter[tuple[str, str]]:
    """Return the tokens that wait before joins in `after` and did not in `before`."""
    return _arrivals(after) - _arrivals(before)
