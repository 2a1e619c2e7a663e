"""K03, K06 to K09: defects of control that the flow itself shows, and D7 to D9: erasing."""

from typing import Any

import pytest

from kernel.text import say
from tests.workflow.analysis.office import (
    APPLY,
    DATA,
    ENDS,
    LANES,
    START,
    YES_OR_NO,
    approval,
    flow_of,
    review,
    task,
    whole,
)
from workflow.analysis import analyze
from workflow.codec import require_flow
from workflow.controls import defect_findings
from workflow.controls.refusals import unreasoned_refusals
from workflow.dataflow import check_data
from workflow.definition import Flow

LETTER = {"key": "letter", "type": "notice", "title": "決定通知", "lane": "system", "to": "resident"}
DECISION: dict[str, Any] = {"disposition": {"kind": "処分", "basis": "条例"}}
PURPOSE = [item | {"purpose": "補助金の審査"} for item in DATA]


def codes(flow: Flow) -> dict[str, tuple[str, ...]]:
    """What is wrong, and where."""
    return {finding.code: finding.where.nodes for finding in defect_findings(flow)}


OTHER = approval("other", "head", matter="x", reads=["amount"])


RULE = {"key": "rule", "type": "decision", "title": "判定", "table": "auto", "control": ["grant"]}


def money(**more: Any) -> dict[str, Any]:
    return task("change", "enter", writes=["amount"], reads=["memo"]) | more


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([approval("decide", "head"), money(), LETTER], id="通知の前に金額を直す"),
        pytest.param([approval("decide", "head"), money(effect="irreversible")], id="直すこと自体が効果"),
        pytest.param([approval("decide", "head"), money()], id="効果のない流れでは承認の終了まで"),
    ],
)
def test_k03_what_was_decided_on_is_written_again_before_the_effect(steps: list[dict[str, Any]]) -> None:
    assert codes(flow_of(*steps, data=PURPOSE)) == {"control.K03": ("decide", "change")}


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param([money(), approval("decide", "head"), LETTER], id="決裁の前"),
        pytest.param([approval("decide", "head"), money(), approval("again", "head"), LETTER], id="もう一度決裁する"),
        pytest.param([approval("decide", "head"), money(writes=["memo"]), LETTER], id="決裁が見ない項目"),
        pytest.param([approval("decide", "head"), LETTER, money()], id="効果の後"),
        pytest.param([approval("decide", "head"), money(), OTHER, LETTER],
                     id="同じ項目を見る別の決裁"),
        pytest.param([approval("decide", "head", control=["grant"]), money(), RULE, LETTER],
                     id="同じ統制を規則がもう一度果たす"),
    ],
)  # fmt: skip
def test_k03_a_decision_that_covers_what_it_was_made_on_is_none(steps: list[dict[str, Any]]) -> None:
    assert codes(flow_of(*steps, data=PURPOSE)) == {}


def with_refusal(*between: dict[str, Any], outcomes: list[dict[str, Any]] = YES_OR_NO, **more: Any) -> Flow:
    nodes: list[dict[str, Any]] = [START, APPLY, review("look", "eligible", outcomes=outcomes), *between, *ENDS]
    steps = [str(node["key"]) for node in between]
    after = [*steps[1:], "refused"]
    edges = [{"from": "start", "to": "apply"}, {"from": "apply", "to": "look"},
             {"from": "look", "to": "done", "outcome": "approve"},
             {"from": "look", "to": [*steps, "refused"][0], "outcome": "refuse"},
             *({"from": a, "to": b} for a, b in zip(steps, after, strict=False))]  # fmt: skip
    return require_flow(whole(nodes, edges, data=PURPOSE, **more))


@pytest.mark.parametrize(
    ("flow", "found"),
    [
        pytest.param(with_refusal(**DECISION), True, id="知らせずに終わる"),
        pytest.param(with_refusal(task("file", "file"), **DECISION), True, id="綴じるだけ"),
        pytest.param(with_refusal(LETTER, **DECISION), False, id="通知する"),
        pytest.param(with_refusal(task("post", "mail"), **DECISION), False, id="郵送する"),
        pytest.param(with_refusal(disposition={"kind": "届出"}), False, id="処分ではない"),
        pytest.param(with_refusal(), False, id="処分かどうか書かれていない"),
    ],
)
def test_k06_a_refusal_is_told_to_the_applicant(flow: Flow, found: bool) -> None:
    assert codes(flow) == ({"control.K06": ("look", "refused")} if found else {})


def test_k06_a_refusal_needs_a_reason() -> None:
    silent = [YES_OR_NO[0], YES_OR_NO[1] | {"reason": "none"}]

    assert [item.code for item in unreasoned_refusals(with_refusal(LETTER, outcomes=silent, **DECISION))] == [
        "control.K06"
    ]
    assert [*unreasoned_refusals(with_refusal(LETTER, **DECISION))] == []


@pytest.mark.parametrize(
    ("days", "wait", "said"),
    [(5, 14_400, "超えます"), (30, 14_400, None), (60, 14_400, "もっと短い期間"), (None, 14_400, None)],
)
def test_k07_the_standard_period_fits_the_time_that_cases_take(days: int | None, wait: int, said: str | None) -> None:
    flow = flow_of(task("work", wait_minutes=wait), data=PURPOSE, **({} if days is None else {"standard_days": days}))

    found = [finding for finding in defect_findings(flow) if finding.code == "control.K07"]

    assert [said is not None and said in say(finding.message) for finding in found] == ([] if said is None else [True])


def test_k07_the_applicants_own_time_does_not_count() -> None:
    slow = APPLY | {"wait_minutes": 100_000}

    assert codes(flow_of(slow, task("work", wait_minutes=1440), data=PURPOSE, standard_days=3)) == {}


@pytest.mark.parametrize(
    ("data", "reads", "found"),
    [
        pytest.param(DATA, ["name"], ("look",), id="目的がない"),
        pytest.param(PURPOSE, ["name"], (), id="目的がある"),
        pytest.param(DATA, ["memo"], (), id="個人情報ではない"),
    ],
)
def test_k08_personal_data_are_read_for_a_purpose(data: list[Any], reads: list[str], found: tuple[str, ...]) -> None:
    assert codes(flow_of(task("look", reads=reads), data=data)).get("control.K08", ()) == found


PAY = task("pay", "pay", minutes=5)


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        pytest.param([PAY], True, id="支払だけ"),
        pytest.param([review("look", "eligible"), task("order", "prepare"), PAY], True, id="全部同じ担当"),
        pytest.param([approval("decide", "head"), PAY], False, id="課長が決裁する"),
        pytest.param([review("look", "eligible", assign={"not_same_as": ["pay"]}), PAY], False, id="別の職員が見る"),
        pytest.param([PAY | {"effect": "reversible"}], False, id="手数料の受取り"),
        pytest.param([task("pay", "pay", lane="system")], False, id="システムが払う"),
    ],
)
def test_k09_no_payment_is_the_work_of_one_person(steps: list[dict[str, Any]], found: bool) -> None:
    assert codes(flow_of(*steps, data=PURPOSE)) == ({"control.K09": ("pay",)} if found else {})


def test_k09_a_branch_around_the_second_person_is_enough() -> None:
    nodes: list[dict[str, Any]] = [
        START,
        APPLY,
        {"key": "gate", "type": "exclusive", "title": "少額か"},
        approval("decide", "head"),
        PAY,
        *ENDS,
    ]
    edges: list[dict[str, Any]] = [{"from": "start", "to": "apply"}, {"from": "apply", "to": "gate"},
             {"from": "gate", "to": "decide", "probability": 0.5}, {"from": "gate", "to": "pay", "probability": 0.5},
             {"from": "decide", "to": "pay", "outcome": "approve"},
             {"from": "decide", "to": "refused", "outcome": "refuse"},
             {"from": "pay", "to": "done"}]  # fmt: skip
    flow = require_flow(whole(nodes, edges, data=PURPOSE))

    (finding,) = defect_findings(flow)

    assert finding.code == "control.K09"
    assert "gate->pay" in (finding.example if isinstance(finding.example, list) else [])


def test_defects_come_before_every_saving() -> None:
    flow = flow_of(review("look", "eligible"), review("again", "eligible"), PAY, lanes=LANES)

    found = analyze(flow).findings
    marks = [finding.code.startswith("K") for finding in found]

    assert marks == sorted(marks, reverse=True)
    assert {"K08", "K09"} <= {finding.code for finding in found}
    assert all(finding.fix is None and finding.evidence for finding in found if finding.code.startswith("K"))


# -- erasing


def erasing(*steps: dict[str, Any], **item: Any) -> list[str]:
    own = {"key": "name", "title": "氏名", "type": "text", "source": "resident", "personal": True, "purpose": "審査"}
    others = [one | {"personal": False} for one in DATA if one["key"] != "name"]
    flow = flow_of(*steps, data=[own | item, *others])
    return [finding.code for finding in check_data(flow) if finding.code in ("data.D7", "data.D8", "data.D9")]


ASK = task("ask", "call", writes=["name"])
USE = task("use", reads=["name"])
ERASE = task("erase", "other", deletes=["name"])


@pytest.mark.parametrize(
    ("steps", "item", "found"),
    [
        pytest.param([task("x", deletes=["memo"])], {}, ["data.D7"], id="消さない個人情報"),
        pytest.param([ERASE], {}, [], id="消す"),
        pytest.param([task("x", deletes=["memo"])], {"delete_after_days": 30}, [], id="期限がある"),
        pytest.param([task("x", deletes=["memo"])], {"keep": True}, [], id="保存する記録"),
        pytest.param([task("x")], {}, [], id="何も書かれていない"),
        pytest.param([ERASE, task("again", deletes=["name"])], {}, ["data.D8"], id="二度消す"),
        pytest.param([ERASE, ASK, task("again", deletes=["name"])], {}, [], id="聞き直して消す"),
        pytest.param([USE, ERASE | {"wait_minutes": 100_000}], {"delete_after_days": 30}, ["data.D9"], id="遅い"),
        pytest.param([USE, ERASE | {"wait_minutes": 10_000}], {"delete_after_days": 30}, [], id="期限の内に消す"),
    ],
)  # fmt: skip
def test_data_are_erased_once_and_in_time(steps: list[dict[str, Any]], item: dict[str, Any], found: list[str]) -> None:
    assert erasing(*steps, **item) == found
