"""Once only: what somebody has answered before is offered with their consent, never put in; where it is from stays."""

from typing import Final

from sqlalchemy import func, select

from intake.once_only import origins_of
from intake.tables import reused_answer
from tests.web.town import Visitor, WebTown, answer_all, apply, receipt_number

DOG: Final = "dog-registration"
CHILD: Final = "child-allowance"


def applied(town: WebTown) -> tuple[Visitor, str, str]:
    """Return somebody who has applied, with number and password."""
    resident = town.resident()
    number = apply(resident, town, DOG, town.answers(DOG))
    return resident, number, resident.page.text.partition("照会用パスワード")[2].split()[0]


def begun(resident: Visitor, procedure: str = CHILD) -> str:
    """Begin an application and return where its pages stand."""
    resident.open(f"/p/{procedure}")
    resident.press("申請をはじめる")
    return resident.page.path.rpartition("/")[0]


def count(town: WebTown) -> int:
    with town.house.database.read() as tx:
        return tx.scalar(select(func.count()).select_from(reused_answer)) or 0


def test_answers_of_an_earlier_application_are_offered_taken_and_shown_with_their_origin(town: WebTown) -> None:
    _, number, password = applied(town)
    resident = town.resident()
    begun(resident)
    resident.click("前の申請の内容を使う")
    resident.press("前の申請の内容を見る", number=number, password=password)
    offered = resident.page

    resident.press("選んだ内容を使う", consent="yes")
    first = resident.page
    path = first.path.rpartition("/")[0]
    resident.open(f"{path}/check")

    assert "犬の登録" in offered.text
    assert number in offered.text
    given = town.answers(DOG)["applicant_name"]
    assert isinstance(given, dict)
    assert f'value="{given["family"]}"' in first.html
    assert f"前の申請（受付番号 {number}、" in resident.page.text


def test_nothing_is_taken_without_consent_or_without_being_chosen(town: WebTown) -> None:
    _, number, password = applied(town)
    resident = town.resident()
    begun(resident)
    resident.click("前の申請の内容を使う")
    resident.press("前の申請の内容を見る", number=number, password=password)

    refused = resident.press("選んだ内容を使う")
    after = resident.press("選んだ内容を使う", consent="yes", take=())

    assert refused.status == 422
    assert "同意の欄にチェック" in refused.text
    assert after.status == 200
    assert count(town) == 0


def test_a_wrong_password_opens_nothing(town: WebTown) -> None:
    _, number, _password = applied(town)
    resident = town.resident()
    begun(resident)
    resident.click("前の申請の内容を使う")

    page = resident.press("前の申請の内容を見る", number=number, password="AAAA-BBBB-CCCC")

    assert page.status == 422
    assert "使う内容" not in page.text


def test_guesses_count_together_over_every_door(town: WebTown) -> None:
    resident = town.resident()
    path = begun(resident)
    wrong = {"number": "AAAA-AAAA-AAAA-AAAA", "password": "x"}

    statuses = [resident.send(door, wrong).status for door in (f"{path}/_known/open", "/s") * 6]

    assert statuses == [422] * 10 + [429] * 2


def test_a_case_that_was_not_opened_cannot_be_named(town: WebTown) -> None:
    _, number, _password = applied(town)
    resident = town.resident()
    path = begun(resident)

    resident.send(f"{path}/_known", {"source": town.case_id(number), "take": ["applicant_name"], "consent": "yes"})

    assert count(town) == 0


def test_the_office_sees_where_an_answer_is_from_until_it_is_changed(town: WebTown) -> None:
    _, number, password = applied(town)
    resident = town.resident()
    begun(resident, DOG)
    resident.click("前の申請の内容を使う")
    resident.press("前の申請の内容を見る", number=number, password=password)
    resident.press("選んだ内容を使う", consent="yes")
    known = town.answers(DOG)
    changed = town.answers(DOG, seed=7, applicant_name=known["applicant_name"])

    answer_all(resident, town, DOG, changed)
    later = receipt_number(resident.press("申請する"))

    case_id = town.case_id(later)
    with town.house.database.read() as tx:
        origins = origins_of(tx, case_id, town.house.desk.record.values(tx, case_id))
    assert "applicant_name" in origins
    assert origins["applicant_name"].origin == number
    assert "applicant_address" not in origins
    assert f"前の申請（受付番号 {number}" in town.look_at(town.officer("sato"), later).text


def test_erasing_the_draft_erases_where_its_answers_are_from(town: WebTown) -> None:
    _, number, password = applied(town)
    resident = town.resident()
    path = begun(resident)
    resident.click("前の申請の内容を使う")
    resident.press("前の申請の内容を見る", number=number, password=password)
    resident.press("選んだ内容を使う", consent="yes")
    before = count(town)

    resident.send(f"{path}/erase", {})

    assert before > 0
    assert count(town) == 0
