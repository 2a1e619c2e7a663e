"""Watching a rule (見張り): in shadow until it is proved, in effect only as long as nothing speaks against it.

Evidence are cases that a person decided although a rule could have: all of them in shadow, the sample afterwards. It is
looked at over the last `window` cases. In effect, a rule is stopped as soon as even an otherwise faultless window could
not reach the target any more: `must_stop` needs no patience and forgives what the target forgives.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from workflow.learning.bounds import Evidence
from workflow.learning.certificate import TARGET

FACTOR: Final = 2
"""A window is twice what a faultless proof needs: one error in it is forgiven, a second is not (at 99 %)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchState:
    """What the last cases say about a rule. `seen` are all cases that people decided, the window the last of them."""

    target: float
    window: int
    seen: int
    evidence: Evidence

    @property
    def proved(self) -> bool:
        """Whether the rule may take effect: the lower bound over the window has reached the target."""
        return self.evidence.lower >= self.target

    @property
    def must_stop(self) -> bool:
        """Whether a full window cannot reach the target any more, even if everything else in it is right."""
        return Evidence(max(self.window, self.evidence.n), self.evidence.errors).lower < self.target

    @property
    def needed(self) -> int:
        """How many further cases, all right, the proof needs."""
        return self.evidence.needed(self.target)


def window_for(target: float = TARGET) -> int:
    """Return how many cases are looked at: 598 for 99 %."""
    return FACTOR * Evidence(0, 0).needed(target)


def watch_state(right: Sequence[bool], target: float = TARGET, window: int | None = None) -> WatchState:
    """Return the state after cases in order of time: was the rule right about each?"""
    size = window or window_for(target)
    last = right[-size:]
    return WatchState(
        target=target, window=size, seen=len(right), evidence=Evidence(len(last), sum(not each for each in last))
    )
