"""What cannot be done gets a sentence and changes nothing: unknown tasks, wrong outcomes, stale pages, others' work."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import pytest

from engine.core.actor import RESIDENT
from engine.core.commands import Withdraw
from kernel.json_types import Json
from tests.web.test_case_stories import at_the_clerk
from tests.web.town import WebTown

NOBODY: Final = "0" * 32
NOT_FOUND: Final = "見つかりません"
ITEM: Final = "/staff/cases/{case}/items/{item}"
UNKNOWN: Final = "/staff/cases/{case}/items/99999"
DONE: Final = "/staff/cases/{case}/items/{done}"
STRANGE: Final = f"/staff/cases/{NOBODY}/items/1"


@pytest.fixture
def places(town: WebTown) -> dict[str, str]:
    """A case that waits at its second step: its number, its item, and the item that is done already."""
    number = at_the_clerk(town, town.resident())
    done = town.case(number).state.items[0].number
    clerk = town.officer("kimura")
    town.look_at(clerk, number)
    clerk.press("適合")
    case = town.case(number)
    return {
        "number": number, "case": case.id, "item": f"{case.state.items[0].number}", "done": f"{done}",
        "day": f"{town.clock.now().date() - timedelta(days=30)}",
    }  # fmt: skip


def everything(town: WebTown, number: str) -> tuple[object, Mapping[str, Json]]:
    """The case and its record."""
    with town.house.database.read() as tx:
        return town.case(number), dict(town.house.desk.record.values(tx, town.case_id(number)))


@pytest.mark.parametrize(
    ("path", "form", "status", "sentence"),
    [
        pytest.param(UNKNOWN, {}, 404, NOT_FOUND, id="an unknown task"),
        pytest.param("/staff/cases/{case}/items/one", {}, 404, NOT_FOUND, id="a task that is no number"),
        pytest.param(DONE, {"outcome": "approve"}, 409, "すでに", id="a task that is done: a stale page"),
        pytest.param(ITEM, {"outcome": "burn"}, 422, "「burn」という処理はありません", id="a wrong outcome"),
        pytest.param(STRANGE, {"outcome": "approve"}, 404, NOT_FOUND, id="a case that is none"),
        pytest.param(UNKNOWN + "/claim", {}, 404, NOT_FOUND, id="taking an unknown task"),
        pytest.param(DONE + "/claim", {}, 409, "すでに", id="taking a task that is done"),
        pytest.param(UNKNOWN + "/send-back", {"to": "review", "reason": "理由"}, 404, NOT_FOUND, id="sending it back"),
        pytest.param(DONE + "/send-back", {"to": "review", "reason": "理由"}, 409, "すでに", id="what is done, back"),
        pytest.param(ITEM + "/send-back", {"to": "moon", "reason": "理由"}, 422, "戻せません", id="to an unknown step"),
        pytest.param(ITEM + "/send-back", {"to": "review", "reason": " "}, 422, "理由", id="without a reason"),
        pytest.param(
            ITEM + "/send-back", {"to": "apply", "reason": "理由", "due": "{day}"}, 422, "期限", id="due in the past"
        ),
        pytest.param(UNKNOWN + "/pull-back", {}, 409, "引き戻せ", id="pulling back nobody's act"),
        pytest.param(UNKNOWN + "/assign", {"officer": ""}, 404, NOT_FOUND, id="assigning an unknown task"),
        pytest.param(DONE + "/assign", {"officer": ""}, 409, "すでに", id="assigning a task that is done"),
        pytest.param(ITEM + "/assign", {"officer": NOBODY}, 404, NOT_FOUND, id="assigning to nobody known"),
        pytest.param("/staff/cases/{case}/waits/99999", {}, 404, NOT_FOUND, id="a message that nobody awaits"),
        pytest.param("/staff/cases/{case}/asides/99999", {"answer": "x"}, 422, "済んでいます", id="an unknown aside"),
    ],
)
def test_what_cannot_be_done_is_told_and_changes_nothing(
    town: WebTown, places: dict[str, str], path: str, form: dict[str, str], status: int, sentence: str
) -> None:
    clerk, before = town.officer("kimura"), everything(town, places["number"])
    sent = {name: text.format(**places) for name, text in form.items()}

    page = clerk.send(path.format(**places), sent | {"nonce": "bad"})

    assert (page.status, sentence in page.text) == (status, True), page.text[:600]
    assert everything(town, places["number"]) == before


ACTS: Final = (
    ITEM,
    ITEM + "/claim",
    ITEM + "/send-back",
    ITEM + "/pull-back",
    ITEM + "/assign",
    "/staff/cases/{case}/ask",
    "/staff/cases/{case}/asides/1",
    "/staff/cases/{case}/waits/1",
)


@pytest.mark.parametrize("path", ACTS)
def test_nobody_acts_on_a_case_of_another_department(town: WebTown, places: dict[str, str], path: str) -> None:
    stranger, before = town.officer("hasegawa"), everything(town, places["number"])

    page = stranger.send(
        path.format(**places), {"outcome": "approve", "to": "review", "reason": "理由", "nonce": "bad"}
    )

    assert (page.status, NOT_FOUND in page.text) == (404, True)
    assert everything(town, places["number"]) == before


@pytest.mark.parametrize("path", [ITEM, ITEM + "/claim", ITEM + "/send-back", ITEM + "/pull-back", ITEM + "/assign"])
def test_nobody_acts_on_a_case_that_is_over(town: WebTown, path: str) -> None:
    number, now = at_the_clerk(town, town.resident()), town.clock.now()
    case = town.case(number)
    with town.house.database.begin() as tx:
        command = Withdraw(actor=RESIDENT)
        town.house.desk.engine.handle(tx, case.id, command, command_id="withdraw", now=now)
    before = everything(town, number)

    page = town.officer("kimura").send(
        path.format(case=case.id, item=case.state.items[0].number),
        {"outcome": "approve", "to": "apply", "reason": "理由", "nonce": "bad"},
    )

    assert page.status in (409, 422)
    assert "すでに" in page.text or "終わって" in page.text, page.text[:600]
    assert everything(town, number) == before
