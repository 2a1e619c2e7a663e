"""The director's look at load and delay, in a real browser, on a phone and on a desk."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_main_job import sign_in


def test_load_and_delay_can_be_read_on_a_phone_and_on_a_desk(
    open_page: Callable[..., Page], look: Callable[[Page, str], None]
) -> None:
    director = sign_in(open_page, "ito", "/staff/load/")

    expect(director.get_by_role("heading", name="工程ごとの量と待ち時間")).to_be_visible()
    look(director, "load")

    director.get_by_label("所属").select_option(label="市民課")
    director.get_by_role("button", name="絞り込む").click()
    expect(director.get_by_role("heading", name="人ごとの量")).to_be_visible()
    assert "department=shimin" in director.url
