"""What an applicant takes home: a QR code, a copy of the application, letters as PDF."""

import re

from tests.services import missing
from tests.web.town import Visitor, WebTown, apply


def applied(town: WebTown) -> tuple[Visitor, str]:
    """A resident who has applied and looks at the status page."""
    resident = town.resident()
    number = apply(resident, town, "dog-registration", town.answers("dog-registration", injected=True))
    return resident, number


def test_the_receipt_shows_a_code_that_leads_to_the_status_page(town: WebTown) -> None:
    resident, _number = applied(town)
    resident.client.get("/")

    receipt = next(page for page in [resident.page] if "照会用パスワード" in page.text)

    assert 'role="img" aria-label="申請の状況を見るページのQRコード"' in receipt.html


def test_the_copy_holds_every_answer_and_who_received_it(town: WebTown) -> None:
    resident, number = applied(town)
    signed_in(resident, number)

    resident.click("控えを印刷する")

    assert "申請の控え" in resident.page.text
    assert number in resident.page.text
    assert "見直市" in resident.page.text
    assert "この控えは、申請を受け付けたことを示すもので" in resident.page.text
    answer = resident.client.get(f"/s/{number}/copy")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer.headers["Cache-Control"] == "no-store"


def test_copy_and_letters_come_as_pdf(town: WebTown) -> None:
    resident, number = applied(town)
    town.house.worker.work_once(town.clock.now())
    signed_in(resident, number)
    letters = re.findall(rf"/s/{number}/letters/[\w-]+\.pdf", resident.page.html)

    answers = [resident.client.get(path) for path in (f"/s/{number}/copy.pdf", letters[0])]

    if answers[0].status_code == 503:
        missing("pango")
    assert all(answer.data.startswith(b"%PDF-") for answer in answers)
    assert resident.client.get(f"/s/{number}/letters/nothing-0.pdf").status_code == 404


def test_papers_are_for_who_has_shown_the_password(town: WebTown) -> None:
    _resident, number = applied(town)
    stranger = town.resident()

    statuses = {stranger.open(f"/s/{number}/{paper}").status for paper in ("copy", "copy.pdf", "letters/x-0.pdf")}

    assert statuses == {404}


def signed_in(resident: Visitor, number: str) -> None:
    """Look the application up with number and password, which the receipt shows."""
    password = re.search(r"照会用パスワード\s+(\S+)", resident.page.text)
    assert password is not None, resident.page.text
    resident.open(f"/s?number={number}")
    resident.press("状況を見る", password=password[1])
    assert resident.page.path.startswith(f"/s/{number}")
