"""Every type of field: what people type, what is kept, what is refused and why."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.definition import FIELD_TYPES
from forms.fields.registry import KINDS, display
from forms.validation import validate
from kernel.json_types import Json
from tests.forms.building import EXTRAS, TODAY, a_form, answer, codes, field, judged

UPLOAD: dict[str, Json] = {
    "id": "u1",
    "name": "住民票.pdf",
    "size": 1000,
    "type": "application/pdf",
    "sha256": "0" * 64,
}
ACCOUNT: dict[str, Json] = {"bank_code": "0001", "branch_code": "123", "kind": "ordinary", "number": "1234567",
                            "holder_kana": "ヤマダ タロウ"}  # fmt: skip
NAME: dict[str, Json] = {"family": "山田", "given": "太郎", "family_kana": "ヤマダ", "given_kana": "タロウ"}
ADDRESS: dict[str, Json] = {"postal_code": "444-0001", "prefecture": "愛知県", "city": "見直市", "street": "中央1-2"}

ACCEPTED: list[tuple[str, dict[str, Json], Json, Json]] = [
    ("text", {}, "  山田　太郎 ", "山田　太郎"),
    ("text", {}, "か\u3099", "が"),
    ("text", {}, "一行\nと\t少し", "一行 と 少し"),
    ("text", {}, "𠮷 葛\U000e0100 ﾊﾝｶｸ 〜", "𠮷 葛\U000e0100 ﾊﾝｶｸ 〜"),
    ("textarea", {}, "一行\r\n二行\t。", "一行\n二行\t。"),
    ("text", {"kana": "katakana"}, "やまだ ﾀﾛｳ", "ヤマダ タロウ"),
    ("text", {"kana": "hiragana"}, "ヤマダ ﾀﾛｳ", "やまだ たろう"),
    ("text", {"width": "half"}, "ＡＢ－１２ ガ", "AB-12 ｶﾞ"),
    ("text", {"width": "full"}, "AB-12 ｶﾞ", "ＡＢ－１２　ガ"),
    ("text", {"kana": "katakana", "width": "half"}, "やまだ", "ﾔﾏﾀﾞ"),
    ("text", {"pattern": "^[0-9]{15}$", "width": "half"}, "３９２１１２３４５６７８９０1", "392112345678901"),
    ("text", {"pattern": "[A-Z]+|[0-9]+"}, "12", "12"),
    ("text", {"pattern": r"\p{Han}+"}, "葛飾", "葛飾"),
    ("text", {"max_length": 2}, "葛\U000e0100城", "葛\U000e0100城"),
    ("text", {"min_length": 3, "max_length": 3}, "三文字", "三文字"),
    ("number", {}, "１，２３４．５", 1234.5),
    ("number", {}, "1,234", 1234),
    ("number", {}, " -0.50 ", -0.5),
    ("number", {}, "▲3", -3),
    ("number", {}, 3.0, 3),
    ("number", {"unit": {"ja": "通", "en": "copies"}}, "3通", 3),
    ("number", {"unit": "kg"}, "２．５ｋｇ", 2.5),
    ("number", {"min": 1, "max": 10}, "10", 10),
    ("money", {}, "¥12,300", 12300),
    ("money", {}, "１２，３００円", 12300),
    ("money", {}, "1.0", 1),
    ("money", {}, 9600000, 9600000),
    ("date", {}, "令和８年４月１日", "2026-04-01"),
    ("date", {}, "2026-04-01", "2026-04-01"),
    ("date", {}, {"era": "平成", "year": "元", "month": "１", "day": "8"}, "1989-01-08"),
    ("date", {}, {"era": "", "year": "1990", "month": "4", "day": "1"}, "1990-04-01"),
    ("date", {}, {"year": "令和8", "month": "4", "day": "1"}, "2026-04-01"),
    ("date", {}, {"era": "令和", "year": "8年4月1日", "month": "", "day": ""}, "2026-04-01"),
    ("date", {}, {"year": 2026, "month": 4, "day": 1}, "2026-04-01"),
    ("date", {"min": "today", "max": "today+14d"}, "2026-12-07", "2026-12-07"),
    ("date", {"max": "today-18y"}, "2008-11-23", "2008-11-23"),
    ("month", {}, "令和8年4月", "2026-04"),
    ("month", {}, {"era": "令和", "year": "8", "month": "4"}, "2026-04"),
    ("month", {"min": "today", "max": "2027-03"}, "2026-11", "2026-11"),
    ("time", {}, "午後3時半", "15:30"),
    ("time", {"min": "09:00", "max": "17:00"}, "９：００", "09:00"),
    ("choice", {}, "x", "x"),
    ("choice", {"other": True}, " そのほかの答え ", "そのほかの答え"),
    ("choice", {"other": True}, {"other": "自由に"}, "自由に"),
    ("choices", {}, ["y", "x", "y"], ["x", "y"]),
    ("choices", {}, "y", ["y"]),
    ("choices", {"other": True}, ["自由", "x"], ["x", "自由"]),
    ("yesno", {}, "yes", True),
    ("yesno", {}, "いいえ", False),
    ("yesno", {}, False, False),
    ("consent", {}, "on", True),
    ("consent", {}, True, True),
    ("name", {}, NAME, NAME),
    ("name", {}, {**NAME, "family": "𠮷田", "given": "葛\U000e0100", "family_kana": "よしだ", "given_kana": "ｶﾂﾗ"},
     {"family": "𠮷田", "given": "葛\U000e0100", "family_kana": "ヨシダ", "given_kana": "カツラ"}),
    ("name", {}, {**NAME, "family": "ｽﾐｽ"}, {**NAME, "family": "ｽﾐｽ"}),
    ("address", {}, ADDRESS, ADDRESS),
    ("address", {}, {**ADDRESS, "postal_code": "〒４４４ー０００１", "street": "１－２ー３", "building": "ハイツー101"},
     {**ADDRESS, "street": "1-2-3", "building": "ハイツー101"}),
    ("phone", {}, "０９０－１２３４－５６７８", "090-1234-5678"),
    ("phone", {}, "09012345678", "090-1234-5678"),
    ("phone", {}, "0564ー23ー1234", "0564-23-1234"),
    ("phone", {}, "0564(23)1234", "0564-23-1234"),
    ("phone", {}, "0564231234", "0564231234"),
    ("phone", {}, "0312345678", "03-1234-5678"),
    ("phone", {}, "0120123456", "0120-123-456"),
    ("phone", {}, "+81 90-1234-5678", "090-1234-5678"),
    ("phone", {}, "+44 20 7946 0000", "+442079460000"),
    ("email", {}, "Taro.Yamada+x@Example.JP", "Taro.Yamada+x@example.jp"),
    ("email", {}, "ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ", "taro@example.jp"),
    ("email", {}, "a..b.@docomo.ne.jp", "a..b.@docomo.ne.jp"),
    ("email", {"confirm": True}, {"address": "a@example.jp", "confirm": "A@example.jp "}, "a@example.jp"),
    ("email", {"confirm": True}, "a@example.jp", "a@example.jp"),
    ("postal_code", {}, "４４４ー０００１", "444-0001"),
    ("postal_code", {}, "4440001", "444-0001"),
    ("bank_account", {}, ACCOUNT, ACCOUNT),
    ("bank_account", {}, {"bank_code": "０００１", "branch_code": "１２３", "kind": "普通", "number": "４５６７",
                          "holder_kana": "やまだ　ﾀﾛｳ"}, {**ACCOUNT, "number": "0004567"}),
    ("file", {}, [UPLOAD], [UPLOAD]),
    ("file", {"accept": ["image/*", ".pdf"], "max_mb": 1, "max_count": 2}, [UPLOAD, {**UPLOAD, "id": "u2"}],
     [UPLOAD, {**UPLOAD, "id": "u2"}]),
    ("group", {}, [{"a": "x"}, {}, {"a": ""}, {"a": "y"}], [{"a": "x"}, {"a": "y"}]),
]  # fmt: skip


@pytest.mark.parametrize(("field_type", "settings", "typed", "kept"), ACCEPTED)
def test_an_answer_is_kept_as(field_type: str, settings: dict[str, Json], typed: Json, kept: Json) -> None:
    assert answer(typed, field_type, **settings) == kept


@pytest.mark.parametrize(("field_type", "settings", "typed", "kept"), ACCEPTED)
def test_what_is_kept_is_kept_again(field_type: str, settings: dict[str, Json], typed: Json, kept: Json) -> None:
    assert answer(kept, field_type, **settings) == kept


REFUSED: list[tuple[str, dict[str, Json], Json, str, str]] = [
    ("text", {}, "a\0b", "answer.unusable_character", "/a"),
    ("text", {}, "承認\u202e認否", "answer.unusable_character", "/a"),
    ("text", {}, "\ud800", "answer.unusable_character", "/a"),
    ("text", {}, "\u3164", "answer.required", "/a"),
    ("text", {}, 5, "answer.not_a_text", "/a"),
    ("text", {}, ["x"], "answer.not_a_text", "/a"),
    ("text", {}, {"x": 1}, "answer.not_a_text", "/a"),
    ("text", {}, "x" * 1_001, "answer.too_long", "/a"),
    ("text", {}, "x" * 20_000, "answer.too_long", "/a"),
    ("text", {"max_length": 2}, "三文字", "answer.too_long", "/a"),
    ("text", {"min_length": 4}, "三文字", "answer.too_short", "/a"),
    ("text", {"kana": "katakana"}, "山田", "answer.not_katakana", "/a"),
    ("text", {"kana": "hiragana"}, "abc", "answer.not_hiragana", "/a"),
    ("text", {"pattern": "[0-9]+"}, "12a", "answer.wrong_pattern", "/a"),
    ("text", {"pattern": r"\d+"}, "１２", "answer.wrong_pattern", "/a"),
    ("text", {"pattern": "a|ab"}, "abc", "answer.wrong_pattern", "/a"),
    ("number", {}, "十", "answer.not_a_number", "/a"),
    ("number", {}, "1,23", "answer.not_a_number", "/a"),
    ("number", {}, "1e5", "answer.not_a_number", "/a"),
    ("number", {}, True, "answer.not_a_number", "/a"),
    ("number", {}, float("nan"), "answer.not_a_number", "/a"),
    ("number", {}, float("inf"), "answer.not_a_number", "/a"),
    ("number", {}, "1234567890.123456", "answer.too_many_digits", "/a"),
    ("number", {}, 10**400, "answer.too_many_digits", "/a"),
    ("number", {}, "9" * 99, "answer.too_many_digits", "/a"),
    ("number", {"min": 1}, "0", "answer.too_small", "/a"),
    ("number", {"max": 10}, "10.5", "answer.too_large", "/a"),
    ("money", {}, "12.5", "answer.not_whole_yen", "/a"),
    ("date", {}, "令和8年2月30日", "answer.no_such_day", "/a"),
    ("date", {}, "2026-02-30", "answer.no_such_day", "/a"),
    ("date", {}, "平成31年5月1日", "answer.outside_era", "/a"),
    ("date", {}, {"era": "令和", "year": "", "month": "4", "day": "1"}, "answer.not_a_date", "/a"),
    ("date", {}, {"era": "令和"}, "answer.required", "/a"),
    ("date", {}, {"year": "2026", "month": "4", "day": "1", "hour": "3"}, "answer.unknown_part", "/a"),
    ("date", {}, 20260401, "answer.not_a_text", "/a"),
    ("date", {"min": "today"}, "2026-11-22", "answer.too_early", "/a"),
    ("date", {"max": "today+14d"}, "2026-12-08", "answer.too_late", "/a"),
    ("month", {"max": "2026-10-31"}, "2026-11", "answer.too_late", "/a"),
    ("month", {}, "2026", "answer.not_a_month", "/a"),
    ("time", {}, "25:00", "answer.not_a_time", "/a"),
    ("time", {"min": "09:00"}, "8:59", "answer.too_early", "/a"),
    ("choice", {}, "z", "answer.not_an_option", "/a"),
    ("choice", {}, "", "answer.choose", "/a"),
    ("choice", {"other": True}, {"other": ""}, "answer.choose", "/a"),
    ("choice", {}, {"other": "x"}, "answer.not_a_text", "/a"),
    ("choices", {}, ["x", "z"], "answer.not_an_option", "/a"),
    ("choices", {"other": True}, ["自由", "もう一つ"], "answer.too_many", "/a"),
    ("choices", {}, ["x"] * 100, "answer.too_many", "/a"),
    ("choices", {}, [], "answer.choose", "/a"),
    ("yesno", {}, "maybe", "answer.not_yes_or_no", "/a"),
    ("yesno", {}, 1, "answer.not_a_text", "/a"),
    ("consent", {}, False, "answer.consent_needed", "/a"),
    ("consent", {"required": False}, None, "answer.consent_needed", "/a"),
    ("name", {}, "山田太郎", "answer.not_parts", "/a"),
    ("name", {}, {"family": "山田"}, "answer.part_required", "/a/given"),
    ("name", {}, {**NAME, "family_kana": "山田"}, "answer.not_katakana", "/a/family_kana"),
    ("name", {}, {**NAME, "given": "太" * 81}, "answer.too_long", "/a/given"),
    ("name", {}, {**NAME, "given": "\u3164"}, "answer.part_required", "/a/given"),
    ("name", {}, {**NAME, "middle": "x"}, "answer.unknown_part", "/a/middle"),
    ("address", {}, {**ADDRESS, "prefecture": "愛知"}, "answer.not_a_prefecture", "/a/prefecture"),
    ("address", {}, {**ADDRESS, "street": ""}, "answer.part_required", "/a/street"),
    ("address", {}, {**ADDRESS, "postal_code": "444-001"}, "answer.not_a_postal_code", "/a/postal_code"),
    ("phone", {}, "12345", "answer.not_a_phone_number", "/a"),
    ("phone", {}, "090-1234-567a", "answer.not_a_phone_number", "/a"),
    ("email", {}, "a@example", "answer.not_an_email", "/a"),
    ("email", {}, "a@example.jp, b@example.jp", "answer.not_an_email", "/a"),
    ("email", {}, "a@example.jp\r\nBcc: b@example.jp", "answer.not_an_email", "/a"),
    ("email", {}, "嘊嘍@example.jp", "answer.not_an_email", "/a"),
    ("email", {}, "a\u2028@example.jp", "answer.not_an_email", "/a"),
    ("email", {"confirm": True}, {"address": "a@example.jp"}, "answer.confirmation_differs", "/a/confirm"),
    ("email", {}, {"address": "a@example.jp"}, "answer.unknown_part", "/a"),
    ("postal_code", {}, "444-00012", "answer.not_a_postal_code", "/a"),
    ("bank_account", {}, {**ACCOUNT, "bank_code": "1"}, "answer.not_so_many_digits", "/a/bank_code"),
    ("bank_account", {}, {**ACCOUNT, "number": "12345678"}, "answer.not_so_many_digits", "/a/number"),
    ("bank_account", {}, {**ACCOUNT, "kind": "定期"}, "answer.not_an_option", "/a/kind"),
    ("bank_account", {}, {**ACCOUNT, "holder_kana": "山田太郎"}, "answer.not_bank_kana", "/a/holder_kana"),
    ("bank_account", {}, {"bank_code": "0001"}, "answer.part_required", "/a/branch_code"),
    ("file", {}, "/etc/passwd", "answer.not_an_upload", "/a"),
    ("file", {}, [{"filepath": "/etc/passwd"}], "answer.not_an_upload", "/a/0"),
    ("file", {}, [{**UPLOAD, "path": "x"}], "answer.not_an_upload", "/a/0"),
    ("file", {}, [{**UPLOAD, "sha256": "x"}], "answer.not_an_upload", "/a/0"),
    ("file", {"max_mb": 1}, [{**UPLOAD, "size": 1024 * 1024 + 1}], "answer.file_too_large", "/a/0"),
    ("file", {"accept": ["image/*"]}, [UPLOAD], "answer.file_not_accepted", "/a/0"),
    ("file", {"max_count": 1}, [UPLOAD, UPLOAD], "answer.too_many_files", "/a"),
    ("file", {}, [], "answer.attach", "/a"),
    ("group", {}, [], "answer.too_few", "/a"),
    ("group", {"min_items": 2}, [{"a": "x"}], "answer.too_few", "/a"),
    ("group", {"max_items": 1}, [{"a": "x"}, {"a": "y"}], "answer.too_many", "/a"),
    ("group", {}, [{"a": "x"}] * 1_000, "answer.too_many", "/a"),
    ("group", {}, {"0": {"a": "x"}}, "answer.not_a_list", "/a"),
    ("group", {}, ["x"], "answer.not_an_item", "/a/0"),
    ("group", {}, [{"a": "x", "b": "y"}], "answer.unknown_field", "/a/0/b"),
    ("group", {}, [{"a": "x"}, {"a": "a\0"}], "answer.unusable_character", "/a/1/a"),
]  # fmt: skip


@pytest.mark.parametrize(("field_type", "settings", "typed", "code", "pointer"), REFUSED)
def test_an_answer_is_refused(field_type: str, settings: dict[str, Json], typed: Json, code: str, pointer: str) -> None:
    validated = judged(typed, field_type, **settings)

    assert (code, pointer) in codes(validated)
    assert not validated.ok


@pytest.mark.parametrize("field_type", FIELD_TYPES)
@pytest.mark.parametrize("typed", [None, "", "　"])
def test_nothing_typed_is_nothing_wrong_unless_it_is_required(field_type: str, typed: Json) -> None:
    if field_type in ("consent", "group", "name", "address", "bank_account", "file", "computed") and typed == "　":
        return  # not a blank of these: they are no texts
    validated = validate(a_form(field("a", field_type)), {"a": typed}, TODAY)

    assert validated.ok or field_type == "consent"
    assert validated.values.get("a") in (None, []) or field_type == "computed"


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["a", "year", "era", "family", "id", "address", "other"]), inner, max_size=4)
    ),
    max_leaves=8,
)


@given(st.sampled_from(FIELD_TYPES), JSON_VALUES)
def test_whatever_is_sent_gets_a_verdict_in_both_languages(field_type: str, sent: Json) -> None:
    form = a_form(field("a", field_type, required=field_type not in ("note", "computed")))
    validated = validate(form, {"a": sent}, TODAY)

    for problem in validated.problems:
        assert problem.pointer.startswith("/a")
        assert isinstance(problem.message, dict)
        assert "{" not in problem.message["ja"] or "{" in str(sent)
    if validated.ok and "a" in validated.values:
        again = validate(form, validated.values, TODAY)
        assert again.values == validated.values
        assert again.ok


@pytest.mark.parametrize(
    ("field_type", "settings", "value", "ja", "en"),
    [
        ("date", {}, "2026-04-01", "2026年4月1日（令和8年・水）", "1 April 2026"),
        ("month", {}, "2026-04", "2026年4月（令和8年）", "April 2026"),
        ("money", {}, 12300, "12,300円", "12,300 yen"),
        ("number", {"unit": {"ja": "通", "en": "copies"}}, 1234.5, "1,234.5通", "1,234.5 copies"),
        ("yesno", {}, False, "いいえ", "No"),
        ("consent", {}, True, "同意する", "Agreed"),
        ("choice", {}, "y", "ワイ", "Why"),
        ("choice", {"other": True}, "自由", "自由", "自由"),
        ("choices", {}, ["x", "y"], "エックス、ワイ", "エックス, Why"),
        ("name", {}, NAME, "山田 太郎（ヤマダ タロウ）", "山田 太郎（ヤマダ タロウ）"),
        ("address", {}, ADDRESS, "〒444-0001 愛知県見直市中央1-2", "〒444-0001 愛知県見直市中央1-2"),
        ("bank_account", {}, ACCOUNT, "0001-123 普通 1234567 ヤマダ タロウ", "0001-123 Ordinary 1234567 ヤマダ タロウ"),
        ("file", {}, [UPLOAD], "住民票.pdf", "住民票.pdf"),
        ("group", {}, [{"a": "x"}], "1件", "1 item"),
        ("computed", {}, 12345, "12,345", "12,345"),
        ("computed", {}, True, "はい", "Yes"),
        ("text", {}, "文字", "文字", "文字"),
    ],
)
def test_a_value_is_shown_as(field_type: str, settings: dict[str, Json], value: Json, ja: str, en: str) -> None:
    asked = a_form(field("a", field_type, **settings)).field("a")

    assert asked is not None
    assert display(asked, value, "ja") == ja
    assert display(asked, value, "en") == en


@pytest.mark.parametrize("field_type", FIELD_TYPES)
def test_a_missing_or_strange_value_is_shown_and_exported_without_fuss(field_type: str) -> None:
    asked = a_form(field("a", field_type)).field("a")
    assert asked is not None

    for value in (None, "x", 5, [], {}, [1], {"family": 3}):
        assert isinstance(KINDS[asked.type].display(asked, value, "ja"), str)
        KINDS[asked.type].export(asked, value)


def test_an_account_is_exported_as_banks_exchange_it() -> None:
    asked = a_form(field("a", "bank_account")).field("a")
    assert asked is not None

    columns = KINDS["bank_account"].export(asked, {**ACCOUNT, "holder_kana": "カ)ミナオシショウジ"})

    assert columns["holder_kana"] == "ｶ)ﾐﾅｵｼｼﾖｳｼﾞ"
    assert columns["bank_code"] == "0001"


def test_every_type_has_one_object_that_answers_for_it() -> None:
    assert set(KINDS) == set(FIELD_TYPES)
    assert EXTRAS.keys() <= set(FIELD_TYPES)
