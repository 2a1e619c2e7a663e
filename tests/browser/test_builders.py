"""A clerk builds a subsidy from blank, form, table and flow, publishes it, and a resident applies: no file, no code."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Route, expect

from kernel.documents import digest
from tests.browser.building import build_flow, build_form, build_letters, build_table
from tests.browser.clerk import Clerk
from tests.browser.conftest import DESKTOP, HEIGHT, PHONE, PICTURES
from web.built_scripts import entry

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(entry("form") is None, reason="the editors are not built: make setup"),
]
Open = Callable[..., Page]
expect.set_options(timeout=15_000)
BUILT: Final = Path(__file__).parent / "built"


def sign_in(open_page: Open, login: str, path: str, **more: Any) -> Page:
    page = open_page(path, **more)
    page.get_by_label("ログインID").fill(login)
    page.get_by_label("パスワード").fill("minaoshi-demo")
    page.get_by_role("button", name="ログインする").click()
    page.get_by_role("button", name="ログアウト").wait_for()
    return page


def look(page: Page, name: str) -> None:
    """Take a picture of an editor as it stands, at both widths; refuse what axe finds, and sideways scrolling."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": HEIGHT})
        page.screenshot(path=PICTURES / f"{name}-{width}.png", animations="disabled")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} scrolls sideways: {wide} > {width}"
        found = Axe().run(page).response["violations"]
        told = [(rule["id"], [node["html"][:160] for node in rule["nodes"]][:4]) for rule in found]
        assert told == [], f"{name} at {width}"


def begin_procedure(clerk: Clerk, key: str) -> None:
    """Add a procedure of the Environment Section."""
    clerk.page.goto("/staff/new-procedure")
    clerk.page.locator("#title").fill("環境活動補助金")
    clerk.page.locator("#key").fill(key)
    clerk.page.locator("#department").select_option("kankyo")
    clerk.button("加える")
    expect(clerk.page.get_by_role("heading", level=1)).to_contain_text("環境活動補助金")


def given(name: str, key: str) -> Any:
    """Return the document that the clicks of `tests.browser.building` must come to."""
    return json.loads((BUILT / f"{name}.json").read_text("utf-8").replace("PROCEDURE", key))


def build(clerk: Clerk, key: str) -> None:
    """Build everything, and hold each document against the one that somebody wrote down."""
    begin_procedure(clerk, key)
    for name, part in (("form", build_form), ("table", build_table), ("letters", build_letters), ("flow", build_flow)):
        part(clerk)
        if name != "letters":
            assert clerk.document() == given(name, key)
            assert digest(clerk.document()) == digest(given(name, key))
            if not (clerk.keyboard or clerk.touch):
                look(clerk.page, f"editor-{name}")
        clerk.page.goto(f"/staff/procedures/{key}/")


def publish(open_page: Open, clerk: Clerk, key: str, head_login: str = "matsumoto") -> None:
    """Ask for the publication, and let the head of the section publish."""
    clerk.press(clerk.page.get_by_role("link", name="点検して公開を申し出る"))
    clerk.button("公開を申し出る")
    expect(clerk.page.get_by_text("公開を申し出ました")).to_be_visible()
    head = sign_in(open_page, head_login, f"/staff/procedures/{key}/")
    head.get_by_role("link", name="内容を確かめる").click()
    head.get_by_role("button", name="公開する").click()
    expect(head.get_by_text("第1版を公開しました")).to_be_visible()


def test_a_clerk_builds_a_procedure_from_blank_and_a_resident_applies(open_page: Open) -> None:
    clerk = Clerk(sign_in(open_page, "kimura", "/staff/procedures/"))

    build(clerk, "grant-pointer")
    publish(open_page, clerk, "grant-pointer")

    apply(open_page, "grant-pointer")


def apply(open_page: Open, key: str) -> None:
    """Apply as a resident with a phone and no scripts."""
    resident = open_page(f"/p/{key}", width=PHONE, scripts=False)
    resident.get_by_role("button", name="申請をはじめる").click()
    for name, typed in {"family": "青木", "given": "葵", "family_kana": "アオキ", "given_kana": "アオイ"}.items():
        resident.locator(f'[name="applicant_name.{name}"]').fill(typed)
    resident.locator('[name="applicant_email"]').fill("aoki@example.jp")
    resident.get_by_role("button", name="次へ").last.click()
    resident.locator('[name="text"]').fill("川の清掃")
    resident.locator('[name="amount"]').fill("30,000")
    resident.locator('[name="question"][value="no"]').check()
    resident.get_by_role("button", name="入力内容を確かめる").last.click()
    resident.get_by_role("button", name="申請する").click()
    expect(resident.get_by_role("heading", level=1)).to_contain_text("申請を受け付けました")


def test_the_same_is_built_by_keyboard_alone(open_page: Open) -> None:
    clerk = Clerk(sign_in(open_page, "kimura", "/staff/procedures/"), keyboard=True)

    build(clerk, "grant-keyboard")


def test_the_same_is_built_and_published_by_touch_on_a_phone(open_page: Open) -> None:
    page = sign_in(open_page, "kimura", "/staff/procedures/", width=PHONE, touch=True)
    clerk = Clerk(page, touch=True)

    build(clerk, "grant-touch")
    publish(open_page, clerk, "grant-touch")

    apply(open_page, "grant-touch")


def test_cards_are_dragged_moved_by_keys_undone_and_done_again(open_page: Open) -> None:
    page = sign_in(open_page, "sato", "/staff/procedures/nursery/edit/form/nursery")
    labels = page.locator(".ed-page").first.locator("> .ed-list > li > .ed-card__row .ed-card__label")
    labels.first.wait_for()
    before = labels.all_inner_texts()
    grips = page.locator(".ed-page").first.locator("> .ed-list > li > .ed-card__row .ed-grip")

    from_box, to_box = grips.nth(0).bounding_box(), grips.nth(2).bounding_box()
    assert from_box is not None
    assert to_box is not None
    page.mouse.move(from_box["x"] + 10, from_box["y"] + 10)
    page.mouse.down()
    page.mouse.move(from_box["x"] + 10, from_box["y"] + 40, steps=4)
    page.mouse.move(to_box["x"] + 10, to_box["y"] + 14, steps=8)
    page.mouse.up()
    expect(labels.nth(2)).to_have_text(before[0])

    page.keyboard.press("Control+z")
    expect(labels.nth(0)).to_have_text(before[0])
    page.keyboard.press("Control+y")
    expect(labels.nth(2)).to_have_text(before[0])
    page.keyboard.press("Control+z")
    expect(labels.nth(0)).to_have_text(before[0])

    grips.nth(0).focus()
    page.keyboard.press("Space")
    expect(page.locator(".ed-card--dragged")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_text(f"「{before[0]}」は「{before[1]}」の場所にあります。")).to_be_attached()
    page.keyboard.press("Space")
    expect(labels.nth(1)).to_have_text(before[0])
    page.keyboard.press("Control+z")
    expect(labels.nth(0)).to_have_text(before[0])


def test_enter_during_a_conversion_neither_sends_nor_adds(open_page: Open) -> None:
    page = sign_in(open_page, "sato", "/staff/procedures/nursery/edit/form/nursery")
    page.locator(".ed-card__name").nth(2).click()
    box = page.get_by_label("質問（見出し）", exact=True)
    cards, address = page.locator(".ed-card").count(), page.url
    session = page.context.new_cdp_session(page)

    box.fill("")
    box.focus()
    session.send("Input.imeSetComposition", {"text": "ほご", "selectionStart": 2, "selectionEnd": 2})
    session.send("Input.imeSetComposition", {"text": "保護", "selectionStart": 2, "selectionEnd": 2})
    page.keyboard.press("Enter")
    session.send("Input.insertText", {"text": "保護者"})

    expect(box).to_have_value(re.compile("保護者$"))
    assert page.url == address
    assert page.locator(".ed-card").count() == cards
    page.keyboard.press("Control+z")


def test_the_second_editor_is_told_and_overwrites_nothing(open_page: Open) -> None:
    address = "/staff/procedures/nursery/edit/form/nursery"
    first, second = (Clerk(sign_in(open_page, "sato", address)) for _ in range(2))

    for clerk, intro in ((first, "先に書いた説明"), (second, "後から書いた説明")):
        clerk.press(clerk.page.locator(".ed-form-head .ed-card__name"))
        clerk.write("はじめの説明", intro)
        if clerk is first:
            clerk.saved()

    expect(second.page.get_by_text("ほかの人が先に保存しました")).to_be_visible()
    expect(second.page.get_by_text("佐藤 陽子 さんが")).to_be_visible()
    look(second.page, "editor-conflict")
    assert json.dumps(first.document(), ensure_ascii=False).count("先に書いた説明") == 1
    second.button("相手の内容を開く")
    second.press(second.page.locator(".ed-form-head .ed-card__name"))
    expect(second.page.get_by_label("はじめの説明", exact=True)).to_have_value("先に書いた説明")


def test_nothing_typed_is_lost_when_the_network_or_the_session_goes(open_page: Open) -> None:
    clerk = Clerk(sign_in(open_page, "sato", "/staff/procedures/child-allowance/edit/form/child-allowance"))
    page = clerk.page
    clerk.press(page.locator(".ed-form-head .ed-card__name"))

    def dropped(route: Route) -> None:
        route.abort()

    page.route("**/document", dropped)
    clerk.write("はじめの説明", "網が切れている間に書いた。")
    expect(page.get_by_text("つながりません。この端末に控えています")).to_be_visible()
    page.unroute("**/document", dropped)
    page.reload()
    clerk.press(page.locator(".ed-form-head .ed-card__name"))
    expect(page.get_by_label("はじめの説明", exact=True)).to_have_value("網が切れている間に書いた。")
    clerk.saved()

    page.context.clear_cookies()
    clerk.write("はじめの説明", "時間が切れたあとに書いた。")
    expect(page.get_by_text("ログインの時間が切れました")).to_be_visible()
    look(page, "editor-expired")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="別のタブでログインする").click()
    other = opened.value
    other.get_by_label("ログインID").fill("sato")
    other.get_by_label("パスワード").fill("minaoshi-demo")
    other.get_by_role("button", name="ログインする").click()
    other.get_by_role("button", name="ログアウト").wait_for()
    page.bring_to_front()
    clerk.button("もう一度保存する")
    clerk.saved()
    assert "時間が切れたあとに書いた" in json.dumps(clerk.document(), ensure_ascii=False)


def test_the_preview_is_the_residents_page_at_both_widths_and_can_be_filled_in(open_page: Open) -> None:
    page = sign_in(open_page, "sato", "/staff/procedures/dog-registration/edit/form/dog-registration")
    page.get_by_role("button", name="試しに入力する").click()
    frame = page.frame_locator("iframe")
    frame.get_by_role("button", name="次へ").last.click()
    expect(frame.get_by_role("heading", name="入力内容を確かめてください")).to_be_visible()
    look(page, "editor-preview")
    page.get_by_role("button", name="English").last.click()
    expect(frame.locator("html[lang=en]")).to_be_attached()


@pytest.mark.parametrize("address", ["form/community-subsidy", "flow/to-be", "table/community-subsidy-triage"])
def test_an_editor_speaks_english(open_page: Open, address: str) -> None:
    page = sign_in(open_page, "sato", f"/staff/procedures/community-subsidy/edit/{address}")
    page.goto(f"{page.url}?lang=en")
    page.get_by_role("button", name="Undo").wait_for()
    expect(page.get_by_text("Check:")).to_be_visible()
    look(page, f"editor-{address.partition('/')[0]}-en")
