"""The rules of a table read and changed as sentences, given days of validity, and tried on past cases."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.clerk import Clerk
from tests.browser.test_builders import look, sign_in
from web.built_scripts import entry

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(entry("table") is None, reason="the editors are not built: make setup"),
]
Open = Callable[..., Page]
ADDRESS = "/staff/procedures/dog-registration/edit/table/dog-registration-auto"


def test_rules_are_read_and_changed_as_sentences_by_keyboard_and_undone(open_page: Open) -> None:
    clerk = Clerk(sign_in(open_page, "sato", ADDRESS), keyboard=True)
    page = clerk.page
    page.locator(".ed-grid table").wait_for()
    before = clerk.document()

    clerk.button("文で読む")
    first = page.locator(".ed-sentences .ed-sentence").first
    expect(first).to_contain_text("のとき、")
    clerk.press(first.locator(".ed-card__name"))
    look(page, "rule-sentences")
    clerk.press(first.get_by_role("button", name="この条件を外す").first)
    clerk.saved()
    changed = clerk.document()
    assert [None, *changed["rules"][0]["when"]].count(None) == [None, *before["rules"][0]["when"]].count(None) + 1

    page.keyboard.press("Control+z")
    clerk.saved()
    assert clerk.document() == before


def test_a_table_gets_its_days_and_is_tried_on_past_cases(open_page: Open) -> None:
    clerk = Clerk(sign_in(open_page, "sato", ADDRESS))
    page = clerk.page
    page.locator(".ed-grid table").wait_for()

    clerk.write("いつから", "2026-04-01")
    clerk.write("いつまで", "2027-03-31")
    clerk.saved()
    assert clerk.document()["valid"] == {"from": "2026-04-01", "to": "2027-03-31"}
    clerk.write("いつから", "")
    clerk.write("いつまで", "")
    clerk.saved()
    assert "valid" not in clerk.document()

    clerk.button("過去の案件で試す")
    panel = page.get_by_role("region", name="過去の案件で試す")
    expect(panel).to_contain_text("この表だけで認めます")
    expect(panel.get_by_role("row")).not_to_have_count(0)
    clerk.press(page.locator("summary", has_text="なぜこう決まっているか"))
    look(page, "rule-past")
