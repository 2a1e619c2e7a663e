"""A process tree (プロセス木): what a log was found to do, as nested blocks. Every tree is sound by its construction.

`count` says how often a part was done in the log that it was found in; equality and hashing are about the shape.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Step:
    """One activity."""

    activity: str
    count: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Silent:
    """Nothing is done: the way past something."""

    count: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class InOrder:
    """One part after the other."""

    parts: tuple["Tree", ...]
    count: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """Exactly one of the parts."""

    parts: tuple["Tree", ...]
    count: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Together:
    """All of the parts, at the same time or in any order."""

    parts: tuple["Tree", ...]
    count: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Loop:
    """The body, and as often as wanted what leads back to it and the body again. `count`: how often it was entered."""

    body: "Tree"
    again: "Tree"
    count: int = field(default=0, compare=False)


Tree: TypeAlias = Step | Silent | InOrder | Choice | Together | Loop


def parts_of(tree: Tree) -> tuple[Tree, ...]:
    """Return the parts of a tree; of a step, none."""
    match tree:
        case InOrder(parts) | Choice(parts) | Together(parts):
            return parts
        case Loop(body, again):
            return (body, again)
        case _:
            return ()


def steps_of(tree: Tree) -> Iterator[Step]:
    """Yield every step of a tree, in order."""
    waiting: list[Tree] = [tree]
    while waiting:
        found = waiting.pop()
        if isinstance(found, Step):
            yield found
        waiting.extend(reversed(parts_of(found)))


def flat(tree: Tree) -> Tree:
    """Return the same tree without a block directly inside one of its own kind."""
    match tree:
        case InOrder(parts, count):
            return InOrder(tuple(_inlined(InOrder, parts)), count)
        case Choice(parts, count):
            return Choice(tuple(_inlined(Choice, parts)), count)
        case Together(parts, count):
            return Together(tuple(_inlined(Together, parts)), count)
        case Loop(body, again, count):
            return Loop(flat(body), flat(again), count)
        case _:
            return tree


def _inlined(kind: type[InOrder] | type[Choice] | type[Together], parts: tuple[Tree, ...]) -> Iterator[Tree]:
    for part in map(flat, parts):
        if isinstance(part, kind):
            yield from part.parts
        else:
            yield part
