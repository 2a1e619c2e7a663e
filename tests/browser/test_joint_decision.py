"""A joint decision, two of three, by clicking: who has decided is seen, and the third need not."""

import pytest
from playwright.sync_api import expect

from intake.applications import case_numbered
from tests.browser.test_main_job import Look, Open, heading, sign_in
from tests.browser.town import Town
from tests.web.waiting_case import waiting_case

pytestmark = pytest.mark.browser


def test_two_of_three_decide_jointly_and_the_third_finds_it_decided(open_page: Open, look: Look, town: Town) -> None:
    number = waiting_case(town.services)
    with town.services.database.read() as tx:
        case = f"/staff/cases/{case_numbered(tx, number)}"

    first = sign_in(open_page, "kimura", case)
    heading(first, "犬の登録")
    expect(first.get_by_text("3人中0人が判断しました。")).to_be_visible()
    look(first, "case-waits")
    first.get_by_role("button", name="承認").click()
    expect(first.get_by_role("status")).to_contain_text("処理しました")

    second = sign_in(open_page, "inoue", case)
    expect(second.get_by_text("3人中1人が判断しました。")).to_be_visible()
    look(second, "case-joint-decision")
    second.get_by_role("button", name="承認").click()
    expect(second.get_by_role("status")).to_contain_text("処理しました")

    third = sign_in(open_page, "matsumoto", case)
    expect(third.get_by_text("「移転の合議」の合議は「承認」に決まりました。")).to_be_visible()
    expect(third.get_by_role("button", name="承認")).to_have_count(0)
