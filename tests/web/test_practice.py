"""練習: a whole procedure is played with invented residents, and nothing of the real house changes."""

from collections.abc import Mapping
from typing import Final

import pytest
from sqlalchemy import func, select

from accounts.directory import officer_by_login
from catalog.drafts import drafts_of, save_draft
from db.all_tables import every_table
from forms.web_input import pairs_from_answers
from intake.applications import entry_form
from intake.made_up import make_applications_up
from tests.web.html_page import HtmlPage
from tests.web.town import PUBLISHED, Visitor, WebTown, answer, receipt_number

PAGE: Final = "/staff/practice/"
DOG: Final = "dog-registration"
OF_PEOPLE: Final = frozenset({"staff_session"})


def counts(town: WebTown) -> Mapping[str, int]:
    """How many rows every table of the real house has, but for who is signed in."""
    with town.house.database.read() as tx:
        return {
            name: tx.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in every_table().tables.items()
            if name not in OF_PEOPLE
        }


def practise(visitor: Visitor, town: WebTown) -> str:
    """Apply in practice as a resident would, and return the receipt number."""
    visitor.open(f"/practice/p/{DOG}")
    visitor.press("申請をはじめる")
    pairs = pairs_from_answers(entry_form(town.bundle(DOG)), town.answers(DOG, injected=False))
    while not visitor.page.path.endswith("/check"):
        assert visitor.page.status == 200, visitor.page.text
        answer(visitor, pairs)
    visitor.press("申請する")
    assert visitor.page.heading == "申請を受け付けました", visitor.page.text
    return receipt_number(visitor.page)


@pytest.fixture
def put_up(town: WebTown) -> WebTown:
    """A town in which the version in force can be practised."""
    designer = town.officer("sato")
    designer.open(PAGE)
    designer.press(f"練習の場に用意する（{title(town)}）")
    assert "練習の場に用意しました。" in designer.page.text
    return town


def title(town: WebTown) -> str:
    return str(town.bundle(DOG).page.title["ja"])  # type: ignore[index]  # titles of the town have two languages


def is_marked(page: HtmlPage) -> bool:
    return "練習中 ここでの申請や処理は本物ではありません。" in page.text and "<title>【練習】" in page.html


def test_without_anything_put_up_there_is_no_practice(town: WebTown) -> None:
    assert town.resident().open("/practice/").status == 404
    assert "まだ何も用意されていません" in town.officer("kimura").open(PAGE).text


def test_a_procedure_is_played_to_its_end_and_the_real_house_stays_as_it_was(put_up: WebTown) -> None:
    resident, clerk = put_up.resident(), put_up.officer("kimura")
    before = counts(put_up)

    number = practise(resident, put_up)
    assert is_marked(resident.page)
    clerk.open(PAGE)
    clerk.click("練習の受信箱を開く")
    assert is_marked(clerk.page)
    clerk.click("申請内容を確かめる")
    assert is_marked(clerk.page)
    assert number in clerk.page.text
    clerk.press("適合")
    for step in ("登録システムに取り込み鑑札を用意する", "手数料を受け取る", "鑑札を渡す"):
        clerk.open("/practice/staff/")
        clerk.click(step)
        clerk.press("済みにする")
    shown = put_up.officer("matsumoto").open("/practice/staff/load/")

    assert is_marked(shown)
    assert counts(put_up) == before
    assert "当てはまる案件はありません" in put_up.officer("kimura").open(f"/staff/cases/?q={number}").text
    assert put_up.letters() == []


def test_the_letters_of_practice_are_written_and_nobody_gets_them(put_up: WebTown) -> None:
    resident = put_up.resident()

    number = practise(resident, put_up)
    resident.click("申請の状況を見る")

    assert put_up.letters() == []
    with put_up.house.practice.of(put_up.house).database.read() as tx:
        message = every_table().tables["message"]
        subjects = tx.scalars(select(message.c.subject)).all()
    assert any(number in each and "【練習】" in each for each in subjects)


def test_who_signs_in_there_is_signed_in_here(put_up: WebTown) -> None:
    clerk = Visitor(put_up.app)

    clerk.open("/practice/staff/")
    assert clerk.page.heading == "職員ログイン"
    clerk.press("ログインする", login="kimura", password="minaoshi-demo")

    assert clerk.page.heading == "受信箱"
    assert is_marked(clerk.page)
    assert not is_marked(clerk.open("/staff/"))
    assert clerk.page.heading == "受信箱"


def test_a_draft_is_practised_while_the_version_in_force_stays(put_up: WebTown) -> None:
    with put_up.house.database.begin() as tx:
        found = next(each for each in drafts_of(tx, DOG) if each.kind == "page")
        document = {**found.document, "summary": {"ja": "下書きの要約です。", "en": "A draft's summary."}}
        author = officer_by_login(tx, "sato")
        assert author is not None
        save_draft(tx, author, DOG, "page", found.key, document, revision=found.revision, now=put_up.clock.now())
    designer = put_up.officer("sato")
    designer.send(f"{PAGE}{DOG}", {"slot": "to-be"})
    designer.send(f"{PAGE}{DOG}", {"slot": "to-be"})

    assert "下書きの要約です。" in put_up.resident().open(f"/practice/p/{DOG}").text
    assert "下書きの要約です。" not in put_up.resident().open(f"/p/{DOG}").text
    with put_up.house.practice.of(put_up.house).database.read() as tx:
        versions = every_table().tables["procedure_version"]
        assert tx.scalar(select(func.count()).select_from(versions)) == 2


@pytest.mark.parametrize(("login", "status"), [("shimizu", 403), ("hasegawa", 404), ("ogawa", 404)])
def test_only_who_designs_or_publishes_a_procedure_puts_it_up(town: WebTown, login: str, status: int) -> None:
    officer = town.officer(login)

    page = officer.send(f"{PAGE}{DOG}", {})

    assert page.status == status
    assert town.resident().open("/practice/").status == 404


def test_nothing_is_put_up_from_within_the_practice(put_up: WebTown) -> None:
    assert put_up.officer("sato").send(f"/practice{PAGE}{DOG}", {}).status == 404


def test_invented_people_apply_in_practice_and_leave_nothing_in_the_real_house(put_up: WebTown) -> None:
    clerk, before = put_up.officer("kimura"), counts(put_up)
    clerk.open(PAGE)

    clerk.press(f"架空の申請を5件入れる（{title(put_up)}）")

    assert "架空の申請を5件入れました" in clerk.page.text
    assert counts(put_up) == before
    clerk.open("/practice/staff/")
    assert clerk.page.html.count('name="rows"') == 5
    assert "架空 次郎" in clerk.page.text
    clerk.click("申請内容を確かめる")
    assert (clerk.page.status, is_marked(clerk.page)) == (200, True)
    assert clerk.send(f"{PAGE}nursery/applications", {}).status == 404


@pytest.mark.parametrize("procedure", PUBLISHED)
def test_invented_people_can_apply_for_every_procedure(town: WebTown, procedure: str) -> None:
    with town.house.database.begin() as tx:
        count = make_applications_up(tx, town.house.desk, town.bundle(procedure), town.clock.now())

    assert count == town.arrivals() == 5
