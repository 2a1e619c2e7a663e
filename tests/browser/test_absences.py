"""A month of absences in a real browser: the calendar scrolls in its own frame, by keyboard, on a phone."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_main_job import sign_in


def test_a_month_of_absences_on_a_phone_and_on_a_desk(
    open_page: Callable[..., Page], look: Callable[[Page, str], None]
) -> None:
    clerk = sign_in(open_page, "hayashi", "/staff/absences/")
    first = clerk.evaluate("new Date(Date.now() + 40 * 86400e3).toISOString().slice(0, 10)")

    clerk.get_by_label("始まりの日").fill(first)
    clerk.get_by_role("button", name="不在を登録する").click()
    expect(clerk.get_by_text("この期間の代理を頼めます")).to_be_visible()
    look(clerk, "absences-noted")

    clerk.get_by_role("button", name="代理を頼む").click()
    expect(clerk.get_by_text("代理を登録しました。")).to_be_visible()
    look(clerk, "absences")
