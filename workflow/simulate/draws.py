"""Chance, seeded: the k-th case meets the same luck at the same step, whatever else the flow contains.

Each purpose at each step has a stream of its own with a number for every case, so that two flows with common steps,
as-is and to-be, can be compared case by case: their difference then has a small variance (common random numbers).
What a case draws there a second time comes from a second stream. Durations with a standard deviation are gamma
distributed (a deviation equal to the mean is the exponential distribution); without one they are constant.
"""

import zlib
from array import array
from collections.abc import Iterator
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from workflow.definition import Quantity

_BLOCK: Final = 1024
_Numbers: TypeAlias = NDArray[np.float64]


class Streams:
    """All chance of one run."""

    def __init__(self, seed: int, cases: int) -> None:
        self._seed = seed
        self._cases = cases
        self._streams: dict[tuple[str, str], _Stream] = {}

    def share(self, step: str, purpose: str, case: int) -> float:
        """Return a number between 0 and 1."""
        return self._stream(step, purpose, None).draw(case)

    def duration(self, step: str, purpose: str, case: int, quantity: Quantity | None) -> float:
        """Return a duration with the mean and the deviation of `quantity`; none is no time."""
        if quantity is None:
            return 0.0
        return self._stream(step, purpose, quantity).draw(case) if quantity.sd else max(quantity.mean, 0.0)

    def arrivals(self, mean_gap: float) -> _Numbers:
        """Return when the cases of a Poisson stream arrive, from 0 on."""
        gaps = np.random.default_rng(self._entropy("", "arrivals")).exponential(mean_gap, self._cases)
        return np.cumsum(gaps, dtype=np.float64)

    def _stream(self, step: str, purpose: str, quantity: Quantity | None) -> "_Stream":
        found = self._streams.get((step, purpose))
        if found is None:
            entropy = self._entropy(step, purpose)
            found = self._streams[step, purpose] = _Stream(entropy, self._cases, quantity)
        return found

    def _entropy(self, step: str, purpose: str) -> list[int]:
        return [self._seed, zlib.crc32(f"{step}/{purpose}".encode())]


class _Stream:
    """Numbers for one purpose at one step: one per case, and more where a case comes again."""

    __slots__ = ("_again", "_first", "_used")

    def __init__(self, entropy: list[int], cases: int, quantity: Quantity | None) -> None:
        self._first = array("d")
        self._first.frombytes(_drawn(np.random.default_rng([*entropy, 1]), cases, quantity).tobytes())
        self._used = bytearray(cases)
        self._again = _endless(np.random.default_rng([*entropy, 2]), quantity)

    def draw(self, case: int) -> float:
        if self._used[case]:
            return next(self._again)
        self._used[case] = 1
        return self._first[case]


def _endless(generator: np.random.Generator, quantity: Quantity | None) -> Iterator[float]:
    while True:
        yield from _drawn(generator, _BLOCK, quantity).tolist()


def _drawn(generator: np.random.Generator, count: int, quantity: Quantity | None) -> _Numbers:
    if quantity is None:
        return generator.random(count)
    if not quantity.sd or quantity.mean <= 0:
        return np.full(count, max(quantity.mean, 0.0))
    shape = (quantity.mean / quantity.sd) ** 2
    return generator.gamma(shape, quantity.mean / shape, count)
