"""How far to redesign, as plain numbers and finished words: what each proposal brings, the ways worth a look."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kernel.text import say
from reports.messages import MESSAGES
from reports.shapes import Fall, falls_of
from workflow.definition import Flow
from workflow.improve import Applied, Redesign, Redesigned
from workflow.measures import measure
from workflow.measures.titles import shown

WIDTH: Final = 560.0
HEIGHT: Final = 312.0
LEFT, RIGHT, TOP, BOTTOM = 124.0, 36.0, 44.0, 76.0
TICKS: Final = 4
SMALLEST: Final = 0.5
"""Minutes a year below which a step of the redesign only tidies up."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One way of redesigning in the picture; `number` is its line in the table."""

    number: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class AxisMark:
    """A mark on an axis, at `place` in the picture."""

    place: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """Days of work to introduce (across) against hours saved a year (upwards)."""

    dots: tuple[Dot, ...]
    days: tuple[AxisMark, ...]
    hours: tuple[AxisMark, ...]
    alt: str
    width: float = WIDTH
    height: float = HEIGHT
    left: float = LEFT
    right: float = WIDTH - RIGHT
    top: float = TOP
    floor: float = HEIGHT - BOTTOM


def proposal_falls(flow: Flow, made: Redesign, language: str) -> tuple[Fall, ...]:
    """Return the waterfall from the hours of the as-is to those of the redesign, proposal by proposal."""
    before = measure(flow).yearly_minutes
    if before is None:
        return ()
    parts = [
        (_title(flow, made.to_be, each, language), -each.minutes_per_year)
        for each in made.applied
        if abs(each.minutes_per_year) >= SMALLEST
    ]
    return falls_of(before, parts, before + sum(minutes for _, minutes in parts), language)


def front_of(ways: Sequence[Redesigned], language: str) -> Front | None:
    """Return the picture of `ways`; None where there is only one."""
    if len(ways) < 2:
        return None
    most_days = max(way.merits.days_to_introduce for way in ways) or 1.0
    most_minutes = max(way.merits.minutes_per_year for way in ways) or 1.0
    return Front(
        dots=tuple(
            Dot(
                number,
                _across(way.merits.days_to_introduce / most_days),
                _upwards(max(way.merits.minutes_per_year, 0.0) / most_minutes),
            )
            for number, way in enumerate(ways, start=1)
        ),
        days=tuple(
            AxisMark(_across(place / TICKS), shown("lead_time_days", most_days * place / TICKS, language))
            for place in range(TICKS + 1)
        ),
        hours=tuple(
            AxisMark(_upwards(place / TICKS), shown("yearly_minutes", most_minutes * place / TICKS, language))
            for place in range(TICKS + 1)
        ),
        alt=say(
            MESSAGES.text("report.front_alt", count=len(ways), hours=shown("yearly_minutes", most_minutes, language)),
            language,
        ),
    )


def step_words(flow: Flow, after: Flow, code: str, nodes: Sequence[str], language: str) -> str:
    """Return what a proposal does, in a word, and to which step."""
    kind = say(MESSAGES.text(f"report.ecrs.{code[:1]}"), language)
    known = next((each for key in nodes for each in (flow.nodes.get(key), after.nodes.get(key)) if each), None)
    title = (say(known.title, language) or known.key) if known else ""
    return say(MESSAGES.text("report.ecrs_step", kind=kind, step=title), language) if title else kind


def _title(flow: Flow, after: Flow, applied: Applied, language: str) -> str:
    return step_words(flow, after, applied.code, applied.where.nodes, language)


def _across(share: float) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * share


def _upwards(share: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share)
