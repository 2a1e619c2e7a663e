"""S01: people apply a rule that is written down completely."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.workflow.analysis.office import LANES, approval, flow_of, found, held, proposed, review, status, task
from workflow.codec import require_flow
from workflow.dataflow import check_data
from workflow.graph import graph_of
from workflow.patch import apply_patch
from workflow.soundness.verify import verify
from workflow.table.codec import require_table
from workflow.table.model import Table


def table(*rules: tuple[Any, str], column: Any = None, **more: Any) -> dict[str, Any]:
    inputs = [column or {"key": "income", "expr": {"field": "income"}, "type": "number", "domain": {"min": 0}}]
    return {
        "format": "minaoshi.table/1",
        "key": "limit",
        "title": "所得制限",
        "hit_policy": "unique",
        "inputs": inputs,
        "outputs": [{"key": "verdict", "type": "string", "values": ["approve", "review"]}],
        "rules": [{"key": f"r{n}", "when": [cell], "then": [verdict]} for n, (cell, verdict) in enumerate(rules)],
    } | more


COMPLETE = table(({"lte": 9600000}, "approve"), ({"gt": 9600000}, "review"))


def tables(document: dict[str, Any] | None = None) -> Mapping[str, Table]:
    return {"limit": require_table(document or COMPLETE)}


def judged(**more: Any) -> dict[str, Any]:
    return review("judge", "eligible", k=50, n=1000, judgement="rule", table="limit") | more


@pytest.mark.parametrize(
    "step",
    [
        pytest.param(judged(), id="基準どおりの審査"),
        pytest.param(task("judge", "check", judgement="rule", table="limit"), id="基準どおりの確認"),
        pytest.param(approval("judge", "chief", judgement="rule", table="limit") | {"matter": ""}, id="事項のない承認"),
    ],
)
def test_a_complete_rule_over_known_fields_is_found(step: dict[str, Any]) -> None:
    said = {name: value for name, value in step.items() if value != ""}

    assert proposed(flow_of(said), "S01", tables=tables()) == ["judge"]


@pytest.mark.parametrize(
    ("step", "rules"),
    [
        pytest.param(judged(judgement="none"), COMPLETE, id="判断ではない"),
        pytest.param(judged(), table(({"lte": 5}, "approve"), ({"gt": 9}, "review")), id="抜けがある"),
        pytest.param(judged(), table(({"lte": 9}, "approve"), ({"gt": 5}, "review")), id="重なりがある"),
        pytest.param(
            judged(),
            table((None, "approve"), column={"key": "amount", "expr": {"field": "amount"}, "type": "number"}),
            id="まだ分からない項目を見る",
        ),
        pytest.param(
            judged(),
            table((None, "approve"), column={"key": "name", "expr": {"field": "name"}, "type": "string"}),
            id="自由な文を見る",
        ),
    ],
)
def test_other_judgements_stay_with_people(step: dict[str, Any], rules: dict[str, Any]) -> None:
    flow = flow_of(step)

    assert proposed(flow, "S01", tables=tables(rules)) == []


@pytest.mark.parametrize(
    ("step", "guard"),
    [
        pytest.param(judged(control=["law"]), "GD1", id="法令が人の審査を求める"),
        pytest.param(judged(assign={"not_same_as": ["first"]}), "GD2", id="担当の分け方が決まっている"),
        pytest.param(judged(independent=True), "GD3", id="別の目で見る"),
        pytest.param(judged(judgement="discretion"), "discretion", id="裁量"),
        pytest.param(approval("judge", "head", judgement="rule", table="limit"), "GD4", id="決裁権者の判断"),
        pytest.param(judged(pinned="試行中"), "GD11", id="固定されている"),
        pytest.param(judged(effect="irreversible"), "GD5", id="処分そのもの"),
    ],
)
def test_guards_keep_the_person(step: dict[str, Any], guard: str) -> None:
    flow = flow_of(task("first"), step, controls=[{"key": "law", "title": "審査", "kind": "legal"}])

    assert proposed(flow, "S01", tables=tables()) == []
    findings = found(flow, "S01", tables=tables())
    assert {item.code for finding in findings for item in finding.guards if item.holds} == {guard}


@pytest.mark.parametrize(
    ("step", "known", "missing"),
    [
        pytest.param(judged(), {}, ("table",), id="判定表がない"),
        pytest.param({k: v for k, v in judged().items() if k != "judgement"},
                     tables(), ("judgement",), id="性質がない"),
        pytest.param(judged(), tables(table((None, "maru"), outputs=[{"key": "verdict", "type": "string"}])),
                     ("table.outputs",), id="どれが可か分からない"),
    ],
)  # fmt: skip
def test_what_is_not_stated_cannot_be_judged(step: dict[str, Any], known: Any, missing: tuple[str, ...]) -> None:
    findings = found(flow_of(step), "S01", tables=known)

    assert [(item.status, item.missing) for item in findings] == [("not_evaluable", missing)]


def test_the_table_approves_and_a_person_sees_the_rest() -> None:
    flow = flow_of(judged(), task("file"))
    finding = found(flow, "S01", tables=tables())[0]

    after = require_flow(apply_patch(flow.document, finding.fix or ()))

    visits = graph_of(after).visits
    assert (after.nodes["auto-judge"].type, after.nodes["auto-judge"].table) == ("decision", "limit")
    assert visits["auto-judge"] == pytest.approx(1)
    assert visits["judge"] == pytest.approx(0.05)
    assert visits["file"] == pytest.approx(0.95)
    assert {edge.name for edge in after.edges if edge.target == "refused"} == {"judge->refused#refuse"}
    assert verify(after).sound
    assert [fault for fault in check_data(after, tables()) if fault.severity == "error"] == []
    assert status(after, "S01", tables=tables()) == set()
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == pytest.approx(1000 * 10 * 0.95, rel=0.05)


def test_a_check_that_nobody_fails_becomes_a_decision() -> None:
    lanes = [lane for lane in LANES if lane["kind"] != "system"]
    flow = flow_of(task("judge", "check", judgement="rule", table="limit"), lanes=lanes)

    after = require_flow(apply_patch(flow.document, found(flow, "S01", tables=tables())[0].fix or ()))

    assert after.nodes["judge"].type == "decision"
    assert after.lanes[after.nodes["judge"].lane or ""].kind == "system"


def test_an_inline_table_will_do() -> None:
    step = {name: value for name, value in judged().items() if name != "table"} | {"table": COMPLETE}
    flow = flow_of(step)

    assert proposed(flow, "S01") == ["judge"]


def test_nothing_is_held_without_a_table_to_speak_of() -> None:
    assert held(flow_of(review("judge", "eligible")), "S01") == set()
