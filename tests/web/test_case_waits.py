"""What a case waits for, on its page and on the applicant's: members, messages, other systems, other cases."""

from datetime import timedelta

from sqlalchemy import update

from engine.core.actor import Actor
from engine.shell import tables
from engine.shell.children import child_id
from engine.shell.incoming import Message, take_message
from notify.deliver import messages_of
from tests.web.town import Visitor, WebTown
from tests.web.waiting_case import waiting_case
from tests.web.walks import officer_id


def test_the_page_tells_everything_that_a_case_waits_for(town: WebTown, waiting: tuple[str, Visitor]) -> None:
    number, officer = waiting
    page = officer.page

    assert "3人中0人が判断しました。2人の一致で決まります。" in page.text
    assert "連絡を待っています" in page.text
    assert "外部のシステムに問い合わせています" in page.text
    child = child_id(
        town.case_id(number), next(w.number for w in town.case(number).state.pending.waits if w.kind == "child")
    )
    assert officer.click("子の案件を見る").path == f"/staff/cases/{child}"
    assert number in officer.page.text
    assert officer.click("親の案件を開く").path == f"/staff/cases/{town.case_id(number)}"


def test_a_call_that_fails_is_told_with_its_next_try_and_as_an_incident_at_last(
    town: WebTown, waiting: tuple[str, Visitor]
) -> None:
    number, officer = waiting
    town.house.worker.work_once(town.clock.now())
    page = town.look_at(officer, number)
    assert "1回試しました。次は" in page.text
    assert "呼び出し先のアドレスが許可されていません。" in page.text

    for _ in range(60):
        town.clock.advance(timedelta(hours=1))
        town.house.worker.work_once(town.clock.now())
    page = town.look_at(town.officer("kimura"), number)

    assert "10回試しましたが、答えがありません。" in page.text


def test_a_member_decides_and_the_others_are_shown_how_far_it_is(town: WebTown, waiting: tuple[str, Visitor]) -> None:
    number, officer = waiting

    officer.press("承認")
    page = town.look_at(officer, number)

    assert "3人中1人が判断しました。" in page.text
    assert "移転の合議」の合議で「承認」としました。" in page.text


def test_an_officer_enters_a_message_that_came_by_telephone(town: WebTown, waiting: tuple[str, Visitor]) -> None:
    number, officer = waiting
    kept = {f"data-{key}": value for key, value in {"paid_on": "2026-11-24", "paid_amount": "三千"}.items()}
    page = officer.press("連絡を届ける", kept)
    assert page.status == 422
    assert 'value="三千"' in page.html
    assert "「入金額（円）」の値が、決められた型（money）に合いません。" in page.text

    page = officer.press("連絡を届ける", kept | {"data-paid_amount": "3,000"})

    assert "連絡を届けました。" in page.text
    assert not [wait for wait in town.case(number).state.pending.waits if wait.kind == "message"]
    with town.house.database.read() as tx:
        assert town.house.desk.record.values(tx, town.case_id(number))["paid_amount"] == 3000


def test_what_a_sub_case_tells_the_applicant_stands_with_the_application(
    town: WebTown, waiting: tuple[str, Visitor]
) -> None:
    number, officer = waiting
    officer.click("子の案件を見る")

    officer.press("済みにする")
    town.house.worker.work_once(town.clock.now())

    with town.house.database.read() as tx:
        letters = messages_of(tx, town.case_id(number))
    assert len(letters) == 2  # the receipt, and what the survey tells
    assert not [wait for wait in town.case(number).state.pending.waits if wait.kind == "child"]
    assert "「現地調査」の手続が終わりました（完了）。" in town.look_at(officer, number).text


def test_a_message_that_came_early_is_shown_until_it_is_used(town: WebTown, waiting: tuple[str, Visitor]) -> None:
    number, officer = waiting
    with town.house.database.begin() as tx:
        for count in range(2):
            told = Message(id=f"m-{count}", name="fee-paid", sender=Actor("system", "bank"))
            take_message(tx, town.house.desk.engine, town.case_id(number), told, town.clock.now())

    page = town.look_at(officer, number)

    assert "先に届いた連絡を預かっています" in page.text
    assert "届いた連絡を入力する" not in page.text


def test_nobody_of_another_department_enters_anything(town: WebTown, waiting: tuple[str, Visitor]) -> None:
    number, _ = waiting
    before, stranger = town.case(number), town.officer("hasegawa")
    wait = next(each.number for each in before.state.pending.waits if each.kind == "message")

    page = stranger.send(f"/staff/cases/{before.id}/waits/{wait}", {"nonce": "n"})

    assert page.status == 404
    assert town.case(number) == before


def test_a_case_that_waits_for_no_person_stands_under_what_waits_for_others(town: WebTown) -> None:
    case_id, kimura = town.case_id(waiting_case(town.house)), officer_id(town, "kimura")
    with town.house.database.begin() as tx:
        mine = update(tables.work_item).where(tables.work_item.c.case_id == case_id)
        tx.execute(mine.values(closed_at=town.clock.now(), closed_by=kimura, queue="kankyo/clerk"))
    officer = town.officer("kimura")

    page = officer.open("/staff/?view=waiting")

    for words in ("連絡を待っています", "外部のシステムの答えを待っています", "別の案件の結果を待っています"):
        assert words in page.text
    assert f"/staff/cases/{case_id}" in page.html
    assert case_id not in town.officer("ogawa").open("/staff/?view=waiting").html
