"""E07: papers and notices that nobody reads."""

from typing import Any

import pytest

from tests.workflow.analysis.office import approval, flow_of, found, held, proposed, task
from workflow.codec import require_flow
from workflow.patch import apply_patch

LIST = task("list", "print", reads=["name"], writes=[], documents={"produces": ["list"]}, medium="paper")


def notice(**more: Any) -> dict[str, Any]:
    return {"key": "tell", "type": "notice", "title": "知らせる", "lane": "clerk", "to": "tax", "minutes": 3} | more


@pytest.mark.parametrize(
    ("steps", "step"),
    [
        pytest.param([LIST, task("after", reads=[])], "list", id="だれも使わない一覧"),
        pytest.param(
            [LIST | {"action": "copy"}, task("other", documents={"needs": ["form"]})], "list", id="別の書類だけ使う"
        ),
        pytest.param([notice(), task("after")], "tell", id="仕事のない課への連絡"),
        pytest.param(
            [task("first", lane="tax"), notice(to="director"), task("after")], "tell", id="終わった人への連絡"
        ),
    ],
)
def test_output_that_nobody_reads_is_found(steps: list[dict[str, Any]], step: str) -> None:
    assert proposed(flow_of(*steps), "E07") == [step]


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([LIST, task("use", documents={"needs": ["list"]})], id="後で使う"),
        pytest.param([LIST | {"medium": "counter"}, task("after")], id="窓口で渡す"),
        pytest.param([LIST | {"action": "mail"}, task("after")], id="送る"),
        pytest.param([LIST | {"writes": ["memo"]}, task("use", reads=["memo"])], id="記録も使う"),
        pytest.param([notice(to="resident"), task("after")], id="住民への通知"),
        pytest.param([notice(to="head"), approval("head", "head")], id="次の人への連絡"),
    ],
)
def test_output_that_somebody_reads_is_left_alone(steps: list[dict[str, Any]]) -> None:
    assert proposed(flow_of(*steps), "E07") == []


@pytest.mark.parametrize(
    ("more", "guard"),
    [
        pytest.param({"control": ["law"]}, "GD1", id="法令の通知"),
        pytest.param({"pinned": "協定"}, "GD11", id="固定"),
        pytest.param({"effect": "irreversible"}, "GD5", id="公示"),
        pytest.param({"documents": {"produces": ["register"]}}, "GD7", id="保存する書類"),
        pytest.param({"independent": True}, "GD3", id="わざと二度"),
        pytest.param({"assign": {"not_same_as": ["after"]}}, "GD2", id="担当を分ける"),
    ],
)
def test_guards_keep_the_output(more: dict[str, Any], guard: str) -> None:
    flow = flow_of(
        LIST | more,
        task("after", reads=[]),
        documents=[{"key": "register", "title": "原簿", "keep": True}],
        controls=[{"key": "law", "title": "法定の通知", "kind": "legal"}],
    )

    assert proposed(flow, "E07") == []
    assert held(flow, "E07") == {guard}


def test_a_notice_without_recipient_is_not_judged() -> None:
    flow = flow_of({name: value for name, value in notice().items() if name != "to"}, task("after"))

    assert [(item.status, item.missing) for item in found(flow, "E07")] == [("not_evaluable", ("to",))]


def test_the_step_goes_and_its_minutes_with_it() -> None:
    flow = flow_of(LIST, task("after", reads=[]))
    (finding,) = found(flow, "E07")

    after = require_flow(apply_patch(flow.document, finding.fix or ()))

    assert "list" not in after.nodes
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == pytest.approx(6000, rel=0.05)
