"""E01: what the case already knows is typed in again."""

from typing import Any

import pytest

from tests.workflow.analysis.office import DATA, document, flow_of, found, held, proposed, review, status, task
from workflow.analysis import analyze
from workflow.codec import require_flow
from workflow.patch import apply_patch


def typing(**more: Any) -> dict[str, Any]:
    return task("enter", "transcribe", reads=["name"], writes=["name"]) | more


TWIN = {"key": "name2", "title": "氏名（台帳）", "type": "text", "source": "staff"}


@pytest.mark.parametrize(
    ("step", "data"),
    [
        pytest.param(typing(), [], id="同じ項目の転記"),
        pytest.param(typing(action="enter"), [], id="同じ項目の再入力"),
        pytest.param(typing(writes=["name", "income"]), [], id="二つの項目"),
        pytest.param(typing(writes=["name", "memo"]), [], id="新しい項目もある"),
        pytest.param(
            typing(writes=["name2"]),
            [TWIN | {"means": "person.name"}, {"key": "x", "title": "x", "type": "text", "source": "staff"}],
            id="意味が同じ別の項目",
        ),
    ],
)
def test_data_that_every_case_has_before_are_typed_again(step: dict[str, Any], data: list[Any]) -> None:
    known = [item | {"means": "person.name"} if item["key"] == "name" else item for item in DATA] + data

    assert proposed(flow_of(step, data=known), "E01") == ["enter"]


@pytest.mark.parametrize(
    ("step", "data"),
    [
        pytest.param(typing(writes=["memo"]), [], id="初めての入力"),
        pytest.param(typing(writes=["name2"]), [TWIN], id="意味が違う"),
        pytest.param(typing(action="check"), [], id="確認であって入力ではない"),
        pytest.param(typing(checks=["complete"]), [], id="照合しながら入力する"),
        pytest.param(typing(judgement="discretion"), [], id="判断して書き換える"),
        pytest.param(typing(action="enter", reads=["income"]), [], id="ほかの項目から求める"),
        pytest.param(typing(lane="system"), [], id="システムが写す"),
        pytest.param(
            typing(writes=["name2"]),
            [TWIN | {"means": "person.name", "source": "register"}],
            id="台帳の値で確かめ直す",
        ),
    ],
)
def test_other_entries_are_left_alone(step: dict[str, Any], data: list[Any]) -> None:
    known = [item | {"means": "person.name"} if item["key"] == "name" else item for item in DATA] + data

    assert proposed(flow_of(step, data=known), "E01") == []


@pytest.mark.parametrize(
    ("step", "more", "guard"),
    [
        pytest.param(typing(control=["law"]), {}, "GD1", id="法令の統制"),
        pytest.param(typing(control=["own"]), {}, "GD1", id="内部の統制"),
        pytest.param(typing(independent=True), {}, "GD3", id="二重入力による照合"),
        pytest.param(typing(effect="irreversible"), {}, "GD5", id="登録の効果がある"),
        pytest.param(typing(pinned="監査の指摘"), {}, "GD11", id="固定されている"),
    ],
)
def test_guards_keep_the_entry(step: dict[str, Any], more: dict[str, Any], guard: str) -> None:
    controls = [
        {"key": "law", "title": "台帳の作成", "kind": "legal"},
        {"key": "own", "title": "内部の記録", "kind": "internal"},
    ]
    flow = flow_of(step, controls=controls, **more)

    assert proposed(flow, "E01") == []
    assert held(flow, "E01") == {guard}
    assert all(finding.fix is None and finding.severity == "info" for finding in found(flow, "E01"))


@pytest.mark.parametrize(("days", "expected"), [(90, ["enter"]), (30, [])])
def test_an_entry_is_needed_again_when_the_value_may_have_expired(days: int, expected: list[str]) -> None:
    data = [item | {"valid_days": days} if item["key"] == "name" else item for item in DATA]
    wait = {"key": "wait", "type": "timer", "title": "縦覧", "wait": {"days": 45}}

    flow = flow_of(wait, typing(), data=data)

    assert proposed(flow, "E01") == expected


def test_an_entry_for_the_record_stays() -> None:
    data = [item | {"keep": True} if item["key"] == "name" else item for item in DATA]

    assert held(flow_of(typing(), data=data), "E01") == {"GD7"}


def test_without_the_action_it_cannot_be_judged() -> None:
    flow = flow_of(task("enter", reads=["name"], writes=["name"]) | {"action": "other"})
    silent = {name: value for name, value in typing().items() if name != "action"}

    assert proposed(flow, "E01") == []
    assert [item.missing for item in found(flow_of(silent), "E01")] == [("action",)]


def test_the_correction_that_a_case_came_back_for_is_no_second_entry() -> None:
    steps = document(review("check", "complete"))
    steps["nodes"].append(task("mend", "enter", reads=["name"], writes=["name"]))
    steps["nodes"][2]["outcomes"] = [{"key": "approve", "title": "可"}, {"key": "return", "title": "補正"}]
    steps["edges"] = [edge for edge in steps["edges"] if edge.get("outcome") != "refuse"]
    steps["nodes"] = [node for node in steps["nodes"] if node["key"] != "refused"]
    steps["edges"] += [{"from": "check", "to": "mend", "outcome": "return"}, {"from": "mend", "to": "check"}]

    assert proposed(require_flow(steps), "E01") == []


def test_the_step_goes_when_nothing_is_left_of_it_and_else_loses_the_field() -> None:
    whole, part = flow_of(typing()), flow_of(typing(writes=["name", "memo"]))

    gone, shorter = found(whole, "E01")[0], found(part, "E01")[0]

    assert "enter" not in require_flow(apply_patch(whole.document, gone.fix or ())).nodes
    left = require_flow(apply_patch(part.document, shorter.fix or ())).nodes["enter"]
    assert left.writes == ("memo",)
    assert left.minutes is not None
    assert left.minutes.mean == 5.5


def test_the_saving_is_that_of_the_rewritten_flow() -> None:
    flow = flow_of(typing(), handoff_minutes=3)
    finding = found(flow, "E01")[0]

    after = require_flow(apply_patch(flow.document, finding.fix or ()))

    expected = (analyze(flow).measures.yearly_minutes or 0) - (analyze(after).measures.yearly_minutes or 0)
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == pytest.approx(expected, rel=0.02)
    assert finding.saving.minutes_per_year.p5 < expected < finding.saving.minutes_per_year.p95


def test_readers_of_the_twin_read_the_original_afterwards() -> None:
    data = [item | {"means": "person.name"} if item["key"] == "name" else item for item in DATA]
    data.append(TWIN | {"means": "person.name"})
    flow = flow_of(typing(writes=["name2"]), task("letter", "prepare", reads=["name2"], writes=["memo"]), data=data)

    after = require_flow(apply_patch(flow.document, found(flow, "E01")[0].fix or ()))

    assert after.nodes["letter"].reads == ("name",)
    assert status(after, "E01") == set()
