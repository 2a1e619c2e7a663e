"""A list of fields that an office keeps in a sheet becomes a form: types guessed, with reasons."""

import pytest

from forms.codec import require_form
from forms.field_list import form_from_list, read_list
from forms.guesses import guess
from forms.lint import check_form
from kernel.problems import errors_in
from kernel.text import say


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("氏名", "name"),
        ("代表者名", "name"),
        ("申請者", "name"),
        ("団体の名称", "text"),
        ("氏名（フリガナ）", "text"),
        ("住所", "address"),
        ("事務所の所在地", "address"),
        ("郵便番号", "postal_code"),
        ("電話番号（日中）", "phone"),
        ("ＴＥＬ", "phone"),
        ("E-mail", "email"),
        ("振込先口座", "bank_account"),
        ("生年月日", "date"),
        ("使用開始日", "date"),
        ("入居年月", "month"),
        ("開始時刻", "time"),
        ("補助金の額", "money"),
        ("事業費（円）", "money"),
        ("世帯の所得", "money"),
        ("参加人数", "number"),
        ("占用面積", "number"),
        ("利用規約に同意する", "consent"),
        ("障害者手帳の有無", "yesno"),
        ("前年度も申請しましたか？", "yesno"),
        ("通帳の写し", "file"),
        ("見積書", "file"),
        ("申請の理由", "textarea"),
        ("事業の内容", "textarea"),
        ("世帯員", "group"),
        ("犬種", "text"),
        ("マイナンバー", None),
    ],
)
def test_a_label_tells_the_type(label: str, expected: str | None) -> None:
    assert guess(label).type == expected


def test_a_list_with_headings_becomes_pages_of_fields() -> None:
    rows = [
        ["補助金交付申請書　項目一覧", ""],
        ["区分", "項目名", "必須／任意", "入力形式", "選択肢", "備考", "文字数"],
        ["団体", "団体名", "必須", "テキスト", "", "正式な名称", "80字"],
        ["", "代表者氏名", "○", "", "", "", ""],
        ["", "フリガナ", "○", "", "", "", ""],
        ["事業", "事業の種類", "必須", "", "環境、福祉、防災", "", ""],
        ["", "希望する支援", "任意", "複数選択", "相談・助成", "", ""],
        ["", "個人番号", "任意", "", "", "", ""],
    ]

    found = read_list(rows)
    document = form_from_list("grant", "補助金", found.fields)

    form = require_form(document)
    assert [(page.title, [field.label for field in page.fields]) for page in form.pages] == [
        ("団体", ["団体名", "代表者氏名"]),
        ("事業", ["事業の種類", "希望する支援"]),
    ]
    assert [field.type for field in form.fields()] == ["text", "name", "choice", "choices"]
    assert [field.required for field in form.fields()] == [True, True, True, False]
    first = form.fields()[0]
    assert (first.help, first.settings["max_length"]) == ("正式な名称", 80)
    assert errors_in(check_form(form)) == []
    assert any("区分" in say(note) for note in found.notes)


def test_what_is_asked_already_is_left_out_with_the_reason() -> None:
    rows = [["氏名"], ["氏名（フリガナ）"], ["郵便番号"], ["住所"], ["電話番号"], ["電話番号"], ["マイナンバー"]]

    fields = read_list(rows).fields

    assert [field.taken for field in fields] == [True, False, False, True, True, False, False]
    assert "フリガナも聞く" in say(fields[1].reason)
    assert "郵便番号も聞く" in say(fields[2].reason)
    assert "個人番号" in say(fields[6].reason)


def test_a_sheet_without_headings_is_read_by_its_wordiest_column() -> None:
    found = read_list([["1", "氏名", ""], ["2", "住所", "※"], ["3", "通学の状況", ""]])

    assert [field.label for field in found.fields] == ["氏名", "住所", "通学の状況"]
    assert "見出しの行が見つからない" in say(found.notes[0])


@pytest.mark.parametrize(
    "word", ["文字", "長文", "数値", "金額", "日付", "プルダウン", "チェックボックス", "添付", "表", "注記"]
)
def test_every_type_that_a_list_can_name_gives_a_form_that_can_be_read(word: str) -> None:
    found = read_list([["項目", "型"], ["あれこれ", word]])

    form = require_form(form_from_list("a", "様式", found.fields))

    assert errors_in(check_form(form)) == []


def test_keys_of_the_list_are_kept_and_doubles_are_numbered() -> None:
    found = read_list([["項目", "キー"], ["名前", "x1"], ["住所", "x1"], ["金額", "だめ"], ["総額", ""]])

    form = require_form(form_from_list("a", "様式", found.fields))

    assert [field.key for field in form.fields()] == ["x1", "x1_2", "amount", "amount_2"]
