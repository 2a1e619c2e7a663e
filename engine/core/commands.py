"""What can be asked of a case. Free text (a reason) is read for its presence and kept outside of events."""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from engine.core.actor import SYSTEM, Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Open:
    """An application arrived; `answered` is the form node whose form came with it."""

    actor: Actor
    answered: str | None = None
    start: str | None = None
    """Which of several start events; None is the first."""


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


Command: TypeAlias = Open | Complete | Correct | Withdraw | Claim | Release | FireTimer
