"""Attachments of each item of a group (世帯員ごとの添付): with the page, in pieces, taken out, seen by the office."""

import io
from typing import Any, Final

import pytest
from werkzeug.datastructures import MultiDict

from catalog.drafts import drafts_of, save_draft
from catalog.publication import propose, publish
from intake.attachments import attachments_of
from intake.drafts import find_draft
from tests.security.uploads import PDF
from tests.web.html_page import HtmlPage
from tests.web.test_attachments import pieces
from tests.web.test_moving import officer
from tests.web.town import Visitor, WebTown, answer_all, receipt_number

DOG: Final = "dog-registration"
MEMBERS: Final[dict[str, Any]] = {
    "key": "members",
    "type": "group",
    "label": "世帯員",
    "max_items": 3,
    "fields": [
        {"key": "called", "type": "text", "label": "名前", "required": True},
        {"key": "proof", "type": "file", "label": "証明書", "accept": [".pdf"], "max_count": 2},
    ],
}


@pytest.fixture
def household(town: WebTown) -> WebTown:
    """The town, whose form for dogs asks for household members with an attachment each."""
    now, designer = town.clock.now(), officer(town, "sato")
    with town.house.database.begin() as tx:
        draft = next(each for each in drafts_of(tx, DOG) if each.kind == "form")
        document: Any = {**draft.document}
        first = document["pages"][0]
        document["pages"] = [{**first, "fields": [*first["fields"], MEMBERS]}, *document["pages"][1:]]
        save_draft(tx, designer, DOG, "form", draft.key, document, revision=draft.revision, now=now)
        proposal = propose(tx, designer, DOG, "to-be", now=now).id
        publish(tx, town.house.library, officer(town, "suzuki"), proposal, now=now)
    return town


def begun(town: WebTown) -> Visitor:
    resident = town.resident()
    resident.open(f"/p/{DOG}")
    resident.press("申請をはじめる")
    return resident


def send(visitor: Visitor, button: str, typed: dict[str, str], **files: list[str]) -> HtmlPage:
    """Press a button with files chosen: by input, the names of PDFs."""
    form, pressed = visitor.page.form_with(button)
    pairs: list[tuple[str, Any]] = [*form.sent(pressed, typed)]
    pairs += [(name.replace("_", "."), (io.BytesIO(PDF), each)) for name, every in files.items() for each in every]
    response = visitor.client.post(visitor.page.path, data=MultiDict(pairs), follow_redirects=True)
    visitor.page = HtmlPage.read(response.status_code, response.request.full_path.rstrip("?"), response.text)
    return visitor.page


def attach_for_two(resident: Visitor) -> None:
    """Name two members of the household, and attach a file for each."""
    resident.press("世帯員を追加する", {"members.0.called": "花子"})
    send(
        resident,
        "選んだファイルを添付する",
        {"members.0.called": "花子", "members.1.called": "太郎"},
        members_0_proof_upload=["hanako.pdf"],
        members_1_proof_upload=["taro.pdf"],
    )


def answers(town: WebTown, visitor: Visitor) -> Any:
    with town.house.database.read() as tx:
        return find_draft(tx, visitor.page.path.split("/")[2], town.clock.now()).answers


def names(town: WebTown, visitor: Visitor) -> list[list[str]]:
    return [[file["name"] for file in item.get("proof") or []] for item in answers(town, visitor)["members"]]


def test_every_member_has_an_attachment_that_reaches_the_office_and_the_paper(household: WebTown) -> None:
    resident = begun(household)
    given = household.answers(DOG)

    attach_for_two(resident)
    kept = names(household, resident)
    answer_all(resident, household, DOG, given)
    check = resident.page.text
    number = receipt_number(resident.press("申請する"))
    case_id = household.case_id(number)

    assert kept == [["hanako.pdf"], ["taro.pdf"]]
    assert "hanako.pdf" in check
    with household.house.database.read() as tx:
        record: Any = household.house.desk.record.values(tx, case_id)
        held = attachments_of(tx, case_id)
    assert [item["proof"][0]["name"] for item in record["members"]] == ["hanako.pdf", "taro.pdf"]
    assert [each.field for each in held] == ["members.proof"] * 2
    page = household.look_at(household.officer("sato"), number)
    assert "世帯員 証明書" in page.text
    assert "taro.pdf" in page.text
    assert "差し替え前" not in page.text


def test_a_file_that_comes_in_pieces_goes_to_its_member(household: WebTown) -> None:
    resident = begun(household)
    base = f"/a/{resident.page.path.split('/')[2]}/_uploads"

    said = pieces(resident, base, "members.1.proof", PDF + b"x" * 3_000, 1_000)
    refused = resident.client.post(
        base, data={"field": "members.3.proof", "name": "a.pdf", "size": 10}, headers={"X-CSRFToken": resident.token()}
    )

    assert said["file"]["name"] == "写真.pdf"
    assert names(household, resident) == [[], ["写真.pdf"]]
    assert refused.status_code == 404


def test_taking_a_member_out_takes_their_attachment_along_and_leaves_the_others(household: WebTown) -> None:
    resident = begun(household)
    attach_for_two(resident)

    resident.press(next(each for each in resident.page.buttons() if each.startswith("削除する")))
    moved = names(household, resident)
    resident.press(next(each for each in resident.page.buttons() if each.startswith("取り消す")))
    dropped = names(household, resident)

    assert moved == [["taro.pdf"]]
    assert dropped == [[]]
    with household.house.database.read() as tx:
        owner = find_draft(tx, resident.page.path.split("/")[2], household.clock.now()).id
        assert attachments_of(tx, owner) == ()


def test_what_is_no_pdf_is_told_at_the_member(household: WebTown) -> None:
    resident = begun(household)
    form, pressed = resident.page.form_with("選んだファイルを添付する")
    pairs: list[tuple[str, Any]] = [
        *form.sent(pressed, {"members.0.called": "花子"}),
        ("members.0.proof.upload", (io.BytesIO(b"hello"), "a.pdf")),
    ]

    response = resident.client.post(resident.page.path, data=MultiDict(pairs))

    assert response.status_code == 422
    assert 'href="#members-0-proof' in response.text
