"""What can happen to a case. Events hold keys and numbers: no answers, no names, no free text.

Names of classes and fields may change; the letters and places under which `engine.core.codec` writes them may not.
Numbers are unique within their case: items, timers and deliveries count on one another.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from engine.core.office_events import OfficeEvent
from engine.core.pending_events import PendingEvent


@dataclass(frozen=True, slots=True)
class Opened:
    """The application arrived (到達). `answered` is the form that came with it."""

    start: str
    answered: str | None = None


@dataclass(frozen=True, slots=True)
class ItemOpened:
    """Somebody has something to do: a token rests on `node`.

    `queue` is empty for the resident's steps. `excluded` are officers who may not do it (別の職員). `correction` is
    True where the resident is asked to mend (補正), `fields` says what. `joint` is the number of the first item of a
    joint decision (合議) that this one belongs to; 0: it stands alone.
    """

    number: int
    node: str
    queue: str = ""
    due_at: datetime | None = None
    assignee: str | None = None
    excluded: tuple[str, ...] = ()
    correction: bool = False
    fields: tuple[str, ...] = ()
    joint: int = 0


@dataclass(frozen=True, slots=True)
class ItemClaimed:
    """An officer took an item (引受け), so that nobody else begins it."""

    number: int


@dataclass(frozen=True, slots=True)
class ItemReleased:
    """An item is free for everybody of its queue again."""

    number: int


@dataclass(frozen=True, slots=True)
class ItemClosed:
    """The work is done; the token moves on. `judged`: a person decided here about the case."""

    number: int
    outcome: str | None = None
    refuses: bool = False
    judged: bool = False


@dataclass(frozen=True, slots=True)
class Arrived:
    """A token waits before the parallel or inclusive join `join`; it came over `edge`."""

    join: str
    edge: str


@dataclass(frozen=True, slots=True)
class Joined:
    """Every branch has arrived: one token goes on."""

    join: str


@dataclass(frozen=True, slots=True)
class TimerSet:
    """Something is to happen at `fires_at`: a token rests on a timer, or (with `item`) a deadline is watched."""

    number: int
    node: str
    fires_at: datetime
    item: int | None = None
    step: int = 0


@dataclass(frozen=True, slots=True)
class TimerFired:
    """The time has come."""

    number: int


@dataclass(frozen=True, slots=True)
class AutoDecided:
    """A table spoke. What it saw lies in an erasable place; `seal` proves that it was not changed.

    `counts`: the answer relieves people of a decision. `referral` says why a person decides in spite of a rule's
    answer; where neither is set the rules themselves refer, or only compute.
    """

    node: str
    table: str
    rules: tuple[str, ...]
    seal: str
    counts: bool = False
    referral: str | None = None


@dataclass(frozen=True, slots=True)
class Noticed:
    """A notice (通知) is to go out."""

    number: int
    node: str


@dataclass(frozen=True, slots=True)
class Reminded:
    """Whoever has to work on `item` is reminded of it."""

    number: int
    item: int


@dataclass(frozen=True, slots=True)
class Escalated:
    """A superior is told that `item` is late."""

    number: int
    item: int


@dataclass(frozen=True, slots=True)
class Decided:
    """The decision (決定) is made; from here on the applicant cannot withdraw any more."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The applicant withdrew the application (取下げ)."""

    number: int


@dataclass(frozen=True, slots=True)
class Closed:
    """The case is over: `approved`, `refused`, `withdrawn`, `completed` or what the flow's end says."""

    result: str


Event: TypeAlias = (
    Opened
    | ItemOpened
    | ItemClaimed
    | ItemReleased
    | ItemClosed
    | Arrived
    | Joined
    | TimerSet
    | TimerFired
    | AutoDecided
    | Noticed
    | Reminded
    | Escalated
    | Decided
    | Withdrawn
    | Closed
    | OfficeEvent
    | PendingEvent
)
