"""What a flow takes: definitions by hand, and rewrites measured quickly against rewrites measured from scratch."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.analysis.office import APPLY, LANES, START, approval, document, flow_of, review, task, whole
from workflow.analysis import proposals
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.graph import FlowGraph, graph_of
from workflow.measures import Yardstick, measure, yearly_saving
from workflow.measures.changes import expected_changes
from workflow.measures.draws import intervals_of
from workflow.measures.effort import effort_of
from workflow.measures.performers import role_of
from workflow.measures.saving import terms_by_source
from workflow.measures.what_if import WhatIf
from workflow.rewrite.draft import Draft

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*/as-is.json"))


def test_steps_are_activities_and_paper_steps_handle_paper() -> None:
    flow = flow_of(
        task("enter", "enter", medium="system"),
        task("print", "print", medium="system"),
        {"key": "wait", "type": "timer", "title": "待つ", "wait": {"days": 3}},
        task("post", "mail", medium="mail"),
        approval("a", "chief", medium="paper"),
    )

    found = measure(flow)

    assert (found.steps, found.approvals, found.paper_steps) == (5, 1, 4)


def test_steps_that_nothing_leads_to_do_not_count() -> None:
    flow = document(task("work"))
    flow["nodes"].append(task("old"))
    flow["edges"].append({"from": "old", "to": "done"})

    assert measure(require_flow(flow)).steps == 2


@pytest.mark.parametrize(
    ("step", "contacts"),
    [
        pytest.param(task("x", medium="system"), 1, id="申請だけ"),
        pytest.param(task("x", "receive", medium="counter"), 2, id="窓口"),
        pytest.param(task("x", "call"), 2, id="電話"),
        pytest.param(task("x", lane="resident"), 2, id="住民の作業"),
        pytest.param({"key": "x", "type": "notice", "title": "通知", "lane": "system", "to": "resident"}, 1, id="通知"),
    ],
)
def test_residents_contacts_are_what_they_do_and_where_they_come(step: dict[str, Any], contacts: float) -> None:
    assert measure(flow_of(step)).resident_contacts == contacts


@pytest.mark.parametrize(
    ("steps", "handoffs"),
    [
        pytest.param([task("a")], 1, id="住民から担当へ"),
        pytest.param([task("a"), task("b")], 1, id="同じ担当が続ける"),
        pytest.param([task("a"), task("b", lane="chief"), task("c")], 3, id="行って戻る"),
        pytest.param([task("a"), task("s", lane="system"), task("c", lane="chief")], 2, id="システムは素通り"),
        pytest.param([review("a", rates={"refuse": 0.25}), task("c", lane="chief")], 1.75, id="進む割合だけ"),
    ],
)
def test_a_handoff_is_a_change_of_role_on_the_way(steps: list[dict[str, Any]], handoffs: float) -> None:
    assert measure(flow_of(*steps)).handoffs == pytest.approx(handoffs)


def test_effort_is_minutes_setup_and_handing_over_by_the_visits() -> None:
    flow = flow_of(
        review("look", minutes=10, setup_minutes=2, rates={"refuse": 0.2}),
        task("pack", minutes=5, setup_minutes=8, batch={"size": 4}, lane="chief"),
        handoff_minutes=3,
    )

    found = measure(flow)

    assert found.touch_minutes == pytest.approx(12 + 0.8 * (5 + 8 / 4) + 3 * (1 + 0.8))
    mean_wage = sum(lane["yen_per_hour"] for lane in LANES if "yen_per_hour" in lane) / 5
    assert found.cost_per_case == pytest.approx(12 * 50 + 0.8 * 7 * 70 + 3 * 1.8 * mean_wage / 60)
    assert found.yearly_minutes == pytest.approx(found.touch_minutes * 1000)
    assert found.resident_minutes == APPLY["minutes"]


@pytest.mark.parametrize(("rule", "people"), [("all", 2), ("any", 1), ({"at_least": 1}, 1)])
def test_a_joint_decision_takes_the_minutes_of_everybody_who_has_to_decide(rule: Any, people: int) -> None:
    flow = flow_of(approval("a", "head", members=["head", "tax"], complete_when=rule, minutes=10))

    assert measure(flow).touch_minutes == pytest.approx(10 * people)


def test_what_systems_do_costs_no_minutes_and_counts_as_automated_work() -> None:
    flow = flow_of(
        task("a", minutes=30), {"key": "s", "type": "service", "title": "照会", "lane": "system", "minutes": 10}
    )

    found = measure(flow)

    assert found.touch_minutes == 30
    assert found.automation_rate == pytest.approx(0.25)


def test_what_is_not_stated_is_named_and_not_guessed() -> None:
    lanes = [{name: value for name, value in lane.items() if name != "yen_per_hour"} for lane in LANES]
    silent = {name: value for name, value in task("a").items() if name != "minutes"}
    flow = document(silent, lanes=lanes)
    del flow["volume_per_year"]

    found = measure(require_flow(flow))

    assert found.missing == ("volume_per_year", "a.minutes", "clerk.yen_per_hour")
    assert found.yearly_minutes is None


def test_the_figures_of_the_steps_add_up() -> None:
    flow = flow_of(review("look", "eligible", k=10, n=100), task("work"), approval("a", "chief", k=1, n=100))

    found = measure(flow)

    assert sum(step.minutes for step in found.nodes) == pytest.approx(found.touch_minutes)
    assert sum(step.yen for step in found.nodes) == pytest.approx(found.cost_per_case)


@pytest.mark.parametrize(("certainty", "spread"), [("measured", 0.05), ("estimated", 0.2), ("felt", 0.5), (None, 0.2)])
def test_the_interval_is_as_wide_as_the_figure_is_unsure(certainty: str | None, spread: float) -> None:
    minutes = {"mean": 10} | ({"from": certainty} if certainty else {})
    with_step, without = flow_of(task("a", minutes=minutes), task("b")), flow_of(task("b"))

    saving = yearly_saving(with_step, without).saving.minutes_per_year

    assert saving.p50 == pytest.approx(10_000, rel=0.02)
    assert saving.p95 == pytest.approx(10_000 * (1 + spread), rel=0.05)
    assert saving.p5 == pytest.approx(10_000 / (1 + spread), rel=0.05)


def test_what_does_not_change_cancels_out() -> None:
    flow = flow_of(task("a", minutes={"mean": 500, "from": "felt"}), task("b", minutes={"mean": 1, "from": "measured"}))
    after = flow_of(task("a", minutes={"mean": 500, "from": "felt"}))

    saving = yearly_saving(flow, after).saving.minutes_per_year

    assert saving.p95 - saving.p5 < 150


def scratch(flow: Flow) -> tuple[dict[str, float], float, float]:
    graph = FlowGraph(flow)
    handoffs = expected_changes(graph, lambda node: role_of(flow, node))
    return dict(graph.visits), handoffs, effort_of(terms_by_source(flow, graph)).minutes


def assert_quick_equals_scratch(flow: Flow) -> int:
    what_if, yardstick, checked = WhatIf(flow, graph_of(flow)), Yardstick(flow, graph_of(flow)), 0
    before = scratch(flow)[2]
    for proposal in proposals(flow):
        if proposal.rewrite is not None:
            draft = Draft(flow)
            proposal.rewrite(draft)
            after = draft.flow()
            visits, handoffs, minutes = scratch(after)
            assert float(yardstick.gains(after)[0]) == pytest.approx(before - minutes, abs=1e-6)
            quick = what_if.rewritten(after)
            assert quick is not None
            inner = {key: visit for key, visit in visits.items() if after.nodes[key].type != "end"}
            known = dict(zip(flow.nodes, map(float, quick.visits), strict=True)) | dict(quick.new)
            assert {key: known[key] for key in inner} == pytest.approx(inner)
            if flow.handoff_minutes > 0:
                assert quick.handoffs == pytest.approx(handoffs)
            checked += 1
    return checked


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.parent.name)
def test_quick_answers_equal_those_from_scratch_on_the_samples(path: Path) -> None:
    flow = require_flow(json.loads(path.read_text(encoding="utf-8")))

    assert_quick_equals_scratch(replace(flow, handoff_minutes=flow.handoff_minutes or 2.0, digest=flow.digest + "+"))


def test_a_rewrite_costs_what_it_changes_whoever_read_the_flow_first(monkeypatch: pytest.MonkeyPatch) -> None:
    document = json.loads(SAMPLES[0].read_text(encoding="utf-8"))
    first, again = require_flow(document), require_flow(document)
    assert graph_of(first) is graph_of(again)
    what_if, sizes, solve = WhatIf(again, graph_of(again)), list[int](), np.linalg.solve

    def counted(left: Any, right: Any) -> Any:
        sizes.append(len(right))
        return solve(left, right)

    monkeypatch.setattr(np.linalg, "solve", counted)
    for proposal in proposals(again):
        if proposal.rewrite is not None:
            draft = Draft(again)
            proposal.rewrite(draft)
            what_if.rewritten(draft.flow())

    assert sizes
    assert max(sizes) < len(again.nodes) / 2


def random_step(number: int, kind: str, share: int) -> list[dict[str, Any]]:
    if kind == "copy":
        return [
            task(f"s{number}", "transcribe", reads=["name"], writes=["name"], lane="tax" if share > 50 else "clerk")
        ]
    if kind == "check":
        return [review(f"s{number}", "eligible", k=share, n=100)]
    if kind == "stamp":
        return [review(f"s{number}", "complete", k=0, n=5000, lane="chief")]
    return [approval(f"s{number}", kind, k=share, n=400)]


@given(
    st.lists(st.tuples(st.sampled_from(["copy", "check", "stamp", "chief", "head"]), st.integers(0, 99)), max_size=9)
)
def test_quick_answers_equal_those_from_scratch(kinds: list[tuple[str, int]]) -> None:
    steps = [step for number, (kind, share) in enumerate(kinds) for step in random_step(number, kind, share)]

    assert_quick_equals_scratch(flow_of(task("first"), *steps, handoff_minutes=2))


def test_parallel_branches_count_once_at_the_join() -> None:
    nodes = [
        START, APPLY, {"key": "split", "type": "parallel", "title": ""}, task("a"), task("b", lane="tax"),
        {"key": "join", "type": "parallel", "title": ""}, task("c", lane="chief"),
        {"key": "done", "type": "end", "title": "", "result": "completed"},
    ]  # fmt: skip
    names = ["start->apply", "apply->split", "split->a", "split->b", "a->join", "b->join", "join->c", "c->done"]
    flow = require_flow(whole(nodes, [dict(zip(("from", "to"), name.split("->"), strict=True)) for name in names]))

    assert measure(flow).handoffs == pytest.approx(1 + 1 + 1)


@given(st.integers(0, 10_000), st.integers(2, 400))
def test_intervals_are_the_percentiles_of_the_draws(seed: int, count: int) -> None:
    drawn = np.random.default_rng(seed).normal(10, 5, (3, count))

    found = intervals_of(drawn)

    for row, interval in zip(drawn, found, strict=True):
        assert [interval.p5, interval.p50, interval.p95] == pytest.approx(np.percentile(row, (5, 50, 95)).tolist())
