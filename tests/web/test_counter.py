"""Entering for a resident at the counter or from paper: the same form, the way it came, the resident's yes first."""

import re

from forms.web_input import pairs_from_answers
from intake.applications import entry_form
from tests.web.town import Visitor, WebTown, answer, receipt_number

DOG = "dog-registration"


def entered(town: WebTown, way: str = "窓口で入力する") -> Visitor:
    """Return a clerk who has entered an application and looks at the check."""
    clerk = town.officer("kimura")
    clerk.open("/staff/counter/")
    title = clerk.page.text.partition("犬の登録")[1]
    clerk.press(f"{way}（{title}）")
    pairs = pairs_from_answers(entry_form(town.bundle(DOG)), town.answers(DOG))
    while not clerk.page.path.endswith("/check"):
        answer(clerk, pairs)
        assert clerk.page.status == 200, clerk.page.text
    return clerk


def channel_of(town: WebTown, number: str) -> str:
    """Return the way over which a case came."""
    return town.case(number).channel


def test_a_resident_confirms_on_a_tablet_and_the_application_goes_in(town: WebTown) -> None:
    clerk = entered(town)
    clerk.click("タブレットで確かめてもらう")
    clerk.press("確認コードを作る")
    waiting = clerk.page.path
    (code,) = re.findall(r"<strong>([0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4})</strong>", clerk.page.html)
    tablet = town.resident()

    tablet.open(f"/c/{code}")
    assert "職員が入力しました" in tablet.page.text
    tablet.press("この内容で申請してよい")

    receipt = clerk.open(waiting)
    assert receipt.heading == "申請を受け付けました"
    assert channel_of(town, receipt_number(receipt)) == "counter"


def test_what_the_resident_has_not_confirmed_does_not_go_in(town: WebTown) -> None:
    clerk = entered(town)
    check = clerk.page.path
    clerk.click("タブレットで確かめてもらう")
    clerk.press("確認コードを作る")
    clerk.open(check)

    clerk.press("申請する")

    assert town.arrivals() == 0


def test_a_sheet_is_printed_and_signed_instead(town: WebTown) -> None:
    clerk = entered(town)
    check = clerk.page.path
    assert "署名" in clerk.click("印刷して確かめてもらう").text
    clerk.open(check)

    clerk.press("申請する")

    assert channel_of(town, receipt_number(clerk.page)) == "counter"


def test_a_paper_application_is_entered_as_such(town: WebTown) -> None:
    clerk = entered(town, "紙の申請書を入力する")

    clerk.press("申請する")

    number = receipt_number(clerk.page)
    assert channel_of(town, number) == "paper"
    assert "紙" in town.look_at(clerk, number).text


def test_officers_enter_for_their_own_department_only(town: WebTown) -> None:
    clerk = town.officer("kimura")

    assert "児童手当" not in clerk.open("/staff/counter/").text
    assert clerk.send("/staff/counter/child-allowance", {"way": "counter"}).status == 404


def test_nobody_else_opens_an_entry_from_the_counter(town: WebTown) -> None:
    clerk = entered(town)
    token = clerk.page.path.split("/")[2]
    colleague = town.officer("ogawa")

    assert colleague.open(f"/staff/counter/entries/{token}/sheet").status == 404
    resident = town.resident()
    resident.open("/p/dog-registration")
    resident.press("申請をはじめる")
    own = resident.page.path.split("/")[2]
    assert clerk.open(f"/staff/counter/entries/{own}/tablet").status == 404
