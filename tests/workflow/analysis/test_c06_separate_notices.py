"""C06: the same people are told twice."""

from typing import Any

import pytest

from tests.workflow.analysis.office import approval, flow_of, found, held, proposed, status, task
from workflow.codec import require_flow
from workflow.patch import apply_patch


def notice(key: str, **more: Any) -> dict[str, Any]:
    said = {"key": key, "type": "notice", "title": f"{key}の通知", "lane": "clerk", "to": "resident", "minutes": 4}
    return said | more


@pytest.mark.parametrize(
    ("steps", "gone"),
    [
        pytest.param([notice("one"), notice("two")], ["one"], id="続けて二通"),
        pytest.param([notice("one"), task("work"), notice("two")], ["one"], id="間に作業"),
        pytest.param([task("one", "mail", to="resident"), task("work"), notice("two")], ["one"], id="手紙と通知"),
    ],
)
def test_two_notices_to_the_same_people_are_found(steps: list[dict[str, Any]], gone: list[str]) -> None:
    assert proposed(flow_of(*steps), "C06") == gone


def test_three_notices_become_one() -> None:
    flow = flow_of(notice("one", reads=["name"]), notice("two"), notice("three", reads=["income"]))
    (finding,) = found(flow, "C06")

    after = require_flow(apply_patch(flow.document, finding.fix or ()))

    assert finding.where.nodes == ("one", "two", "three")
    assert {"one", "two"}.isdisjoint(after.nodes)
    assert after.nodes["three"].reads == ("name", "income")
    assert after.nodes["three"].derived_from == ("one", "two", "three")
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == pytest.approx(8000, rel=0.05)


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([notice("one"), notice("two", to="tax")], id="別の相手"),
        pytest.param(
            [
                notice("one"),
                {"key": "ask", "type": "form", "title": "答える", "lane": "resident", "writes": ["memo"]},
                notice("two"),
            ],
            id="間に住民が答える",
        ),
        pytest.param(
            [notice("one"), {"key": "t", "type": "timer", "wait": {"days": 14}}, notice("two")], id="間に期間"
        ),
        pytest.param([notice("one"), approval("head", "head"), notice("two")], id="二通目が届かないことがある"),
        pytest.param([notice("one"), task("talk", "meet", medium="counter"), notice("two")], id="間に来庁"),
    ],
)
def test_notices_with_something_in_between_are_left_alone(steps: list[dict[str, Any]]) -> None:
    assert proposed(flow_of(*steps), "C06") == []


@pytest.mark.parametrize(
    ("more", "guard"),
    [
        pytest.param({"control": ["law"]}, "GD1", id="法定の通知"),
        pytest.param({"independent": True}, "GD3", id="わざと二度"),
        pytest.param({"effect": "irreversible"}, "GD5", id="処分の通知"),
        pytest.param({"pinned": "住民の要望"}, "GD11", id="固定"),
        pytest.param({"template": "first"}, "letters", id="別の通知文"),
    ],
)
def test_guards_keep_both(more: dict[str, Any], guard: str) -> None:
    flow = flow_of(
        notice("one", **more),
        task("work"),
        notice("two", template="second"),
        controls=[{"key": "law", "title": "通知", "kind": "legal"}],
    )

    assert proposed(flow, "C06") == []
    assert held(flow, "C06") == {guard}


def test_without_recipients_they_are_not_judged() -> None:
    silent = [{name: value for name, value in notice(key).items() if name != "to"} for key in ("one", "two")]

    assert status(flow_of(*silent), "C06") == {"not_evaluable"}
