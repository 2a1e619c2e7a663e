"""Attachments: how many, of what kind, under which name, and who can take one away."""

from io import BytesIO

import pytest

from forms.definition import Field
from intake.attachments import MOST_HELD, attach, safe_name
from intake.errors import TooManyFiles
from intake.files import FileNotAccepted
from kernel.json_types import Json
from tests.security.uploads import (
    CERTIFICATE,
    PDF,
    begin,
    held_by,
    send_with_certificate,
    stored_files,
    typed_so_far,
    upload,
)
from tests.web.town import WebTown

PNG = b"\x89PNG\r\n\x1a\n"
NAMES = (
    "../../etc/passwd.pdf",
    "..\\..\\x.pdf",
    "a\u202efdp.exe",
    "x.pdf::$DATA",
    "あ" * 5_000 + ".pdf",
    '<img src=x onerror="alert(1)">.pdf',
    'a"; filename="b.html',
    "..",
)


def test_more_files_than_the_question_takes_are_refused_and_not_stored(town: WebTown) -> None:
    visitor = begin(town)

    page = upload(visitor, *((PDF + b"%d" % number, f"{number}.pdf") for number in range(30)))

    assert page.status == 422
    assert "添付できるのは2個まで" in page.text
    held = typed_so_far(town, visitor)[CERTIFICATE]
    assert isinstance(held, list)
    assert len(held) == 2
    assert stored_files(town) == 2


@pytest.mark.promise("P39")
def test_an_application_does_not_hold_any_number_of_uploads_that_it_no_longer_names(town: WebTown) -> None:
    field = Field(key="a", type="file", label="a", settings={"max_count": 20})

    with town.house.database.begin() as tx:
        for number in range(MOST_HELD):
            attach(tx, town.house.files, "draft", field, "a.pdf", BytesIO(PDF), town.clock.now())
            assert number < MOST_HELD
        with pytest.raises(TooManyFiles):
            attach(tx, town.house.files, "draft", field, "a.pdf", BytesIO(PDF), town.clock.now())


@pytest.mark.parametrize(
    ("accept", "content", "kept"),
    [
        pytest.param([], PDF, True, id="すべて"),
        pytest.param(["image/*"], PNG, True, id="画像なら何でも"),
        pytest.param(["image/*"], PDF, False, id="画像ではない"),
        pytest.param([".pdf"], PDF, True, id="拡張子"),
        pytest.param([".pdf"], PNG, False, id="名前だけPDF"),
        pytest.param([".docx"], PDF, False, id="どこでも受けない種類"),
        pytest.param(["application/pdf"], b"<html><script>alert(1)</script>", False, id="HTML"),
        pytest.param([], b"<svg onload='alert(1)'/>", False, id="SVG"),
        pytest.param([], b"", False, id="空"),
    ],
)
@pytest.mark.promise("P32")
def test_what_a_file_is_decides_not_what_it_is_called(
    town: WebTown, accept: list[Json], content: bytes, kept: bool
) -> None:
    field = Field(key="a", type="file", label="a", settings={"accept": accept})

    with town.house.database.begin() as tx:
        if kept:
            assert attach(tx, town.house.files, "draft", field, "a.pdf", BytesIO(content), town.clock.now())["size"]
            return
        with pytest.raises(FileNotAccepted):
            attach(tx, town.house.files, "draft", field, "a.pdf", BytesIO(content), town.clock.now())
    assert stored_files(town) == 0


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_is_words_and_no_path(town: WebTown, name: str) -> None:
    visitor = begin(town)

    page = upload(visitor, (PDF, name))

    assert page.status == 200
    held = typed_so_far(town, visitor)[CERTIFICATE]
    assert isinstance(held, list)
    shown = held[0]["name"] if isinstance(held[0], dict) else ""
    assert isinstance(shown, str)
    assert 0 < len(shown) <= 120
    assert not {"/", "\\", "\r", "\n", "\u202e"} & {*shown}
    assert "<img" not in page.html


@pytest.mark.parametrize("name", [*NAMES, "\r\nSet-Cookie: a=b", "\0", "\x1b[31m", "\u2066a"])
def test_a_name_is_shown_without_what_could_mislead(name: str) -> None:
    shown = safe_name(name)

    assert shown
    assert shown.isprintable()
    assert not {"/", "\\"} & {*shown}


def test_nothing_is_uploaded_to_an_application_that_has_been_sent(town: WebTown) -> None:
    visitor = begin(town)
    health = visitor.page.path
    number = send_with_certificate(town, visitor)

    page = upload(visitor, (PDF + b"later", "later.pdf"), path=health)

    assert page.status == 303
    assert stored_files(town) == 1
    assert len(held_by(town, town.case_id(number))) == 1


def test_a_correction_takes_no_evidence_away_that_nobody_asked_for(town: WebTown) -> None:
    visitor = begin(town)
    number = send_with_certificate(town, visitor)
    password = visitor.page.text.partition("照会用パスワード")[2].split()[0]
    case_id = town.case_id(number)
    evidence = held_by(town, case_id)
    clerk = town.officer("kimura")
    town.look_at(clerk, number)
    clerk.press("補正を求める", reason="毛色を書いてください。", fields=["dog_color"])
    visitor.open("/s")
    visitor.press("状況を見る", number=number, password=password)

    for name in (CERTIFICATE, "dog_color", "x"):
        visitor.send(f"/s/{number}/answer", {"_drop": f"{name}:{evidence[0]['id']}"})

    assert held_by(town, case_id) == evidence
    assert clerk.client.get(f"/staff/cases/{case_id}/attachments/{evidence[0]['id']}").status_code == 200


def test_what_is_uploaded_during_a_correction_arrives_with_it(town: WebTown) -> None:
    visitor = begin(town)
    number = send_with_certificate(town, visitor)
    password = visitor.page.text.partition("照会用パスワード")[2].split()[0]
    clerk = town.officer("kimura")
    town.look_at(clerk, number)
    clerk.press("補正を求める", reason="証明書が読めません。", fields=[CERTIFICATE])
    visitor.open("/s")
    visitor.press("状況を見る", number=number, password=password)
    visitor.open(f"/s/{number}/answer")
    form, _ = visitor.page.form_with("この内容で送信する")
    nonce = next(value for name, value in form.filled if name == "nonce")

    visitor.page = upload(visitor, (PDF + b"clear", "clear.pdf"), path=f"/s/{number}/answer", nonce=nonce)
    visitor.press("この内容で送信する")

    assert "送信しました" in visitor.page.text
    assert "clear.pdf" in town.look_at(clerk, number).text
