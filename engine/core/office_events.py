"""What offices do with a case beside the steps of its flow, as events. The rules of `engine.core.events` hold here."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class SentBack:
    """Somebody sent an item back (差戻し) to `to`, a step that this case has passed; what opens there follows."""

    number: int
    to: str


@dataclass(frozen=True, slots=True)
class PulledBack:
    """An officer took the own act of closing `number` back (引戻し) before anybody had gone on.

    `performer`, `refused` and `judged` are what held before that act.
    """

    number: int
    node: str
    performer: str | None = None
    refused: bool = False
    judged: bool = False


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Tokens were taken away: those on `items`, those on `timers` without an item, and those that waited for something
    from outside (`waits`). Children that were awaited end with it."""

    items: tuple[int, ...] = ()
    timers: tuple[int, ...] = ()
    waits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Unarrived:
    """A token that waited before `join` was taken away; it had come over `edge`."""

    join: str
    edge: str


@dataclass(frozen=True, slots=True)
class CalledOff:
    """What was under way to the inclusive join `join` was taken away: it waits for nothing any more."""

    join: str


@dataclass(frozen=True, slots=True)
class ItemAssigned:
    """An item was given to one officer (割当て), or with None to everybody of its queue."""

    number: int
    officer: str | None = None


@dataclass(frozen=True, slots=True)
class AsideOpened:
    """Somebody is asked for something beside the flow: it holds no token. See `engine.core.state.Aside`."""

    number: int
    kind: str
    officer: str = ""
    queue: str = ""
    node: str = ""
    due_at: datetime | None = None
    blocks: int | None = None


@dataclass(frozen=True, slots=True)
class AsideClosed:
    """It has been seen, or answered."""

    number: int


@dataclass(frozen=True, slots=True)
class MessageSent:
    """A message (連絡) went to the applicant, or came from there; its words lie elsewhere."""

    number: int
    from_applicant: bool = False


@dataclass(frozen=True, slots=True)
class Amended:
    """An obvious error in the answers was mended by staff (職権補正). Old and new values lie elsewhere."""

    number: int
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Migrated:
    """From here on the case runs on the version `program`, no longer on `before` (版の移行).

    `renamed` holds pairs: a node before, the same node now.
    """

    program: str
    renamed: tuple[str, ...] = ()
    before: str = ""


@dataclass(frozen=True, slots=True)
class ItemMoved:
    """In the other version an open item lies at another node, or is the work of another queue."""

    number: int
    node: str
    queue: str


@dataclass(frozen=True, slots=True)
class JobRetried:
    """An operator let a delivery or a timer that had failed be tried again."""

    job: int


OfficeEvent: TypeAlias = (
    SentBack
    | PulledBack
    | Cancelled
    | Unarrived
    | CalledOff
    | ItemAssigned
    | AsideOpened
    | AsideClosed
    | MessageSent
    | Amended
    | Migrated
    | ItemMoved
    | JobRetried
)
