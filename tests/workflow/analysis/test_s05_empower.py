"""S05: an approval at a higher level than the authority table asks for."""

from typing import Any

import pytest

from tests.workflow.analysis.office import applied, approval, flow_of, found, held, proposed, status, task
from workflow.analysis import analyze

SMALL = [{"matter": "subsidy", "decided_by": "chief"}]
BY_AMOUNT = [
    {"matter": "subsidy", "up_to": 100000, "decided_by": "chief"},
    {"matter": "subsidy", "decided_by": "director"},
]


@pytest.mark.parametrize(
    ("step", "authority", "to"),
    [
        pytest.param(approval("decide", "director"), SMALL, "chief", id="部長でなく係長でよい"),
        pytest.param(approval("decide", "head", level="head"), SMALL, "chief", id="職位が書いてある"),
        pytest.param(approval("decide", "director", amount=50000), BY_AMOUNT, "chief", id="少額と決まっている"),
    ],
)
def test_a_decision_that_is_made_too_high_is_found_and_comes_down(
    step: dict[str, Any], authority: Any, to: str
) -> None:
    flow = flow_of(step, authority=authority)
    finding = found(flow, "S05")[0]
    after = applied(flow, "S05")

    assert (finding.status, finding.detail["to"]) == ("proposed", to)
    assert after.nodes["decide"].lane == to
    assert after.nodes["decide"].level == (to if step.get("level") else None)
    assert status(after, "S05") == set()


@pytest.mark.parametrize(
    ("steps", "authority"),
    [
        pytest.param([approval("decide", "chief")], SMALL, id="ちょうどの職位"),
        pytest.param([approval("decide", "clerk")], SMALL, id="低すぎる（K05）"),
        pytest.param([approval("decide", "director")], BY_AMOUNT, id="高額もある"),
        pytest.param(
            [approval("first", "chief"), approval("decide", "director")], SMALL, id="係長も決裁している（E04）"
        ),
        pytest.param(
            [approval("decide", "director", assign={"authority": {"field": "amount"}})], SMALL, id="権限表で割り当てる"
        ),
    ],
)
def test_other_decisions_stay(steps: list[dict[str, Any]], authority: Any) -> None:
    assert proposed(flow_of(*steps, authority=authority), "S05") == []


@pytest.mark.parametrize(
    ("steps", "guard"),
    [
        pytest.param([approval("decide", "director", control=["law"])], "GD1", id="法令の統制"),
        pytest.param([approval("decide", "director", assign={"not_same_as": ["apply"]})], "GD2", id="担当の分け方"),
        pytest.param([task("draft", lane="chief"), approval("decide", "director")], "GD2", id="起案者が決裁する"),
        pytest.param([approval("decide", "director", members=["head", "director"])], "GD4", id="合議"),
        pytest.param([approval("decide", "director", pinned="部長が見る")], "GD11", id="固定されている"),
    ],
)  # fmt: skip
def test_guards_keep_the_level(steps: list[dict[str, Any]], guard: str) -> None:
    flow = flow_of(*steps, authority=SMALL, controls=[{"key": "law", "title": "部長決裁", "kind": "legal"}])

    assert proposed(flow, "S05") == []
    assert held(flow, "S05") == {guard}


@pytest.mark.parametrize(
    ("more", "missing"),
    [
        pytest.param({"matter": "other"}, ("authority",), id="権限表に事項がない"),
        pytest.param({"lane": "tax"}, ("lanes",), id="課にその職位がない"),
    ],
)
def test_what_is_not_stated_cannot_be_judged(more: dict[str, Any], missing: tuple[str, ...]) -> None:
    step = approval("decide", "director", level="director") | more

    assert [item.missing for item in found(flow_of(step, authority=SMALL), "S05")] == [missing]


def test_the_saving_is_the_difference_in_wages() -> None:
    flow = flow_of(approval("decide", "director"), authority=SMALL)
    after = applied(flow, "S05")
    saving = found(flow, "S05")[0].saving

    expected = (analyze(flow).measures.yearly_yen or 0) - (analyze(after).measures.yearly_yen or 0)
    assert expected == pytest.approx(1000 * 3 * (6000 - 4200) / 60)
    assert saving is not None
    assert saving.yen_per_year.p50 == pytest.approx(expected, rel=0.03)
    assert saving.minutes_per_year.p50 == 0
