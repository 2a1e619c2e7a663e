"""R09: an approval in front that hardly ever says no, before something that can be taken back."""

from typing import Any

import pytest

from tests.workflow.analysis.office import applied, approval, flow_of, found, held, proposed, review, status, task
from workflow.graph import graph_of
from workflow.soundness.verify import verify

LEND = task("lend", "other", effect="reversible", minutes=10)
REGISTER = task("register", "enter", reads=["name"], writes=["memo"], effect="reversible")


def before(**more: Any) -> dict[str, Any]:
    return review("allow", "eligible", k=0, n=5000) | more


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([before(), LEND], id="貸出しの前の審査"),
        pytest.param([before(), task("pack", "prepare"), REGISTER, task("file")], id="間に作業がある"),
        pytest.param([approval("head", "head"), approval("allow", "head", 0, 5000), LEND], id="決裁が重なる"),
    ],
)
def test_a_look_before_something_reversible_is_found_and_comes_afterwards(steps: list[dict[str, Any]]) -> None:
    flow = flow_of(*steps)
    after = applied(flow, "R09")

    assert proposed(flow, "R09") == ["allow"]
    assert graph_of(after).visits["allow"] == pytest.approx(0.05 * graph_of(flow).visits["allow"], rel=0.05)
    assert any(graph_of(after).dominates(key, "allow") for key in ("lend", "register") if key in after.nodes)
    assert verify(after).sound
    assert status(after, "R09") == set()


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([before(rates={"refuse": {"k": 200, "n": 5000}}), LEND], id="よく止めている"),
        pytest.param([before(rates={}), LEND], id="数えていない"),
        pytest.param([before(), task("file")], id="効果がない"),
        pytest.param([before(), LEND | {"effect": "irreversible"}], id="取り消せない"),
        pytest.param([before(), review("other", "complete"), LEND], id="後でもう一度見る"),
    ],
)
def test_other_looks_stay_in_front(steps: list[dict[str, Any]]) -> None:
    assert status(flow_of(*steps), "R09") == set()


@pytest.mark.parametrize(
    ("steps", "guard"),
    [
        pytest.param([before(control=["law"]), LEND], "GD1", id="法令の統制"),
        pytest.param([before(assign={"not_same_as": ["lend"]}), LEND], "GD2", id="担当の分け方"),
        pytest.param([before(independent=True), LEND], "GD3", id="独立した確認"),
        pytest.param([approval("allow", "head", 0, 5000), LEND], "GD4", id="権限者の決裁"),
        pytest.param([before(), LEND, task("pay", "pay")], "GD5", id="支払が続く"),
        pytest.param([before(pinned="前に見る"), LEND], "GD11", id="固定されている"),
    ],
)
def test_guards_keep_the_look_in_front(steps: list[dict[str, Any]], guard: str) -> None:
    flow = flow_of(*steps, controls=[{"key": "law", "title": "事前の確認", "kind": "legal"}])

    assert proposed(flow, "R09") == []
    assert guard in held(flow, "R09")


def test_too_few_cases_prove_nothing_yet() -> None:
    finding = found(flow_of(before(rates={"refuse": {"k": 0, "n": 500}}), LEND), "R09")[0]

    assert (finding.status, finding.missing) == ("not_evaluable", ("rates",))
