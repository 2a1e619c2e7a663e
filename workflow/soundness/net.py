"""The token game over bit sets: what can happen next, given the edges on which tokens stand.

A marking is an integer; bit e is a token on edge e. All moves that compete for the same tokens form one cluster:
a split's alternatives share their edge, a parallel join needs all its edges and competes with nobody (free
choice). An inclusive split takes any non-empty set of its branches; an inclusive join has no move here, because
whether it waits depends on tokens elsewhere: `Net.has_inclusive_join` says that a verdict needs another way.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import Final

from workflow.structure.wiring import Wiring

MAX_INCLUSIVE: Final = 8
"""An inclusive split with more branches (over 255 choices) is not enumerated."""


@dataclass(frozen=True, slots=True)
class Move:
    """One firing: `node` takes `consumed` and puts `produced` (edges). With `ends_all` it takes every other token."""

    node: int
    consumed: tuple[int, ...]
    produced: tuple[int, ...]
    need: int
    give: int
    ends_all: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Net:
    """The moves of one wiring. `need[e]` are the tokens that the cluster of edge e wants, `moves[e]` its moves."""

    wiring: Wiring
    initial: int
    final: int
    need: tuple[int, ...]
    moves: tuple[tuple[Move, ...], ...]
    has_inclusive_join: bool


def net_of(wiring: Wiring, blocked: frozenset[int] = frozenset()) -> Net:
    """Return the token game of `wiring`; the nodes in `blocked` never fire."""
    need = [1 << edge for edge in range(len(wiring.sources))]
    moves: list[tuple[Move, ...]] = [()] * len(wiring.sources)
    inclusive = False
    for node, kind in enumerate(wiring.kinds):
        ins, outs = wiring.incoming[node], wiring.outgoing[node]
        if not ins or not outs or node in blocked:
            continue
        if kind == "and" and len(ins) > 1:
            move = _move(wiring, node, ins, outs)
            for edge in ins:
                need[edge], moves[edge] = move.need, (move,)
            continue
        if kind == "or" and (len(ins) > 1 or len(outs) > MAX_INCLUSIVE):
            inclusive = True
            continue
        for edge in ins:
            moves[edge] = tuple(_move(wiring, node, (edge,), chosen) for chosen in _choices(kind, outs))
    return Net(
        wiring=wiring,
        initial=sum(1 << edge for edge in wiring.outgoing[wiring.start]),
        final=sum(1 << edge for edge in wiring.incoming[wiring.end]),
        need=tuple(need),
        moves=tuple(moves),
        has_inclusive_join=inclusive,
    )


def _choices(kind: str, outs: tuple[int, ...]) -> list[tuple[int, ...]]:
    if kind == "and":
        return [outs]
    if kind == "or":
        return [chosen for size in range(1, len(outs) + 1) for chosen in combinations(outs, size)]
    return [(edge,) for edge in outs]


def _move(wiring: Wiring, node: int, consumed: tuple[int, ...], produced: tuple[int, ...]) -> Move:
    need = sum(1 << edge for edge in consumed)
    give = sum(1 << edge for edge in produced)
    return Move(node, consumed, produced, need, give, node in wiring.terminating)


def bits(marking: int) -> list[int]:
    """Return the edges of `marking`, ascending."""
    found: list[int] = []
    while marking:
        low = marking & -marking
        found.append(low.bit_length() - 1)
        marking ^= low
    return found
