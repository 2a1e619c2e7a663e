"""What can happen to a case that several decide jointly, that splits inclusively, or that waits for the world outside.

The same rules hold as in `engine.core.events`: keys and numbers, no answers, no names, no free text.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Voted:
    """A member of a joint decision (合議) has decided; their item is closed, the token stays."""

    number: int
    outcome: str
    refuses: bool = False


@dataclass(frozen=True, slots=True)
class JointlyDecided:
    """A joint decision is made: what is open of it closes, the token moves on. `joint`: see `ItemOpened`."""

    joint: int
    node: str
    outcome: str
    refuses: bool = False
    judged: bool = False


@dataclass(frozen=True, slots=True)
class Forked:
    """An inclusive split sent out `tokens`, all of which the inclusive join `join` waits for."""

    join: str
    tokens: int


@dataclass(frozen=True, slots=True)
class Awaited:
    """A token rests on `node` until something comes from outside (`kind`: message, service or child).

    `name` is the message, the connector or the flow; `place` the item of a group that a child is for, from 1; `group`
    the number of the first of several that are awaited together.
    """

    number: int
    node: str
    kind: str
    name: str
    group: int = 0
    place: int = 0


@dataclass(frozen=True, slots=True)
class Came:
    """What was awaited has come. A child brings how it ended, and whether people or rules decided it."""

    number: int
    result: str | None = None
    refuses: bool = False
    judged: bool = False
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class MessageKept:
    """A message came before the case waited for it; it is kept until the case does."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class MessageUsed:
    """`node` found the message that had come early: the token passed."""

    number: int
    node: str


@dataclass(frozen=True, slots=True)
class VotesVoided:
    """The votes of a joint decision (合議) that was under way at `node` count no more; the history keeps them."""

    joint: int
    node: str


@dataclass(frozen=True, slots=True)
class MessageRestored:
    """The message `name`, which `node` had received, is kept until the case comes there again."""

    number: int
    node: str
    name: str


@dataclass(frozen=True, slots=True)
class PartOf:
    """This case is the child that the case `parent` awaits under `number`."""

    parent: str
    number: int


PendingEvent: TypeAlias = (
    Voted
    | JointlyDecided
    | VotesVoided
    | Forked
    | Awaited
    | Came
    | MessageKept
    | MessageUsed
    | MessageRestored
    | PartOf
)
