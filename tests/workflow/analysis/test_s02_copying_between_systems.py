"""S02: people carry data from one system into another."""

from typing import Any

import pytest

from tests.workflow.analysis.office import applied, flow_of, found, held, proposed, status, task
from workflow.analysis import analyze
from workflow.graph import graph_of
from workflow.soundness.verify import verify

SYSTEMS = [{"key": "intake", "title": "受付システム", "interface": True},
           {"key": "core", "title": "基幹システム", "interface": True}, {"key": "old", "title": "旧台帳"}]  # fmt: skip


def copying(**more: Any) -> dict[str, Any]:
    said = {"reads": ["name"], "writes": ["memo"], "systems": ["intake", "core"], "minutes": 4, "medium": "system"}
    return task("copy", "transcribe", **said) | more


@pytest.mark.parametrize(
    ("step", "way"),
    [
        pytest.param(copying(), "interface", id="両方に連携の口がある"),
        pytest.param(copying(systems=["intake", "old"]), "rpa", id="片方だけ"),
        pytest.param(copying(systems=[], medium_in="system", medium_out="excel"), "rpa", id="システムから表計算へ"),
        pytest.param(copying(action="copy", medium="online"), "interface", id="写しを取り込む"),
    ],
)
def test_routine_copying_is_found_and_left_to_a_service(step: dict[str, Any], way: str) -> None:
    flow = flow_of(step, systems=SYSTEMS)
    finding = found(flow, "S02")[0]
    after = applied(flow, "S02")

    assert (finding.status, finding.detail["way"]) == ("proposed", way)
    assert (after.nodes["copy"].type, after.nodes["copy"].writes) == ("service", ("memo",))
    assert status(after, "S02") == set()


@pytest.mark.parametrize(
    "step",
    [
        pytest.param(copying(minutes=1), id="年20時間に満たない"),
        pytest.param(copying(systems=["core"]), id="一つのシステムの中"),
        pytest.param(copying(medium_in="paper", medium_out="system"), id="紙から入力する（S03）"),
        pytest.param(copying(judgement="discretion"), id="判断がある"),
        pytest.param(copying(checks=["complete"]), id="確認しながら写す"),
        pytest.param(copying(action="prepare"), id="写すだけではない"),
        pytest.param(copying(lane="system"), id="もう自動"),
        pytest.param(copying(writes=["name"]), id="写さなくてよい（E01）"),
    ],
)
def test_other_work_is_left_alone(step: dict[str, Any]) -> None:
    assert status(flow_of(step, systems=SYSTEMS), "S02") == set()


@pytest.mark.parametrize(
    ("step", "guard"),
    [
        pytest.param(copying(control=["law"]), "GD1", id="法令の統制"),
        pytest.param(copying(assign={"not_same_as": ["apply"]}), "GD2", id="担当の分け方"),
        pytest.param(copying(independent=True), "GD3", id="二重入力による照合"),
        pytest.param(copying(effect="irreversible"), "GD5", id="登録の効果がある"),
        pytest.param(copying(documents={"produces": ["slip"]}), "needed", id="書類も作る"),
        pytest.param(copying(pinned="当面は手で"), "GD11", id="固定されている"),
    ],
)
def test_guards_keep_the_copying_with_people(step: dict[str, Any], guard: str) -> None:
    more = {
        "controls": [{"key": "law", "title": "登録", "kind": "legal"}],
        "documents": [{"key": "slip", "title": "控え"}],
    }
    flow = flow_of(step, systems=SYSTEMS, **more)

    assert proposed(flow, "S02") == []
    assert held(flow, "S02") == {guard}


def test_what_the_service_cannot_do_comes_back_to_a_person() -> None:
    flow = flow_of(copying(error_rate=0.1), task("next", reads=["memo"]), systems=SYSTEMS)
    after = applied(flow, "S02")

    assert graph_of(after).visits["exception-copy"] == pytest.approx(0.1)
    assert verify(after).sound
    saved = (analyze(flow).measures.yearly_minutes or 0) - (analyze(after).measures.yearly_minutes or 0)
    assert saved == pytest.approx(1000 * 4 * 0.9)


@pytest.mark.parametrize(
    ("more", "missing"),
    [({"volume_per_year": None}, ("volume_per_year",)), ({}, ("minutes",))],
)
def test_what_is_not_stated_cannot_be_judged(more: dict[str, Any], missing: tuple[str, ...]) -> None:
    step = copying() if more else {key: value for key, value in copying().items() if key != "minutes"}

    assert [item.missing for item in found(flow_of(step, systems=SYSTEMS, **more), "S02")] == [missing]
