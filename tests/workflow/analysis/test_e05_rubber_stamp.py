"""E05: approvals and checks that hardly ever say no."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflow.analysis.office import approval, flow_of, found, held, proposed, review, status, task
from workflow.analysis.statistics import Count, cases_needed, upper_bound
from workflow.codec import require_flow
from workflow.graph import graph_of
from workflow.patch import apply_patch


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([review("look", "eligible", k=0, n=2995), approval("b", "head")], id="却下なしの審査"),
        pytest.param([approval("look", "chief", k=0, n=5000), approval("b", "head")], id="却下なしの承認"),
        pytest.param([review("look", "eligible", k=3, n=12_000), approval("b", "head")], id="ごくまれな却下"),
        pytest.param(
            [approval("b", "head"), review("look", "eligible", k=0, n=4000), task("letter", "mail")], id="決裁の後"
        ),
        pytest.param([task("look", "stamp", rates={"refuse": {"k": 0, "n": 4000}})], id="押印だけの作業"),
    ],
)
def test_a_step_that_is_proved_to_stop_nothing_is_found(steps: list[dict[str, Any]]) -> None:
    assert proposed(flow_of(*steps, authority=[{"matter": "subsidy", "decided_by": "head"}]), "E05") == ["look"]


@pytest.mark.parametrize(
    ("k", "n", "expected"),
    [
        pytest.param(0, 2994, {"not_evaluable"}, id="あと1件足りない"),
        pytest.param(0, 299, {"not_evaluable"}, id="1%までは言える"),
        pytest.param(0, 298, set(), id="少なすぎる"),
        pytest.param(40, 3000, set(), id="見つけている"),
        pytest.param(3, 5000, set(), id="まれにでも見つけている"),
    ],
)
def test_fewer_cases_prove_nothing(k: int, n: int, expected: set[str]) -> None:
    assert status(flow_of(review("look", "eligible", k=k, n=n), approval("b", "head")), "E05") == expected


def test_rates_without_counts_prove_nothing() -> None:
    assert found(flow_of(review("look", "eligible", rates={"refuse": 0.0}), approval("b", "head")), "E05") == []


@pytest.mark.parametrize(
    ("steps", "guard"),
    [
        pytest.param([review("look", k=0, n=9000, control=["law"])], "GD1", id="法令の審査"),
        pytest.param([review("look", k=0, n=9000, assign={"not_same_as": ["first"]})], "GD2", id="別の人が行う決まり"),
        pytest.param([review("look", k=0, n=9000, independent=True)], "GD3", id="二人確認"),
        pytest.param([review("look", k=0, n=9000, effect="irreversible")], "GD5", id="処分"),
        pytest.param([review("look", k=0, n=9000), task("pay", "pay")], "GD5", id="支払の直前"),
        pytest.param([review("look", k=0, n=9000), task("post", effect="irreversible")], "GD5", id="公告の直前"),
        pytest.param([review("look", k=0, n=9000, pinned="抑止のため")], "GD11", id="固定されている"),
        pytest.param(
            [review("look", k=0, n=9000, writes=["memo"]), task("z", reads=["memo"])], "needed", id="結果を使う"
        ),
        pytest.param([approval("look", "head", k=0, n=9000)], "GD4", id="権限のある唯一の決裁"),
        pytest.param([approval("look", "head", k=0, n=9000), approval("c", "director")], "GD4", id="専決者の決裁"),
    ],
)
def test_guards_keep_the_step(steps: list[dict[str, Any]], guard: str) -> None:
    flow = flow_of(task("first"), *steps, controls=[{"key": "law", "title": "審査", "kind": "legal"}])

    assert proposed(flow, "E05") == []
    assert guard in held(flow, "E05")


def test_the_last_look_before_a_letter_stays() -> None:
    assert held(flow_of(review("look", k=0, n=9000), task("letter", "mail")), "E05") == {"GD5"}


def test_a_sample_stays_with_people_and_is_not_sampled_again() -> None:
    flow = flow_of(review("look", "eligible", k=0, n=5000), approval("b", "head"))
    finding = found(flow, "E05")[0]

    after = require_flow(apply_patch(flow.document, finding.fix or ()))

    assert graph_of(after).visits["look"] == pytest.approx(0.05)
    assert graph_of(after).visits["b"] == pytest.approx(1.0)
    assert proposed(after, "E05") == []
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == pytest.approx(1000 * 10 * 0.95, rel=0.05)


@pytest.mark.parametrize(
    ("k", "n", "bound"), [(0, 59, 0.0495), (0, 299, 0.00997), (0, 2995, 0.001), (1, 473, 0.00999), (3, 1200, 0.0064)]
)
def test_the_bound_is_that_of_clopper_and_pearson(k: int, n: int, bound: float) -> None:
    assert upper_bound(Count(k, n)) == pytest.approx(bound, rel=0.01)


@given(st.integers(0, 30), st.sampled_from([0.05, 0.01, 0.001]))
def test_the_cases_needed_are_the_fewest_that_prove_it(k: int, limit: float) -> None:
    needed = cases_needed(k, limit)

    assert upper_bound(Count(k, needed)) <= limit < upper_bound(Count(k, needed - 1))
