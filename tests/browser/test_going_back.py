"""差戻し from what a case waits for, by clicking: what ends with it is said before."""

import pytest
from playwright.sync_api import expect

from intake.applications import case_numbered
from tests.browser.test_main_job import Look, Open, heading, sign_in
from tests.browser.town import Town
from tests.web.waiting_case import waiting_case

pytestmark = pytest.mark.browser


def test_an_officer_sends_back_a_case_that_waits(open_page: Open, look: Look, town: Town) -> None:
    number = waiting_case(town.services)
    with town.services.database.read() as tx:
        case = case_numbered(tx, number)
    clerk = sign_in(open_page, "kimura", f"/staff/cases/{case}")
    heading(clerk, "犬の登録")

    clerk.get_by_text("届いた連絡を入力する").click()
    clerk.get_by_role("button", name="連絡を届ける").click()
    expect(clerk.get_by_role("status")).to_contain_text("連絡を届けました")
    look(clerk, "case-waits-go-back")
    clerk.get_by_role("link", name="「名寄せの照会」を待たずに前の工程へ差し戻す").click()
    heading(clerk, "「名寄せの照会」から差し戻す")
    clerk.get_by_text("すでに届いた連絡の扱い").click()
    look(clerk, "send-back-from-a-wait")
    clerk.get_by_label("理由").fill("犬の名前が読み取れません。")
    clerk.get_by_role("button", name="差し戻す").click()

    expect(clerk.get_by_role("status")).to_contain_text("差し戻しました")
    clerk.goto(f"/staff/cases/{case}")
    expect(clerk.get_by_text("犬の名前が読み取れません。").first).to_be_visible()
    look(clerk, "case-went-back")
