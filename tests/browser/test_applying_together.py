"""A resident on a phone without JavaScript, a proxy's principal and a co-signer: pictures of every page they meet."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.directory import officer_by_login
from tests.browser.conftest import PHONE
from tests.browser.drafts import filled_in
from tests.browser.town import Town

pytestmark = pytest.mark.browser


def test_a_resident_checks_on_the_tablet_of_the_counter(
    open_page: Callable[..., Page], look: Callable[[Page, str], None], town: Town
) -> None:
    clerk = open_page("/staff/counter/")
    clerk.get_by_label("ログインID").fill("kimura")
    clerk.get_by_label("パスワード").fill("minaoshi-demo")
    clerk.get_by_role("button", name="ログインする").click()
    look(clerk, "counter-start")
    with town.services.database.read() as tx:
        officer = officer_by_login(tx, "kimura")
    assert officer is not None
    clerk.goto(f"/a/{filled_in(town, 'dog-registration', officer=officer.id)}/check")
    look(clerk, "counter-check")
    clerk.get_by_role("link", name="印刷して確かめてもらう").click()
    look(clerk, "counter-sheet")
    clerk.go_back()
    clerk.get_by_role("link", name="タブレットで確かめてもらう").click()
    clerk.get_by_role("button", name="確認コードを作る").click()
    look(clerk, "counter-tablet")
    (code,) = re.findall(r"<strong>([0-9A-Z-]{14})</strong>", clerk.content())
    tablet = open_page(f"/c/{code}", scripts=False)
    look(tablet, "counter-confirm")
    tablet.get_by_role("button", name="この内容で申請してよい").click()
    clerk.get_by_role("link", name="確認されたか見る").click()

    expect(clerk.get_by_role("heading", level=1)).to_have_text("申請を受け付けました")


def test_an_application_of_two_with_a_proxy(
    open_page: Callable[..., Page], look: Callable[[Page, str], None], town: Town
) -> None:
    page = open_page(f"/a/{filled_in(town, 'community-subsidy')}/check", width=PHONE, scripts=False)
    look(page, "check-with-people")
    page.get_by_role("link", name="申請する人を入れる").click()
    page.get_by_label("本人に代わって申請する").check()
    page.get_by_label("代理の人の名前").fill("代田 理")
    page.get_by_role("button", name="決める").last.click()
    look(page, "people-problems")
    page.get_by_label("本人との関係").select_option("family")
    page.get_by_label("本人に、スマートフォンなどで").check()
    page.get_by_label("名前", exact=True).first.fill("佐藤 一")
    page.get_by_role("button", name="決める").last.click()
    page.get_by_role("button", name="申請する", exact=True).click()
    page.get_by_role("button", name="確認を頼む").click()
    look(page, "confirmations")
    codes = re.findall(r"<strong>([0-9A-Z-]{14})</strong>", page.content())

    for code in codes:
        other = open_page("/c", width=PHONE, scripts=False)
        other.get_by_label("確認コード").fill(code)
        look(other, "confirm-code")
        other.get_by_role("button", name="内容を見る").click()
        look(other, "confirm")
        other.get_by_role("button", name="この内容で申請してよい").click()
        look(other, "confirmed")
    page.reload()

    expect(page.get_by_role("heading", level=1)).to_have_text("申請を受け付けました")
