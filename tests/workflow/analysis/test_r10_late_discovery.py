"""R10: mistakes are made at one step and found much later."""

from typing import Any

import pytest

from tests.workflow.analysis.office import LANES, document, found, held, review, status, task
from workflow.codec import require_flow
from workflow.definition import Flow

ENTER = task("enter", "enter", reads=["name"], writes=["memo"], error_rate=0.2)
RETURNS = [{"key": "approve", "title": "可"}, {"key": "return", "title": "やり直し", "reason": "required"}]


def look(**more: Any) -> dict[str, Any]:
    return review("look", "complete", reads=["memo"], minutes=5, outcomes=RETURNS) | {
        "rates": {"return": {"k": 180, "n": 1000}}
    } | more  # fmt: skip


def with_loop(*between: dict[str, Any], first: dict[str, Any] = ENTER, check: dict[str, Any] | None = None,
              **more: Any) -> Flow:  # fmt: skip
    flow = document(first, *between, check or look(), **more)
    flow["edges"] = [edge for edge in flow["edges"] if edge.get("outcome") != "refuse"]
    flow["edges"].append({"from": "look", "to": "enter", "outcome": "return"})
    flow["nodes"] = [node for node in flow["nodes"] if node["key"] != "refused"]
    return require_flow(flow)


LONG = [task("map", "prepare", minutes=60, lane="tax"), task("draft", "prepare", minutes=40)]


@pytest.mark.parametrize(
    "flow",
    [
        pytest.param(with_loop(*LONG), id="長い仕事の後で見つかる"),
        pytest.param(with_loop(*LONG, first=ENTER | {"error_rate": 0.1}), id="1割でも引き合う"),
        pytest.param(
            with_loop(*LONG, first={k: v for k, v in ENTER.items() if k != "error_rate"}), id="差戻しの件数から"
        ),
    ],
)
def test_mistakes_that_are_found_late_are_reported_where_they_are_made_first(flow: Flow) -> None:
    finding = found(flow, "R10")[0]

    assert (finding.status, finding.where.nodes[:2], finding.fix) == ("proposed", ("enter", "look"), None)
    assert finding.saving is not None
    assert 0 < finding.saving.minutes_per_year.p5 < finding.saving.minutes_per_year.p95


@pytest.mark.parametrize(
    "flow",
    [
        pytest.param(with_loop(), id="すぐ後で見ている"),
        pytest.param(with_loop(task("file", minutes=2)), id="間の仕事が短い"),
        pytest.param(with_loop(*LONG, first=ENTER | {"error_rate": 0.001}), id="めったに誤らない"),
        pytest.param(with_loop(*LONG, check=look(reads=["name"])), id="別の項目を見ている"),
        pytest.param(with_loop(*LONG, check=look(minutes=60)), id="確認のほうが高くつく"),
    ],
)
def test_loops_that_cost_little_are_left_alone(flow: Flow) -> None:
    assert status(flow, "R10") == set()


@pytest.mark.parametrize(
    ("check", "guard"),
    [
        pytest.param(look(control=["law"]), "GD1", id="法令の統制"),
        pytest.param(look(independent=True), "GD3", id="独立した確認"),
        pytest.param(look(pinned="最後に見る"), "GD11", id="固定されている"),
    ],
)
def test_guards_keep_the_check_where_it_is(check: dict[str, Any], guard: str) -> None:
    flow = with_loop(*LONG, check=check, controls=[{"key": "law", "title": "検査", "kind": "legal"}])

    assert status(flow, "R10") == {"suppressed"}
    assert held(flow, "R10") == {guard}


def test_the_saving_is_what_mistakes_cost_less_the_new_check() -> None:
    flow = with_loop(*LONG, lanes=LANES)
    visits = 1 / (1 - 0.18)

    saving = found(flow, "R10")[0].saving

    assert saving is not None
    assert saving.minutes_per_year.p50 == pytest.approx(1000 * visits * (0.2 * 100 - 5), rel=0.05)


@pytest.mark.parametrize(
    ("flow", "missing"),
    [
        pytest.param(
            with_loop(*LONG, first={k: v for k, v in ENTER.items() if k != "error_rate"}, check=look(rates={})),
            ("error_rate",), id="誤りの割合がない",
        ),
        pytest.param(with_loop({k: v for k, v in LONG[0].items() if k != "minutes"}), ("minutes",), id="時間がない"),
    ],
)  # fmt: skip
def test_what_is_not_stated_cannot_be_judged(flow: Flow, missing: tuple[str, ...]) -> None:
    assert [item.missing for item in found(flow, "R10")] == [missing]
