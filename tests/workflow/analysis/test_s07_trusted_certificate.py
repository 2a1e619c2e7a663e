"""S07: people examine what a certificate of another authority asserts already."""

from typing import Any

import pytest

from tests.workflow.analysis.office import APPLY, applied, flow_of, found, held, proposed, review, status
from workflow.graph import graph_of

PROOF = {"key": "proof", "title": "納税証明書", "issuer": "tax-office", "asserts": ["eligible"], "valid_days": 90}
HANDS_IN = APPLY | {"documents": {"produces": ["proof"]}}


def look(**more: Any) -> dict[str, Any]:
    return review("look", "eligible", k=0, n=400) | more


def with_proof(*steps: dict[str, Any], proof: dict[str, Any] | None = None, **more: Any) -> Any:
    said = {"documents": [proof or PROOF], "trusted_issuers": ["tax-office"]} | more
    return flow_of(HANDS_IN, *steps, **said)


def test_a_check_of_what_is_certified_is_found_and_goes() -> None:
    flow = with_proof(review("other", "complete"), look())

    assert proposed(flow, "S07") == ["look"]
    assert "look" not in applied(flow, "S07").nodes


def test_the_certificate_at_hand_is_found_first_where_the_step_needs_it() -> None:
    flow = flow_of(look(documents={"needs": ["proof"]}), documents=[PROOF], trusted_issuers=["tax-office"])

    assert proposed(flow, "S07") == ["look"]


def test_where_nobody_counted_a_sample_stays() -> None:
    after = applied(with_proof(look(rates={})), "S07")

    assert graph_of(after).visits["look"] == pytest.approx(0.05)
    assert status(after, "S07") == set()


@pytest.mark.parametrize(
    ("step", "proof"),
    [
        pytest.param(look(checks=["complete"]), PROOF, id="別のことを見る"),
        pytest.param(look(checks=["eligible", "complete"]), PROOF, id="ほかのことも見る"),
        pytest.param(look(), PROOF | {"asserts": []}, id="何も証明しない"),
        pytest.param(look(checks=[]), PROOF, id="確認項目がない"),
    ],
)
def test_other_checks_are_left_alone(step: dict[str, Any], proof: dict[str, Any]) -> None:
    assert status(with_proof(step, proof=proof), "S07") == set()


@pytest.mark.parametrize(
    ("steps", "guard"),
    [
        pytest.param([look(control=["law"])], "GD1", id="法令の統制"),
        pytest.param([look(assign={"not_same_as": ["apply"]})], "GD2", id="担当の分け方"),
        pytest.param([look(independent=True)], "GD3", id="独立した確認"),
        pytest.param([look(effect="irreversible")], "GD5", id="効果がある"),
        pytest.param([look(rates={"refuse": {"k": 4, "n": 400}})], "finds", id="見つけている"),
        pytest.param([look(judgement="discretion")], "discretion", id="裁量がある"),
        pytest.param([look(pinned="原本を見る")], "GD11", id="固定されている"),
        pytest.param(
            [{"key": "w", "type": "timer", "title": "縦覧", "wait": {"days": 120}}, look()], "GD6", id="期限切れ"
        ),
    ],
)
def test_guards_keep_the_check(steps: list[dict[str, Any]], guard: str) -> None:
    flow = with_proof(*steps, controls=[{"key": "law", "title": "審査", "kind": "legal"}])

    assert proposed(flow, "S07") == []
    assert held(flow, "S07") == {guard}


def test_an_issuer_whom_the_city_does_not_trust_proves_nothing() -> None:
    assert held(with_proof(look(), proof=PROOF | {"issuer": "somebody"}), "S07") == {"trusted"}


@pytest.mark.parametrize(
    ("flow", "missing"),
    [
        pytest.param(with_proof(look(), trusted_issuers=[]), ("trusted_issuers",), id="一覧がない"),
        pytest.param(
            with_proof(look(), proof={k: v for k, v in PROOF.items() if k != "issuer"}), ("issuer",), id="発行元がない"
        ),
    ],
)
def test_what_is_not_stated_cannot_be_judged(flow: Any, missing: tuple[str, ...]) -> None:
    assert [item.missing for item in found(flow, "S07")] == [missing]
