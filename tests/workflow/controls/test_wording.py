"""Every demand and every fault has its sentence, in both languages, with nothing left open in it."""

from typing import get_args

import pytest

from tests.workflow.flow_documents import node, straight
from workflow.codec.flow import require_flow
from workflow.controls import preserved
from workflow.controls.demands import Demand, DemandKind
from workflow.controls.messages import MESSAGES
from workflow.controls.wording import sentence
from workflow.soundness.diagnosis import plain_fault
from workflow.soundness.messages import MESSAGES as SOUNDNESS
from workflow.soundness.verdict import CODES

CONTROL = {"key": "c", "title": {"ja": "確認", "en": "Check"}, "kind": "legal"}
FLOW = require_flow(straight(node("a", "task", control=["c"]), node("b", "task"), controls=[CONTROL]))


@pytest.mark.parametrize("kind", get_args(DemandKind))
def test_a_broken_demand_says_what_to_do(kind: DemandKind) -> None:
    said = sentence(FLOW, FLOW.controls["c"], ("a",), Demand(kind=kind, target="b", amount=3))

    assert "確認" in said["ja"]
    assert "Check" in said["en"]
    assert "{" not in said["ja"] + said["en"]
    assert said["ja"].endswith("ください。")


@pytest.mark.parametrize("kind", CODES)
def test_a_fault_says_where(kind: str) -> None:
    fault = plain_fault(kind, ("a",), lambda key: f"<{key}>")  # type: ignore[arg-type]  # a key of CODES

    assert "<a>" in str(fault.message)
    assert "{" not in str(fault.message).replace("{'ja'", "")


def test_every_sentence_is_used_in_both_languages() -> None:
    for messages in (MESSAGES, SOUNDNESS):
        for code in messages.codes:
            assert set(messages.text(code, **dict.fromkeys(messages.parameters(code), ""))) == {"ja", "en"}


def test_a_control_for_some_cases_must_still_lead_where_it_led() -> None:
    nodes = [
        node("start", "start"), node("x", "exclusive"), node("a", "task", control=["c"]), node("end", "end"),
        node("other", "end", result="withdrawn"),
    ]  # fmt: skip
    before = straight() | {"nodes": nodes, "controls": [CONTROL]}
    before["edges"] = [{"from": a, "to": b} for a, b in [("start", "x"), ("x", "a"), ("x", "end"), ("a", "end")]]
    before["edges"].append({"from": "x", "to": "other"})
    after = before | {"edges": [one if one["from"] != "a" else {"from": "a", "to": "other"} for one in before["edges"]]}

    (control,) = preserved(require_flow(before), require_flow(after))

    assert control.kept is False
    assert "確認" in str(control.why)
