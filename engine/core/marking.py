"""Where the tokens of a case may rest together: what keeps sending back and moving to another version sound.

In a sound flow the steps that hold tokens at one instant are a largest set of steps that can all be at work at the
same time: one more would be a doubled token, one fewer a lost one. Both questions are asked of `workflow.order`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

from engine.core.program import Program
from engine.core.state import CaseState
from workflow.graph import FlowGraph, graph_of
from workflow.order import OrderRelations, order_of

TokenKind: TypeAlias = Literal["item", "timer", "wait"]


@dataclass(frozen=True)
class Marking:
    """Questions about the tokens of cases of one version."""

    program: Program

    @cached_property
    def order(self) -> OrderRelations:
        """Which steps can be at work at the same time."""
        return order_of(self.program.flow)

    @cached_property
    def graph(self) -> FlowGraph:
        """The walks of the flow."""
        return graph_of(self.program.flow)

    def together(self, one: str, other: str) -> bool:
        """Say whether both steps can be at work at the same time."""
        return bool(self.order.parallel[self.order.number[one]] >> self.order.number[other] & 1)

    def beside(self, steps: Iterable[str]) -> int:
        """Return the steps (bits) that could be at work beside all of `steps`: in parallel branches a missing token."""
        found = -1
        for step in steps:
            found &= self.order.parallel[self.order.number[step]]
        return max(found, 0)

    def left_out(self, steps: Iterable[str]) -> frozenset[str]:
        """Return the steps that could be at work beside all of `steps` and are not among them."""
        found = self.beside(steps)
        return frozenset(key for key, number in self.order.number.items() if found >> number & 1)

    def all_together(self, steps: Iterable[str]) -> bool:
        """Say whether all of `steps` can be at work at the same time."""
        held = list(steps)
        return all(self.together(one, other) for place, one in enumerate(held) for other in held[:place])

    def steps_before(self, edges: Iterable[str]) -> list[str]:
        """Return for each of `edges` a step from which a token came over it, where there is one."""
        return [key for key in map(self.step_before, edges) if key is not None]

    def step_before(self, edge: str) -> str | None:
        """Return a step from which a token came over `edge`; None where nothing lies between split and join."""
        known = self.graph.edges_by_name.get(edge)
        seen, stack = set[str](), [] if known is None else [known.source]
        while stack:
            key = stack.pop()
            if self.order.parallel[self.order.number[key]]:
                return key
            if key not in seen and self.graph.split_of(key) not in ("parallel", "inclusive"):
                seen.add(key)
                stack += self.graph.predecessors(key)
        return None

    def surround(self, split: str, join: str, step: str) -> bool:
        """Say whether `step` lies between `split` and `join`."""
        return self.graph.dominates(split, step) and self.graph.post_dominates(join, step)

    def split_before(self, join: str) -> str | None:
        """Return the inclusive split whose tokens `join` gathers."""
        return next((step.key for step in self.program.steps.values() if step.forks == join), None)


@dataclass(frozen=True, slots=True)
class Token:
    """A token that rests on a step: on an item (of a joint decision: on all of them), a timer, or something awaited."""

    node: str
    kind: TokenKind
    numbers: tuple[int, ...]


def tokens_of(state: CaseState) -> tuple[Token, ...]:
    """Return the tokens of a case that rest on steps; those before joins are in `CaseState.arrived`."""
    found: dict[tuple[TokenKind, int], Token] = {}
    resting: list[tuple[TokenKind, int, int, str]] = [
        *(("item", item.joint or item.number, item.number, item.node) for item in state.items),
        *(("timer", timer.number, timer.number, timer.node) for timer in state.timers if timer.item is None),
        *(("wait", wait.group or wait.number, wait.number, wait.node) for wait in state.pending.waits),
    ]
    for kind, key, number, node in resting:
        earlier = found[kind, key].numbers if (kind, key) in found else ()
        found[kind, key] = Token(node, kind, (*earlier, number))
    return tuple(found.values())
