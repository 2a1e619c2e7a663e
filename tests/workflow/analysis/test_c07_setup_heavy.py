"""C07: setting up takes longer than the work."""

from typing import Any

import pytest

from tests.workflow.analysis.office import flow_of, found, held, proposed, status, task
from workflow.codec import require_flow
from workflow.patch import apply_patch

PRESS = task("press", "print", minutes=2, setup_minutes=10, medium="paper")


@pytest.mark.parametrize(
    "press",
    [
        pytest.param(PRESS, id="段取り10分、作業2分"),
        pytest.param(PRESS | {"minutes": 10}, id="ちょうど半分"),
    ],
)
def test_work_that_is_mostly_setting_up_is_found(press: dict[str, Any]) -> None:
    assert proposed(flow_of(press, standard_days=10), "C07") == ["press"]


@pytest.mark.parametrize(
    ("press", "more"),
    [
        pytest.param(PRESS | {"minutes": 30}, {"standard_days": 10}, id="作業の方が長い"),
        pytest.param(PRESS | {"batch": {"size": 5}}, {"standard_days": 10}, id="もうまとめている"),
        pytest.param(PRESS | {"wait_minutes": 60 * 24 * 12}, {"standard_days": 10}, id="期間に余裕がない"),
        pytest.param(PRESS, {"standard_days": 10, "volume_per_year": 12}, id="件数が少ない"),
        pytest.param(PRESS | {"due": {"hours": 1}}, {"standard_days": 10}, id="期限が近い"),
    ],
)
def test_what_cannot_wait_or_need_not_is_left_alone(press: dict[str, Any], more: dict[str, Any]) -> None:
    assert proposed(flow_of(press, **more), "C07") == []


@pytest.mark.parametrize(
    ("more", "guard"),
    [
        pytest.param({"control": ["law"]}, "GD1", id="統制"),
        pytest.param({"assign": {"not_same_as": ["last"]}}, "GD2", id="別の人"),
        pytest.param({"effect": "irreversible"}, "GD5", id="取り消せない"),
        pytest.param({"medium": "counter"}, "in_person", id="住民が待つ"),
        pytest.param({"pinned": "苦情"}, "GD11", id="固定"),
    ],
)
def test_guards_keep_it_case_by_case(more: dict[str, Any], guard: str) -> None:
    law = [{"key": "law", "title": "統制", "kind": "audit"}]
    flow = flow_of(PRESS | more, task("last"), standard_days=10, controls=law)

    assert proposed(flow, "C07") == []
    assert held(flow, "C07") == {guard}


@pytest.mark.parametrize(
    ("press", "more", "missing"),
    [
        pytest.param(PRESS, {}, "standard_days", id="標準処理期間"),
        pytest.param(PRESS, {"standard_days": 10, "volume_per_year": None}, "volume_per_year", id="件数"),
        pytest.param(
            {key: value for key, value in PRESS.items() if key != "minutes"},
            {"standard_days": 10},
            "minutes",
            id="時間",
        ),
    ],
)
def test_without_the_figures_it_is_not_judged(press: dict[str, Any], more: dict[str, Any], missing: str) -> None:
    document = flow_of(press, **{key: value for key, value in more.items() if value is not None}).document
    flow = require_flow({key: value for key, value in document.items() if more.get(key, 0) is not None})

    assert status(flow, "C07") == {"not_evaluable"}
    assert found(flow, "C07")[0].missing == (missing,)


def test_the_batch_is_the_largest_that_fits_into_the_period() -> None:
    flow = flow_of(PRESS, standard_days=3, volume_per_year=365)
    (finding,) = found(flow, "C07")

    after = require_flow(apply_patch(flow.document, finding.fix or ()))

    batch = after.nodes["press"].batch
    assert batch is not None
    assert batch.size == finding.detail["batch"] == 6  # one case a day, and a little less than three days left
    assert finding.detail["lead_days_more"] == 2.5
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == pytest.approx(365 * 10 * (1 - 1 / 6), rel=0.05)
