"""What a plant is: a redundancy put into a clean flow at a known place, and the decoys that look like it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from benchmarks.planted.canvas import Canvas

Variant: TypeAlias = Callable[[Canvas], str]
"""Changes a clean flow and returns the key of the step that is (or only looks) redundant."""


@dataclass(frozen=True, slots=True)
class Decoy:
    """The same insertion with what makes it necessary; `guard` says what that is."""

    guard: str
    make: Variant


@dataclass(frozen=True, slots=True)
class Plant:
    """A redundancy of one code. `also` are codes that name the same waste rightly, too."""

    code: str
    make: Variant
    decoys: tuple[Decoy, ...]
    also: tuple[str, ...] = ()
