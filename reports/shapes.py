"""Where hours went and how soon cases are done, laid out as plain numbers and finished words for a template to draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from kernel.text import say
from reports.messages import MESSAGES
from workflow.compare import Comparison
from workflow.leadtime import done_within
from workflow.measures.titles import shown

Tone: TypeAlias = Literal["total", "less", "more"]
POINTS: Final = 60
WIDTH: Final = 360.0
HEIGHT: Final = 190.0
LEFT, RIGHT, TOP, BOTTOM = 34.0, 10.0, 8.0, 24.0
TICKS: Final = 4


@dataclass(frozen=True, slots=True)
class Fall:
    """A line of the waterfall: its bar runs from `start` over `length`, both in percent of the widest."""

    title: str
    shown: str
    start: float
    length: float
    tone: Tone


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis of days."""

    x: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """Shares of cases done within so many days, before and after, in a box of `width` × `height`."""

    before: str
    after: str
    """The points of the lines, as SVG writes them."""
    ticks: tuple[Tick, ...]
    alt: str
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    top: float = TOP
    floor: float = HEIGHT - BOTTOM


def falls(comparison: Comparison, language: str) -> tuple[Fall, ...]:
    """Return the lines of the waterfall of yearly hours; none where the number of cases is not known."""
    found = comparison.waterfall
    if found is None:
        return ()
    parts = [(say(part.title, language), part.minutes) for part in found.parts]
    return falls_of(found.before, parts, found.after, language)


def falls_of(before: float, parts: Sequence[tuple[str, float]], after: float, language: str) -> tuple[Fall, ...]:
    """Return the lines of a waterfall from `before` over `parts` (what each adds, in minutes a year) to `after`."""
    levels = [before]
    for _, minutes in parts:
        levels.append(levels[-1] + minutes)
    scale = 100 / max([*levels, after, 1e-9])
    lines = [_fall("report.before", before, 0.0, before * scale, "total", language)]
    for (title, minutes), level, following in zip(parts, levels, levels[1:], strict=False):
        tone: Tone = "less" if minutes < 0 else "more"
        start, length = max(min(level, following), 0.0) * scale, abs(minutes) * scale
        lines.append(Fall(title, _signed(minutes, language), start, length, tone))
    lines.append(_fall("report.after", after, 0.0, after * scale, "total", language))
    return tuple(lines)


def _fall(code: str, minutes: float, start: float, length: float, tone: Tone, language: str) -> Fall:
    return Fall(say(MESSAGES.text(code), language), shown("yearly_minutes", minutes, language), start, length, tone)


def _signed(minutes: float, language: str) -> str:
    written = shown("yearly_minutes", abs(minutes), language)
    return f"−{written}" if minutes < 0 else f"＋{written}" if language == "ja" else f"+{written}"


def curves(comparison: Comparison, language: str) -> Curves | None:
    """Return how soon cases are done, before and after; None where a flow is too broken to tell."""
    old, new = (measures.lead_time_days for measures in comparison.metrics)
    longest = max(old.p95, new.p95) * 1.1
    if longest <= 0:
        return None
    days = [longest * place / (POINTS - 1) for place in range(POINTS)]
    before, after = done_within(comparison.before, days), done_within(comparison.after, days)
    if before is None or after is None:
        return None
    places = [longest * place / TICKS for place in range(TICKS + 1)]
    return Curves(
        before=_line(days, before, longest),
        after=_line(days, after, longest),
        ticks=tuple(Tick(_x(day, longest), shown("lead_time_days", day, language)) for day in places[1:]),
        alt=say(
            MESSAGES.text(
                "report.curves_alt",
                before=shown("lead_time_days", old.p90, language),
                after=shown("lead_time_days", new.p90, language),
            ),
            language,
        ),
    )


def _line(days: Sequence[float], shares: Sequence[float], longest: float) -> str:
    tall = HEIGHT - TOP - BOTTOM
    return " ".join(
        f"{_x(day, longest):.1f},{TOP + tall * (1 - share):.1f}" for day, share in zip(days, shares, strict=True)
    )


def _x(day: float, longest: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * day / longest
