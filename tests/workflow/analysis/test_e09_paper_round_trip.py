"""E09: printed, sealed, scanned."""

from typing import Any

import pytest

from tests.workflow.analysis.office import approval, flow_of, found, held, proposed, review, status, task
from workflow.codec import require_flow
from workflow.improve.proof import prove
from workflow.patch import apply_patch

PRINT = task("print", "print", medium_in="system", medium_out="paper", reads=["name"], writes=[])
SEAL = task("seal", "stamp", medium="paper", reads=[], writes=[], minutes=2)
CARRY = task("carry", "carry", medium="paper", reads=[], writes=[], minutes=1)
SCAN = task("scan", "scan", medium_in="paper", medium_out="system", reads=[], writes=[], minutes=3)
HEAD = approval("head", "head", medium="paper")


@pytest.mark.parametrize(
    ("steps", "gone", "stays"),
    [
        pytest.param([PRINT, HEAD, SCAN], ("print", "scan"), ("head",), id="決裁のため"),
        pytest.param([PRINT, CARRY, SEAL, HEAD, SCAN], ("print", "carry", "seal", "scan"), ("head",), id="持ち回り"),
        pytest.param([PRINT, SEAL, SCAN], ("print", "scan"), ("seal",), id="押印だけ"),
        pytest.param(
            [PRINT, CARRY, SCAN | {"action": "enter", "writes": ["name"]}],
            ("print", "carry", "scan"),
            (),
            id="打ち直す",
        ),
    ],
)
def test_a_round_trip_over_paper_is_found(
    steps: list[dict[str, Any]], gone: tuple[str, ...], stays: tuple[str, ...]
) -> None:
    flow = flow_of(*steps)
    (finding,) = found(flow, "E09")

    assert finding.status == "proposed"
    assert finding.where.nodes == (*gone, *stays)
    after = prove(flow, flow, apply_patch(flow.document, finding.fix or ()), {}).flow
    assert after is not None
    assert after.nodes.keys().isdisjoint(gone)
    assert all(after.nodes[key].medium == "system" for key in stays)


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([PRINT, task("mail", "mail", medium="mail")], id="外へ出る"),
        pytest.param([PRINT, HEAD], id="紙のまま終わる"),
        pytest.param([PRINT, SEAL | {"writes": ["memo"]}, SCAN, task("use", reads=["memo"])], id="紙の上で記録する"),
        pytest.param([PRINT, review("look", "eligible", medium="paper", writes=["memo"]), SCAN], id="審査の結果を書く"),
        pytest.param([PRINT | {"medium_in": "paper"}, SEAL, SCAN], id="初めから紙"),
    ],
)
def test_paper_that_is_for_something_is_left_alone(steps: list[dict[str, Any]]) -> None:
    assert found(flow_of(*steps), "E09") == []


@pytest.mark.parametrize(
    ("more", "guard"),
    [
        pytest.param({"control": ["law"]}, "GD1", id="法定の公印"),
        pytest.param({"assign": {"not_same_as": ["head"]}}, "GD2", id="別の人"),
        pytest.param({"independent": True}, "GD3", id="別の目"),
        pytest.param({"effect": "irreversible"}, "GD5", id="公印の効果"),
        pytest.param({"documents": {"produces": ["deed"]}}, "GD7", id="保存する紙"),
        pytest.param({"documents": {"produces": ["slip"]}}, "original", id="後で使う紙"),
        pytest.param({"pinned": "条例"}, "GD11", id="固定"),
    ],
)
def test_guards_keep_the_paper(more: dict[str, Any], guard: str) -> None:
    papers = [{"key": "deed", "title": "証書", "keep": True}, {"key": "slip", "title": "控え", "physical": True}]
    law = [{"key": "law", "title": "公印", "kind": "legal"}]
    flow = flow_of(
        PRINT, SEAL | more, HEAD, SCAN, task("give", documents={"needs": ["slip"]}), documents=papers, controls=law
    )

    assert proposed(flow, "E09") == []
    assert held(flow, "E09") == {guard}


def test_an_approval_without_medium_is_not_judged() -> None:
    silent = {name: value for name, value in HEAD.items() if name != "medium"}

    assert status(flow_of(PRINT, silent, SCAN), "E09") == {"not_evaluable"}


def test_printing_carrying_and_scanning_are_saved() -> None:
    flow = flow_of(PRINT, CARRY, HEAD, SCAN)
    (finding,) = found(flow, "E09")

    after = require_flow(apply_patch(flow.document, finding.fix or ()))

    assert after.nodes["head"].medium == "system"
    assert finding.saving is not None
    assert finding.saving.minutes_per_year.p50 == pytest.approx(1000 * (6 + 1 + 3 * 0.5), rel=0.05)  # half is approved
