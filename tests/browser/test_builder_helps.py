"""What the editors tell and offer beside building: lint, uses, time to fill in, walking, gaps, conflicts, chips."""

import json
from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.clerk import Clerk
from tests.browser.test_builders import look, sign_in
from tests.browser.test_flow_designer import STANDS, save
from web.built_scripts import entry

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(entry("form") is None, reason="the editors are not built: make setup"),
]
Open = Callable[..., Page]
SUBSIDY: Final = "/staff/procedures/community-subsidy"
ROAD: Final = "/staff/procedures/road-occupancy"
LONG: Final = (
    "住民票に記載されている現在の住所と、前の年の一月一日の時点で住んでいた住所とが異なるかどうかを教えてください"
)


MIDDLE: Final = """element => {
  const box = element.getBoundingClientRect();
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""
"""Where the middle of an arrow is; one that runs straight down has no width that a pointer could be sent to."""


def test_a_form_tells_its_uses_its_time_and_what_is_hard_to_read(open_page: Open) -> None:
    clerk = Clerk(sign_in(open_page, "sato", f"{SUBSIDY}/edit/form/community-subsidy"))
    page = clerk.page
    expect(page.locator(".ed-fact")).to_contain_text("入力の目安 約")

    page.locator(".ed-card__name", has_text="前の年度も同じ事業で").click()
    uses = page.locator(".ed-uses")
    expect(uses).to_contain_text("判定表：補助金申請の振り分け")
    expect(uses).to_contain_text("工程：")
    page.locator(".ed-card__name", has_text="規約が前回の届出から").click()
    expect(uses.get_by_role("button", name="このフォームの条件：新しい規約")).to_be_visible()
    expect(page.locator(".ed-card__when").first).to_have_text(
        "「規約が前回の届出から変わりましたか」が「はい」のときだけ聞く"
    )

    before = page.locator(".ed-fact").inner_text()
    clerk.part("添付書類")
    expect(page.locator(".ed-fact")).not_to_have_text(before)
    clerk.write("質問（見出し）", LONG)
    clerk.open_part("くわしい設定")
    clerk.choose("必ず答えてもらうか", "条件に当てはまるときだけ必須")
    expect(page.locator(".ed-card--selected .ed-card__when")).to_contain_text("ときは必須")
    expect(page.locator(".ed-uses")).to_contain_text("どこからも使われていません")
    clerk.press(page.locator(".ed-check-drawer summary"))
    expect(page.locator(".ed-findings")).to_contain_text("「住民票に記載されている")
    look(page, "form-lint")
    clerk.write("質問（見出し）", "個人番号（マイナンバー）を書いてください")
    expect(page.locator(".ed-finding--error")).to_contain_text("個人番号")


def test_a_part_is_dropped_into_an_arrow_taken_back_and_a_case_walked_through(open_page: Open) -> None:
    clerk = Clerk(sign_in(open_page, "sato", f"{ROAD}/edit/flow/to-be"))
    page = clerk.page
    page.locator(".react-flow__node").first.wait_for()
    page.set_viewport_size({"width": 1280, "height": 1600})
    page.evaluate(STANDS)
    before = page.locator(".ed-step").count()

    arrow = page.locator('.react-flow__edge[data-id^="start->"] .react-flow__edge-interaction')
    shelf = page.locator("details", has=page.get_by_text("受け付ける", exact=True)).last
    shelf.locator("summary").first.click()
    page.get_by_role("button", name="収受", exact=True).hover()
    page.mouse.down()
    for _move in range(2):
        page.mouse.move(*arrow.evaluate(MIDDLE), steps=4)
    page.mouse.up()
    expect(page.locator(".ed-step")).to_have_count(before + 1)
    expect(page.locator('.react-flow__edge[data-id^="start->receive"]')).to_have_count(1)

    page.keyboard.press("Control+z")
    expect(page.locator(".ed-step")).to_have_count(before)

    clerk.button("1件流してみる")
    walk = page.get_by_role("region", name="1件流してみる")
    for _step in range(3):
        walk.get_by_role("button", name="→", exact=False).first.click()
    expect(walk.locator(".ed-walk__path li")).to_have_count(3)
    look(page, "flow-walk")


def test_what_is_missing_in_a_table_is_added_tried_out_and_a_table_in_a_step_is_opened(open_page: Open) -> None:
    address = f"{SUBSIDY}/edit/table/community-subsidy-triage"
    clerk = Clerk(sign_in(open_page, "sato", address))
    page = clerk.page
    page.locator(".ed-grid table").wait_for()
    rules = page.locator(".ed-grid tbody tr")
    before = rules.count()
    clerk.press(page.locator(".ed-grid tbody tr").last.get_by_role("button").first)
    clerk.press(page.get_by_role("button", name=f"規則{before}を消す"))
    gaps = page.get_by_role("region", name="規則が足りない場合")
    expect(gaps).to_contain_text("例：", timeout=30_000)
    look(page, "rule-gap")
    page.set_viewport_size({"width": 1280, "height": 900})
    clerk.press(gaps.get_by_role("button", name="この場合の規則を加える", exact=False).first)
    expect(rules).to_have_count(before)
    expect(gaps).to_have_count(0, timeout=30_000)
    clerk.button("試してみる")
    trial = page.get_by_role("region", name="試してみる")
    trial.get_by_label("前の年度も同じ事業", exact=True).select_option(label="いいえ")
    expect(trial).to_contain_text("規則1による")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    clerk.saved()

    page.goto("/staff/procedures/child-allowance/edit/flow/as-is")
    clerk.press(page.locator('.ed-outline [data-node="entitlement"]'))
    clerk.press(page.get_by_role("link", name="判定表を開いて直す"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("受給資格の判定")
    page.locator(".ed-grid table").wait_for()
    look(page, "rule-in-a-step")
    page.set_viewport_size({"width": 1280, "height": 900})
    clerk.press(page.locator(".ed-grid tbody tr").last.get_by_role("button").first)
    clerk.button("複製", exact=False)
    clerk.saved()
    page.keyboard.press("Control+z")
    clerk.saved()
    page.get_by_role("navigation").get_by_role("link", name="流れ", exact=True).click()
    page.locator(".ed-outline").wait_for()


@pytest.mark.parametrize(
    ("address", "first", "name"),
    [
        (f"{ROAD}/edit/flow/to-be", ".ed-outline__all", "目的"),
        (f"{ROAD}/edit/table/road-occupancy-consultation", ".ed-grid table", "判定表の名前"),
    ],
    ids=["flow", "table"],
)
def test_the_second_editor_of_a_flow_and_of_a_table_is_told(
    open_page: Open, address: str, first: str, name: str
) -> None:
    one, other = (Clerk(sign_in(open_page, "sato", address)) for _ in range(2))
    kept = one.document()

    for clerk, typed in ((one, "先に書いた"), (other, "後から書いた")):
        clerk.page.locator(first).wait_for()
        clerk.write(name, typed)
        if clerk is one:
            clerk.saved()

    expect(other.page.get_by_text("ほかの人が先に保存しました")).to_be_visible()
    assert "先に書いた" in json.dumps(one.document(), ensure_ascii=False)
    assert "後から書いた" not in json.dumps(one.document(), ensure_ascii=False)
    save(one.page, address, lambda _document: kept)


def test_what_was_typed_just_before_the_tab_was_closed_is_there_again(open_page: Open) -> None:
    clerk = Clerk(sign_in(open_page, "sato", f"{ROAD}/edit/form/road-occupancy"))
    page = clerk.page
    kept = clerk.document()
    clerk.press(page.locator(".ed-form-head .ed-card__name"))
    page.route("**/document", lambda route: route.abort())

    clerk.write("はじめの説明", "閉じる直前に書いた。")
    page.close(run_before_unload=True)

    again = Clerk(page.context.new_page())
    again.page.goto(f"{ROAD}/edit/form/road-occupancy")
    again.press(again.page.locator(".ed-form-head .ed-card__name"))
    expect(again.page.get_by_label("はじめの説明", exact=True)).to_have_value("閉じる直前に書いた。")
    again.saved()
    save(again.page, again.page.url, lambda _document: kept)


def test_a_chip_goes_where_the_caret_is_by_pointer_and_by_keyboard(open_page: Open) -> None:
    page = sign_in(open_page, "sato", f"{SUBSIDY}/page")
    box = page.locator("#letters-0-body-ja")
    box.fill("はじまりおわり")
    chips = page.locator('[data-chips="letters-0-body-ja"]')
    chips.locator("summary").click()

    box.evaluate("box => box.setSelectionRange(4, 4)")
    chips.locator('[data-place="applicant_name"]').click()
    expect(box).to_have_value("はじまり{{ applicant_name }}おわり")
    expect(box).to_be_focused()

    box.evaluate("box => box.setSelectionRange(0, 4)")
    chips.locator('[data-place="org_name"]').focus()
    page.keyboard.press("Enter")
    expect(box).to_have_value("{{ org_name }}{{ applicant_name }}おわり")
    assert page.url.endswith("/page")
    look(page, "letter-chips")


WATCH: Final = """selectors => {
  window.touched = [];
  const parts = '[data-id], [data-path], .ed-step';
  const named = (node) => (node instanceof Element ? node : node.parentElement)?.closest(parts);
  const watch = new MutationObserver((changes) => {
    for (const change of changes) {
      const part = named(change.target);
      const key = part?.dataset.id ?? part?.dataset.path ?? part?.querySelector('[data-node]')?.dataset.node;
      window.touched.push(key ?? '?');
    }
  });
  const all = {subtree: true, childList: true, characterData: true, attributes: true};
  for (const each of selectors) watch.observe(document.querySelector(each), all);
}"""
"""Writes down which steps, arrows and cards of the page are touched from now on."""


def test_a_letter_that_is_typed_touches_only_what_it_changes(open_page: Open) -> None:
    clerk = Clerk(sign_in(open_page, "sato", f"{SUBSIDY}/edit/flow/to-be"))
    page = clerk.page
    kept = clerk.document()
    page.locator(".react-flow__node").first.wait_for()
    page.evaluate(STANDS)
    page.evaluate(WATCH, [".ed-canvas", ".ed-outline"])

    clerk.write("目的", "地域を支える。")
    clerk.saved()
    assert page.evaluate("touched") == []

    clerk.press(page.locator('.ed-outline [data-node="triage"]'))
    page.evaluate(STANDS)
    page.evaluate("() => { touched.length = 0; }")
    clerk.write("工程の名前", "振り分ける")
    clerk.saved()
    touched = set(page.evaluate("touched"))
    assert "triage" in touched
    assert touched <= {"triage", "apply", "fix", "apply->triage", "fix->triage", "triage->route"}

    page.goto(f"{SUBSIDY}/edit/form/community-subsidy")
    page.locator('[data-path="/pages/1/fields/0"] .ed-card__name').click()
    page.evaluate(WATCH, [".ed-cards"])
    before = page.get_by_label("質問（見出し）", exact=True).input_value()
    clerk.write("質問（見出し）", "事業の名前")
    assert set(page.evaluate("touched")) == {"/pages/1/fields/0"}
    clerk.write("質問（見出し）", before)
    clerk.saved()
    save(page, f"{SUBSIDY}/edit/flow/to-be", lambda _document: kept)
