"""Small bar charts by month, as plain numbers that a template draws: no script, and a table stands beside each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

WIDTH: Final = 360.0
HEIGHT: Final = 150.0
LEFT, RIGHT, TOP, BOTTOM = 8.0, 8.0, 26.0, 22.0
GAP: Final = 0.28
"""The share of a month's width that stays empty between two bars."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One month: where its bar stands; `value` is None where there is nothing to show."""

    first: date
    value: float | None
    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> float:
        """Where the month's name stands."""
        return self.x + self.width / 2


@dataclass(frozen=True, slots=True)
class Mark:
    """An upright line: something changed on that day."""

    label: str
    x: float
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart in a box of `WIDTH` × `HEIGHT`, y downwards; `target_y` is None without a target."""

    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    target: float | None
    target_y: float | None
    floor: float = HEIGHT - BOTTOM
    width: float = WIDTH
    height: float = HEIGHT

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to show."""
        return all(bar.value is None for bar in self.bars)


def chart(
    values: Sequence[tuple[date, float | None]],
    *,
    target: float | None = None,
    changes: Sequence[tuple[date, str]] = (),
) -> Chart:
    """Lay out a value per month (named by its first day), with a target line and the days of changes."""
    top = max([target or 0.0, *(value for _, value in values if value is not None)], default=0.0) or 1.0
    step = (WIDTH - LEFT - RIGHT) / max(len(values), 1)
    tall = HEIGHT - TOP - BOTTOM
    bars = tuple(
        Bar(
            first=first,
            value=value,
            x=LEFT + step * place + step * GAP / 2,
            y=HEIGHT - BOTTOM - tall * (value or 0.0) / top,
            width=step * (1 - GAP),
            height=tall * (value or 0.0) / top,
        )
        for place, (first, value) in enumerate(values)
    )
    return Chart(
        bars=bars,
        marks=tuple(_marks(values, changes, step)),
        target=target,
        target_y=None if target is None else HEIGHT - BOTTOM - tall * target / top,
    )


def _marks(
    values: Sequence[tuple[date, float | None]], changes: Sequence[tuple[date, str]], step: float
) -> Sequence[Mark]:
    """Return the marks of changes that fall into the months shown."""
    firsts = [first for first, _ in values]
    found = []
    for day, label in dict(reversed(changes)).items():  # the last of a day stands for it
        month = day.replace(day=1)
        if month in firsts:
            x = LEFT + step * (firsts.index(month) + (day.day - 1) / 31)
            found.append(Mark(label, x, "end" if x > WIDTH / 2 else "start"))
    return found
