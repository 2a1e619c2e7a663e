"""Leaves out of a run what its fault does not need: moves elsewhere in the flow that only happened to come before.

What is left are the moves from which the fault follows, in their order. They can be played by themselves: whatever
a kept move takes was put by a kept move.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from workflow.soundness.net import Move, Net, bits
from workflow.soundness.search import Found
from workflow.soundness.steering import settle


def sliced(net: Net, found: Found) -> Found:
    """Return `found` with the shortest part of its run that still shows the fault."""
    if found.kind == "two_tokens":
        wanted = _producers(found.run[:-1], bits(found.doubled)[:1])
        return _kept(net, found, [*wanted, len(found.run) - 1])
    if found.kind == "left_over":
        alone = _kept(net, found, _producers(found.run, bits(net.final)))
        return alone if alone.marking != net.final else found
    return found


def _producers(run: Sequence[Move], edges: Iterable[int]) -> list[int]:
    """Return the places in `run` of the moves that put the tokens that stand on `edges` at its end."""
    made: dict[int, int] = {}
    for place, move in enumerate(run):
        made.update(dict.fromkeys(move.produced, place))
    return [made[edge] for edge in edges if edge in made]


def _kept(net: Net, found: Found, wanted: Iterable[int]) -> Found:
    """Keep the moves at the places `wanted` and all that they follow from."""
    causes: list[set[int]] = []
    made: dict[int, int] = {}
    for place, move in enumerate(found.run):
        causes.append({made[edge] for edge in move.consumed if edge in made})
        made.update(dict.fromkeys(move.produced, place))
    needed: set[int] = set()
    stack = [*wanted]
    while stack:
        place = stack.pop()
        if place not in needed:
            needed.add(place)
            stack.extend(causes[place])
    run = tuple(found.run[place] for place in sorted(needed))
    marking = net.initial
    for move in run:
        marking = marking & ~move.need | move.give
    return replace(found, run=run, marking=marking)


def coming_again(net: Net, found: Found) -> Found | None:
    """Return `found`, a token left over at the end of `net`, as two tokens on the edge out of it, if that can be."""
    moves = settle(net, found.marking & ~net.final, until_end=True)
    if not moves or not moves[-1].give & net.final:
        return None
    return Found(kind="two_tokens", run=(*found.run, *moves), marking=net.final, doubled=net.final)
