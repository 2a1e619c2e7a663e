"""What can be asked of a case. Free text (a reason) is read for its presence and kept outside of events."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from engine.core.actor import SYSTEM, Actor
from engine.core.pending import Parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """An application arrived; `answered` is the form node whose form came with it."""

    actor: Actor
    answered: str | None = None
    start: str | None = None
    """Which of several start events; None is the first."""
    parent: Parent | None = None
    """The case that waits for this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Complete:
    """An officer finishes an item. `fields` and `due_on` go into the correction request that may follow."""

    actor: Actor
    item: int
    outcome: str | None = None
    reason: str = ""
    fields: tuple[str, ...] = ()
    due_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct:
    """The applicant (or an officer for them) has answered the form of an item: a correction, or a later form."""

    actor: Actor
    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """The applicant withdraws (取下げ)."""

    actor: Actor
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """An officer takes an item."""

    actor: Actor
    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """An officer gives an item back to its queue; a colleague may do that for somebody who is away."""

    actor: Actor
    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FireTimer:
    """The time of a timer has come. A timer that is gone already is no mistake: nothing happens."""

    timer: int
    actor: Actor = SYSTEM


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBack:
    """An officer sends an item back (差戻し) to any step that the case has passed, drawn in the flow or not.

    `item` may also be the number of something that the case waits for. What came from outside to steps that will be
    passed again counts again, but for the steps in `again`: those wait anew.
    """

    actor: Actor
    item: int
    to: str
    reason: str
    fields: tuple[str, ...] = ()
    due_on: date | None = None
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PullBack:
    """An officer takes the own act of closing `item` back (引戻し) while nobody has gone on."""

    actor: Actor
    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign:
    """An officer gives an item to a colleague (割当て); `to` is that colleague, or None: everybody of the queue."""

    actor: Actor
    item: int
    to: Actor | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Circulate:
    """An officer shows the case to colleagues for information (供覧); `reason` is what is said with it."""

    actor: Actor
    officers: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskOpinion:
    """An officer asks the people of `queue` for an opinion (意見照会); `blocks` is the item that waits for it."""

    actor: Actor
    queue: str
    reason: str
    due_on: date | None = None
    blocks: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseAside:
    """Somebody has seen what was asked beside the flow, or answers it with `reason`."""

    actor: Actor
    aside: int
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMessage:
    """An applicant writes to the office, or an officer to the applicant (連絡). The words are kept elsewhere."""

    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Amend:
    """Staff mend obvious errors in `fields` (職権補正)."""

    actor: Actor
    fields: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrate:
    """The case leaves the version `before` and goes on under `program`. `nodes` says which node is which there."""

    actor: Actor
    before: str
    program: str
    nodes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryJob:
    """An operator lets a job that has failed be tried again."""

    actor: Actor
    job: int


OfficeAct: TypeAlias = (
    SendBack | PullBack | Assign | Circulate | AskOpinion | CloseAside | SendMessage | Amend | Migrate | RetryJob
)
"""What offices do beside the steps of a flow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeMessage:
    """A message from outside has come for this case. What it says stands in the record already."""

    actor: Actor
    name: str
    wait: int | None = None
    """For which of the steps that wait for it; None: for the one that has waited longest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeAnswer:
    """A service has answered. An answer to what nobody asks any more is no mistake: nothing happens."""

    wait: int
    actor: Actor = SYSTEM


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeResult:
    """A child is over. The result of a child that nobody awaits any more is no mistake: nothing happens."""

    wait: int
    result: str
    refused: bool = False
    judged: bool = False
    ruled: bool = False
    actor: Actor = SYSTEM


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """The parent of this case is over, and so is this one, with `result`. A case that is over stays as it is."""

    result: str
    actor: Actor = SYSTEM


OutsideAct: TypeAlias = TakeMessage | TakeAnswer | TakeResult | End
"""What comes to a case from outside."""

Command: TypeAlias = Open | Complete | Correct | Withdraw | Claim | Release | FireTimer | OfficeAct | OutsideAct


def words_of(command: Command) -> str:
    """Return the free text that came with a command: it is kept beside the history."""
    written = Complete | Withdraw | SendBack | Circulate | AskOpinion | CloseAside
    return command.reason if isinstance(command, written) else ""
