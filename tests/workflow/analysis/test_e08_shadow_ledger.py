"""E08: a list beside the system that holds the same data."""

from typing import Any

import pytest

from tests.workflow.analysis.office import document, flow_of, found, held, proposed, review, status, task
from workflow.codec import require_flow
from workflow.improve.proof import prove
from workflow.patch import apply_patch

ALL = ["name", "income", "birth"]
CORE = task("core", "enter", medium_in="paper", medium_out="system", systems=["core"], reads=ALL, writes=ALL)
LIST = task("list", "enter", medium_in="system", medium_out="excel", systems=["list.xlsx"], reads=ALL, writes=ALL)
LOOK = task("look", "other", medium="excel", systems=["list.xlsx"], reads=["name"], writes=[])


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([CORE, LIST], id="同じ三項目"),
        pytest.param([CORE | {"writes": [*ALL, "memo"]}, LIST], id="四項目のうち三つ"),
        pytest.param([CORE, LIST | {"medium_out": "paper"}, LOOK], id="紙の台帳を後で見る"),
    ],
)
def test_a_list_beside_the_system_is_found(steps: list[dict[str, Any]]) -> None:
    flow = flow_of(*steps, task("memo", reads=["memo"]))

    assert proposed(flow, "E08") == ["list"]
    assert found(flow, "E08")[0].where.nodes == ("list", "core")


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([CORE, LIST | {"writes": ["name"]}], id="一項目だけ"),
        pytest.param([CORE, LIST | {"medium_out": "system"}], id="二つともシステム"),
        pytest.param([CORE, LIST | {"systems": ["core"]}], id="同じシステム"),
        pytest.param([LIST], id="システムがない"),
    ],
)
def test_what_is_not_the_same_is_left_alone(steps: list[dict[str, Any]]) -> None:
    assert found(flow_of(*steps), "E08") == []


@pytest.mark.parametrize(
    ("more", "guard"),
    [
        pytest.param({"control": ["law"]}, "GD1", id="法定の台帳"),
        pytest.param({"assign": {"not_same_as": ["core"]}}, "GD2", id="別の人"),
        pytest.param({"independent": True}, "GD3", id="わざと二度"),
        pytest.param({"effect": "irreversible"}, "GD5", id="原簿への登録"),
        pytest.param({"documents": {"produces": ["book"]}}, "GD7", id="保存する台帳"),
        pytest.param({"writes": [*ALL, "memo"]}, "own_data", id="台帳だけの項目を使う"),
        pytest.param({"pinned": "停電に備える"}, "GD11", id="固定"),
    ],
)
def test_guards_keep_the_list(more: dict[str, Any], guard: str) -> None:
    flow = flow_of(
        CORE,
        LIST | more,
        task("memo", reads=["memo"]),
        documents=[{"key": "book", "title": "原簿", "keep": True}],
        controls=[{"key": "law", "title": "台帳を備える", "kind": "legal"}],
    )

    assert proposed(flow, "E08") == []
    assert held(flow, "E08") == {guard}


def test_a_list_without_name_is_not_judged() -> None:
    unnamed = {name: value for name, value in LIST.items() if name != "systems"}

    assert status(flow_of(CORE, unnamed), "E08") == {"not_evaluable"}


def test_the_list_goes_and_who_looked_into_it_asks_the_system() -> None:
    flow = flow_of(CORE, LIST, LOOK)
    (finding,) = found(flow, "E08")

    changed = apply_patch(flow.document, finding.fix or ())

    assert prove(flow, flow, changed, {}).flow is not None
    after = require_flow(changed)
    assert "list" not in after.nodes
    assert after.nodes["look"].systems == ("core",)
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == pytest.approx(6000, rel=0.05)


def test_mending_the_list_after_a_return_goes_on_without_turning_in_circles() -> None:
    flow = document(CORE, LIST, review("stamp", "eligible", medium="excel", systems=["list.xlsx"]))
    flow["nodes"].append(LIST | {"key": "mend", "action": "transcribe"})
    flow["nodes"][4]["outcomes"] = [{"key": "approve", "title": "可"}, {"key": "return", "title": "差戻し"}]
    flow["edges"] = [edge for edge in flow["edges"] if edge["to"] != "refused"]
    flow["nodes"] = [node for node in flow["nodes"] if node["key"] != "refused"]
    flow["edges"] += [{"from": "stamp", "to": "mend", "outcome": "return"}, {"from": "mend", "to": "stamp"}]
    as_is = require_flow(flow)
    (finding,) = found(as_is, "E08")

    after = prove(as_is, as_is, apply_patch(as_is.document, finding.fix or ()), {}).flow

    assert after is not None
    assert "list" not in after.nodes
    assert after.nodes["mend"].writes == ()
