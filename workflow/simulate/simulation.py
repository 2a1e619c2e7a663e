"""`simulate`: plays a flow with a Poisson stream of cases and says how long they took and who was busy.

What is assumed: cases arrive in office hours, `volume_per_year` of them, spread over the months as `season` says;
every lane's `headcount` works for this flow alone; branches follow the probabilities; nothing has a priority. A tenth
of the cases more comes before those that are counted, so that the offices are not empty, and a tenth after them. The
result depends on nothing but the flow, `cases`, `seed` and `start`.
"""

from array import array
from datetime import date
from math import isnan
from typing import Final

import numpy as np

from kernel.calendar_ja import FIRST_YEAR, LAST_YEAR
from workflow.definition import Flow
from workflow.simulate.desk import Desk
from workflow.simulate.draws import Streams
from workflow.simulate.estimates import Numbers, estimate, mean, percentile
from workflow.simulate.ledger import Ledger
from workflow.simulate.messages import MESSAGES
from workflow.simulate.office_hours import DAY, OfficeHours, working_minutes_per_year
from workflow.simulate.player import Player
from workflow.simulate.program import Program, program_of
from workflow.simulate.result import LaneLoad, LeadTime, SimulationResult, StepLoad
from workflow.simulate.seasons import in_season

FIRST_DAY: Final = date(2026, 4, 1)
"""The first day of a fiscal year: where a simulation begins unless it is told otherwise."""
ASSUMED_VOLUME: Final = 240.0
"""Cases per year of a flow that does not say: about one per office day."""
MAX_CASES: Final = 1_000_000


def simulate(flow: Flow, cases: int = 1_000, seed: int = 1, *, start: date = FIRST_DAY) -> SimulationResult:
    """Play `flow` with `cases` counted cases. `seed` is a number from 0 on; `start` is the first calendar day."""
    if not 1 <= cases <= MAX_CASES or seed < 0 or not FIRST_YEAR <= start.year < LAST_YEAR:
        raise ValueError(f"cases must be from 1 to {MAX_CASES}, the seed not negative, the start in an office year")
    program = program_of(flow)
    hours = OfficeHours(start)
    edge = cases // 10
    streams = Streams(seed, cases + 2 * edge)
    gap = working_minutes_per_year(start) / (flow.volume_per_year or ASSUMED_VOLUME)
    arrivals = in_season(streams.arrivals(gap), flow.season, start)
    began = array("d", [hours.opening(float(worked)) for worked in arrivals])
    window = (float(arrivals[edge]), float(arrivals[edge + cases - 1]))
    ledger = Ledger(program, began, range(edge, edge + cases), window)
    desks = [Desk(flow.lanes[key].headcount or None) for key in program.lanes]
    Player(program, hours, ledger, desks, streams).play()
    return _result(program, ledger, desks, seed)


def _result(program: Program, ledger: Ledger, desks: list[Desk], seed: int) -> SimulationResult:
    counted = [case for case in range(ledger.first, ledger.last) if not isnan(ledger.ended[case])]
    days = np.array([(ledger.ended[case] - ledger.began[case]) / DAY for case in counted])
    lanes = _lanes(program, ledger, desks)
    return SimulationResult(
        cases=len(counted),
        seed=seed,
        lead_time_days=LeadTime(
            mean=estimate(days, mean), p50=estimate(days, percentile(50)), p90=estimate(days, percentile(90))
        ),
        touch_minutes=estimate(_of(ledger.touched, counted), mean),
        resident_minutes=estimate(_of(ledger.resident, counted), mean),
        outcomes=_outcomes(ledger, counted),
        lanes=lanes,
        steps=tuple(_steps(program, ledger)),
        notes=tuple(_notes(program, ledger, lanes)),
    )


def _of(values: "array[float]", cases: list[int]) -> Numbers:
    return np.array([values[case] for case in cases], dtype=np.float64)


def _outcomes(ledger: Ledger, cases: list[int]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for case in cases:
        result = ledger.results[case] or "completed"
        counts[result] = counts.get(result, 0) + 1
    return {result: count / len(cases) for result, count in sorted(counts.items())}


def _lanes(program: Program, ledger: Ledger, desks: list[Desk]) -> tuple[LaneLoad, ...]:
    length = ledger.window[1] - ledger.window[0]
    cases = ledger.last - ledger.first
    loads = []
    for number, (key, desk) in enumerate(zip(program.lanes, desks, strict=True)):
        capacity = length * desk.people
        loads.append(
            LaneLoad(
                lane=key,
                headcount=desk.headcount,
                utilisation=ledger.occupied[number] / capacity if capacity else None,
                minutes_per_case=ledger.lane_minutes[number] / cases,
                queue_minutes=ledger.lane_queued[number] / max(1, ledger.lane_visits[number]),
            )
        )
    return tuple(loads)


def _steps(program: Program, ledger: Ledger) -> list[StepLoad]:
    cases = ledger.last - ledger.first
    loads = []
    for step in program.steps:
        visits = max(1, ledger.visits[step.number])
        loads.append(
            StepLoad(
                node=step.key,
                visits=ledger.visits[step.number] / cases,
                minutes=ledger.minutes[step.number] / visits,
                queue_minutes=ledger.queued[step.number] / visits,
                waiting_minutes=ledger.waited[step.number] / visits,
            )
        )
    return loads


def _notes(program: Program, ledger: Ledger, lanes: tuple[LaneLoad, ...]) -> list[dict[str, str]]:
    """Say what was assumed and what the figures do not show."""
    notes = []
    if not program.flow.volume_per_year:
        notes.append(MESSAGES.text("simulation.volume_assumed", volume=int(ASSUMED_VOLUME)))
    if ledger.unfinished:
        notes.append(MESSAGES.text("simulation.stuck", count=ledger.unfinished))
    if ledger.given_up:
        notes.append(MESSAGES.text("simulation.circling", count=ledger.given_up))
    for load in lanes:
        title = program.flow.lanes[load.lane].title
        if load.utilisation is not None and load.utilisation > 0.98:
            notes.append(MESSAGES.text("simulation.overloaded", lane=title))
        elif load.headcount is None and load.minutes_per_case > 0:
            notes.append(MESSAGES.text("simulation.no_headcount", lane=title))
    if any(step.kind == "delay" and step.delay is None and step.wait is None for step in program.steps):
        notes.append(MESSAGES.text("simulation.unknown_delay"))
    return notes
