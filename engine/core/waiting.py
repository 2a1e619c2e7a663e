"""Steps at which a token waits for something from outside: a message, a service's answer, the end of children."""

from collections.abc import Sequence
from typing import Final

from engine.core.errors import TooManyChildren
from engine.core.pending_events import Awaited, MessageUsed
from engine.core.program import Step
from engine.core.state import CaseState
from kernel.condition import Scope

MOST_CHILDREN: Final = 200
"""As many items of a group can be worked on as children at once."""
MIXED: Final = "mixed"
"""The outcome of children that did not all end alike."""
NO_CHILDREN: Final = "completed"
"""The outcome of a subflow whose group has no items."""


def awaited_at(step: Step, state: CaseState, scope: Scope) -> tuple[Awaited | MessageUsed, ...]:
    """Return what begins when a token enters `step`; where nothing is `Awaited`, the token passes."""
    node, number = step.node, state.last + 1
    match node.type:
        case "wait":
            early = next((each for each in state.pending.kept if each.name == node.message), None)
            if early is not None:
                return (MessageUsed(early.number, step.key),)
            return (Awaited(number, step.key, "message", node.message or ""),)
        case "service":
            return (Awaited(number, step.key, "service", step.connector),)
        case _:
            if node.each is None:
                return (Awaited(number, step.key, "child", node.flow or ""),)
            return _children(step, number, _size(scope, node.each))


def joint_result(results: Sequence[str]) -> str:
    """Return how children ended, as the outcome of their subflow."""
    alike = frozenset(results)
    return results[0] if len(alike) == 1 else MIXED


def _children(step: Step, first: int, count: int) -> tuple[Awaited, ...]:
    if count > MOST_CHILDREN:
        raise TooManyChildren(node=step.title, count=count, most=MOST_CHILDREN)
    flow = step.node.flow or ""
    return tuple(Awaited(first + place, step.key, "child", flow, first, place + 1) for place in range(count))


def _size(scope: Scope, group: str) -> int:
    items = scope.values.get(group)
    return len(items) if isinstance(items, list | tuple) else 0
