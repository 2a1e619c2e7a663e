"""Simulations: sums done by hand, queues with known formulas, and token semantics."""

import json
from math import factorial
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.workflow.flow_documents import document, edge, node, straight
from workflow.codec import read_flow, require_flow
from workflow.dataflow import check_data
from workflow.definition import Flow
from workflow.measures import measure
from workflow.simulate import SimulationResult, simulate
from workflow.simulate.office_hours import working_minutes_per_year
from workflow.simulate.simulation import FIRST_DAY

SAMPLES = Path(__file__).parents[3] / "samples"


def staffed(headcount: float | None, *steps: dict[str, Any], **properties: Any) -> Flow:
    """A straight flow with one lane of `headcount` clerks."""
    return require_flow(with_lane(straight(*steps, **properties), headcount))


def with_lane(flow: dict[str, Any], headcount: float | None) -> dict[str, Any]:
    clerk: dict[str, Any] = {"key": "clerk", "title": "担当", "kind": "staff"}
    chief = {"key": "chief", "title": "係長", "kind": "staff"}
    resident = {"key": "resident", "title": "住民", "kind": "resident"}
    system = {"key": "system", "title": "システム", "kind": "system"}
    if headcount is not None:
        clerk["headcount"] = headcount
    return flow | {"lanes": [resident, clerk, chief, system]}


def step_of(result: SimulationResult, key: str) -> Any:
    return next(load for load in result.steps if load.node == key)


def erlang_c_wait(servers: int, load: float, mean_service: float) -> float:
    """The mean wait of an M/M/c queue with `load` Erlang."""
    top = load**servers / factorial(servers) * servers / (servers - load)
    waiting = top / (sum(load**k / factorial(k) for k in range(servers)) + top)
    return waiting * mean_service / (servers - load)


@pytest.mark.parametrize(("servers", "load", "cases"), [(1, 0.5, 20_000), (2, 1.7, 60_000), (3, 1.8, 20_000)])
def test_a_queue_at_a_desk_is_that_of_erlang(servers: int, load: float, cases: int) -> None:
    volume = working_minutes_per_year(FIRST_DAY) * load / 10
    flow = staffed(servers, node("work", "task", minutes={"mean": 10, "sd": 10}), volume_per_year=volume)

    result = simulate(flow, cases, seed=5)

    assert step_of(result, "work").queue_minutes == pytest.approx(erlang_c_wait(servers, load, 10), rel=0.1)
    assert result.lanes[0].utilisation == pytest.approx(load / servers, rel=0.03)


def test_work_without_chance_is_the_sum_done_by_hand() -> None:
    flow = staffed(
        None,
        node("receive", "task", minutes=4, setup_minutes=1),
        node("wait", "timer", wait={"days": 2}),
        node("check", "task", minutes=6, wait_minutes=1440),
        node("sign", "approval", lane="chief", minutes=2),
        handoff_minutes=3,
    )

    result = simulate(flow, 50)

    assert result.touch_minutes.value == 4 + 1 + 6 + 2 + 3
    assert result.touch_minutes.low == result.touch_minutes.high == result.touch_minutes.value
    assert step_of(result, "check").waiting_minutes >= 1440
    assert result.lead_time_days.mean.value > 3
    assert result.cases == 50


def test_a_step_that_fits_into_the_day_takes_its_minutes_only() -> None:
    flow = staffed(None, node("check", "task", minutes=0.001), volume_per_year=10)

    assert simulate(flow, 100).lead_time_days.p90.value == pytest.approx(0.001 / 1440, rel=1e-3)


def test_half_a_person_is_busy_twice_as_long() -> None:
    volume = working_minutes_per_year(FIRST_DAY) / 100
    flow = staffed(0.5, node("work", "task", minutes=10), volume_per_year=volume)

    result = simulate(flow, 5_000)

    assert result.lanes[0].utilisation == pytest.approx(0.2, rel=0.05)
    assert step_of(result, "work").minutes == 10


def test_rework_visits_are_a_geometric_series() -> None:
    nodes = [node("start", "start"), node("do", "task", minutes=5), node("check", "review"), node("end", "end")]
    edges: list[Any] = [
        "start->do",
        "do->check",
        edge("check->do#return", probability=0.25),
        edge("check->end#approve"),
    ]

    result = simulate(require_flow(with_lane(document(nodes, edges), None)), 4_000)

    assert step_of(result, "do").visits == pytest.approx(1 / 0.75, rel=0.02)
    assert result.touch_minutes.low <= 5 / 0.75 <= result.touch_minutes.high


def parallel(kind: str, **end: Any) -> Flow:
    nodes = [
        node("start", "start"),
        node("fork", kind),
        node("a", "task", minutes=10),
        node("b", "wait", wait_minutes=2880),
        node("join", kind),
        node("after", "task", minutes=1),
        node("end", "end", result="approved"),
    ]
    edges: list[Any] = ["start->fork", "fork->a", "fork->b", "a->join", "b->join", "join->after", "after->end"]
    return require_flow(with_lane(document(nodes, edges), None))


def test_a_parallel_join_waits_for_the_longest_branch_and_goes_on_once() -> None:
    result = simulate(parallel("parallel"), 200)

    assert step_of(result, "after").visits == 1
    assert result.outcomes == {"approved": 1.0}
    assert result.lead_time_days.mean.value > 2


def test_hand_offs_behind_a_join_are_those_of_the_measures() -> None:
    nodes = [
        node("start", "start"),
        node("split", "parallel"),
        node("quick", "task", lane="clerk", minutes=1),
        node("slow", "task", lane="chief", minutes=30),
        node("join", "parallel"),
        node("after", "task", lane="clerk", minutes=1),
        node("end", "end", result="completed"),
    ]
    edges = ["start->split", "split->quick", "split->slow", "quick->join", "slow->join", "join->after", "after->end"]
    flow = require_flow(with_lane(document(nodes, [*edges], handoff_minutes=10), None))

    result = simulate(flow, 20_000, seed=4)

    assert measure(flow).touch_minutes == pytest.approx(32 + 10 * 0.5)
    assert result.touch_minutes.value == pytest.approx(measure(flow).touch_minutes, rel=0.01)


def test_an_inclusive_join_waits_for_as_many_as_were_sent() -> None:
    nodes = [node("start", "start"), node("split", "inclusive"), node("join", "inclusive"), node("end", "end")]
    nodes += [node("a", "task", minutes=10), node("b", "task", minutes=20)]
    edges: list[Any] = ["start->split", edge("split->a", probability=0.9), edge("split->b", probability=0.5)]
    flow = require_flow(with_lane(document(nodes, [*edges, "a->join", "b->join", "join->end"]), None))

    result = simulate(flow, 4_000)

    assert step_of(result, "end").visits == 1
    assert step_of(result, "a").visits == pytest.approx(0.95, abs=0.02)  # also where luck took none
    assert step_of(result, "b").visits == pytest.approx(0.5, abs=0.03)


def test_a_terminating_end_stops_the_other_branch() -> None:
    nodes = [
        node("start", "start"),
        node("fork", "parallel"),
        node("slow", "wait", wait_minutes=10_000),
        node("late", "task", minutes=10),
        node("stop", "end", result="withdrawn", terminate=True),
        node("end", "end", result="approved"),
    ]
    edges: list[Any] = ["start->fork", "fork->slow", "slow->late", "late->end", "fork->stop"]

    result = simulate(require_flow(with_lane(document(nodes, edges), 1)), 100)

    assert result.outcomes == {"withdrawn": 1.0}
    assert step_of(result, "late").visits == 0
    assert result.lead_time_days.mean.value == 0


def test_members_decide_together_and_each_spends_the_minutes() -> None:
    together = node("decide", "approval", members=["clerk", "chief"], minutes=10)

    assert simulate(staffed(1, together), 100).touch_minutes.value == 20
    assert simulate(staffed(1, together | {"complete_when": "any"}), 100).touch_minutes.value == 10


def test_a_weekly_batch_shares_its_setup_and_makes_cases_wait() -> None:
    batched = node("print", "task", minutes=1, setup_minutes=30, batch={"every_days": 7})

    result = simulate(staffed(None, batched, volume_per_year=5_000), 2_000)

    assert result.touch_minutes.value < 2
    assert result.lead_time_days.mean.value == pytest.approx(3.5, abs=0.8)


def test_a_batch_that_is_never_filled_goes_at_the_end() -> None:
    result = simulate(staffed(None, node("print", "task", minutes=1, batch={"size": 1_000})), 10)

    assert result.cases == 10


def test_the_resident_and_systems_need_nobody_and_are_counted_apart() -> None:
    flow = staffed(1, node("apply", "form", minutes=15), node("decide", "decision", minutes=2))

    result = simulate(flow, 20)

    assert result.resident_minutes.value == 15
    assert result.touch_minutes.value == 0


def test_the_same_seed_gives_the_same_figures_and_another_seed_others() -> None:
    flow = staffed(1, node("work", "task", minutes={"mean": 10, "sd": 5}))

    assert simulate(flow, 300, seed=3) == simulate(flow, 300, seed=3)
    assert simulate(flow, 300, seed=3) != simulate(flow, 300, seed=4)


def test_a_step_that_another_flow_shares_meets_the_same_luck() -> None:
    work = node("work", "task", minutes={"mean": 10, "sd": 5})
    short, long = staffed(None, work), staffed(None, work, node("sign", "approval", lane="chief", minutes=7))

    before, after = simulate(long, 500), simulate(short, 500)

    assert before.touch_minutes.value - after.touch_minutes.value == pytest.approx(7)


@pytest.mark.parametrize(
    ("flow", "words"),
    [
        pytest.param(staffed(1, node("a", "task", minutes=1)), "volume_per_year", id="件数がない"),
        pytest.param(staffed(None, node("a", "task", minutes=1)), "headcount", id="人数がない"),
        pytest.param(
            staffed(1, node("a", "task", minutes=600), volume_per_year=5_000), "more work", id="人手が足りない"
        ),
        pytest.param(staffed(1, node("t", "timer", until={"field": "day"})), "Timers", id="待ち時間がわからない"),
    ],
)
def test_what_was_assumed_is_said(flow: Flow, words: str) -> None:
    assert any(words in note["en"] for note in simulate(flow, 60).notes)


def test_cases_that_never_end_are_told_and_not_counted() -> None:
    stuck = document(
        [node("start", "start"), node("split", "exclusive"), node("join", "parallel"), node("end", "end")],
        ["start->split", "split->join", edge("split->end", probability=0.5), edge("start->join"), "join->end"],
    )
    circling = document(
        [node("start", "start"), node("again", "exclusive"), node("round", "exclusive"), node("end", "end")],
        ["start->again", "again->round", edge("round->again", probability=1), edge("round->end", probability=0)],
    )

    assert any("stuck" in note["en"] for note in simulate(require_flow(stuck), 40).notes)
    assert any("circles" in note["en"] for note in simulate(require_flow(circling), 3).notes)


@pytest.mark.parametrize(("cases", "seed"), [(0, 1), (1_000_001, 1), (10, -1)])
def test_senseless_wishes_are_refused(cases: int, seed: int) -> None:
    with pytest.raises(ValueError):
        simulate(staffed(1), cases, seed)


FLOWS = [path for stage in ("as-is", "to-be") for path in sorted(SAMPLES.glob(f"*/{stage}.json"))]


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_the_effort_of_the_model_town_is_that_of_the_closed_form(path: Path) -> None:
    flow = require_flow(json.loads(path.read_text()))

    result = simulate(flow, 2_000)
    expected = measure(flow)

    margin = 3 * (result.touch_minutes.high - result.touch_minutes.low) / 2
    assert result.touch_minutes.value == pytest.approx(expected.touch_minutes, abs=max(margin, 1e-9))
    json.dumps(result.as_json())


EXTREMES: list[dict[str, Any]] = [
    {"minutes": 1e15},
    {"minutes": {"mean": 1e15, "sd": 1e-9}},
    {"minutes": {"mean": 1e-9, "sd": 1e15}},
    {"minutes": 0, "wait_minutes": 1e15},
    {"minutes": 5, "batch": {"every_days": 1e-9}},
    {"minutes": 5, "batch": {"every_days": 0, "size": 0}},
    {"minutes": 5, "batch": {}},
    {"minutes": 5, "batch": {"every_days": 3650, "size": 1e15}},
    {"minutes": 5, "setup_minutes": 1e15, "batch": {"size": 1e-9}},
]


@pytest.mark.parametrize("work", EXTREMES)
@pytest.mark.parametrize(("headcount", "volume"), [(1e-9, 1e15), (1e15, 1e-9), (1, 100)])
def test_no_figure_is_too_extreme(work: dict[str, Any], headcount: float, volume: float) -> None:
    result = simulate(staffed(headcount, node("work", "task", **work), volume_per_year=volume), 30)

    assert result.cases == 30
    json.dumps(result.as_json(), allow_nan=False)


def test_any_graph_can_be_played() -> None:
    kinds = ["start", "end", "task", "exclusive", "parallel", "inclusive", "review", "form", "timer", "wait"]
    random = Random(3)
    for _ in range(200):
        size = random.randint(1, 9)
        nodes = [node(f"n{number}", random.choice(kinds)) for number in range(size)]
        pairs = {(random.randrange(size), random.randrange(size)) for _ in range(random.randint(0, 14))}
        edges: list[Any] = [f"n{source}->n{target}" for source, target in sorted(pairs)]
        flow, _ = read_flow(document(nodes, edges))
        if flow is not None:
            assert simulate(flow, 5).cases <= 5
            assert isinstance(check_data(flow), list)
