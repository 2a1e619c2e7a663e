"""E02: the resident is asked for what the city knows."""

from typing import Any

import pytest

from tests.workflow.analysis.office import APPLY, DATA, document, flow_of, found, held, proposed, task
from workflow.codec import require_flow
from workflow.patch import apply_patch


def asking(**more: Any) -> dict[str, Any]:
    said = {"lane": "resident", "medium": "paper", "minutes": 10, "writes": ["name"]}
    return {"key": "ask", "type": "form", "title": "追加の書類を書く"} | said | more


def with_item(key: str, **more: Any) -> list[dict[str, Any]]:
    return [item | more if item["key"] == key else item for item in DATA]


@pytest.mark.parametrize(
    ("steps", "data", "first"),
    [
        pytest.param([asking()], DATA, "ask", id="同じ案件で先に聞いた"),
        pytest.param([task("file")], with_item("income", held_in=["tax-register"]), "apply", id="台帳にある"),
        pytest.param([task("file")], with_item("income", source="register"), "apply", id="登録簿の項目"),
        pytest.param([task("phone", "call", writes=["birth"])], DATA, "phone", id="電話で聞き直す"),
    ],
)
def test_asking_for_something_known_is_found(steps: list[Any], data: list[Any], first: str) -> None:
    assert proposed(flow_of(*steps, data=data), "E02") == [first]


@pytest.mark.parametrize(
    ("steps", "data"),
    [
        pytest.param([task("file")], DATA, id="初めて聞く"),
        pytest.param([asking(writes=["memo"])], DATA, id="まだ知らない項目"),
        pytest.param([task("phone", "call", writes=["birth"], checks=["complete"])], DATA, id="電話で確かめる"),
        pytest.param([asking()], with_item("name", type="consent"), id="同意はそのつど取る"),
    ],
)
def test_asking_for_something_new_is_not(steps: list[Any], data: list[Any]) -> None:
    assert proposed(flow_of(*steps, data=data), "E02") == []


@pytest.mark.parametrize(
    ("step", "more", "guard"),
    [
        pytest.param(asking(control=["hearing"]), {}, "GD1", id="弁明の機会"),
        pytest.param(asking(independent=True), {}, "GD3", id="あえて二度聞く"),
        pytest.param(asking(pinned="要綱で様式を定めている"), {}, "GD11", id="固定されている"),
        pytest.param(
            asking(documents={"produces": ["paper"]}),
            {"documents": [{"key": "paper", "title": "原本", "physical": True}]},
            "original",
            id="原本が要る",
        ),
    ],
)
def test_guards_keep_the_question(step: dict[str, Any], more: dict[str, Any], guard: str) -> None:
    flow = flow_of(step, controls=[{"key": "hearing", "title": "弁明の機会の付与", "kind": "legal"}], **more)

    assert proposed(flow, "E02") == []
    assert held(flow, "E02") == {guard}


@pytest.mark.parametrize(("days", "expected"), [(90, ["ask"]), (20, [])])
def test_an_answer_may_have_expired(days: int, expected: list[str]) -> None:
    wait = {"key": "wait", "type": "timer", "title": "待つ", "wait": {"business_days": 20}}

    assert proposed(flow_of(wait, asking(), data=with_item("name", valid_days=days)), "E02") == expected


@pytest.mark.parametrize(
    ("purpose", "other", "expected"),
    [
        pytest.param("手当の審査", "手当の審査", "proposed", id="目的が同じ"),
        pytest.param("手当の審査", "住民税の課税", "suppressed", id="目的が違う"),
        pytest.param("手当の審査", None, "not_evaluable", id="目的が分からない"),
        pytest.param(None, None, "proposed", id="どちらにもない"),
    ],
)
def test_personal_data_are_reused_for_their_purpose_only(purpose: str, other: str, expected: str) -> None:
    register: dict[str, Any] = {"key": "taxed", "title": "課税所得", "type": "money", "source": "register"}
    register |= {"means": "person.income", "personal": True} | ({"purpose": other} if other else {})
    asked = {"means": "person.income"} | ({"purpose": purpose} if purpose else {})
    flow = flow_of(task("file"), data=[*with_item("income", **asked), register])

    assert {finding.status for finding in found(flow, "E02") if finding.where.nodes[0] == "apply"} == {expected}


def test_a_correction_may_ask_again() -> None:
    correct = asking(key="correct", writes=["name", "income"])
    flow = document(
        task("check", "check", outcomes=[{"key": "approve", "title": "可"}, {"key": "return", "title": "補正"}])
    )
    flow["nodes"] = [*(node for node in flow["nodes"] if node["key"] != "refused"), correct]
    flow["edges"] = [edge for edge in flow["edges"] if edge.get("outcome") != "refuse"]
    flow["edges"] += [{"from": "check", "to": "correct", "outcome": "return"}, {"from": "correct", "to": "check"}]

    assert proposed(require_flow(flow), "E02") == []


def test_what_only_a_register_holds_is_looked_up_instead() -> None:
    flow = flow_of(task("file", reads=["income"]), data=with_item("income", held_in=["tax-register"]))

    after = require_flow(apply_patch(flow.document, found(flow, "E02")[0].fix or ()))

    lookup = after.nodes["lookup-apply"]
    assert "income" not in after.nodes["apply"].writes
    assert (lookup.type, lookup.writes, lookup.systems) == ("service", ("income",), ("tax-register",))
    assert after.lanes[lookup.lane or ""].kind == "system"
    assert proposed(after, "E02") == []


def test_an_empty_request_goes_but_never_the_application() -> None:
    twice, once = flow_of(asking()), flow_of(task("file"), data=with_item("name", held_in=["resident-register"]))

    shorter = require_flow(apply_patch(twice.document, found(twice, "E02")[0].fix or ()))
    same = require_flow(apply_patch(once.document, found(once, "E02")[0].fix or ()))

    assert "ask" not in shorter.nodes
    assert same.nodes["apply"].writes == tuple(name for name in APPLY["writes"] if name != "name")


def test_the_residents_minutes_stand_apart() -> None:
    finding = found(flow_of(asking()), "E02")[0]

    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == 0
    apart = finding.detail["resident_minutes_per_year"]
    assert isinstance(apart, dict)
    assert apart["p50"] == pytest.approx(10_000, rel=0.05)
