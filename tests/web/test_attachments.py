"""Attachments from the applicant's and the office's side: later, on paper, in pieces, looked at in the browser."""

import io
from collections.abc import Mapping
from typing import Any

import pytest
from PIL import Image

from intake.attachments import attachments_of
from intake.awaited import awaited_of
from intake.custody import clear_away
from intake.uploads import LARGEST_PIECE
from tests.security.uploads import PDF, begin, stored_files, typed_so_far
from tests.web.town import Visitor, WebTown, answer, apply, fill_in, receipt_number
from tests.web.walks import followed, password_on

ALLOWANCE = "child-allowance"
PHOTO = "passbook_photo"


def apply_promising(town: WebTown, how: str) -> tuple[Visitor, str]:
    """Let somebody apply who promises the photo of the passbook; they look at their status page."""
    resident = town.resident()
    fill_in(resident, town, ALLOWANCE, town.answers(ALLOWANCE))
    check = resident.page.path
    resident.open(check.replace("/check", "/payment"))
    resident.press("次へ", {f"{PHOTO}.instead": how})
    resident.open(check)
    assert {"later": "あとで出す", "paper": "紙で出す"}[how] in resident.page.text
    resident.press("申請する")
    number = receipt_number(resident.page)
    password = resident.page.text.partition("照会用パスワード")[2].split()[0]
    resident.open("/s")
    resident.press("状況を見る", number=number, password=password)
    return resident, number


def test_what_is_handed_in_later_reaches_the_record_and_the_office_is_told(town: WebTown) -> None:
    resident, number = apply_promising(town, "later")
    case_id = town.case_id(number)
    resident.click("書類を出す")

    refused = resident.press("出す")
    assert refused.status == 422
    assert "出すファイルを選んでください" in refused.text
    data = {"csrf_token": resident.token(), "nonce": "n", f"{PHOTO}.upload": [(io.BytesIO(PDF), "通帳.pdf")]}
    sent = resident.client.post(f"/s/{number}/files", data=data, follow_redirects=True)

    assert "送信しました" in sent.text
    assert "まだ届いていない" not in sent.text
    with town.house.database.read() as tx:
        record = town.house.desk.record.values(tx, case_id)
        assert record[PHOTO][0]["name"] == "通帳.pdf"  # type: ignore[index,call-overload]  # a list of references
        assert [bool(each.arrived_at) for each in awaited_of(tx, case_id)] == [True]
    assert "を提出しました" in sent.text


def test_the_office_notes_what_has_come_on_paper(town: WebTown) -> None:
    resident, number = apply_promising(town, "paper")
    clerk = town.officer("ogawa")
    page = town.look_at(clerk, number)
    assert "紙で出す予定" in page.text

    clerk.press("紙で届いた（通帳またはキャッシュカードの写真）")

    assert "紙で受け取り" in clerk.page.text
    assert "まだ届いていない" not in resident.open(f"/s/{number}").text


def test_nobody_of_another_department_notes_it(town: WebTown) -> None:
    _resident, number = apply_promising(town, "paper")
    stranger = town.officer("kimura")

    page = stranger.send(f"/staff/cases/{town.case_id(number)}/awaited/{PHOTO}", {})

    assert page.status == 404


def pieces(visitor: Visitor, base: str, field: str, content: bytes, size: int = LARGEST_PIECE) -> Mapping[str, Any]:
    """Send a file in pieces, as the script does; return the last answer."""
    head = {"X-CSRFToken": visitor.token(), "Accept": "application/json"}
    begun = visitor.client.post(base, data={"field": field, "name": "写真.pdf", "size": len(content)}, headers=head)
    assert begun.status_code == 201, begun.text
    at: str = begun.get_json()["at"]
    said: dict[str, Any] = {"offset": 0}
    while said["offset"] < len(content):
        piece = content[said["offset"] : said["offset"] + size]
        said = visitor.client.patch(at, data=piece, headers={**head, "Upload-Offset": str(said["offset"])}).get_json()
        if "offset" not in said:
            return said
    return said


def test_a_file_that_came_in_pieces_stands_in_the_answers(town: WebTown) -> None:
    visitor = begin(town)
    token = visitor.page.path.split("/")[2]
    content = PDF + b"x" * 3_000

    said = pieces(visitor, f"/a/{token}/_uploads", "injection_certificate", content, 1_000)

    assert said["file"]["name"] == "写真.pdf"
    held = typed_so_far(town, visitor)["injection_certificate"]
    assert isinstance(held, list)
    assert held[0]["size"] == len(content)
    assert stored_files(town) == 1
    assert "写真.pdf" in visitor.open(f"/a/{token}/health").text


def test_after_a_break_it_goes_on_where_the_server_stopped(town: WebTown) -> None:
    visitor = begin(town)
    base = f"/a/{visitor.page.path.split('/')[2]}/_uploads"
    head = {"X-CSRFToken": visitor.token(), "Accept": "application/json"}
    content = PDF + b"y" * 500
    begun = visitor.client.post(
        base, data={"field": "injection_certificate", "name": "a.pdf", "size": len(content)}, headers=head
    )
    at = begun.get_json()["at"]
    visitor.client.patch(at, data=content[:100], headers={**head, "Upload-Offset": "0"})

    again = visitor.client.patch(at, data=content[:100], headers={**head, "Upload-Offset": "0"})
    too_much = visitor.client.patch(at, data=content, headers={**head, "Upload-Offset": "100"})
    offset = visitor.client.get(at, headers=head).get_json()["offset"]
    last = visitor.client.patch(at, data=content[100:], headers={**head, "Upload-Offset": str(offset)})

    assert again.get_json() == too_much.get_json() == {"offset": 100}
    assert last.get_json()["file"]["name"] == "a.pdf"


@pytest.mark.parametrize(
    ("field", "size", "status"),
    [
        pytest.param("dog_color", 10, 404, id="ファイルの項目ではない"),
        pytest.param("nothing", 10, 404, id="ない項目"),
        pytest.param("injection_certificate", 10**9, 409, id="大きすぎる"),
        pytest.param("injection_certificate", 0, 409, id="空"),
        pytest.param("injection_certificate", -1, 409, id="負の数"),
    ],
)
def test_what_may_not_come_is_refused_before_it_comes(town: WebTown, field: str, size: int, status: int) -> None:
    visitor = begin(town)
    head = {"X-CSRFToken": visitor.token(), "Accept": "application/json"}

    answered = visitor.client.post(
        f"/a/{visitor.page.path.split('/')[2]}/_uploads", data={"field": field, "name": "a", "size": size}, headers=head
    )

    assert answered.status_code == status
    assert answered.get_json()["message"] or status == 404


def test_a_file_of_the_wrong_kind_is_refused_at_its_end_and_leaves_nothing(town: WebTown) -> None:
    visitor = begin(town)

    said = pieces(visitor, f"/a/{visitor.page.path.split('/')[2]}/_uploads", "injection_certificate", b"MZ" * 500)

    assert "受け付けられません" in said["message"]
    assert stored_files(town) == 0


def test_nobody_goes_on_with_somebody_else_s_file(town: WebTown) -> None:
    visitor, other = begin(town), begin(town)
    head = {"X-CSRFToken": visitor.token(), "Accept": "application/json"}
    begun = visitor.client.post(
        f"/a/{visitor.page.path.split('/')[2]}/_uploads",
        data={"field": "injection_certificate", "name": "a.pdf", "size": 100},
        headers=head,
    )
    foreign = begun.get_json()["at"].replace(visitor.page.path.split("/")[2], other.page.path.split("/")[2])
    head = {"X-CSRFToken": other.token(), "Accept": "application/json", "Upload-Offset": "0"}

    assert other.client.get(foreign, headers=head).status_code == 404
    assert other.client.patch(foreign, data=b"x", headers=head).status_code == 404


def test_an_erased_application_lets_go_of_its_files(town: WebTown) -> None:
    visitor = begin(town)
    token = visitor.page.path.split("/")[2]
    pieces(visitor, f"/a/{token}/_uploads", "injection_certificate", PDF)
    visitor.send(f"/a/{token}/erase", {})

    assert clear_away(town.house.database, town.house.files, 4_000_000_000) == 1
    assert stored_files(town) == 0


def test_a_picture_is_shown_without_where_it_was_taken(town: WebTown) -> None:
    resident, number = apply_promising(town, "later")
    exif = Image.Exif()
    exif[0x010F] = "35.6895N"
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    data = {"csrf_token": resident.token(), "nonce": "n", f"{PHOTO}.upload": [(io.BytesIO(out.getvalue()), "a.jpg")]}
    resident.client.post(f"/s/{number}/files", data=data)
    clerk = town.officer("ogawa")
    case_id = town.case_id(number)
    with town.house.database.read() as tx:
        (held,) = attachments_of(tx, case_id)

    shown = clerk.client.get(f"/staff/cases/{case_id}/attachments/{held.id}/view")
    kept = clerk.client.get(f"/staff/cases/{case_id}/attachments/{held.id}")

    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert b"35.6895N" not in shown.data
    assert kept.data == out.getvalue()
    assert "見る" in town.look_at(clerk, number).text


def test_the_camera_is_offered_where_pictures_are_accepted(town: WebTown) -> None:
    visitor = begin(town, ALLOWANCE, "payment")

    assert 'capture="environment"' in visitor.page.html


def test_answering_a_page_without_a_promise_takes_it_back(town: WebTown) -> None:
    visitor = begin(town, ALLOWANCE, "payment")
    answer(visitor, [(f"{PHOTO}.instead", "later")])
    assert typed_so_far(town, visitor)["_instead"] == {PHOTO: "later"}
    visitor.open(visitor.page.path)

    visitor.press("保存してあとで続ける", {f"{PHOTO}.instead": ""})

    assert typed_so_far(town, visitor)["_instead"] == {}


def test_a_message_brings_files_along_once(town: WebTown) -> None:
    resident, number = apply_promising(town, "later")
    case_id, token = town.case_id(number), resident.token()

    for _click in range(2):
        data = {"csrf_token": token, "nonce": "n", "body": "写しを送ります。", "files": [(io.BytesIO(PDF), "写し.pdf")]}
        sent = resident.client.post(f"/s/{number}/messages", data=data, follow_redirects=True)
    wrong = {"csrf_token": token, "nonce": "m", "body": "もう1つ。", "files": [(io.BytesIO(b"MZ"), "a.exe")]}
    refused = resident.client.post(f"/s/{number}/messages", data=wrong)

    assert "（写し.pdf）" in sent.text
    assert refused.status_code == 422
    assert "もう1つ。" in refused.text
    with town.house.database.read() as tx:
        assert [each.name for each in attachments_of(tx, case_id)] == ["写し.pdf"]
    assert "連絡の添付" in town.look_at(town.officer("ogawa"), number).text


def test_what_the_office_sends_along_can_be_opened_by_the_applicant_and_nobody_else(town: WebTown) -> None:
    resident = town.resident()
    number = apply(resident, town, "dog-registration", town.answers("dog-registration", injected=False))
    watcher, clerk = followed(town, number, password_on(resident)), town.officer("kimura")
    at = f"/staff/cases/{town.case_id(number)}/messages"

    def write(content: bytes, nonce: str) -> int:
        data = {
            "csrf_token": clerk.token(),
            "nonce": nonce,
            "body": "案内図です。",
            "files": (io.BytesIO(content), "図.pdf"),
        }
        return clerk.client.post(at, data=data).status_code

    assert write(b"MZ no picture", "1") == 422
    assert "案内図です。" not in watcher.open(f"/s/{number}").text
    assert write(PDF, "2") == write(PDF, "2") == 303

    link = watcher.open(f"/s/{number}").link("図.pdf")
    assert watcher.page.text.count("図.pdf") == 1
    taken = watcher.client.get(link)
    assert (taken.data, taken.headers["Content-Security-Policy"]) == (PDF, "default-src 'none'; sandbox")
    assert town.resident().open(link).status == 404
    assert "図.pdf" in town.look_at(clerk, number).text
    with town.house.database.read() as tx:
        own = next(each for each in attachments_of(tx, town.case_id(number)))
    assert watcher.open(f"/s/{number}/enclosed/{own.id[:-1]}x").status == 404
