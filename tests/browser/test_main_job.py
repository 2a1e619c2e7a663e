"""The main job by clicking: find what to redesign, redesign it, publish it, apply on a phone, decide."""

import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from kernel.documents import read_json
from tests.browser.conftest import PHONE
from tests.browser.town import Town

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
Look = Callable[[Page, str], None]
DOG: Final = Path(__file__).resolve().parents[2] / "samples" / "dog-registration"
NEW_HELP: Final = "鑑札に彫る名前です。呼び名でかまいません。"


def sign_in(open_page: Open, login: str, path: str = "/staff/") -> Page:
    """Open a page as an officer."""
    page = open_page(path)
    page.get_by_label("ログインID").fill(login)
    page.get_by_label("パスワード").fill("minaoshi-demo")
    page.get_by_role("button", name="ログインする").click()
    return page


def heading(page: Page, text: str | re.Pattern[str]) -> None:
    """Wait for the page whose heading says `text`."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(text)


def test_the_dx_office_finds_what_to_redesign_and_compares(open_page: Open, look: Look) -> None:
    page = sign_in(open_page, "sato", "/office/")
    heading(page, "業務棚卸し")
    look(page, "office-inventory")
    page.locator("tbody th a").first.click()
    page.get_by_role("button", name="採用する").first.wait_for()
    look(page, "office-findings")
    for number in range(3):
        card = page.locator("article.proposal").nth(number)
        card.get_by_text("確かめたこと").click()
        expect(card.locator("details[open] code").first).to_be_visible()

    for _proposal in range(2):
        page.get_by_role("button", name="採用する").first.click()
        expect(page.get_by_role("status")).to_be_visible()
    page.locator("details.dismiss summary").first.click()
    page.get_by_role("button", name="理由を残して見送る").first.click()
    expect(page.get_by_text("見送る理由を書いてください").first).to_be_visible()
    look(page, "office-findings-reason-missing")
    page.locator("details.dismiss[open] textarea").fill("制度の改正を待つため、来年度にもう一度考える。")
    page.get_by_role("button", name="理由を残して見送る").first.click()
    expect(page.get_by_text("来年度にもう一度考える")).to_be_visible()
    expect(page.get_by_text("採用した提案で、年間")).to_be_visible()
    look(page, "office-findings-chosen")

    page.get_by_role("link", name="現状と見直し案を比べる").click()
    expect(page.locator(".headline")).to_contain_text("1件あたり")
    expect(page.locator("svg[role=img], .graph svg").first).to_be_visible()
    look(page, "office-comparison")
    page.get_by_role("link", name="印刷用の報告書").click()
    heading(page, "業務フローの比較")
    page.emulate_media(media="print")
    expect(page.get_by_role("button")).to_have_count(0)
    assert page.pdf().startswith(b"%PDF")
    page.emulate_media(media="screen")
    page.go_back()
    page.get_by_role("link", name="統制の証明を見る").click()
    heading(page, "統制の証明")
    look(page, "office-control-proof")
    page.go_back()
    page.get_by_role("link", name="シミュレーションで確かめる").click()
    expect(page.get_by_text("回くり返し")).to_be_visible(timeout=60_000)
    look(page, "office-simulation")
    page.go_back()
    page.goto(page.url.partition("/compare")[0] + "/picture/as-is")
    look(page, "office-picture")


def changed_documents(folder: Path) -> list[Path]:
    """Write the documents of a procedure into `folder`, with a better help text at one question."""
    paths = []
    for name in ("form.json", "to-be.json", "table-auto-approve.json"):
        document: dict[str, Any] = read_json((DOG / name).read_bytes())  # type: ignore[assignment]  # ours: an object
        for each in document.get("pages", ()):
            for question in each["fields"]:
                if question["key"] == "dog_name":
                    question["help"] = {"ja": NEW_HELP, "en": "The name on the tag."}
        paths.append(folder / name)
        paths[-1].write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return paths


def test_documents_are_imported_proposed_and_published_by_a_second_person(
    open_page: Open, look: Look, tmp_path: Path
) -> None:
    page = sign_in(open_page, "sato", "/staff/procedures/")
    look(page, "procedures")
    page.get_by_role("link", name="犬の登録").click()
    page.get_by_role("link", name="文書を取り込む").click()
    page.get_by_label("または、内容を貼り付ける").fill('{"format": "minaoshi.form/1", "key": "x"}')
    page.get_by_role("button", name="下書きに取り込む").click()
    expect(page.get_by_text("取り込めませんでした。何も変わっていません")).to_be_visible()
    look(page, "procedures-import-problems")
    page.get_by_label("または、内容を貼り付ける").fill("")
    page.get_by_label("ファイル").set_input_files([str(path) for path in changed_documents(tmp_path)])
    page.get_by_role("button", name="下書きに取り込む").click()
    expect(page.get_by_role("status")).to_contain_text("3件の文書を下書きに取り込みました")
    look(page, "procedure")
    page.get_by_role("link", name="点検して公開を申し出る").click()
    expect(page.get_by_text("誤りはありません")).to_be_visible()
    look(page, "procedures-check")
    page.get_by_label("確認する人への伝言").fill("犬の名前の説明を足しました。")
    page.get_by_role("button", name="公開を申し出る").click()
    expect(page.get_by_text("公開の確認を待っています")).to_be_visible()
    page.get_by_role("link", name="内容を確かめる").click()
    expect(page.get_by_text("別の担当者の確認が必要です")).to_be_visible()
    assert page.get_by_role("button", name="公開する").count() == 0

    head = sign_in(open_page, "suzuki", "/staff/procedures/")
    head.get_by_role("link", name=re.compile("dog-registration|犬の登録.*申し出")).first.click()
    heading(head, "公開の確認")
    expect(head.get_by_text("犬の名前の説明を足しました")).to_be_visible()
    look(head, "procedures-proposal")
    head.get_by_role("button", name="公開する").click()
    expect(head.get_by_role("status")).to_contain_text("第2版を公開しました")


def test_a_resident_applies_on_a_phone_without_scripts_and_the_office_decides(
    open_page: Open, look: Look, town: Town
) -> None:
    phone = open_page("/", width=PHONE, scripts=False)
    heading(phone, "")
    look(phone, "home")
    phone.get_by_role("searchbox").fill("いぬ")
    phone.get_by_role("button", name="さがす").click()
    phone.get_by_role("link", name="犬の登録").click()
    look(phone, "resident-procedure")
    phone.get_by_role("button", name="申請をはじめる").click()
    phone.get_by_role("button", name="次へ").last.click()
    expect(phone.get_by_text("入力内容を確かめてください")).to_be_visible()
    look(phone, "apply-1-problems")
    fill_in_applicant(phone)
    look(phone, "apply-1")
    go_on(phone)
    look(phone, "apply-2-empty")
    fill_in_dog(phone)
    go_on(phone)
    fill_in_health(phone)
    look(phone, "apply-3")
    go_on(phone)
    fill_in_pickup(phone)
    look(phone, "apply-4")
    phone.get_by_role("button", name="入力内容を確かめる").click()
    heading(phone, "入力内容を確かめてください")
    look(phone, "apply-check")
    phone.get_by_role("button", name="申請する").click()
    heading(phone, "申請を受け付けました")
    look(phone, "receipt")
    number = phone.locator(".panel__number").inner_text()
    password = phone.locator("dd strong").first.inner_text()

    phone.get_by_role("link", name="申請の状況を見る").last.click()
    look(phone, "look-up")
    phone.get_by_label("照会用パスワード").fill(password)
    phone.get_by_role("button", name="状況を見る").click()
    expect(phone.get_by_text(number, exact=True)).to_be_visible()
    look(phone, "status")

    clerk = sign_in(open_page, "kimura")
    look(clerk, "inbox")
    clerk.goto("/staff/cases/")
    clerk.get_by_label("さがす言葉").fill(number)
    clerk.get_by_role("button", name="さがす").click()
    look(clerk, "cases")
    clerk.get_by_role("link", name=number).click()
    look(clerk, "case")
    clerk.get_by_role("button", name="補正を求める").click()
    expect(clerk.get_by_text("理由が必要です")).to_be_visible()
    look(clerk, "case-reason-missing")
    clerk.get_by_label("理由").fill("毛色を「白黒」のように、見て分かる書き方に直してください。")
    clerk.get_by_text("直してもらう項目と期限").click()
    clerk.get_by_label("毛色").check()
    clerk.get_by_role("button", name="補正を求める").click()
    expect(clerk.get_by_role("status")).to_contain_text("処理しました")

    phone.reload()
    expect(phone.get_by_text("見て分かる書き方に直してください").first).to_be_visible()
    look(phone, "status-correction")
    phone.get_by_role("link", name="内容を直す").click()
    phone.get_by_label("毛色").fill("白黒")
    look(phone, "correction")
    phone.get_by_role("button", name="この内容で送信する").last.click()
    expect(phone.get_by_text("送信しました")).to_be_visible()

    decide(clerk, number, "適合")
    for _task in range(3):
        decide(clerk, number, "済みにする")
    open_case(clerk, number)
    expect(clerk.get_by_text("処理は終わっています")).to_be_visible()
    look(clerk, "case-closed")
    arrived(town, number, at_least=3)
    phone.reload()
    look(phone, "status-done")
    office = sign_in(open_page, "sato", "/office/dog-registration/compare")
    expect(office.get_by_role("columnheader", name="実績")).to_be_visible()
    look(office, "office-comparison-real")
    office.get_by_role("link", name="計画と実績を見る").first.click()
    heading(office, "計画と実績")
    expect(office.get_by_role("row", name=re.compile("所要日数（平均）")).first).to_contain_text("日")
    look(office, "office-effect")


@pytest.mark.parametrize(
    ("name", "path", "login"),
    [
        ("sign-in", "/staff/sign-in", None),
        ("accessibility", "/accessibility", None),
        ("not-found", "/no-such-page", None),
        ("home-search-nothing", "/?q=zzz", None),
        ("look-up-empty", "/s", None),
        ("new-procedure", "/staff/new-procedure", "sato"),
        ("inbox-nothing-late", "/staff/?view=mine", "tanaka"),
    ],
)
def test_every_other_page_is_fit_to_be_seen(
    open_page: Open, look: Look, name: str, path: str, login: str | None
) -> None:
    page = sign_in(open_page, login, path) if login else open_page(path)

    look(page, name)


def fill_in_applicant(page: Page) -> None:
    """The first page: who applies."""
    for name, value in {
        "applicant_name.family": "髙﨑",
        "applicant_name.given": "葵",
        "applicant_name.family_kana": "タカサキ",
        "applicant_name.given_kana": "アオイ",
        "applicant_address.postal_code": "100-0001",
        "applicant_address.city": "千代田区",
        "applicant_address.town": "千代田",
        "applicant_address.street": "1-1",
        "applicant_phone": "000-0000-0000",
    }.items():
        page.locator(f'[name="{name}"]').fill(value)
    page.locator('[name="applicant_address.prefecture"]').select_option("東京都")
    for box in page.locator('[name^="applicant_email"]').all():
        box.fill("aoi@example.jp")


def fill_in_dog(page: Page) -> None:
    """The second page: the dog."""
    page.locator('[name="dog_name"]').fill("きなこ")
    choose(page, "dog_breed", "shiba")
    choose(page, "dog_sex", "female")
    page.locator('[name="dog_color"]').fill("いろいろ")
    fill_in_date(page, "dog_birth_date", "2025", "4", "2")
    fill_in_date(page, "acquired_on", "2026", "11", "1")
    choose(page, "previously_registered", "no")


def fill_in_health(page: Page) -> None:
    """The third page: microchip and injection."""
    choose(page, "has_microchip", "no")
    choose(page, "injected", "no")


def fill_in_pickup(page: Page) -> None:
    """The fourth page: where and when the tag is collected."""
    choose(page, "pickup_place", "city-hall")
    soon = time.gmtime(time.time() + 10 * 86_400)
    fill_in_date(page, "pickup_date", str(soon.tm_year), str(soon.tm_mon), str(soon.tm_mday))
    page.locator('[name="agree"]').check()


def choose(page: Page, name: str, value: str) -> None:
    """Pick an option, whichever control offers it."""
    select = page.locator(f'select[name="{name}"]')
    if select.count():
        select.select_option(value)
    else:
        page.locator(f'input[name="{name}"][value="{value}"]').check()


def fill_in_date(page: Page, name: str, year: str, month: str, day: str) -> None:
    """Fill the three boxes of a date in."""
    for part, value in (("year", year), ("month", month), ("day", day)):
        page.locator(f'[name="{name}.{part}"]').fill(value)


def go_on(page: Page) -> None:
    """Press the button that goes on, and wait for the page after."""
    before = page.url
    page.get_by_role("button", name="次へ").last.click()
    expect(page).not_to_have_url(before)


def open_case(page: Page, number: str) -> None:
    """Find a case by its number and open it."""
    page.goto(f"/staff/cases/?q={number}")
    page.get_by_role("link", name=number).click()


def decide(page: Page, number: str, button: str) -> None:
    """Open a case and finish what waits there."""
    open_case(page, number)
    page.get_by_role("button", name=button).first.click()
    expect(page.get_by_role("status")).to_contain_text("処理しました")


def arrived(town: Town, number: str, *, at_least: int) -> None:
    """Wait until that many letters about a case have arrived by mail."""
    for _try in range(100):
        found = [path for path in town.letters() if "aoi@example.jp" in path.read_text("utf-8")]
        if len(found) >= at_least:
            return
        time.sleep(0.1)
    raise AssertionError(f"only {len(found)} letters about {number}")
