"""Charts of load: two bars a week, what came in beside what went out; and a bar of parts for a step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from engine.shell.load import StepLoad, Week

WIDTH: Final = 360.0
HEIGHT: Final = 170.0
LEFT, TOP, BOTTOM = 30.0, 12.0, 22.0
GAP: Final = 0.32
"""The share of a week's width that stays empty."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A week: where it stands, and how tall its two bars are."""

    first: datetime
    x: float
    width: float
    came: float
    done: float


@dataclass(frozen=True, slots=True)
class InAndOut:
    """The weeks in a box of `WIDTH` × `HEIGHT`, y downwards; `most` is what the top line stands for."""

    pairs: tuple[Pair, ...]
    most: int
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    top: float = TOP
    floor: float = HEIGHT - BOTTOM


@dataclass(frozen=True, slots=True)
class Parts:
    """Late, due soon and other open work, in percent of the widest bar of the page."""

    late: float
    soon: float
    rest: float


def in_and_out(weeks: Sequence[Week]) -> InAndOut | None:
    """Lay the weeks out; None where nothing moved."""
    highest = max((max(week.came, week.done) for week in weeks), default=0)
    if not highest:
        return None
    step, tall = (WIDTH - LEFT) / len(weeks), (HEIGHT - TOP - BOTTOM) / highest
    pairs = (
        Pair(week.first, LEFT + step * (place + GAP / 2), step * (1 - GAP) / 2, tall * week.came, tall * week.done)
        for place, week in enumerate(weeks)
    )
    return InAndOut(tuple(pairs), highest)


def parts_of(steps: Sequence[StepLoad]) -> list[Parts]:
    """Return a bar per step; all have the same scale."""
    scale = 100 / max((step.open for step in steps), default=0) if any(step.open for step in steps) else 0.0
    return [Parts(step.late * scale, step.soon * scale, (step.open - step.late - step.soon) * scale) for step in steps]
