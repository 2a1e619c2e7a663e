"""R05: every case waits for a step whose result only a few need."""

from typing import Any

import pytest

from tests.workflow.analysis.office import APPLY, ENDS, START, applied, found, held, proposed, task, whole
from workflow.analysis import analyze
from workflow.codec import require_flow
from workflow.definition import Flow
from workflow.graph import graph_of

MAP = task("map", "prepare", reads=["name"], writes=["memo"], minutes=30)
USE = task("visit", reads=["memo"], writes=["amount"])


def with_branch(step: dict[str, Any], *others: dict[str, Any], share: float | None = 0.1, **more: Any) -> Flow:
    """The step, a choice, and a branch in which `visit` reads what the step recorded."""
    nodes = [START, APPLY, step, {"key": "gate", "type": "exclusive", "title": "現地を見るか"}, USE, *others, ENDS[0]]
    said = {} if share is None else {"probability": share}
    rest = {} if share is None else {"probability": round(1 - share, 6)}
    edges = [
        {"from": "start", "to": "apply"},
        {"from": "apply", "to": step["key"]},
        {"from": step["key"], "to": "gate"},
        {"from": "gate", "to": "visit"} | said,
        {"from": "gate", "to": others[0]["key"] if others else "done"} | rest,
        {"from": "visit", "to": "done"},
        *({"from": other["key"], "to": "done"} for other in others),
    ]
    return require_flow(whole(nodes, edges, **more))


@pytest.mark.parametrize("share", [0.05, 0.2])
def test_a_step_for_few_cases_is_found_and_sinks_into_their_branch(share: float) -> None:
    flow = with_branch(MAP, share=share)
    finding = found(flow, "R05")[0]
    after = applied(flow, "R05")

    assert proposed(flow, "R05") == ["map"]
    assert graph_of(after).predecessors("map") == ("gate",)
    assert graph_of(after).successors("map") == ("visit",)
    saved = (analyze(flow).measures.yearly_minutes or 0) - (analyze(after).measures.yearly_minutes or 0)
    assert saved == pytest.approx(1000 * 30 * (1 - share))
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == pytest.approx(saved, rel=0.03)


@pytest.mark.parametrize(
    "flow",
    [
        pytest.param(with_branch(MAP, share=0.4), id="多くの案件が使う"),
        pytest.param(with_branch(MAP, task("other", reads=["memo"])), id="ほかの道でも使う"),
        pytest.param(with_branch(MAP | {"writes": ["birth"]}), id="誰も使わない（E06）"),
        pytest.param(with_branch(MAP | {"checks": ["complete"]}), id="確認もしている"),
        pytest.param(
            with_branch(MAP | {"documents": {"produces": ["note"]}}, task("other", documents={"needs": ["note"]}),
                        documents=[{"key": "note", "title": "控え"}]), id="作った書類をほかで使う"),
    ],
)  # fmt: skip
def test_a_step_that_others_need_is_left_alone(flow: Flow) -> None:
    assert proposed(flow, "R05") == []


@pytest.mark.parametrize(
    ("step", "guard"),
    [
        pytest.param(MAP | {"control": ["law"]}, "GD1", id="法令の統制"),
        pytest.param(MAP | {"independent": True}, "GD3", id="独立した作業"),
        pytest.param(MAP | {"effect": "irreversible"}, "GD5", id="取り消せない"),
        pytest.param(MAP | {"pinned": "必ず作る"}, "GD11", id="固定されている"),
    ],
)
def test_guards_keep_the_step(step: dict[str, Any], guard: str) -> None:
    flow = with_branch(step, controls=[{"key": "law", "title": "図面", "kind": "legal"}])

    assert proposed(flow, "R05") == []
    assert held(flow, "R05") == {guard}


def test_a_record_that_is_kept_stays_for_every_case() -> None:
    kept = [{"key": "memo", "title": "図面", "type": "text", "source": "staff", "keep": True}]
    flow = with_branch(MAP, data=[*kept, *({"key": k, "title": k, "type": "text", "source": "resident"}
                                           for k in ("name", "income", "birth", "amount"))])  # fmt: skip

    assert held(flow, "R05") == {"GD7"}


@pytest.mark.parametrize(
    ("flow", "missing"),
    [
        pytest.param(with_branch(MAP, share=None), ("probability",), id="割合がない"),
        pytest.param(with_branch({k: v for k, v in MAP.items() if k != "reads"}), ("reads",), id="見る項目がない"),
    ],
)
def test_what_is_not_stated_cannot_be_judged(flow: Flow, missing: tuple[str, ...]) -> None:
    assert [item.missing for item in found(flow, "R05")] == [missing]
