"""Tokens: where a case is, which joins it waits at, and which ways it takes (BPMN 2.0 semantics, formats.md).

A parallel join waits for every edge into it, an inclusive one for as many tokens as its split sent out. An inclusive
join that closes no split lets every token pass. A terminating end takes all tokens of its case, an end its own.
"""

from collections.abc import Sequence
from typing import Final, TypeAlias

from workflow.simulate.draws import Streams
from workflow.simulate.program import Step

MAX_HOPS: Final = 10_000
"""Steps after which a case is given up: its flow goes round in circles."""

Way: TypeAlias = tuple[int, int]
"""Number of the step ahead, and of the edge that leads there."""


class Tokens:
    """The tokens of all cases, each of which begins with one."""

    def __init__(self, cases: int, streams: Streams) -> None:
        self._left = [1] * cases
        self._hops = [0] * cases
        self._streams = streams
        self._waiting: dict[tuple[int, int], list[int]] = {}
        self._sent: dict[tuple[int, int], int] = {}

    def alive(self, case: int) -> bool:
        """Return whether `case` has a token left."""
        return self._left[case] > 0

    def runs_away(self, case: int) -> bool:
        """Count a step of `case`; return whether it has made too many and lost its tokens for that."""
        self._hops[case] += 1
        if self._hops[case] <= MAX_HOPS:
            return False
        self._left[case] = 0
        return True

    def passes(self, case: int, step: Step, edge: int) -> bool:
        """Let a token arrive over `edge`; return whether it goes on, alone or for those that waited."""
        if step.join == "parallel":
            return self._passes_parallel(case, step, edge)
        if step.opener is None:
            return True
        waiting = self._waiting.setdefault((case, step.number), [])
        waiting.append(edge)
        sent = self._sent.get((case, step.opener), 1)
        if len(waiting) < sent:
            return False
        del self._waiting[case, step.number]
        self._left[case] -= sent - 1
        return True

    def _passes_parallel(self, case: int, step: Step, edge: int) -> bool:
        waiting = self._waiting.setdefault((case, step.number), [])
        waiting.append(edge)
        together = set(waiting)
        if len(together) < step.entering:
            return False
        for taken in together:
            waiting.remove(taken)
        self._left[case] -= step.entering - 1
        return True

    def ways(self, case: int, step: Step) -> Sequence[Way]:
        """Return the ways that the token leaves `step` on; it takes one, some or all of them."""
        if step.split == "exclusive":
            share = self._streams.share(step.key, "way", case) * step.shares[-1]
            return (
                next((way for way, limit in zip(step.ways, step.shares, strict=True) if share < limit), step.ways[-1]),
            )
        ways: Sequence[Way] = step.ways
        if step.split == "inclusive":
            ways = self._some_ways(case, step)
            self._sent[case, step.number] = len(ways)
        self._left[case] += len(ways) - 1
        return ways

    def _some_ways(self, case: int, step: Step) -> Sequence[Way]:
        """Return each way with its own probability; where luck takes none, the likeliest."""
        chosen = [
            way
            for turn, (way, share) in enumerate(zip(step.ways, step.shares, strict=True))
            if self._streams.share(step.key, f"way {turn}", case) < share
        ]
        return chosen or [max(zip(step.shares, step.ways, strict=True))[1]]

    def end(self, case: int, step: Step) -> bool:
        """Take the token that reached the end `step`; return whether the case is over."""
        self._left[case] = 0 if step.terminate else self._left[case] - 1
        return self._left[case] <= 0
