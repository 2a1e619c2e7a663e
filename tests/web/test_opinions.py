"""One tap after the receipt and after the decision; the department sees it from five answers on."""

import re

from tests.web.test_papers import signed_in
from tests.web.town import WebTown, apply, fill_in

DOG = "dog-registration"
PAGE = "/staff/procedures/dog-registration/opinions"


def test_one_tap_after_the_receipt_is_enough_and_is_asked_once(town: WebTown) -> None:
    resident, kimura = town.resident(), town.officer("kimura")
    fill_in(resident, town, DOG, town.answers(DOG))
    receipt = resident.press("申請する")
    assert "ここまでの手続きはいかがでしたか" in receipt.text

    thanks = resident.press("とても満足")
    said = resident.press("送る", comment="はやかった。090-1234-5678")

    assert thanks.heading == "ご回答ありがとうございました"
    assert "見直しに使います" in said.text
    assert "いかがでしたか" not in resident.open(receipt.path).text
    assert resident.send(receipt.path.replace("receipt", "opinion"), {"score": "1"}).path == receipt.path
    assert "まだ件数が少ないため" in kimura.open(PAGE).text
    assert "はやかった" not in kimura.page.text


def test_the_department_sees_numbers_and_comments_from_five_answers_on(town: WebTown) -> None:
    kimura = town.officer("kimura")
    for number in range(5):
        resident = town.resident()
        fill_in(resident, town, DOG, town.answers(DOG, seed=number))
        resident.press("申請する")
        resident.press("満足" if number else "とても不満")
        if not number:
            resident.press("送る", comment="字が小さい。taro@example.jp")

    page = kimura.open(PAGE)

    assert "平均 3.4（5点満点、5件）" in page.text
    assert re.search(r"満足 4 80%", page.text)
    assert "字が小さい。＊＊＊" in page.text
    assert town.officer("hasegawa").open(PAGE).status == 404


def test_after_the_decision_it_is_asked_on_the_status_page(town: WebTown) -> None:
    resident = town.resident()
    number = apply(resident, town, DOG, town.answers(DOG))

    signed_in(resident, number)
    page = resident.page
    assert "結果が出るまでの対応はいかがでしたか" in page.text
    resident.press("どちらともいえない")

    assert resident.page.heading == "ご回答ありがとうございました"
    assert "いかがでしたか" not in resident.open(f"/s/{number}").text


def test_nobody_rates_what_is_not_theirs_or_not_decided(town: WebTown) -> None:
    resident, stranger = town.resident(), town.resident()
    number = apply(resident, town, "nursery", town.answers("nursery"))
    signed_in(resident, number)

    assert stranger.send(f"/s/{number}/opinion", {"score": "1"}).status == 404
    assert resident.send(f"/s/{number}/opinion", {"score": "1"}).status == 404
    assert stranger.send("/a/no-such-draft/opinion", {"score": "1"}).status == 404
    assert stranger.open(f"/opinion/{'0' * 32}").status == 404
