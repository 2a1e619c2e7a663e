"""Who acts, and what is kept of it: never a name, only an id and the capacity in which somebody acted."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, TypeAlias

ActorKind: TypeAlias = Literal["resident", "officer", "system"]


def queue_of(department: str, role: str) -> str:
    """Return the key of the queue (受持ち) that people with `role` in `department` work on."""
    return f"{department}/{role}"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who asks for something. `posts` are the queues that an officer may work on."""

    kind: ActorKind
    id: str = ""
    posts: frozenset[str] = frozenset()


RESIDENT: Final = Actor("resident")
SYSTEM: Final = Actor("system")


@dataclass(frozen=True, slots=True)
class Act:
    """What all events of one history entry share: when it was, who did it, in which capacity (a queue)."""

    at: datetime
    kind: ActorKind
    id: str = ""
    capacity: str = ""
