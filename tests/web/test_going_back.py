"""差戻し from what a case waits for, on the pages: what ends with it, and who may."""

import pytest

from engine.shell.case_rows import find_case
from engine.shell.children import child_id
from tests.web.town import Visitor, WebTown


def test_an_officer_sends_back_what_waits_for_something_outside(town: WebTown, waiting: tuple[str, Visitor]) -> None:
    number, officer = waiting
    (child,) = [wait.number for wait in town.case(number).state.pending.waits if wait.kind == "child"]
    page = officer.click("「手数料の入金確認」を待たずに前の工程へ差し戻す")
    assert "子案件は終わらせて担当者に知らせ" in page.text

    officer.press("差し戻す", to="apply", reason="　")
    assert officer.page.status == 422
    page = officer.press("差し戻す", to="apply", reason="犬の名前が読み取れません。")

    state = town.case(number).state
    assert [item.node for item in state.items] == ["apply"]
    assert not state.pending.waits
    page = town.look_at(officer, number)
    assert "犬の名前が読み取れません。" in page.text
    with town.house.database.read() as tx:
        assert find_case(tx, child_id(town.case_id(number), child)).state.result == "cancelled"


def test_a_message_that_has_come_may_be_asked_for_anew(town: WebTown, waiting: tuple[str, Visitor]) -> None:
    number, officer = waiting
    officer.press("連絡を届ける", {"data-paid_on": "2026-11-24"})

    page = officer.click("「名寄せの照会」を待たずに前の工程へ差し戻す")

    assert "「手数料の入金確認」は改めて連絡を待つ" in page.text
    officer.press("差し戻す", to="apply", reason="もう一度お願いします。")
    assert [each.name for each in town.case(number).state.pending.kept] == ["fee-paid"]


@pytest.mark.parametrize("method", ["open", "send"])
def test_nobody_of_another_department_sends_back(town: WebTown, waiting: tuple[str, Visitor], method: str) -> None:
    number, _ = waiting
    before, stranger = town.case(number), town.officer("hasegawa")
    path = f"/staff/cases/{before.id}/items/{before.state.pending.waits[0].number}/send-back"

    page = stranger.open(path) if method == "open" else stranger.send(path, {"to": "apply", "reason": "理由"})

    assert page.status == 404
    assert town.case(number) == before
