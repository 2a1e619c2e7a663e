"""S06: the city writes a letter and waits for an answer that a register gives at once."""

from typing import Any

import pytest

from tests.workflow.analysis.office import DATA, applied, flow_of, found, held, proposed, status, task
from workflow.measures import measure

RECORD = {"key": "record", "title": "住民票の記録", "type": "text", "source": "register", "held_in": ["juki-net"],
          "personal": True, "purpose": "資格の確認"}  # fmt: skip
WRITE = task("write", "prepare", reads=["name"], minutes=15, documents={"produces": ["letter"]})
SEND = task("send", "mail", minutes=5, documents={"needs": ["letter"]})
PAPERS = [{"key": "letter", "title": "照会文"}]


def answer(**more: Any) -> dict[str, Any]:
    return {"key": "answer", "type": "wait", "title": "回答を待つ", "message": "answer", "writes": ["record"],
            "wait_minutes": 14400} | more  # fmt: skip


def asked(*steps: dict[str, Any], **more: Any) -> Any:
    data = [*DATA, more.pop("record", RECORD), *more.pop("others", [])]
    return flow_of(*steps, data=data, documents=PAPERS, **more)


@pytest.mark.parametrize(
    ("steps", "gone"),
    [
        pytest.param([WRITE, SEND, answer()], ("answer", "send", "write"), id="照会文を作って送り、待つ"),
        pytest.param([answer()], ("answer",), id="待つだけ"),
        pytest.param(
            [task("answer", "mail", writes=["record"], wait_minutes=14400)], ("answer",), id="一つの工程に書いてある"
        ),
    ],
)
def test_an_inquiry_that_a_register_answers_is_found(steps: list[dict[str, Any]], gone: tuple[str, ...]) -> None:
    flow = asked(*steps)
    finding = found(flow, "S06")[0]
    after = applied(flow, "S06")

    assert (finding.status, finding.where.nodes) == ("proposed", gone)
    assert (after.nodes["answer"].type, after.nodes["answer"].systems) == ("service", ("juki-net",))
    assert not {"write", "send"} & after.nodes.keys()
    assert measure(flow).lead_time_days.mean - measure(after).lead_time_days.mean >= 9.99
    assert status(after, "S06") == set()


@pytest.mark.parametrize(
    ("steps", "record"),
    [
        pytest.param([answer()], RECORD | {"source": "staff", "held_in": []}, id="台帳にない"),
        pytest.param([answer(writes=["record", "memo"])], RECORD, id="ほかのことも聞く"),
        pytest.param([task("answer", "prepare", writes=["record"], wait_minutes=600)], RECORD, id="照会ではない"),
    ],
)
def test_other_waits_are_left_alone(steps: list[dict[str, Any]], record: dict[str, Any]) -> None:
    assert status(asked(*steps, record=record), "S06") == set()


def test_a_letter_that_is_needed_later_stays() -> None:
    after = applied(asked(WRITE, SEND, answer(), task("file", "file", documents={"needs": ["letter"]})), "S06")

    assert "write" in after.nodes
    assert "send" not in after.nodes


@pytest.mark.parametrize(
    ("step", "guard"),
    [
        pytest.param(answer(control=["law"]), "GD1", id="法令の照会"),
        pytest.param(answer(pinned="文書で確かめる"), "GD11", id="固定されている"),
        pytest.param(answer(effect="irreversible"), "GD5", id="効果がある"),
    ],
)
def test_guards_keep_the_inquiry(step: dict[str, Any], guard: str) -> None:
    flow = asked(step, controls=[{"key": "law", "title": "照会", "kind": "legal"}])

    assert proposed(flow, "S06") == []
    assert guard in held(flow, "S06")


def test_personal_data_collected_for_another_purpose_are_not_looked_up() -> None:
    own = {"key": "reply", "title": "回答の住所", "type": "text", "source": "staff", "personal": True,
           "purpose": "補助金の審査", "means": "person.record"}  # fmt: skip
    twin = RECORD | {"means": "person.record"}
    flow = asked(answer(writes=["reply"]), record=twin, others=[own])

    assert held(flow, "S06") == {"GD9"}
    silent = asked(answer(writes=["reply"]), record=twin, others=[{k: v for k, v in own.items() if k != "purpose"}])
    assert [item.missing for item in found(silent, "S06")] == [("purpose",)]


def test_an_answer_of_which_nobody_says_what_it_tells_cannot_be_judged() -> None:
    assert [item.missing for item in found(asked(WRITE, SEND, answer(writes=[])), "S06")] == [("writes",)]
