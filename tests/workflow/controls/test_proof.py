"""The control proof: where each control is performed, why that is certain, and why a redesign is refused."""

import csv
from itertools import islice
from typing import Any

import pytest

from benchmarks.control_preservation import judged
from kernel.text import say
from tests.services import shared_data
from tests.workflow.analysis.office import YES_OR_NO, approval, document, found, review, task
from workflow.analysis.order_of_checks import expected_cost
from workflow.codec import require_flow
from workflow.controls import preserved, prove_controls
from workflow.definition import Flow
from workflow.improve import redesign

CHECKS = {"t02": "T02 Check confirmation of receipt", "t06": "T06 Determine necessity of stop advice",
          "t10": "T10 Determine necessity to stop indication"}  # fmt: skip
CONTROL = {
    "key": "before-the-letter", "title": "受領確認の点検は通知の前", "kind": "legal", "basis": "事務処理規程",
    "rule": {"precedes": "t05"},
}  # fmt: skip


def published() -> dict[str, tuple[int, int]]:
    """Rejected and all cases of each check of the permit process, as published."""
    path = shared_data("knockouts_published_results") / "data" / "outputs" / "envpermit_ko_analysis_report.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = {row["Knockout Check"]: row for row in csv.DictReader(lines)}
    found_rates = {}
    for key, name in CHECKS.items():
        cases = int(rows[name]["Total frequency"])
        found_rates[key] = round(float(rows[name]["Rejection rate"].split()[0]) / 100 * cases), cases
    return found_rates


def permit(*order: str, letter: str = "t05") -> Flow:
    """The permit process with its checks in this order, and the letter that confirms the receipt where it says."""
    counted = published()
    steps: list[dict[str, Any]] = []
    for key in order:
        if key == letter:
            steps.append(task("t05", "mail", minutes=1, reads=["name"]))
            continue
        k, n = counted[key]
        own = {"control": ["before-the-letter"]} if key == "t02" else {}
        steps.append(review(key, k=k, n=n, minutes=1, reads=["name"], title=CHECKS[key], outcomes=YES_OR_NO, **own))
    return require_flow(document(*steps, controls=[CONTROL]))


AS_IS = ("t02", "t05", "t06", "t10")
UNSAFE = ("t05", "t06", "t10", "t02")
SAFE = ("t02", "t05", "t10", "t06")


def checks_of(order: tuple[str, ...]) -> float:
    """Expected checks of one case in this order."""
    counted = published()
    keys = [key for key in order if key != "t05"]
    rates = [counted[key][0] / counted[key][1] for key in keys]
    return expected_cost([1.0] * len(keys), rates, [*range(len(keys))])


def test_the_published_permit_redesign_is_rejected() -> None:
    proof = prove_controls(permit(*AS_IS), permit(*UNSAFE))

    assert not proof.accepted
    (lost,) = proof.lost
    assert (lost.control.key, lost.before, lost.after) == ("before-the-letter", ("t02",), ("t02",))
    (broken,) = [argument for argument in lost.arguments if argument.holds is False]
    assert "t05の作業" in say(broken.text)
    assert broken.run[-1] == "t05"
    assert "t02" not in broken.run


def test_the_order_that_keeps_the_control_is_proposed() -> None:
    as_is = permit(*AS_IS)

    finding = found(as_is, "R01")[0]
    made = redesign(as_is)

    assert finding.detail["order"] == ["t10", "t06"]
    assert "R01" in [item.code for item in made.applied]
    assert prove_controls(as_is, made.to_be).accepted
    assert round(100 * (checks_of(SAFE) / checks_of(AS_IS) - 1), 1) == -21.7
    assert round(100 * (checks_of(UNSAFE) / checks_of(AS_IS) - 1), 1) == -22.1


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        pytest.param({"must": "approved"}, "避けて通れる道はありません", id="必ず行う"),
        pytest.param({"precedes": "last"}, "先に行われます", id="先に行う"),
        pytest.param({"follows": "apply"}, "通らずに終わる道はありません", id="後で行う"),
        pytest.param({"not_same_person": "last"}, "同じ人が行えません", id="別の人が行う"),
        pytest.param({"rank": 1}, "以上の人が行います", id="職位"),
        pytest.param({"min_days": 3, "from": "apply", "to": "last"}, "いちばん短い道でも3日", id="期間"),
        pytest.param({"max_days": 30, "from": "apply", "to": "wait"}, "20件に19件は30日以内", id="期限"),
        pytest.param(None, "避けて通れる道はありません", id="決まりがなければ今の流れから"),
    ],
)
def test_each_kind_of_control_is_argued_for_in_words(rule: dict[str, Any] | None, said: str) -> None:
    control = {"key": "it", "title": "統制", "kind": "audit"} | ({} if rule is None else {"rule": rule})
    wait = {"key": "wait", "type": "timer", "title": "公告", "wait": {"days": 5}}
    outcomes = [{"key": "approve", "title": "可"}]
    step = approval("head", "head", control=["it"], outcomes=outcomes)
    flow = require_flow(document(wait, step, task("last", reads=[]), controls=[control]))

    proof = prove_controls(flow, flow)

    assert proof.accepted
    texts = [say(argument.text) for argument in proof.controls[0].arguments]
    assert any(said in text for text in texts)
    assert all(say(argument.text, "en") != say(argument.text, "ja") for argument in proof.controls[0].arguments)


def test_the_proof_says_the_same_as_the_comparison() -> None:
    as_is = permit(*AS_IS)

    for order in (AS_IS, UNSAFE, SAFE, ("t05", "t02", "t06", "t10")):
        to_be = permit(*order)
        proof = {each.control.key: each.kept for each in prove_controls(as_is, to_be).controls}
        assert proof == {each.key: each.kept for each in preserved(as_is, to_be)}


def test_what_the_as_is_does_not_do_either_is_no_loss_but_is_said() -> None:
    late = permit(*UNSAFE)

    proof = prove_controls(late, late)

    assert proof.accepted
    assert proof.controls[0].missing_before is not None


def test_a_control_that_nobody_performs_any_more_is_lost_at_once() -> None:
    before = permit(*AS_IS)
    after = require_flow(document(task("t05", "mail"), controls=[CONTROL]))

    (lost,) = prove_controls(before, after).lost

    assert [argument.holds for argument in lost.arguments] == [False]
    assert "行う工程がありません" in say(lost.arguments[0].text)


def test_no_control_that_a_random_rewrite_breaks_is_called_kept() -> None:
    asked = [*islice(judged(), 600)]

    assert [kept for kept, true in asked if kept and not true] == []
    assert sum(not true for _, true in asked) > 50
