"""A refusal, as the resident meets it on a phone without scripts: the reason, and a letter that says how to appeal."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from intake.applications import receipt_of
from tests.browser.conftest import PHONE
from tests.browser.test_main_job import sign_in
from tests.browser.test_office_acts import arrive, refer
from tests.browser.town import Town

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
Look = Callable[[Page, str], None]
REASON = "提出された写真と毛色の記載が一致せず、狂犬病予防法第4条の登録事項を確かめられないため。"


def test_a_resident_reads_why_it_was_refused_and_takes_the_letter_along(
    open_page: Open, look: Look, town: Town, tmp_path: Path
) -> None:
    case_id, number = arrive(town, 41)
    with town.services.database.read() as tx:
        password = receipt_of(tx, town.services.settings.secret_key, case_id).password
    refer(open_page, case_id)
    head = sign_in(open_page, "matsumoto", f"/staff/cases/{case_id}")
    head.get_by_label("理由").first.fill(REASON)
    head.get_by_role("button", name="却下する", exact=True).first.click()
    expect(head.get_by_role("status")).to_contain_text("処理しました")
    phone = open_page(f"/s?number={number}", width=PHONE, scripts=False)
    phone.get_by_label("照会用パスワード").fill(password)

    phone.get_by_role("button", name="状況を見る").click()
    for _try in range(50):
        if phone.get_by_role("link", name="この通知をPDFで保存する").count():
            break
        phone.wait_for_timeout(200)
        phone.reload()

    expect(phone.get_by_text(REASON).first).to_be_visible()
    expect(phone.get_by_text("審査請求").first).to_be_visible()
    look(phone, "status-refused")
    address = phone.get_by_role("link", name="この通知をPDFで保存する").first.get_attribute("href")
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(phone.request.get(address or "").body())
    assert letter.read_bytes().startswith(b"%PDF")
    if reader := shutil.which("pdftotext"):
        text = subprocess.run([reader, str(letter), "-"], stdout=subprocess.PIPE, check=True).stdout.decode()
        assert "審査請求" in text.replace("\n", "")
        assert "狂犬病予防法第4条" in text.replace("\n", "")
