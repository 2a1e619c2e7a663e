"""C01: one piece of work cut into several steps."""

from typing import Any

import pytest

from tests.workflow.analysis.office import flow_of, found, held, proposed, status, task
from workflow.codec import require_flow
from workflow.patch import apply_patch

TYPE = task("type", "prepare", medium="system", systems=["core"], reads=["name"], writes=["memo"], setup_minutes=2)
SORT = task("sort", "other", medium="system", systems=["core"], reads=["memo"], writes=["amount"], setup_minutes=3)


@pytest.mark.parametrize(
    ("steps", "goes"),
    [
        pytest.param([TYPE, SORT], ["sort"], id="段取りが二度"),
        pytest.param([TYPE, SORT | {"setup_minutes": 0, "wait_minutes": 480}], ["sort"], id="間で待つ"),
        pytest.param(
            [TYPE, SORT, task("third", medium="system", systems=["core"], setup_minutes=1)], ["sort"], id="三つ"
        ),
    ],
)
def test_work_cut_into_pieces_is_found(steps: list[dict[str, Any]], goes: list[str]) -> None:
    flow = flow_of(*steps, task("last", lane="tax"))

    assert proposed(flow, "C01") == goes
    assert found(flow, "C01")[0].where.nodes[-1] == "type"


@pytest.mark.parametrize(
    "other",
    [
        pytest.param({"lane": "tax"}, id="別の課"),
        pytest.param({"medium": "paper"}, id="別の媒体"),
        pytest.param({"systems": ["other"]}, id="別のシステム"),
        pytest.param({"minutes": 58}, id="一時間を超える"),
        pytest.param({"action": "check"}, id="確認"),
        pytest.param({"setup_minutes": 0}, id="得がない"),
        pytest.param({"batch": {"size": 5}}, id="まとめ処理"),
    ],
)
def test_different_work_is_not(other: dict[str, Any]) -> None:
    assert found(flow_of(TYPE, SORT | other, task("last", lane="tax")), "C01") == []


@pytest.mark.parametrize(
    ("more", "guard"),
    [
        pytest.param({"control": ["law"]}, "GD1", id="別の根拠"),
        pytest.param({"assign": {"not_same_as": ["type"]}}, "GD2", id="別の人"),
        pytest.param({"independent": True}, "GD3", id="二人で"),
        pytest.param({"effect": "irreversible"}, "GD5", id="取り消せない"),
        pytest.param({"pinned": "様式"}, "GD11", id="固定"),
    ],
)
def test_guards_keep_the_steps_apart(more: dict[str, Any], guard: str) -> None:
    flow = flow_of(TYPE, SORT | more, controls=[{"key": "law", "title": "統制", "kind": "internal"}])

    assert proposed(flow, "C01") == []
    assert held(flow, "C01") == {guard}


@pytest.mark.parametrize(
    ("without", "missing"),
    [
        pytest.param({"medium", "systems"}, ("medium",), id="媒体"),
        pytest.param({"minutes"}, ("minutes",), id="時間"),
        pytest.param({"systems"}, ("systems",), id="システム"),
        pytest.param({"setup_minutes"}, ("setup_minutes",), id="段取り"),
    ],
)
def test_without_the_figures_it_is_not_judged(without: set[str], missing: tuple[str, ...]) -> None:
    steps = [{name: value for name, value in step.items() if name not in without} for step in (TYPE, SORT)]
    flow = flow_of(*steps)

    assert status(flow, "C01") == {"not_evaluable"}
    assert found(flow, "C01")[0].missing == missing


def test_the_merged_step_does_what_both_did() -> None:
    flow = flow_of(TYPE, SORT, task("last", lane="tax", reads=["amount"]))
    (finding,) = found(flow, "C01")

    after = require_flow(apply_patch(flow.document, finding.fix or ())).nodes["type"]

    assert (after.reads, after.writes) == (("name",), ("memo", "amount"))
    assert after.minutes is not None
    assert after.minutes.mean == 12
    assert after.derived_from == ("type", "sort")
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == pytest.approx(3000, rel=0.05)
    assert finding.saving.minutes_per_year.p5 > 2000
