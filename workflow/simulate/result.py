"""What a simulation found, with how sure it is; and the shape in which it is printed."""

from collections.abc import Mapping
from dataclasses import dataclass

from kernel.json_types import Json


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure with its 95 % confidence interval (batch means; it is about the simulated flow, not about reality)."""

    value: float
    low: float
    high: float

    def as_json(self) -> dict[str, Json]:
        """Return the figure and the ends of its interval."""
        return {"value": round(self.value, 4), "low": round(self.low, 4), "high": round(self.high, 4)}


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadTime:
    """Calendar days from the beginning of a case to its end."""

    mean: Estimate
    p50: Estimate
    p90: Estimate

    def as_json(self) -> dict[str, Json]:
        """Return mean, median and 90th percentile; their intervals stand beside them under `interval`."""
        figures = {"mean": self.mean, "p50": self.p50, "p90": self.p90}
        shape: dict[str, Json] = {name: round(figure.value, 4) for name, figure in figures.items()}
        shape["interval"] = {name: [round(figure.low, 4), round(figure.high, 4)] for name, figure in figures.items()}
        return shape


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneLoad:
    """A lane of staff. `utilisation` is the share of its people's working time (None: no headcount, no queue)."""

    lane: str
    headcount: float | None
    utilisation: float | None
    minutes_per_case: float
    queue_minutes: float
    """Working minutes that a step waits for a free person, on average."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepLoad:
    """A step: how often a case visits it, and the minutes of one visit."""

    node: str
    visits: float
    minutes: float
    """Working minutes, setup and hand-off included."""
    queue_minutes: float
    """Working minutes until somebody is free, on average."""
    waiting_minutes: float
    """Calendar minutes from arrival at the step to the beginning of its work, on average."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationResult:
    """The figures of `cases` cases. `outcomes` are shares of the results that ends give."""

    cases: int
    seed: int
    lead_time_days: LeadTime
    touch_minutes: Estimate
    """Working minutes of the city's people per case."""
    resident_minutes: Estimate
    outcomes: Mapping[str, float]
    lanes: tuple[LaneLoad, ...]
    steps: tuple[StepLoad, ...]
    notes: tuple[Mapping[str, str], ...] = ()
    """What was assumed, and what is wrong with the figures."""

    def as_json(self) -> dict[str, Json]:
        """Return the shape that the command line prints."""
        return {
            "cases": self.cases,
            "seed": self.seed,
            "lead_time_days": self.lead_time_days.as_json(),
            "touch_minutes": self.touch_minutes.as_json(),
            "resident_minutes": self.resident_minutes.as_json(),
            "outcomes": {key: round(share, 4) for key, share in self.outcomes.items()},
            "lanes": [_lane(load) for load in self.lanes],
            "nodes": [_step(load) for load in self.steps],
            "notes": [dict(note) for note in self.notes],
        }


def _lane(load: LaneLoad) -> Json:
    return {
        "lane": load.lane,
        "headcount": load.headcount,
        "utilisation": None if load.utilisation is None else round(load.utilisation, 4),
        "minutes_per_case": round(load.minutes_per_case, 3),
        "queue_minutes": round(load.queue_minutes, 3),
    }


def _step(load: StepLoad) -> Json:
    return {
        "node": load.node,
        "visits": round(load.visits, 4),
        "minutes": round(load.minutes, 3),
        "queue_minutes": round(load.queue_minutes, 3),
        "waiting_minutes": round(load.waiting_minutes, 3),
    }
