"""Beginning a form with what is there: a template, another procedure's form, a list in a sheet; and keeping blocks."""

import io
from typing import Any, Final

import pytest
from werkzeug.datastructures import MultiDict

from catalog.drafts import draft
from catalog.form_starts import templates
from forms.lint import check_form
from kernel.sheets import MAX_BYTES
from tests.kernel.test_sheets import workbook
from tests.web.html_page import HtmlPage
from tests.web.test_editors import JSON, load, send
from tests.web.town import Visitor, WebTown

HOME: Final = "/staff/procedures/dog-registration/edit"
START: Final = f"{HOME}/start"
FORM: Final = f"{HOME}/form/dog-registration"
NEW: Final = f"{HOME}/form/dog-registration-2"
LIST: Final = "区分,項目名,必須,選択肢\n飼い主,氏名,○,\n,住所,○,\n犬,犬の大きさ,○,小型、中型、大型\n,個人番号,,\n"
FILE: Final[dict[str, Any]] = {"key": "papers", "type": "file", "label": "書類", "required": True, "max_count": 2}


def upload(visitor: Visitor, name: str, content: bytes) -> HtmlPage:
    """Send a sheet as the page's own form does."""
    data = {"csrf_token": visitor.token(), "list": (io.BytesIO(content), name)}
    response = visitor.client.post(f"{START}/list", data=data, content_type="multipart/form-data")
    return HtmlPage.read(response.status_code, f"{START}/list", response.text)


def kept(town: WebTown, key: str = "dog-registration-2") -> dict[str, Any]:
    """Return the draft form as it was kept."""
    with town.house.database.read() as tx:
        return dict(draft(tx, "dog-registration", "form", key).document)


def test_every_template_is_a_form_without_any_remark() -> None:
    assert [(form.key, [each.message for each in check_form(form)]) for form in templates()] == [
        (form.key, []) for form in templates()
    ]


def test_a_form_begins_with_a_template(town: WebTown) -> None:
    kimura = town.officer("kimura")
    kimura.open("/staff/procedures/dog-registration/")
    kimura.click("ひな形・一覧から")

    page = kimura.press("このひな形で作る（補助金の交付申請）")

    assert page.path == NEW
    document = kept(town)
    assert (document["key"], document["title"]["ja"]) == ("dog-registration-2", "犬の登録")
    assert [each["key"] for each in document["pages"]] == ["org", "project", "money", "confirm"]


def test_a_form_begins_with_the_form_of_another_department(town: WebTown) -> None:
    kimura = town.officer("kimura")
    with town.house.database.read() as tx:
        original = dict(draft(tx, "nursery", "form", "nursery").document)

    kimura.open(f"{START}?q=保育")
    page = kimura.press("写して作る（保育所等 利用申込）")

    assert page.path == NEW
    assert kept(town)["pages"] == original["pages"]


def test_a_search_without_a_match_says_what_to_do(town: WebTown) -> None:
    page = town.officer("kimura").open(f"{START}?q=ありえない言葉")

    assert "言葉を変えて" in page.text


@pytest.mark.parametrize("copied", ["", "nursery", "nursery/none", "no-such/nursery", "a/b/c"])
def test_what_is_not_published_cannot_be_copied(town: WebTown, copied: str) -> None:
    assert town.officer("kimura").send(START, {"copy": copied}).status == 404


def test_a_list_is_looked_over_before_it_becomes_a_form(town: WebTown) -> None:
    kimura = town.officer("kimura")
    kimura.open(START)

    shown = upload(kimura, "一覧.csv", LIST.encode("cp932"))
    form, pressed = shown.form_with("選んだ項目でフォームを作る")
    with town.house.database.read() as tx:
        before = [key for key in ("dog-registration",) if draft(tx, "dog-registration", "form", key)]
    pairs = MultiDict(form.sent(pressed, {"label-0": "飼い主の氏名", "type-2": "choices"}))
    made = kimura.client.post(form.action, data=pairs)

    assert "見出しに「氏名」とあるため" in shown.text
    assert "個人番号（マイナンバー）は聞けません" in shown.text
    assert before == ["dog-registration"]
    assert made.headers["Location"] == NEW
    document = kept(town)
    assert [(page["title"], [field["label"] for field in page["fields"]]) for page in document["pages"]] == [
        ("飼い主", ["飼い主の氏名", "住所"]),
        ("犬", ["犬の大きさ"]),
    ]
    assert [field["type"] for page in document["pages"] for field in page["fields"]] == ["name", "address", "choices"]


def test_an_excel_sheet_is_read(town: WebTown) -> None:
    kimura = town.officer("kimura")
    kimura.open(START)

    shown = upload(kimura, "list.xlsx", workbook())

    assert shown.status == 200
    assert "1行を読みました" in shown.text


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x00\x01\x02", "表として読めません"),
        (b"", "何も書かれていません"),
        (b"x" * (MAX_BYTES + 1), "大きすぎます"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(town: WebTown, content: bytes, said: str) -> None:
    kimura = town.officer("kimura")
    kimura.open(START)

    page = upload(kimura, "x.xlsx", content)

    assert page.status == 422
    assert said in page.text


def test_without_a_file_or_a_choice_the_page_says_so(town: WebTown) -> None:
    kimura = town.officer("kimura")

    nothing = kimura.send(f"{START}/list", {})
    nobody = kimura.send(f"{START}/list/take", {"label-0": "氏名", "type-0": "name"})
    nonsense = kimura.send(f"{START}/list/take", {"label-0": "氏名", "type-0": "nonsense", "take-0": "1"})

    assert (nothing.status, nobody.status, nonsense.status) == (422, 422, 422)
    assert "ファイルを選んで" in nothing.text
    assert "1つ以上選んで" in nobody.text
    assert 'name="label-0" value="氏名"' in nobody.html


def test_a_block_is_kept_for_the_department_and_taken_out_again(town: WebTown) -> None:
    kimura, stranger = town.officer("kimura"), town.officer("ogawa")
    fields = load(kimura, FORM)["document"]["pages"][0]["fields"]

    status, answer = send(kimura, f"{HOME}/blocks", {"title": " 飼い主 ", "fields": fields})

    assert (status, [block["title"] for block in answer["blocks"]]) == (200, ["飼い主"])
    assert load(kimura, FORM)["around"]["blocks"] == answer["blocks"]
    theirs = load(stranger, "/staff/procedures/child-allowance/edit/form/child-allowance")
    assert theirs["around"]["blocks"] == []
    status, answer = send(kimura, f"{HOME}/blocks/{answer['blocks'][0]['id']}/remove", {})
    assert (status, answer["blocks"]) == (200, [])


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"title": "", "fields": [FILE]}, "名前を入力"),
        ({"title": "空", "fields": []}, "項目がありません"),
        ({"title": "空", "fields": "x"}, "項目がありません"),
        ({"title": "a", "fields": [{**FILE, "when": {"field": "outside", "op": "eq", "value": True}}]}, "outside"),
        ({"title": "番号", "fields": [{**FILE, "label": "マイナンバーの写し"}]}, "マイナンバー"),
    ],
)
def test_a_block_must_be_able_to_stand_alone(town: WebTown, sent: dict[str, Any], said: str) -> None:
    kimura = town.officer("kimura")

    status, answer = send(kimura, f"{HOME}/blocks", sent)

    assert status == 422
    assert said in str(answer["findings"])


def test_attachments_are_tried_out_by_name_and_size(town: WebTown) -> None:
    kimura = town.officer("kimura")
    document = {"format": "minaoshi.form/1", "key": "f", "title": "様式", "pages": [
        {"key": "one", "title": "一枚目", "fields": [{**FILE, "accept": ["application/pdf"], "max_mb": 1}]},
    ]}  # fmt: skip
    pdf = {"name": "papers.upload", "file": "住民票.pdf", "size": 900, "type": "application/pdf"}

    def tried(answers: dict[str, Any], *pairs: list[str], files: Any = ()) -> dict[str, Any]:
        asked = {"document": document, "page": "one", "pairs": [*pairs], "files": [*files], "answers": answers}
        return send(kimura, f"{FORM}/preview", asked)[1]

    attached = tried({}, ["_upload", "papers"], files=[pdf])
    held = attached["answers"]["papers"][0]
    large = tried({}, files=[{**pdf, "size": 2_000_000}])
    wrong = tried({}, files=[{**pdf, "file": "a.exe", "type": "application/x-msdownload"}, 5, {"name": "x"}])
    gone_on = tried({}, files=[pdf])
    dropped = tried(attached["answers"], ["papers", held["id"]], ["_drop", f"papers:{held['id']}"])

    assert (attached["page"], held["name"]) == ("one", "住民票.pdf")
    assert "大きすぎます" in large["html"]
    assert "a.exe" in wrong["html"]
    assert gone_on["page"] == "_check"
    assert "住民票.pdf" in gone_on["html"]
    assert dropped["answers"]["papers"] == []


def test_a_form_is_printed_as_a_sheet_of_paper(town: WebTown) -> None:
    kimura = town.officer("kimura")

    page = kimura.open(f"{FORM}/paper")
    english = kimura.client.get(f"{FORM}/paper?lang=en", headers=JSON)

    assert page.status == 200
    assert "市の記入欄" in page.html
    assert "☐" in page.html
    assert "の場合にお答えください" in page.html
    assert "For the office" in english.text


def test_the_sheet_is_there_as_pdf_and_only_for_who_sees_the_procedure(town: WebTown) -> None:
    kimura, stranger = town.officer("kimura"), town.officer("ogawa")

    printed = kimura.client.get(f"{FORM}/paper.pdf")

    assert printed.status_code == 200
    assert printed.data.startswith(b"%PDF-")
    assert stranger.open(f"{FORM}/paper").status == 404


def test_every_sample_form_fits_on_paper(town: WebTown) -> None:
    for login, key in (
        ("kimura", "dog-registration"),
        ("sato", "nursery"),
        ("sato", "child-allowance"),
        ("sato", "community-subsidy"),
    ):
        page = town.officer(login).open(f"/staff/procedures/{key}/edit/form/{key}/paper")
        assert page.status == 200, key
        assert "None" not in page.text
