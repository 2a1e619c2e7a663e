"""Exact search through the states of a net, breadth first: the first fault found is one of the nearest.

Two ways to look. The *full* one tries every move in every state. The *thrifty* one tries, in every state, only the
moves of one cluster. In a free-choice net whose every node lies on a path from start to end that decides soundness
all the same:

- The moves of an enabled cluster are a persistent set (nobody else can take its tokens), so every dead state of the
  full search is a dead state of the thrifty one, reached in as many moves.
- If the thrifty search ends, saw no edge with two tokens, and every dead state is the proper end, the net is sound.
  Each of its states reaches the proper end: in a cycle of states without a way out, take an edge marked in the
  cycle that is last on its path to the end: what is put there is never taken, so its tokens would pile up. And for
  a run of the full net, follow its moves where the chosen cluster offers them and otherwise step towards the end:
  this stays within the thrifty states, so that whatever the run did can be completed.

The cluster furthest downstream is moved first (edges are numbered in walking order), so parallel branches are
walked one after the other, and their choices do not multiply.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from workflow.soundness.net import Move, Net

FaultKind: TypeAlias = Literal["deadlock", "two_tokens", "left_over", "livelock", "never"]
"""`left_over`: the end is reached while another token is left. `never`: an edge that no run passes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A run (moves from the initial state) into the state `marking` that shows `kind` of fault.

    For `two_tokens` the last move puts a token on edges (`doubled`, bits) that still hold one.
    """

    kind: FaultKind
    run: tuple[Move, ...]
    marking: int
    doubled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a search brought: a fault, or `complete` (all states seen, none at fault), or neither: the limit came."""

    found: Found | None
    complete: bool
    states: int


Seen: TypeAlias = dict[int, tuple[int, Move] | None]


def search_thriftily(net: Net, limit: int) -> Outcome:
    """Look for a fault one cluster at a time; sees at most about `limit` states. Not for nets with terminating ends."""
    seen: Seen = {net.initial: None}
    queue = deque([net.initial])
    need, moves, final = net.need, net.moves, net.final
    while queue:
        marking = queue.popleft()
        if marking & final and marking != final:
            return _found("left_over", seen, marking, len(seen))
        rest = marking
        chosen: tuple[Move, ...] = ()
        while rest:
            edge = rest.bit_length() - 1
            if moves[edge] and marking & need[edge] == need[edge]:
                chosen = moves[edge]
                break
            rest ^= 1 << edge
        if not chosen and marking != final:
            return _found("deadlock", seen, marking, len(seen))
        for move in chosen:
            left = marking & ~move.need
            if left & move.give:
                return _found("two_tokens", seen, marking, len(seen), move)
            after = left | move.give
            if after not in seen:
                seen[after] = (marking, move)
                queue.append(after)
        if len(seen) > limit:
            return Outcome(found=None, complete=False, states=len(seen))
    return Outcome(found=None, complete=True, states=len(seen))


def search_fully(net: Net, limit: int) -> Outcome:
    """Look for a fault in every order of moves; for nets in which an end may take every other token."""
    seen: Seen = {net.initial: None}
    queue = deque([net.initial])
    before: dict[int, list[int]] = {}
    while queue:
        marking = queue.popleft()
        if marking & net.final:
            if marking != net.final:
                return _found("left_over", seen, marking, len(seen))
            continue
        enabled = enabled_moves(net, marking)
        if not enabled:
            return _found("deadlock", seen, marking, len(seen))
        for move in enabled:
            left = 0 if move.ends_all else marking & ~move.need
            if left & move.give:
                return _found("two_tokens", seen, marking, len(seen), move)
            after = left | move.give
            before.setdefault(after, []).append(marking)
            if after not in seen:
                seen[after] = (marking, move)
                queue.append(after)
        if len(seen) > limit:
            return Outcome(found=None, complete=False, states=len(seen))
    return _completed(net, seen, before)


def nearest(net: Net, wanted: Callable[[int], bool], limit: int, *, thrifty: bool) -> tuple[Move, ...] | None:
    """Return the shortest run (among those that the search tries) into a wanted marking; None if there is none.

    Raises `OverflowError` when more than `limit` states would have to be seen.
    """
    seen: Seen = {net.initial: None}
    queue = deque([net.initial])
    while queue:
        marking = queue.popleft()
        if wanted(marking):
            return run_into(seen, marking)
        for move in first_cluster(net, marking) if thrifty else enabled_moves(net, marking):
            after = (0 if move.ends_all else marking & ~move.need) | move.give
            if after not in seen:
                seen[after] = (marking, move)
                queue.append(after)
        if len(seen) > limit:
            raise OverflowError(limit)
    return None


def enabled_moves(net: Net, marking: int) -> list[Move]:
    """Return every move that can happen in `marking`, each once."""
    found: list[Move] = []
    rest = marking
    while rest:
        edge = rest.bit_length() - 1
        rest ^= 1 << edge
        need = net.need[edge]
        if net.moves[edge] and marking & need == need:
            found += net.moves[edge]
            rest &= ~need
    return found


def first_cluster(net: Net, marking: int) -> tuple[Move, ...]:
    """Return the moves of the enabled cluster that is furthest downstream."""
    rest = marking
    while rest:
        edge = rest.bit_length() - 1
        if net.moves[edge] and marking & net.need[edge] == net.need[edge]:
            return net.moves[edge]
        rest ^= 1 << edge
    return ()


def run_into(seen: Seen, marking: int) -> tuple[Move, ...]:
    """Return the moves by which the search came to `marking`."""
    run: list[Move] = []
    step = seen[marking]
    while step is not None:
        run.append(step[1])
        step = seen[step[0]]
    return tuple(reversed(run))


def _completed(net: Net, seen: Seen, before: dict[int, list[int]]) -> Outcome:
    """All states are known and none is at fault by itself: can each still end, and does every edge carry a token?"""
    can_end = {net.final} & seen.keys()
    stack = [*can_end]
    while stack:
        for earlier in before.get(stack.pop(), ()):
            if earlier not in can_end:
                can_end.add(earlier)
                stack.append(earlier)
    for marking in seen:
        if marking not in can_end:
            return _found("livelock", seen, marking, len(seen))
    marked = 0
    for marking in seen:
        marked |= marking
    never = ((1 << len(net.need)) - 1) & ~marked
    if never:
        return Outcome(found=Found(kind="never", run=(), marking=never), complete=True, states=len(seen))
    return Outcome(found=None, complete=True, states=len(seen))


def _found(kind: FaultKind, seen: Seen, marking: int, states: int, last: Move | None = None) -> Outcome:
    run = run_into(seen, marking)
    if last is None:
        return Outcome(found=Found(kind=kind, run=run, marking=marking), complete=False, states=states)
    left = marking & ~last.need
    found = Found(kind=kind, run=(*run, last), marking=left | last.give, doubled=left & last.give)
    return Outcome(found=found, complete=False, states=states)
