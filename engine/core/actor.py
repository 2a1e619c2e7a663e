"""Who acts, and what is kept of it: never a name, only an id and the capacity in which somebody acted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

ActorKind: TypeAlias = Literal["resident", "officer", "system"]


def queue_of(department: str, role: str) -> str:
    """Return the key of the queue (受持ち) that people with `role` in `department` work on."""
    return f"{department}/{role}"


@dataclass(frozen=True, slots=True)
class StandIn:
    """For whom an officer stands in today (代理): a colleague, and that colleague's own queues."""

    officer: str
    posts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who asks for something. `posts` are the queues that an officer may work on.

    `stands_in` holds colleagues who have named this officer for a time; whom they stand in for themselves is not
    among their posts, so there is no substitute of a substitute.
    """

    kind: ActorKind
    id: str = ""
    posts: frozenset[str] = frozenset()
    stands_in: tuple[StandIn, ...] = ()


RESIDENT: Final = Actor("resident")
SYSTEM: Final = Actor("system")


@dataclass(frozen=True, slots=True)
class Act:
    """What all events of one history entry share: when it was, who did it, in which capacity.

    A capacity is a queue, or `queue@officer` where somebody stood in for that officer (代理, 代決).
    """

    at: datetime
    kind: ActorKind
    id: str = ""
    capacity: str = ""


def stood_in_for(capacity: str) -> str:
    """Return the officer for whom somebody acted in this capacity; empty where it was in their own."""
    return capacity.partition("@")[2]
