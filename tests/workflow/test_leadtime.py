"""Lead time: hand sums, known formulas, and the law that without forks the mean is visits times time."""

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.flow_documents import document, node, straight
from tests.workflow.soundness.graph_oracle import random_graph, random_sound_graph
from workflow.codec.flow import read_flow, require_flow
from workflow.graph import graph_of
from workflow.leadtime import lead_time, time_between
from workflow.leadtime.durations import mean_days
from workflow.structure.control_graph import ControlGraph

DAY = 1440


def waiting(key: str, days: float, sd: float | None = None, **properties: Any) -> dict[str, Any]:
    quantity: Any = days * DAY if sd is None else {"mean": days * DAY, "sd": sd * DAY}
    return node(key, "task", wait_minutes=quantity, **properties)


def flow_of(nodes: list[dict[str, Any]], *edges: str | dict[str, Any]) -> Any:
    return require_flow(document([node("start", "start"), *nodes, node("end", "end")], [*edges]))


def test_a_sequence_of_fixed_times_is_their_sum() -> None:
    flow = require_flow(straight(waiting("a", 2), node("b", "timer", wait={"days": 3}), waiting("c", 0.5)))

    found = lead_time(flow)

    assert found.mean == pytest.approx(5.5)
    assert found.p50 == pytest.approx(5.5, abs=0.02)
    assert found.p90 == pytest.approx(5.5, abs=0.02)
    assert found.exact


@pytest.mark.parametrize(
    ("step", "days"),
    [
        pytest.param(node("a", "task", minutes=465), 1.4, id="an office day takes 7/5 of a calendar day"),
        pytest.param(node("a", "form", minutes=720), 0.5, id="residents do not keep office hours"),
        pytest.param(node("a", "timer", wait={"business_days": 5}), 7.0, id="a working week"),
        pytest.param(node("a", "timer", wait={"hours": 36}), 1.5, id="hours"),
        pytest.param(node("a", "task", batch={"every_days": 7}), 3.5, id="once a week"),
        pytest.param(node("a", "task", minutes={"mean": 465, "sd": 300}), 1.4, id="spread"),
    ],
)
def test_a_step_takes_calendar_time(step: dict[str, Any], days: float) -> None:
    assert lead_time(require_flow(straight(step))).mean == pytest.approx(days, rel=0.01)


def test_a_choice_mixes() -> None:
    flow = flow_of(
        [node("x", "exclusive"), waiting("slow", 10), waiting("fast", 2)],
        "start->x",
        {"from": "x", "to": "slow", "probability": 0.25},
        {"from": "x", "to": "fast", "probability": 0.75},
        "slow->end",
        "fast->end",
    )

    found = lead_time(flow)

    assert found.mean == pytest.approx(4)
    assert found.p50 == pytest.approx(2, abs=0.05)
    assert found.p90 == pytest.approx(10, abs=0.05)


def test_a_fork_waits_for_the_last_branch_which_takes_longer_than_the_longest_mean() -> None:
    """Of two exponential times with mean 4 the later one has mean 6, not 4."""
    flow = flow_of(
        [node("p", "parallel"), waiting("a", 4, 4), waiting("b", 4, 4), node("q", "parallel")],
        "start->p", "p->a", "p->b", "a->q", "b->q", "q->end",
    )  # fmt: skip

    assert lead_time(flow).mean == pytest.approx(6, rel=0.01)


def test_an_inclusive_split_starts_some_branches() -> None:
    """Each with chance ½, at least one: (a alone ⅓, b alone ⅓, both ⅓)."""
    flow = flow_of(
        [node("o", "inclusive"), waiting("a", 3), waiting("b", 6), node("q", "inclusive")],
        "start->o",
        {"from": "o", "to": "a", "probability": 0.5},
        {"from": "o", "to": "b", "probability": 0.5},
        "a->q",
        "b->q",
        "q->end",
    )

    assert lead_time(flow).mean == pytest.approx(5, rel=0.01)


def test_a_loop_is_a_geometric_sum() -> None:
    """(B + r·R) / (1 - r), with B = 1, R = 2 and r = 0.2."""
    flow = flow_of(
        [waiting("look", 1, type="review"), waiting("mend", 2)],
        "start->look",
        {"from": "look", "to": "end", "outcome": "approve", "probability": 0.8},
        {"from": "look", "to": "mend", "outcome": "return", "probability": 0.2},
        "mend->look",
    )

    assert lead_time(flow).mean == pytest.approx((1 + 0.2 * 2) / 0.8, rel=0.001)


def test_a_tangled_fork_is_played() -> None:
    """A choice forks for two joins either way: the branches (1 or 2 days) and (3 days) meet again at the end."""
    flow = flow_of(
        [
            node("x", "exclusive"), node("p", "parallel"), node("q", "parallel"), waiting("a", 1), waiting("b", 2),
            waiting("c", 3), waiting("d", 3), node("m", "exclusive"), node("n", "exclusive"), node("z", "parallel"),
            waiting("last", 1),
        ],
        {"from": "x", "to": "p", "probability": 0.5}, {"from": "x", "to": "q", "probability": 0.5},
        "start->x", "p->a", "p->c", "q->b", "q->d", "a->m", "b->m", "c->n", "d->n", "m->z", "n->z", "z->last",
        "last->end",
    )  # fmt: skip

    found = lead_time(flow)

    assert found.mean == pytest.approx(4, rel=0.02)
    assert lead_time(flow) == found


def test_time_between_two_steps_of_one_sequence() -> None:
    flow = require_flow(straight(waiting("a", 2), waiting("b", 3), waiting("c", 4)))

    found = time_between(flow, "a", "c")

    assert found is not None
    assert found.mean == pytest.approx(7)
    assert time_between(flow, "c", "a") is None
    assert time_between(flow, "a", "nowhere") is None


def test_a_broken_flow_gets_the_sum_of_its_times_and_says_so() -> None:
    flow = flow_of(
        [waiting("a", 2), node("p", "parallel"), waiting("b", 1)], "start->a", "a->p", "p->end", "b->p", "start->b"
    )

    assert lead_time(require_flow(document([node("start", "start"), waiting("a", 2)], ["start->a"]))).exact is False
    assert lead_time(flow).mean >= 2


@given(st.integers(0, 10**9), st.integers(2, 9))
def test_without_forks_the_mean_is_visits_times_time(seed: int, size: int) -> None:
    check_mean(random_graph(seed, size, "x"), seed)


@given(st.integers(0, 10**9), st.integers(2, 12))
def test_the_mean_of_nested_parts_is_visits_times_time(seed: int, size: int) -> None:
    check_mean(random_sound_graph(seed, size, "x"), seed)


def check_mean(graph: ControlGraph, seed: int) -> None:
    chance = random.Random(seed)
    names = {"start": "start", "end": "end", "task": "task", "xor": "exclusive", "and": "parallel", "or": "inclusive"}
    nodes = [node(key, names[kind]) for key, kind in graph.kinds.items()]
    for one in nodes:
        if one["type"] == "task":
            one["wait_minutes"] = chance.randint(0, 5) * DAY
    outs = {key: [edge for edge in graph.edges if edge.source == key] for key in graph.kinds}
    edges: list[str | dict[str, Any]] = [
        {"from": edge.source, "to": edge.target}
        | ({"probability": 1 / len(outs[edge.source])} if len(outs[edge.source]) > 1 else {})
        for edge in graph.edges
    ]
    flow, problems = read_flow(document(nodes, edges))
    assert flow is not None, problems
    visits = graph_of(flow).frequencies.nodes
    expected = sum(visits[key] * mean_days(flow, one) for key, one in flow.nodes.items())

    found = lead_time(flow)

    assert found.mean == pytest.approx(expected, rel=0.02, abs=0.02)
