"""C04: the resident is asked twice for what could be asked at once."""

from typing import Any

import pytest

from tests.workflow.analysis.office import approval, flow_of, found, held, proposed, review, status, task
from workflow.codec import require_flow
from workflow.patch import apply_patch

ACCOUNT = [{"key": "account", "title": "口座", "type": "bank_account", "source": "resident", "personal": True}]
ASK = {
    "key": "ask", "type": "form", "title": "口座を届ける", "lane": "resident", "medium": "paper", "minutes": 5,
    "writes": ["account"],
}  # fmt: skip
PAY = task("pay", "prepare", reads=["account", "name", "income", "birth"], writes=[])


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([task("file", "file"), ASK, PAY], id="間は作業だけ"),
        pytest.param([review("look", "eligible", k=3, n=90), ASK, PAY], id="間の審査で落ちることもある"),
        pytest.param([task("file"), task("ask", "call", reads=["name"], writes=["account"]), PAY], id="電話で尋ねる"),
    ],
)
def test_a_second_contact_for_more_is_found(steps: list[dict[str, Any]]) -> None:
    flow = flow_of(*steps, more_data=ACCOUNT)

    assert proposed(flow, "C04") == ["ask"]
    assert found(flow, "C04")[0].where.nodes == ("ask", "apply")


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([approval("head", "head"), ASK, PAY], id="決定の後で尋ねる"),
        pytest.param([{"key": "rest", "type": "timer", "wait": {"days": 30}}, ASK, PAY], id="時が過ぎてから"),
        pytest.param([task("sum", writes=["amount"]), ASK | {"reads": ["amount"]}, PAY], id="間でできた額を見て"),
        pytest.param(
            [task("bill", documents={"produces": ["bill"]}), ASK | {"documents": {"needs": ["bill"]}}, PAY],
            id="間でできた書類に",
        ),
        pytest.param([ASK | {"writes": ["name"]}, PAY], id="同じことはE02"),
    ],
)
def test_a_contact_that_hangs_on_what_happened_is_not(steps: list[dict[str, Any]]) -> None:
    assert found(flow_of(*steps, more_data=ACCOUNT), "C04") == []


@pytest.mark.parametrize(
    ("more", "guard"),
    [
        pytest.param({"control": ["law"]}, "GD1", id="法定の手続"),
        pytest.param({"assign": {"not_same_as": ["pay"]}}, "GD2", id="別の人"),
        pytest.param({"independent": True}, "GD3", id="わざと二度"),
        pytest.param({"effect": "irreversible"}, "GD5", id="取り消せない"),
        pytest.param({"pinned": "本人の希望"}, "GD11", id="固定"),
    ],
)
def test_guards_leave_it_apart(more: dict[str, Any], guard: str) -> None:
    law = [{"key": "law", "title": "意見の聴取", "kind": "legal"}]
    flow = flow_of(task("file"), ASK | more, PAY, more_data=ACCOUNT, controls=law)

    assert proposed(flow, "C04") == []
    assert held(flow, "C04") == {guard}


def test_what_would_be_too_old_is_asked_later() -> None:
    fresh = [ACCOUNT[0] | {"valid_days": 10}]
    flow = flow_of(task("lie", wait_minutes=60 * 24 * 30), ASK, PAY, more_data=fresh)

    assert held(flow, "C04") == {"GD6"}


def test_a_period_in_between_keeps_them_apart() -> None:
    rule = {"key": "p", "title": "弁明の期間", "kind": "legal", "rule": {"min_days": 7, "from": "apply", "to": "ask"}}
    flow = flow_of(task("file"), ASK, PAY | {"control": ["p"]}, more_data=ACCOUNT, controls=[rule])

    assert held(flow, "C04") == {"GD1", "GD8"}


def test_a_call_that_does_not_say_what_it_looks_at_is_not_judged() -> None:
    flow = flow_of(task("file"), task("ask", "call", writes=["account"]), PAY, more_data=ACCOUNT)

    assert status(flow, "C04") == {"not_evaluable"}


def test_everything_is_asked_at_the_first_contact() -> None:
    flow = flow_of(task("file"), ASK | {"documents": {"produces": ["slip"]}}, PAY, more_data=ACCOUNT)
    (finding,) = found(flow, "C04")

    after = require_flow(apply_patch(flow.document, finding.fix or ()))

    assert "ask" not in after.nodes
    assert "account" in after.nodes["apply"].writes
    assert after.nodes["apply"].documents.produces == ("slip",)
    resident = finding.detail["resident_minutes_per_year"]
    assert isinstance(resident, dict)
    assert resident["p50"] == pytest.approx(4500, rel=0.1)
