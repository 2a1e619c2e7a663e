"""Japanese text: what is kept as it was typed, what is converted, what is refused."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.text_ja import (
    bank_kana,
    composed,
    half_ascii,
    half_kana_to_full,
    is_blank,
    lot_number,
    search_key,
    text_fault,
    to_full_width,
    to_half_width,
    to_hiragana,
    to_katakana,
    trimmed,
    with_plain_dashes,
)

HAN = [
    chr(code)
    for first, last in ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF), (0x2F800, 0x2FA1F))
    for code in range(first, last + 1)
    if unicodedata.category(chr(code)) == "Lo"
]
IVS = [chr(code) for code in range(0xE0100, 0xE01F0)]


@pytest.mark.promise("P46")
def test_every_assigned_kanji_survives_alone_and_with_a_variation_selector() -> None:
    for kanji in HAN:
        assert composed(kanji) == kanji
        assert text_fault(kanji) is None
        assert not is_blank(kanji)
    for selector in IVS:
        assert composed(f"葛{selector}城") == f"葛{selector}城"
        assert text_fault(f"葛{selector}") is None


@pytest.mark.parametrize(
    "typed",
    [
        "𠮷野家",
        "葛\U000e0100",
        "髙﨑",
        "ﾊﾝｶｸ",
        "〜/～",
        "−/－",
        "¥",
        "表ソ能",
        "①㈱",
        "ヷヸ",
        "👨‍👩‍👧",
        "神",
        "a\tb\nc",
    ],
)
@pytest.mark.promise("P29")
def test_what_is_harmless_is_kept_code_point_for_code_point(typed: str) -> None:
    assert text_fault(typed) is None
    assert composed(typed) == typed


def test_a_letter_typed_as_two_code_points_becomes_one() -> None:
    assert composed("か\u3099") == "が"
    assert composed("ハ\u309a\r\nは\u3099\r") == "パ\nば\n"


@given(st.text())
def test_composing_twice_is_composing_once(text: str) -> None:
    assert composed(composed(text)) == composed(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("a\0b", "control_character"),
        ("\x1b[31m", "control_character"),
        ("a\x85b", "control_character"),
        ("\ud842", "surrogate"),
        ("承認\u202e認否", "bidi_character"),
        ("\u2066x\u2069", "bidi_character"),
        ("a\ufffeb", "noncharacter"),
        ("\U0010ffff", "noncharacter"),
    ],
)
def test_what_cannot_be_kept_is_told(text: str, fault: str) -> None:
    assert text_fault(text) == fault


@pytest.mark.parametrize(
    "text", ["", " ", "　", "\u3164", "\u200b\u2060", "\u2800", "\ufeff", "\t\r\n", "\U000e0100", "\u115f"]
)
def test_what_cannot_be_seen_counts_as_empty(text: str) -> None:
    assert is_blank(text)


def test_white_space_around_an_answer_goes() -> None:
    assert trimmed("　 山田　太郎 \n") == "山田　太郎"
    assert trimmed("\ufeff山田\u200b") == "山田"


def test_kana_are_converted() -> None:
    assert to_katakana("やまだ ﾀﾛｳ ｶﾞﾊﾟｳﾞ ゝゞ ー 漢字A") == "ヤマダ タロウ ガパヴ ヽヾ ー 漢字A"
    assert to_hiragana("ヤマダ ﾀﾛｳ ヴヵヶ ヷ") == "やまだ たろう ゔゕゖ ヷ"
    assert half_kana_to_full("ﾜﾞｦﾞ｡｢｣､･ｰﾞ") == "ヷヺ。「」、・ー゛"


def test_width_is_converted() -> None:
    assert to_full_width("AB-1 ｶﾞ~") == "ＡＢ－１　ガ～"
    assert to_half_width("ＡＢ－１　ガパヴヷー。漢ひ") == "AB-1 ｶﾞﾊﾟｳﾞﾜﾞｰ｡漢ひ"
    assert half_ascii("ＡＢ　１２カナ") == "AB 12カナ"


@given(st.text(alphabet=[chr(code) for code in (*range(0xFF61, 0xFFA0), *range(0x20, 0x7F))]))
def test_width_there_and_back_is_the_same(text: str) -> None:
    assert to_half_width(to_full_width(text)) == text


def test_dashes_are_unified_in_numbers_only() -> None:
    assert with_plain_dashes("0564ー23‐1234") == "0564-23-1234"
    assert lot_number("西町１－２ー３ スカイハイツ１０１") == "西町1-2-3 スカイハイツ101"
    assert lot_number("ハイツ・ー") == "ハイツ・ー"


def test_bank_kana_are_what_banks_exchange() -> None:
    assert to_half_width(bank_kana("カ）ミナオシショウジ")) == "ｶ)ﾐﾅｵｼｼﾖｳｼﾞ"
    assert bank_kana("すずき　ろーら") == "スズキ ロ-ラ"


def test_a_search_finds_every_way_of_typing() -> None:
    assert len({search_key(text) for text in ("ﾔﾏﾀﾞ　ﾀﾛｳ", "やまだたろう", "ヤマダ タロウ", "ヤマタ\u3099 タロウ")}) == 1
    assert search_key("葛\U000e0100城") == search_key("葛城")
    assert search_key("ＡＢＣ－１") == search_key("abc-1")
