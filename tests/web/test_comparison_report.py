"""The comparison as a report that stands alone: to print, and as PDF."""

import re
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest

from reports import pdf
from tests.services import missing
from tests.web.town import WebTown

REPORT = "/office/dog-registration/compare/report"
SLOTS = "?before=as-is&after=to-be"


def unpacked(document: bytes) -> bytes:
    """The objects of a PDF, which it packs into streams."""
    streams = re.findall(rb"/FlateDecode[^>]*>>\nstream\n(.*?)\nendstream", document, flags=re.DOTALL)
    return document + b"".join(zlib.decompress(stream) for stream in streams)


def test_the_report_brings_everything_with_it_and_may_run_nothing(town: WebTown) -> None:
    officer = town.officer("sato")
    officer.open("/office/dog-registration/compare")
    officer.click("印刷用の報告書")

    assert officer.page.path.startswith(REPORT)
    assert "業務フローの比較：犬の登録" in officer.page.text
    assert "時間がどこで減る" in officer.page.text
    assert "作成：2026年11月24日（火）" in officer.page.text
    answer = officer.client.get(REPORT + SLOTS)
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert not [word for word in ("<script", "<link", "<img", "url(", "src=", "href=") if word in answer.text]


def test_the_report_as_pdf_is_tagged_and_holds_the_words(town: WebTown, tmp_path: Path) -> None:
    answer = town.officer("sato").client.get(f"{REPORT}.pdf{SLOTS}")

    if answer.status_code == 503:
        missing("pango")
    assert answer.content_type == "application/pdf"
    assert answer.data.startswith(b"%PDF-")
    assert b"/MarkInfo" in unpacked(answer.data)
    reader = shutil.which("pdftotext")
    if reader is None:
        return
    path = tmp_path / "report.pdf"
    path.write_bytes(answer.data)
    words = subprocess.run([reader, str(path), "-"], capture_output=True, check=True).stdout.decode()
    assert "犬の登録" in words


def test_without_a_printer_people_are_told_how_to_print(town: WebTown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "_PRESS", Path("/no/such/press.py"))

    answer = town.officer("sato").client.get(f"{REPORT}.pdf{SLOTS}")

    assert answer.status_code == 503
    assert "ブラウザーの「印刷」から" in answer.text


@pytest.mark.parametrize("address", [REPORT + SLOTS, f"{REPORT}.pdf{SLOTS}"])
def test_another_departments_report_looks_absent(town: WebTown, address: str) -> None:
    assert town.officer("hasegawa").open(address).status == 404
