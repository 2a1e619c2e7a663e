"""Going on later without an account: a link that expires, by mail if wanted, and a draft that can be erased at once."""

import re
from typing import Final

import pytest

from db.database import Database
from intake import tables
from tests.web.town import Visitor, WebTown, fill_in

DOG: Final = "dog-registration"


def saved(town: WebTown) -> Visitor:
    """Return somebody who has typed a name and saved."""
    resident = town.resident()
    resident.open(f"/p/{DOG}")
    resident.press("申請をはじめる")
    resident.press("保存してあとで続ける", {"applicant_name.family": "みなおし"})
    return resident


def test_what_was_saved_says_until_when_and_how(town: WebTown) -> None:
    page = saved(town).page

    assert "まだ申請は済んでいません" in page.text
    assert "2026年12月24日" in page.text
    assert 'class="qr"' in page.html
    assert re.search(r"http://127\.0\.0\.1:8000/a/[\w-]{32}<", page.html)


def test_another_device_goes_on_at_the_first_page_that_is_not_done(town: WebTown) -> None:
    token, other = saved(town).page.path.split("/")[2], town.resident()

    page = other.open(f"/a/{token}")

    assert page.path == f"/a/{token}/{town.first_page(DOG)}"
    assert 'value="みなおし"' in page.html


def test_what_is_complete_goes_on_at_the_check_and_what_was_sent_at_the_receipt(town: WebTown) -> None:
    resident, other = town.resident(), town.resident()
    fill_in(resident, town, DOG, town.answers(DOG))
    token = resident.page.path.split("/")[2]

    assert other.open(f"/a/{token}").path.endswith("/check")
    resident.press("申請する")
    assert other.open(f"/a/{token}").path.endswith("/receipt")
    assert other.open(f"/a/{token}/saved").path.endswith("/receipt")


def test_the_link_comes_by_mail_and_neither_it_nor_the_address_is_kept(town: WebTown) -> None:
    resident = saved(town)
    token = resident.page.path.split("/")[2]

    page = resident.press("メールを送る", email="taro@example.jp")

    [letter] = town.letters()
    assert "メールを送りました" in page.text
    assert letter["To"] == "taro@example.jp"
    assert f"/a/{token}" in letter.get_content()
    assert "みなおし" not in letter.get_content()
    assert not kept(town.house.database, "taro@example.jp")
    assert not kept(town.house.database, token)


@pytest.mark.parametrize(
    "email", ["", "taro", "taro@", "a@example.jp\nBcc: b@example.jp", "x@example.jp, y@example.jp"]
)
def test_what_is_no_address_is_told_at_its_box(town: WebTown, email: str) -> None:
    resident = saved(town)

    page = resident.send(resident.page.path, {"email": email})

    assert page.status == 422
    assert "メールアドレスの形が正しくない" in page.text
    assert town.letters() == []


def test_nobody_has_us_write_to_strangers_without_end(town: WebTown) -> None:
    resident = saved(town)
    path = resident.page.path

    for number in range(5):
        assert resident.send(path, {"email": f"{number}@example.jp"}).status == 200

    assert resident.send(path, {"email": "6@example.jp"}).status == 429
    assert len(town.letters()) == 5


def test_the_draft_is_erased_at_once_from_the_saved_page(town: WebTown) -> None:
    resident = saved(town)
    path = resident.page.path

    page = resident.press("下書きを消す")

    assert page.heading == "下書きを消しました"
    assert resident.open(path).status == 404
    assert not kept(town.house.database, "みなおし")


def kept(database: Database, text: str) -> bool:
    """Say whether `text` stands anywhere among the drafts."""
    with database.read() as tx:
        return any(text in str(row) for row in tx.execute(tables.application_draft.select()))
