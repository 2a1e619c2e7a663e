"""R02: a check that could stop cases before work is spent on them."""

from typing import Any

import pytest

from tests.workflow.analysis.office import (
    applied,
    approval,
    document,
    flow_of,
    found,
    held,
    proposed,
    review,
    status,
    task,
)
from workflow.analysis import analyze
from workflow.codec import require_flow
from workflow.graph import graph_of

SLOW = task("draft", "prepare", reads=["name"], writes=["memo"], minutes=40)


def check(**more: Any) -> dict[str, Any]:
    return review("look", "eligible", k=200, n=1000, minutes=5) | more


@pytest.mark.parametrize(
    ("steps", "before"),
    [
        pytest.param([SLOW, check()], "draft", id="一つの作業の前へ"),
        pytest.param([task("file"), SLOW, check()], "file", id="いちばん前まで"),
        pytest.param([SLOW, approval("chief", "chief", 1, 500), check()], "draft", id="決裁も越えて"),
        pytest.param([task("income", "call", writes=["income"]), SLOW, check()], "draft", id="項目がそろう所まで"),
    ],
)
def test_a_check_that_stops_cases_is_found_behind_work(steps: list[dict[str, Any]], before: str) -> None:
    flow = flow_of(*steps)
    finding = found(flow, "R02")[0]

    assert proposed(flow, "R02") == ["look"]
    assert finding.detail["before"] == before
    assert graph_of(applied(flow, "R02")).successors("look")[0] == before


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([check(), SLOW], id="もう前にある"),
        pytest.param([SLOW, check(reads=["memo"])], id="作業の結果を見る"),
        pytest.param(
            [SLOW | {"documents": {"produces": ["draft"]}}, check(documents={"needs": ["draft"]})], id="案を見る"
        ),
        pytest.param([SLOW, check(rates={"refuse": {"k": 0, "n": 1000}})], id="何も止めない"),
        pytest.param([SLOW | {"effect": "irreversible"}, check()], id="取り消せない処理の後"),
        pytest.param([SLOW | {"pinned": "先に作る決まり"}, check()], id="順が決まっている"),
        pytest.param([review("other", "complete", k=100, n=1000), check()], id="確認どうしの順はR01"),
        pytest.param([SLOW, check(writes=["name"])], id="確認で項目を直す"),
    ],
)
def test_other_checks_stay_where_they_are(steps: list[dict[str, Any]]) -> None:
    flow = flow_of(*steps, documents=[{"key": "draft", "title": "案"}])

    assert proposed(flow, "R02") == []


@pytest.mark.parametrize(
    ("step", "guard"),
    [
        pytest.param(check(control=["law"]), "GD1", id="法令の統制"),
        pytest.param(check(assign={"not_same_as": ["draft"]}), "GD2", id="担当の分け方"),
        pytest.param(check(independent=True), "GD3", id="独立した確認"),
        pytest.param(check(effect="irreversible"), "GD5", id="効果がある"),
        pytest.param(check(pinned="最後に見る申合せ"), "GD11", id="固定されている"),
    ],
)
def test_guards_keep_the_check(step: dict[str, Any], guard: str) -> None:
    flow = flow_of(SLOW, step, controls=[{"key": "law", "title": "最後の確認", "kind": "legal"}])

    assert proposed(flow, "R02") == []
    assert held(flow, "R02") == {guard}


def test_a_check_of_something_that_expires_stays_behind_a_long_wait() -> None:
    data = [
        {"key": "income", "title": "所得", "type": "money", "source": "resident", "valid_days": 5},
        *(
            {"key": key, "title": key, "type": "text", "source": "resident"}
            for key in ("name", "birth", "memo", "amount")
        ),
    ]

    assert held(flow_of(SLOW | {"wait_minutes": 20_000}, check(), data=data), "R02") == {"GD6"}


@pytest.mark.parametrize(
    ("steps", "missing"),
    [
        pytest.param([SLOW, check(rates={})], ("rates",), id="数えていない"),
        pytest.param([{k: v for k, v in SLOW.items() if k != "minutes"}, check()], ("minutes",), id="時間がない"),
        pytest.param([SLOW, {k: v for k, v in check().items() if k != "reads"}], ("reads",), id="見る項目がない"),
    ],
)
def test_what_is_not_stated_cannot_be_judged(steps: list[dict[str, Any]], missing: tuple[str, ...]) -> None:
    assert [item.missing for item in found(flow_of(*steps), "R02")] == [missing]


def test_a_share_that_nobody_counted_makes_a_hypothesis() -> None:
    finding = found(flow_of(SLOW, check(rates={"refuse": 0.2})), "R02")[0]

    assert (finding.status, finding.severity) == ("proposed", "info")
    assert {guard.code for guard in finding.guards if guard.holds} == {"GD10"}


def test_the_saving_is_the_work_that_rejected_cases_no_longer_take() -> None:
    flow = flow_of(SLOW, check())
    finding = found(flow, "R02")[0]

    after = applied(flow, "R02")

    expected = (analyze(flow).measures.yearly_minutes or 0) - (analyze(after).measures.yearly_minutes or 0)
    assert expected == pytest.approx(1000 * 0.2 * 40)
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == pytest.approx(expected, rel=0.03)
    assert status(after, "R02") == set()


def test_a_check_passes_a_region_of_branches_as_a_whole() -> None:
    flow = document(task("one", reads=["name"], writes=["memo"]), task("two", writes=["amount"], reads=[]), check())
    flow["nodes"] += [{"key": key, "type": "parallel", "title": "並行"} for key in ("split", "join")]
    flow["edges"] = [edge for edge in flow["edges"] if edge["from"] not in ("apply", "one", "two")]
    flow["edges"] += [{"from": "apply", "to": "split"}, {"from": "join", "to": "look"}]
    for key in ("one", "two"):
        flow["edges"] += [{"from": "split", "to": key}, {"from": key, "to": "join"}]
    before = require_flow(flow)

    after = applied(before, "R02")

    assert graph_of(after).successors("apply") == ("look",)
    assert "split" in graph_of(after).successors("look")


def test_a_check_that_returns_cases_takes_its_loop_along() -> None:
    flow = document(SLOW, check(rates={"return": {"k": 100, "n": 1000}}))
    flow["nodes"][3]["outcomes"] = [{"key": "approve", "title": "可"}, {"key": "return", "title": "補正"}]
    flow["nodes"] = [node for node in flow["nodes"] if node["key"] != "refused"]
    flow["nodes"].append({"key": "mend", "type": "form", "title": "補正", "lane": "resident", "writes": ["income"]})
    flow["edges"] = [edge for edge in flow["edges"] if edge.get("outcome") != "refuse"]
    flow["edges"] += [{"from": "look", "to": "mend", "outcome": "return"}, {"from": "mend", "to": "look"}]

    found_here = proposed(require_flow(flow), "R02")

    assert found_here == []  # who is sent back comes straight back to the check: nothing in between is spared
