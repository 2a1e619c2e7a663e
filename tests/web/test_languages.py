"""Residents read in the language that they choose: plain Japanese, English, what a form carries; with furigana."""

import re
from typing import Any, Final

import pytest

from catalog.drafts import drafts_of, save_draft
from catalog.publication import propose, publish
from tests.web.test_moving import officer
from tests.web.town import WebTown, apply, fill_in
from web.furigana import with_furigana

DOG: Final = "dog-registration"
LANG: Final = re.compile(r'<html lang="([^"]+)"')


def without_readings(html: str) -> str:
    return re.sub(r"<span>(?=[^<]*<ruby>)|<rp.*?</rp>|<rt.*?</rt>|</?ruby>", "", html)


def carry(town: WebTown, **said: str) -> None:
    """Publish the dog's form with the label of its first question, and its first title, said in more languages."""
    now, designer = town.clock.now(), officer(town, "sato")
    tags = {tag.replace("_", "-"): text for tag, text in said.items()}
    with town.house.database.begin() as tx:
        draft = next(each for each in drafts_of(tx, DOG) if each.kind == "form")
        document: Any = {**draft.document}
        first = document["pages"][0]
        asked = {**first["fields"][0], "label": {**first["fields"][0]["label"], **tags}}
        page = {**first, "title": {**first["title"], **tags}, "fields": [asked, *first["fields"][1:]]}
        document["pages"] = [page, *document["pages"][1:]]
        save_draft(tx, designer, DOG, "form", draft.key, document, revision=draft.revision, now=now)
        proposal = propose(tx, designer, DOG, "to-be", now=now).id
        publish(tx, town.house.library, officer(town, "suzuki"), proposal, now=now)


def test_plain_japanese_is_a_choice_of_its_own_and_is_kept(shared_town: WebTown) -> None:
    resident = shared_town.resident()

    resident.open("/")
    resident.click("やさしい日本語")
    page = resident.open("/p/dog-registration")

    assert "申請（もうしこみ）を はじめる" in page.text
    assert "準備するもの" in page.text
    assert page.language == "ja"
    assert "手数料" in page.text  # what has no plain words of its own stays


def test_an_application_in_plain_japanese_says_so_and_goes_all_the_way(town: WebTown) -> None:
    resident = town.resident()
    resident.open("/?lang=ja-x-easy")
    given = town.answers(DOG)
    resident.open(f"/p/{DOG}")
    resident.press("申請（もうしこみ）を はじめる")
    resident.open("/?lang=ja")

    number = apply(resident, town, DOG, given)
    resident.open("/?lang=ja-x-easy")
    resident.open(f"/s?number={number}")

    assert "パスワード（申請を 見るとき 使います）" in resident.page.text


def test_what_a_form_carries_can_be_chosen_where_it_is_asked(town: WebTown) -> None:
    carry(town, zh_Hans="姓名")
    resident = town.resident()

    home = resident.open("/")
    assert "中文 (简体)" not in home.text
    resident.open(f"/p/{DOG}")
    resident.click("中文 (简体)")
    page = resident.press("申請（もうしこみ）を はじめる")

    assert '<h1 lang="zh-Hans">姓名</h1>' in page.html
    assert '<span lang="zh-Hans">姓名</span>' in page.html
    assert "住所" in page.text  # not carried: Japanese
    assert page.language == "ja"
    assert resident.open(f"/p/{DOG}?lang=nobody-knows-it").status == 200


def test_the_tag_of_the_language_is_kept_with_the_application(town: WebTown) -> None:
    resident = town.resident()
    fill_in(resident, town, DOG, town.answers(DOG))
    resident.open(f"{resident.page.path}?lang=ja-x-easy")

    resident.press("申請する（もうしこむ）")
    number = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2,4}", resident.page.text)
    town.work()

    assert number is not None
    letter = town.letters()[0].get_content()
    assert "さん" in letter or "様" in letter  # letters fall back to Japanese, never to English
    assert "Dear" not in letter


def test_staff_keep_to_japanese_and_english(town: WebTown) -> None:
    sato = town.officer("sato")

    sato.open("/?lang=ja-x-easy")
    page = sato.open("/staff/")

    assert "受信箱" in page.text
    assert "English" in page.text


@pytest.mark.parametrize("path", ["/", "/p/dog-registration", "/navi", "/s", "/accessibility"])
def test_furigana_stands_over_every_sentence_and_goes_again(shared_town: WebTown, path: str) -> None:
    resident = shared_town.resident()
    plain = resident.open(path)

    marked = resident.click("ふりがなをつける")
    assert "<ruby>" in marked.html
    assert "手続" in without_readings(marked.html)
    kept = without_readings(resident.open(path).html)
    again = resident.open(f"{path}?furigana=0")

    assert "<ruby>" not in again.html
    assert kept.count("<p") == plain.html.count("<p")


def test_a_reading_of_the_form_stands_over_its_label(town: WebTown) -> None:
    carry(town, ja_Hira="おなまえ")
    resident = town.resident()

    resident.open(f"/p/{DOG}?furigana=1")
    resident.open(f"/p/{DOG}")
    page = resident.press("申請(しんせい)をはじめる".replace("(しんせい)", "（しんせい）"))

    assert "<ruby>氏名<rp" in page.html
    assert "おなまえ</rt>" in page.html
    assert "ja-Hira" not in page.html


@pytest.mark.parametrize(
    ("html", "marked"),
    [
        ('<p title="申請">申請</p>', True),
        ("<title>申請</title>", False),
        ("<textarea>申請</textarea>", False),
        ('<dd translate="no">山田</dd>', False),
        ('<span lang="zh-Hans">姓名</span>', False),
        ("<p>&lt;申請&gt; &amp; 1</p>", True),
    ],
)
def test_what_carries_readings(html: str, marked: bool) -> None:
    found = with_furigana(html)

    assert ("<rt" in found) == marked
    assert without_readings(found).replace("</span>", "") == html.replace("</span>", "")
