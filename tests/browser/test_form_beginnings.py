"""A form begins with a list, its questions become a block of the department, and its attachments can be tried out."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.clerk import Clerk
from tests.browser.conftest import DESKTOP
from tests.browser.test_builders import begin_procedure, look, sign_in
from web.built_scripts import entry

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(entry("form") is None, reason="the editors are not built: make setup"),
]
Open = Callable[..., Page]
LIST = "項目名,必須,選択肢\n氏名,○,\n事業の種類,○,環境、福祉\n見積書の写し,○,\n"


def test_a_list_becomes_a_form_with_blocks_and_attachments(open_page: Open, tmp_path: Path) -> None:
    sheet, paper = tmp_path / "list.csv", tmp_path / "見積書.pdf"
    sheet.write_bytes(LIST.encode("cp932"))
    paper.write_bytes(b"%PDF-1.7 nobody reads this")
    clerk = Clerk(sign_in(open_page, "kimura", "/staff/procedures/"))
    page = clerk.page
    begin_procedure(clerk, "grant-list")
    clerk.press(page.get_by_role("link", name="ひな形・一覧からフォームを作る"))
    look(page, "form-start")

    page.set_viewport_size({"width": DESKTOP, "height": 900})
    page.set_input_files("#list", sheet)
    clerk.button("一覧を読む")
    expect(page.get_by_text("見出しに「氏名」とあるため")).to_be_visible()
    look(page, "form-list")
    page.set_viewport_size({"width": DESKTOP, "height": 900})
    clerk.button("選んだ項目でフォームを作る")

    clerk.press(page.locator(".ed-page__head .ed-card__name").first)
    clerk.open_part("部品として保存する")
    clerk.write("部品の名前", "申請の三点")
    clerk.button("部品に加える")
    expect(page.locator(".ed-told")).to_contain_text("保存しました")
    clerk.part("申請の三点")
    expect(page.locator(".ed-card")).to_have_count(6)
    clerk.saved()
    clerk.button("↶ 元に戻す", exact=False)
    expect(page.locator(".ed-card")).to_have_count(3)

    clerk.button("試しに入力する")
    resident = page.frame_locator("iframe")
    resident.locator("input[type=file]").first.set_input_files(paper)
    resident.get_by_role("button", name="選んだファイルを添付する").click()
    expect(resident.get_by_text("見積書.pdf", exact=True)).to_be_visible()
    look(page, "form-attach")
    resident.get_by_role("button", name="取り消す").click()
    expect(resident.get_by_text("見積書.pdf", exact=True)).to_have_count(0)
