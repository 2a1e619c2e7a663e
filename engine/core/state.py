"""What a case is at one instant: where its tokens rest, and what later steps must know about earlier ones.

A token rests on an open item (on all items of a joint decision together), on a timer without an item, on something
that is to come from outside (`Pending.waits`), or before a join. Nothing else holds one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from operator import attrgetter
from typing import Final, Literal, TypeAlias

from engine.core.errors import ItemAlreadyClosed, UnknownItem
from engine.core.pending import NOTHING, Pending

Status: TypeAlias = Literal["new", "open", "decided", "closed"]


@dataclass(frozen=True, slots=True)
class OpenItem:
    """A piece of work that waits for somebody. See `engine.core.events.ItemOpened`."""

    number: int
    node: str
    queue: str
    opened_at: datetime
    due_at: datetime | None = None
    assignee: str | None = None
    excluded: tuple[str, ...] = ()
    claimed_by: str | None = None
    correction: bool = False
    fields: tuple[str, ...] = ()
    joint: int = 0

    @property
    def is_residents(self) -> bool:
        """Say whether the applicant has to act."""
        return not self.queue


@dataclass(frozen=True, slots=True)
class OpenTimer:
    """A timer that has not fired. With `item` it watches a deadline and holds no token."""

    number: int
    node: str
    fires_at: datetime
    item: int | None = None
    step: int = 0


@dataclass(frozen=True, slots=True)
class Aside:
    """Something asked of somebody beside the flow; it holds no token.

    `kind`: `after_review` (後閲: the absent superior looks at what a deputy decided), `circulation` (供覧),
    `opinion` (意見照会), `message` (連絡: an applicant wrote), `called_off` (取りやめ: it ended with its parent's
    step). It is for `officer`, or for everybody of `queue`.
    The item `blocks` cannot be finished before the answer is there.
    """

    number: int
    kind: str
    officer: str
    queue: str
    node: str
    opened_at: datetime
    due_at: datetime | None = None
    blocks: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseState:
    """The sum of a case's events."""

    opened_at: datetime | None = None
    decided_at: datetime | None = None
    result: str | None = None
    last: int = 0
    """The highest number given out so far."""
    refused: bool = False
    """A person refused (却下), with a reason."""
    judged: bool = False
    """A person decided at least once."""
    ruled: bool = False
    """A rule's answer stood for a person's at least once."""
    paused_since: datetime | None = None
    """Since when the applicant has to act; the standard processing period stands still."""
    paused_days: int = 0
    items: tuple[OpenItem, ...] = ()
    timers: tuple[OpenTimer, ...] = ()
    arrived: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By join the names of the edges over which tokens wait, in order of arrival."""
    performers: Mapping[str, str] = field(default_factory=dict)
    """By node the officer who did it last."""
    asides: tuple[Aside, ...] = ()
    """What is asked of people beside the flow."""
    pending: Pending = NOTHING

    @property
    def status(self) -> Status:
        """Say how far the case is."""
        if self.result is not None:
            return "closed"
        if self.decided_at is not None:
            return "decided"
        return "new" if self.opened_at is None else "open"

    @property
    def tokens(self) -> int:
        """Count the tokens."""
        before_joins = sum(map(len, self.arrived.values()))
        items = {item.joint or item.number for item in self.items}
        waits = {wait.group or wait.number for wait in self.pending.waits}
        return len(items) + len(waits) + sum(timer.item is None for timer in self.timers) + before_joins

    @property
    def resting(self) -> frozenset[str]:
        """The nodes on which tokens rest."""
        timers = (timer.node for timer in self.timers if timer.item is None)
        waits = (wait.node for wait in self.pending.waits)
        return frozenset((*(item.node for item in self.items), *timers, *self.arrived, *waits))

    @property
    def automatic(self) -> bool:
        """Say whether rules alone have decided."""
        return self.decided_at is not None and self.ruled and not self.judged

    def find(self, number: int) -> OpenItem | None:
        """Return the open item called `number`, or None."""
        return next((item for item in self.items if item.number == number), None)

    def item(self, number: int) -> OpenItem:
        """Return the open item called `number` or say why there is none."""
        found = self.find(number)
        if found is None:
            raise ItemAlreadyClosed(item=number) if 0 < number <= self.last else UnknownItem(item=number)
        return found


NEW: Final = CaseState()
"""A case of which nothing is known."""

_NAMES: Final = tuple(each.name for each in fields(CaseState))
_ALL_OF: Final = attrgetter(*_NAMES)
_PUT: Final = {name: getattr(CaseState, name).__set__ for name in _NAMES}
_PUT_ALL: Final = tuple(_PUT.values())


def changed(state: CaseState, **changes: object) -> CaseState:
    """Return `state` with `changes`: what `dataclasses.replace` does, in less than half its time.

    An event changes one or two of fifteen fields, and a step is made of several events. A name that no field has is a
    `KeyError`.
    """
    new = object.__new__(CaseState)
    for put, value in zip(_PUT_ALL, _ALL_OF(state), strict=True):
        put(new, value)
    for name, value in changes.items():
        _PUT[name](new, value)
    return new
