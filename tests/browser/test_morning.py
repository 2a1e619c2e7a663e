"""A clerk's morning: forty cases in the inbox, worked through by keyboard alone."""

from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_main_job import sign_in
from tests.browser.test_office_acts import arrive
from tests.browser.town import Town

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
Look = Callable[[Page, str], None]
LIST: Final = "/staff/?procedure=dog-registration&step=review&assigned=-"
CASES: Final = 40
MOST_KEYS: Final = 45


class Keyboard:
    """A keyboard that counts."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1


def ready(page: Page) -> None:
    """Wait until the keys of a page work."""
    page.locator("[data-shortcuts-open]:not([hidden])").wait_for(state="attached")


def test_ten_decisions_take_few_keys_and_the_morning_is_done(open_page: Open, look: Look, town: Town) -> None:
    for seed in range(100, 100 + CASES):
        arrive(town, seed)
    page = sign_in(open_page, "kimura", LIST)
    ready(page)
    look(page, "inbox-forty")
    waiting = page.locator("[data-inbox] tbody tr").count()
    assert waiting >= CASES

    keys = Keyboard(page)
    keys.press("j", "Enter")
    for done in range(10):
        expect(page.locator(".queue__place")).to_contain_text(f"{waiting}件中 {done + 1}件目")
        ready(page)
        keys.press("c", "c")
        expect(page.locator("[data-key=c]:checked")).to_have_count(2)
        keys.press("1")
        expect(page.get_by_role("button", name="適合")).to_be_focused()
        keys.press("Enter")
    expect(page.locator(".queue__place")).to_contain_text(f"{waiting}件中 11件目")

    assert keys.pressed <= MOST_KEYS
    look(page, "case-in-a-list")
    for done in range(10, waiting):
        expect(page.locator(".queue__place")).to_contain_text(f"{waiting}件中 {done + 1}件目")
        ready(page)
        keys.press("1", "Enter")
    expect(page.get_by_role("heading", name="受信箱")).to_be_visible()
    expect(page.get_by_text("当てはまる仕事はありません")).to_be_visible()


def test_keys_can_be_looked_up_and_switched_off_and_never_act_while_one_types(open_page: Open, town: Town) -> None:
    arrive(town, 90)
    arrive(town, 91)
    page = sign_in(open_page, "kimura", LIST)
    ready(page)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator(".queue__place")).to_contain_text("1件目")
    here = page.url
    ready(page)

    page.keyboard.press("e")
    page.keyboard.type("jk1?")
    assert page.url == here
    expect(page.get_by_role("textbox", name="理由")).to_have_value("jk1?")
    page.evaluate(
        """document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "j", isComposing: true, bubbles: true}))"""
    )
    assert page.url == here

    page.get_by_role("heading", level=1).click()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="キー操作")
    expect(dialog).to_be_visible()
    page.keyboard.press("j")
    assert page.url == here
    dialog.get_by_label("1文字のキー操作を使う").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.url == here
    page.reload()
    ready(page)
    page.keyboard.press("j")
    assert page.url == here

    page.get_by_role("button", name="キー操作（?）").click()
    dialog.get_by_label("1文字のキー操作を使う").check()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator(".queue__place")).to_contain_text("2件目")
