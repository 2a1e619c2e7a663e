"""How long one step takes by the calendar, in days: its waiting, its work, its timers.

`wait_minutes` are calendar minutes. Working minutes (`minutes`, `setup_minutes`) of people in an office become
calendar time by the share of the week in which the office works, those of residents and systems pass as they are.
A number with a standard deviation is gamma distributed, one without is constant. A batch that is done every n days
is waited for up to n days. Times that only the case knows (`until`) count as none.
"""

from typing import Final

from workflow.definition import Duration, Flow, Node, Quantity
from workflow.leadtime.distribution import Distribution, added, constant, spread, uniform

MINUTES_PER_DAY: Final = 24 * 60
OFFICE_MINUTES_PER_WEEK: Final = 5 * 465
"""8:30 to 17:15 with an hour at noon (7 h 45 min), Monday to Friday."""
DAYS_PER_BUSINESS_DAY: Final = 7 / 5


def days_of(duration: Duration) -> float:
    """Return a length of time in calendar days; business days are stretched by the weekends."""
    if duration.days is not None:
        return duration.days
    if duration.business_days is not None:
        return duration.business_days * DAYS_PER_BUSINESS_DAY
    return (duration.hours or 0.0) / 24


def mean_days(flow: Flow, node: Node) -> float:
    """Return the mean time that `node` takes."""
    stretch = _stretch(flow, node)
    days = sum(_mean(part) for part in (node.minutes, node.setup_minutes)) * stretch / MINUTES_PER_DAY
    days += _mean(node.wait_minutes) / MINUTES_PER_DAY
    days += days_of(node.wait) if node.wait is not None else 0.0
    return days + (node.batch.every_days or 0.0) / 2 if node.batch is not None else days


def step_distribution(flow: Flow, node: Node, step: float) -> Distribution:
    """Return the distribution of the time that `node` takes, on a grid of `step` days."""
    stretch = _stretch(flow, node)
    fixed = days_of(node.wait) if node.wait is not None else 0.0
    total: Distribution | None = None
    for quantity, factor in ((node.minutes, stretch), (node.setup_minutes, stretch), (node.wait_minutes, 1.0)):
        if quantity is None:
            continue
        scale = factor / MINUTES_PER_DAY
        if quantity.sd:
            part = spread(quantity.mean * scale, quantity.sd * scale, step)
            total = part if total is None else added(total, part)
        else:
            fixed += quantity.mean * scale
    if node.batch is not None and node.batch.every_days:
        part = uniform(0.0, node.batch.every_days, step)
        total = part if total is None else added(total, part)
    base = constant(fixed, step)
    return base if total is None else added(base, total)


def _stretch(flow: Flow, node: Node) -> float:
    """Return how many calendar minutes a minute of work takes."""
    lane = flow.lanes.get(node.lane) if node.lane is not None else None
    if lane is not None and lane.kind == "staff":
        return 7 * MINUTES_PER_DAY / OFFICE_MINUTES_PER_WEEK
    return 1.0


def _mean(quantity: Quantity | None) -> float:
    return quantity.mean if quantity is not None else 0.0
