"""Attaching files: with progress and after a break of the line; without scripts, later, from the status page."""

import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from forms.promises import PROMISES
from intake.applications import Receipt, entry_form
from intake.desk import submit
from intake.drafts import begin_draft, find_draft, keep_answers
from intake.guide import guide
from kernel.clock import local_date
from samples.answers import answers
from tests.browser.conftest import PHONE
from tests.browser.town import Town
from tests.security.uploads import PDF

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
Look = Callable[[Page, str], None]


def a_file(folder: Path, name: str, size: int) -> str:
    """Write a PDF of about `size` bytes."""
    path = folder / name
    path.write_bytes(PDF + b"\n" * size)
    return str(path)


def begin(page: Page, to: str) -> str:
    """Begin an application, go to one of its pages, and return the address without it."""
    page.get_by_role("button", name="申請をはじめる").first.click()
    base = page.url.rpartition("/")[0]
    page.goto(f"{base}/{to}")
    return base


def apply_promising(town: Town, procedure: str, field: str) -> Receipt:
    """Let somebody apply who promises the file of `field` for later."""
    house = town.services
    now = house.clock.now()
    with house.database.begin() as tx:
        found = guide(tx, house.library, procedure)
        token = begin_draft(tx, found.version, now)
        given = answers(entry_form(found.bundle).key, random.Random(3), local_date(now))
        keep_answers(tx, find_draft(tx, token, now), given | {PROMISES: {field: "later"}}, now)
        receipt = submit(tx, house.desk, find_draft(tx, token, now, lock=True), found.bundle, language="ja", now=now)
    assert receipt is not None
    return receipt


def test_a_file_goes_on_after_the_line_was_cut(open_page: Open, look: Look, tmp_path: Path) -> None:
    page = open_page("/p/dog-registration", width=PHONE)
    base = begin(page, "health")
    cut: list[str] = []

    def once(route: Route) -> None:
        if route.request.method == "PATCH" and route.request.headers["upload-offset"] != "0" and not cut:
            cut.append(route.request.url)
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/_uploads/**", once)
    page.get_by_label("ファイルを選ぶ").set_input_files(
        [a_file(tmp_path, "注射済証.pdf", 1_500_000), a_file(tmp_path, "写し.pdf", 10)]
    )
    expect(page.get_by_role("button", name=re.compile("取り消す"))).to_have_count(2)
    assert cut
    look(page, "apply-files-attached")

    page.get_by_role("button", name="保存してあとで続ける").click()
    page.goto(f"{base}/health")
    expect(page.get_by_text("注射済証.pdf").first).to_be_visible()
    expect(page.get_by_text("写し.pdf").first).to_be_visible()


def test_what_the_server_refuses_is_told_beside_the_file(open_page: Open, tmp_path: Path) -> None:
    page = open_page("/p/dog-registration", width=PHONE)
    begin(page, "health")
    wrong = tmp_path / "program.pdf"
    wrong.write_bytes(b"MZ" * 100)

    page.get_by_label("ファイルを選ぶ").set_input_files(str(wrong))

    expect(page.get_by_role("status")).to_contain_text("受け付けられません")


def test_without_scripts_a_photo_is_handed_in_later(open_page: Open, look: Look, town: Town, tmp_path: Path) -> None:
    page = open_page("/p/child-allowance", width=PHONE, scripts=False)
    begin(page, "payment")
    look(page, "apply-file-later")
    receipt = apply_promising(town, "child-allowance", "passbook_photo")
    page.goto("/s")
    page.get_by_label("受付番号").fill(receipt.number)
    page.get_by_label("照会用パスワード").fill(receipt.password)
    page.get_by_role("button", name="状況を見る").click()
    expect(page.get_by_text("まだ届いていない書類があります")).to_be_visible()
    look(page, "status-papers-to-come")
    page.get_by_text("担当課に連絡する").click()
    look(page, "status-message")

    page.get_by_role("link", name="書類を出す").click()
    look(page, "status-hand-in")
    page.get_by_label("ファイルを選ぶ").set_input_files(a_file(tmp_path, "通帳.pdf", 10))
    page.get_by_role("button", name="出す", exact=True).last.click()

    expect(page.get_by_text("送信しました")).to_be_visible()
    expect(page.get_by_text("まだ届いていない書類があります")).to_have_count(0)
