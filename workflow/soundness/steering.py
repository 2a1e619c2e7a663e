"""Steers tokens through one sound block: to its end, or so that a certain arc gets a token. Linear, no search.

At each choice the branch nearest to the goal is taken. Where that fails (it can in a block that is not sound), a
bounded search looks for a way; where that fails too, there is no run and the caller does without.
"""

from collections import deque
from typing import Final

from workflow.soundness.net import Move, Net
from workflow.soundness.search import enabled_moves, nearest
from workflow.structure.wiring import Wiring

_LIMIT: Final = 5_000


def steer_onto(net: Net, edge: int) -> tuple[Move, ...] | None:
    """Return moves after which `edge` holds a token, or None."""
    run = _steered(net, net.initial, edge, 1 << edge)
    if run is not None:
        return run
    try:
        return nearest(net, lambda marking: bool(marking >> edge & 1), _LIMIT, thrifty=False)
    except OverflowError:
        return None


def steer_out(net: Net, marking: int) -> tuple[Move, ...] | None:
    """Return moves that lead from `marking` to the proper end, or None."""
    goal = net.final.bit_length() - 1
    run = _steered(net, marking, goal, net.final)
    return run if run is not None and _after(marking, run) == net.final else None


def settle(net: Net, marking: int, *, until_end: bool) -> tuple[Move, ...]:
    """Return moves that lead the tokens of `marking` towards the end until nothing more can move.

    No move puts a second token on an edge. With `until_end` the first token that comes to the end is the last move.
    """
    far = _distances(net.wiring, net.final.bit_length() - 1)
    run: list[Move] = []
    for _ in range(4 * len(net.need)):
        ready = [move for move in enabled_moves(net, marking) if not (marking & ~move.need) & move.give]
        if not ready or (until_end and marking & net.final):
            break
        best = min(ready, key=lambda move: min(far[edge] for edge in move.produced))
        run.append(best)
        marking = marking & ~best.need | best.give
    return tuple(run)


def _steered(net: Net, marking: int, goal: int, wanted: int) -> tuple[Move, ...] | None:
    far = _distances(net.wiring, goal)
    unreachable = len(net.need)
    run: list[Move] = []
    for _ in range(4 * len(net.need)):
        if marking & wanted:
            return tuple(run)
        ready = [move for move in enabled_moves(net, marking) if not (marking & ~move.need) & move.give]
        best = min(ready, key=lambda move: min(far[edge] for edge in move.produced), default=None)
        if best is None or min(far[edge] for edge in best.produced) >= unreachable:
            return None
        run.append(best)
        marking = marking & ~best.need | best.give
    return None


def _distances(wiring: Wiring, goal: int) -> list[int]:
    """Return by edge how many nodes lie between it and `goal`; the number of edges means that there is no way."""
    far = [len(wiring.sources)] * len(wiring.sources)
    far[goal] = 0
    queue = deque([goal])
    while queue:
        edge = queue.popleft()
        for before in wiring.incoming[wiring.sources[edge]]:
            if far[before] > far[edge] + 1:
                far[before] = far[edge] + 1
                queue.append(before)
    return far


def _after(marking: int, run: tuple[Move, ...]) -> int:
    for move in run:
        marking = marking & ~move.need | move.give
    return marking
