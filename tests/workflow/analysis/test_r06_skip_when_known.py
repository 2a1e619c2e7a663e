"""R06: a check that is passed for certain whenever something already known holds."""

from typing import Any

import pytest

from tests.workflow.analysis.office import CHECKS, DATA, applied, flow_of, found, held, proposed, review, status, task
from workflow.analysis import analyze
from workflow.graph import graph_of
from workflow.soundness.verify import verify

LOOKED_UP = {"key": "tax", "title": "住民税の課税", "type": "money", "source": "register"}
MEMO = {"key": "opinion", "title": "意見", "type": "choice", "source": "staff"}
LOOK_UP = task("tax", "other", lane="tax", reads=["name"], writes=["tax"])
FREE = {"field": "tax", "op": "eq", "value": 0}
WELL = {"field": "opinion", "op": "eq", "value": "ok"}


def means(condition: dict[str, Any]) -> list[dict[str, Any]]:
    return [*CHECKS, {"key": "means", "title": "負担できる", "condition": condition}]


def table(*rows: list[Any], policy: str = "unique") -> dict[str, Any]:
    return {
        "format": "minaoshi.table/1", "key": "t", "title": "判定", "hit_policy": policy,
        "inputs": [{"key": "tax", "expr": {"field": "tax"}, "type": "number"},
                   {"key": "opinion", "expr": {"field": "opinion"}, "type": "string"}],
        "outputs": [{"key": "verdict", "type": "string", "values": ["approve", "review"]}],
        "rules": [{"key": f"r{place}", "when": row[:2], "then": [row[2]]} for place, row in enumerate(rows)],
    }  # fmt: skip


def look(**more: Any) -> dict[str, Any]:
    return review("look", "means", reads=["tax"], k=100, n=1000) | more


DATA_HERE = [*DATA, LOOKED_UP, MEMO]
PARTLY = {"any": [FREE, WELL]}


@pytest.mark.parametrize(
    ("step", "condition", "when"),
    [
        pytest.param(look(), FREE, FREE, id="条件の全部が先に分かる"),
        pytest.param(look(), PARTLY, FREE, id="どれか一つが先に分かる"),
        pytest.param(look(), {"all": [PARTLY, FREE]}, {"all": [FREE, FREE]}, id="入り組んだ条件"),
        pytest.param(look(checks=[], table=table([0, None, "approve"], [{"gt": 0}, "ok", "approve"])), FREE, FREE,
                     id="判定表の行"),
    ],
)  # fmt: skip
def test_a_check_that_known_data_settle_is_found(step: dict[str, Any], condition: Any, when: Any) -> None:
    flow = flow_of(LOOK_UP, step, data=DATA_HERE, checks=means(condition))
    finding = found(flow, "R06")[0]
    after = applied(flow, "R06")

    assert proposed(flow, "R06") == ["look"]
    assert finding.detail["when"] == when
    assert graph_of(after).predecessors("look") == ("skip-look",)
    assert verify(after).sound
    assert status(after, "R06") == set()


@pytest.mark.parametrize(
    ("step", "condition"),
    [
        pytest.param(look(), WELL, id="まだ分からない項目だけ"),
        pytest.param(look(), {"all": [FREE, WELL]}, id="両方が要る"),
        pytest.param(look(checks=["means", "complete"]), FREE, id="ほかの確認もする"),
        pytest.param(look(checks=[]), FREE, id="確認項目がない"),
        pytest.param(look(checks=[], table=table([0, None, "review"], [{"gt": 0}, None, "review"])), FREE,
                     id="合格の行がない"),
        pytest.param(look(checks=[], table=table([None, "ng", "review"], [0, None, "approve"], policy="first")), FREE,
                     id="先の行が別の答え"),
    ],
)  # fmt: skip
def test_a_check_that_needs_a_look_is_left_alone(step: dict[str, Any], condition: Any) -> None:
    flow = flow_of(LOOK_UP, step, data=DATA_HERE, checks=means(condition))

    assert status(flow, "R06") == set()


@pytest.mark.parametrize(
    ("step", "guard"),
    [
        pytest.param(look(control=["law"]), "GD1", id="法令の統制"),
        pytest.param(look(assign={"not_same_as": ["tax"]}), "GD2", id="担当の分け方"),
        pytest.param(look(independent=True), "GD3", id="独立した確認"),
        pytest.param(look(effect="irreversible"), "GD5", id="効果がある"),
        pytest.param(look(judgement="discretion"), "discretion", id="裁量がある"),
        pytest.param(look(pinned="全件を見る"), "GD11", id="固定されている"),
    ],
)
def test_guards_keep_the_check_for_every_case(step: dict[str, Any], guard: str) -> None:
    controls = [{"key": "law", "title": "審査", "kind": "legal"}]
    flow = flow_of(LOOK_UP, step, data=DATA_HERE, checks=means(FREE), controls=controls)

    assert proposed(flow, "R06") == []
    assert guard in held(flow, "R06")


def test_the_saving_counts_the_cases_that_pass_by() -> None:
    flow = flow_of(LOOK_UP, look(), data=DATA_HERE, checks=means(FREE))

    after = applied(flow, "R06")

    saved = (analyze(flow).measures.yearly_minutes or 0) - (analyze(after).measures.yearly_minutes or 0)
    assert saved == pytest.approx(1000 * 0.9 * 10)
    assert graph_of(after).visits["refused"] == pytest.approx(graph_of(flow).visits["refused"])


def test_the_share_of_a_known_class_is_used_and_an_unknown_one_is_no_saving() -> None:
    kinds = [{"when": FREE, "share": {"k": 30, "n": 100}}]
    known = flow_of(LOOK_UP, look(classes=kinds), data=DATA_HERE, checks=means(PARTLY))
    unknown = flow_of(LOOK_UP, look(), data=DATA_HERE, checks=means(PARTLY))

    with_share, without = found(known, "R06")[0], found(unknown, "R06")[0]

    assert with_share.saving is not None
    assert with_share.saving.minutes_per_year.p50 == pytest.approx(3000, rel=0.03)
    assert without.missing == ("classes",)
    assert without.saving is not None
    assert without.saving.minutes_per_year.p50 == 0
