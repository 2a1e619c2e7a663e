"""C02: a case goes to another department and comes straight back."""

from typing import Any

import pytest

from tests.workflow.analysis.office import LANES, flow_of, found, held, proposed, review, status, task
from workflow.codec import require_flow
from workflow.patch import apply_patch

OURS = task("ours", reads=["name", "income"], writes=["memo"])
THEIRS = task("theirs", lane="tax", reads=["income"], writes=["amount"], wait_minutes=960)
AGAIN = task("again", reads=["amount", "memo"], writes=[], wait_minutes=480)


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([OURS, THEIRS, AGAIN], id="担当へ戻る"),
        pytest.param([OURS, THEIRS, AGAIN | {"lane": "chief"}], id="同じ課の係長へ戻る"),
        pytest.param([OURS, review("theirs", lane="tax", k=3, n=1000), AGAIN], id="確認のため"),
    ],
)
def test_a_case_that_goes_there_and_back_is_found(steps: list[dict[str, Any]]) -> None:
    assert proposed(flow_of(*steps, handoff_minutes=4), "C02") == ["theirs"]


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([OURS, THEIRS | {"lane": "chief"}, AGAIN], id="同じ課の中"),
        pytest.param([OURS, THEIRS, AGAIN | {"lane": "tax"}], id="戻らない"),
        pytest.param([OURS, THEIRS, task("more", lane="tax"), AGAIN], id="先方で二つ"),
    ],
)
def test_a_case_that_goes_on_is_not(steps: list[dict[str, Any]]) -> None:
    assert found(flow_of(*steps), "C02") == []


@pytest.mark.parametrize(
    ("more", "guard"),
    [
        pytest.param({"control": ["law"]}, "GD1", id="統制"),
        pytest.param({"assign": {"not_same_as": ["ours"]}}, "GD2", id="別の人"),
        pytest.param({"independent": True}, "GD3", id="別の目"),
        pytest.param({"effect": "irreversible"}, "GD5", id="支払い"),
        pytest.param({"reads": ["secret"]}, "GD9.access", id="見られない情報"),
        pytest.param({"systems": ["tax-register"]}, "GD9.access", id="使えないシステム"),
        pytest.param({"judgement": "discretion"}, "discretion", id="専門の判断"),
        pytest.param({"pinned": "協定"}, "GD11", id="固定"),
    ],
)
def test_guards_leave_it_there(more: dict[str, Any], guard: str) -> None:
    secret = {"key": "secret", "title": "滞納", "type": "text", "source": "register", "personal": True}
    flow = flow_of(
        OURS, THEIRS | more, AGAIN, more_data=[secret], controls=[{"key": "law", "title": "統制", "kind": "audit"}]
    )

    assert proposed(flow, "C02") == []
    assert held(flow, "C02") == {guard}


def test_a_rank_that_the_department_lacks_stays_where_it_is() -> None:
    high = {"key": "boss", "title": "税務部長", "kind": "staff", "department": "zei", "rank": 9}
    lanes = [lane | ({"rank": 1} if lane["kind"] == "staff" else {}) for lane in LANES]
    flow = flow_of(OURS, THEIRS | {"lane": "boss"}, AGAIN, lanes=[*lanes, high])

    assert held(flow, "C02") == {"GD4"}


@pytest.mark.parametrize(("name", "missing"), [("department", ("department",)), ("role", ("rank",))])
def test_without_department_or_rank_it_is_not_judged(name: str, missing: tuple[str, ...]) -> None:
    lanes = [{key: value for key, value in lane.items() if key != name} for lane in LANES]
    flow = flow_of(OURS, THEIRS, AGAIN, lanes=lanes)

    assert status(flow, "C02") == {"not_evaluable"}
    assert found(flow, "C02")[0].missing == missing


def test_two_hand_overs_and_the_waiting_fall_away() -> None:
    flow = flow_of(OURS, THEIRS, AGAIN, handoff_minutes=4)
    (finding,) = found(flow, "C02")

    after = require_flow(apply_patch(flow.document, finding.fix or ()))

    assert after.nodes["theirs"].lane == "clerk"
    assert after.nodes["theirs"].wait_minutes is None
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == pytest.approx(8000, rel=0.05)
    assert finding.detail["lead_minutes_per_case"] == 1440
