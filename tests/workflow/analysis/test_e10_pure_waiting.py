"""E10: steps in which a case only lies."""

from typing import Any

import pytest

from tests.workflow.analysis.office import flow_of, found, held, proposed, review, status, task

TRAY = task("tray", "other", minutes=0.5, wait_minutes=1440, reads=[], writes=[])


@pytest.mark.parametrize(
    "tray",
    [
        pytest.param(TRAY, id="翌日まで置く"),
        pytest.param(TRAY | {"minutes": 1, "wait_minutes": 480, "action": "file"}, id="半日置いて1分"),
        pytest.param(TRAY | {"action": "carry", "medium": "paper"}, id="文書箱"),
    ],
)
def test_a_step_that_only_holds_cases_is_found(tray: dict[str, Any]) -> None:
    flow = flow_of(task("a"), tray, task("b"))

    assert proposed(flow, "E10") == ["tray"]
    assert found(flow, "E10")[0].detail["lead_minutes_per_case"] == tray["wait_minutes"]


@pytest.mark.parametrize(
    "tray",
    [
        pytest.param(TRAY | {"minutes": 5}, id="作業がある"),
        pytest.param(TRAY | {"wait_minutes": 60}, id="すぐ進む"),
        pytest.param(TRAY | {"action": "check", "checks": ["complete"]}, id="確認する"),
        pytest.param(TRAY | {"documents": {"produces": ["paper"]}}, id="書類を作る"),
        pytest.param(TRAY | {"writes": ["memo"]}, id="記録を後で使う"),
        pytest.param(TRAY | {"batch": {"every_days": 7}}, id="まとめ処理はR08"),
    ],
)
def test_a_step_that_does_something_is_left_alone(tray: dict[str, Any]) -> None:
    assert found(flow_of(task("a"), tray, task("b", reads=["memo"])), "E10") == []


@pytest.mark.parametrize(
    ("more", "guard"),
    [
        pytest.param({"control": ["law"]}, "GD1", id="法定"),
        pytest.param({"assign": {"same_as": "a"}}, "GD2", id="担当の決まり"),
        pytest.param({"independent": True}, "GD3", id="わざと"),
        pytest.param({"effect": "irreversible"}, "GD5", id="公示"),
        pytest.param({"pinned": "冷却期間"}, "GD11", id="固定"),
    ],
)
def test_guards_keep_the_step(more: dict[str, Any], guard: str) -> None:
    flow = flow_of(task("a"), TRAY | more, task("b"), controls=[{"key": "law", "title": "縦覧", "kind": "legal"}])

    assert proposed(flow, "E10") == []
    assert held(flow, "E10") == {guard}


def test_a_prescribed_period_around_it_keeps_it() -> None:
    period = {"key": "p", "title": "縦覧2週間", "kind": "legal", "rule": {"min_days": 14, "from": "a", "to": "b"}}
    flow = flow_of(task("a"), TRAY, task("b"), task("c", control=["p"]), controls=[period])

    assert held(flow, "E10") == {"GD8"}


def test_without_minutes_it_is_not_judged() -> None:
    silent = {name: value for name, value in TRAY.items() if name != "minutes"}

    assert status(flow_of(task("a"), silent, review("b")), "E10") == {"not_evaluable"}


def test_what_is_gained_is_time_not_minutes() -> None:
    (finding,) = found(flow_of(task("a"), TRAY | {"minutes": 0}, task("b")), "E10")

    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == 0
