"""S03: a step that does nothing but carry what is known from one medium into another."""

from typing import Any

import pytest

from tests.workflow.analysis.office import APPLY, applied, flow_of, found, held, proposed, status, task

PAPER = APPLY | {"writes": ["income", "birth"]}


def typing(**more: Any) -> dict[str, Any]:
    said = {"medium_in": "paper", "medium_out": "system", "reads": [], "writes": ["name"], "minutes": 5}
    return task("type", "enter", **said) | more


def printing(**more: Any) -> dict[str, Any]:
    return task("print", "print", medium_in="system", medium_out="paper", reads=["name"]) | more


SCREEN = task("screen", medium="system", reads=["name"])
READ = task("read", medium="paper", reads=["name"])


@pytest.mark.parametrize(
    ("steps", "first"),
    [
        pytest.param([PAPER, typing()], "type", id="紙の申請を打ち込む"),
        pytest.param([PAPER, READ, typing()], "type", id="間に紙の工程がある"),
        pytest.param([PAPER, typing(action="scan", writes=[])], "type", id="読み取る"),
        pytest.param([SCREEN, printing(), READ], "print", id="印刷して読む"),
    ],
)
def test_a_conversion_by_hand_is_found_and_goes(steps: list[dict[str, Any]], first: str) -> None:
    flow = flow_of(*steps)
    after = applied(flow, "S03")

    assert proposed(flow, "S03") == [first]
    assert first not in after.nodes
    assert all("paper" not in (node.medium, node.medium_in, node.medium_out) for node in after.nodes.values()) or (
        first == "print"
    )
    assert status(after, "S03") == set()


def test_the_form_asks_online_for_what_was_typed_in() -> None:
    after = applied(flow_of(PAPER, typing()), "S03")

    assert (after.nodes["apply"].medium, after.nodes["apply"].writes) == ("online", ("income", "birth", "name"))


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([PAPER, typing(medium_in="system")], id="媒体が同じ"),
        pytest.param([PAPER, typing(medium_in="excel")], id="画面どうし"),
        pytest.param([PAPER, typing(action="prepare")], id="移すだけではない"),
        pytest.param([PAPER, typing(checks=["complete"])], id="確認しながら"),
        pytest.param([PAPER, typing(judgement="discretion")], id="判断がある"),
        pytest.param([SCREEN, printing(), task("post", "mail", medium="paper")], id="郵送する"),
        pytest.param([SCREEN, printing()], id="誰も使わない（E07）"),
        pytest.param([SCREEN, printing(), task("seal", "stamp", medium="paper"), typing(action="scan", writes=[])],
                     id="押印の往復（E09）"),
    ],
)  # fmt: skip
def test_other_work_is_left_alone(steps: list[dict[str, Any]]) -> None:
    assert proposed(flow_of(*steps), "S03") == []


@pytest.mark.parametrize(
    ("step", "guard"),
    [
        pytest.param(typing(control=["law"]), "GD1", id="法令の統制"),
        pytest.param(typing(independent=True), "GD3", id="二重入力による照合"),
        pytest.param(typing(effect="irreversible"), "GD5", id="登録の効果がある"),
        pytest.param(typing(documents={"needs": ["original"]}), "original", id="原本が要る"),
        pytest.param(typing(documents={"produces": ["record"]}), "GD7", id="保存する記録を作る"),
        pytest.param(typing(pinned="当面は手で"), "GD11", id="固定されている"),
    ],
)
def test_guards_keep_the_conversion(step: dict[str, Any], guard: str) -> None:
    papers = [{"key": "original", "title": "原本", "physical": True}, {"key": "record", "title": "画像", "keep": True}]
    flow = flow_of(PAPER, step, documents=papers, controls=[{"key": "law", "title": "登録", "kind": "legal"}])

    assert proposed(flow, "S03") == []
    assert held(flow, "S03") == {guard}


@pytest.mark.parametrize(
    ("steps", "missing"),
    [
        pytest.param([PAPER, {k: v for k, v in typing().items() if k != "action"}], ("action",), id="何をするか"),
        pytest.param([{k: v for k, v in PAPER.items() if k != "medium"}, typing()], ("medium",), id="前の媒体"),
    ],
)
def test_what_is_not_stated_cannot_be_judged(steps: list[dict[str, Any]], missing: tuple[str, ...]) -> None:
    assert [item.missing for item in found(flow_of(*steps), "S03")] == [missing]
