"""Readings stand over kanji only, mean what an office means, and give way to what an author wrote."""

import pytest

from guidance.furigana import aligned, furigana_of


def shown(text: str, given: dict[str, str] | None = None) -> str:
    return "".join(f"{piece}({over})" if over else piece for piece, over in furigana_of([text], given)[text])


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("申し込みをする", "申(もう)し込(こ)みをする"),
        ("届いた日から14日以内", "届(とど)いた日(ひ)から14日(にち)以内(いない)"),
        ("申請する人が3人", "申請(しんせい)する人(ひと)が3人(にん)"),
        ("事業者の方", "事業(じぎょう)者(しゃ)の方(かた)"),
        ("もう一度、何度でも", "もう一度(いちど)、何(なん)度(ど)でも"),
        ("氏（フリガナ）", "氏(し)（フリガナ）"),
        ("カタカナ ABC 123", "カタカナ ABC 123"),
        ("", ""),
    ],
)
def test_how_a_text_is_read(text: str, read: str) -> None:
    assert shown(text) == read


def test_a_reading_that_the_author_gives_goes_before() -> None:
    assert shown("主たる生計者", {"主たる生計者": "おもたるせいけいしゃ"}) == "主(おも)たる生計者(せいけいしゃ)"


def test_a_reading_that_does_not_fit_stands_over_the_whole() -> None:
    assert aligned("二十歳", "はたち") == (("二十歳", "はたち"),)
    assert aligned("お年玉", "ねんだま") == (("お年玉", "ねんだま"),)


def test_a_text_that_was_read_before_keeps_its_reading_when_the_memory_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guidance.furigana.MOST_REMEMBERED", 1)
    furigana_of(["申請"])

    read = furigana_of(["申請", "届出"])

    assert read["申請"] == (("申請", "しんせい"),)


def test_a_long_reading_with_a_slip_is_not_tried_in_every_way() -> None:
    written, reading = "亜の" * 40 + "亜ん", "の" * 400

    assert aligned(written, reading) == ((written, reading),)


def test_kanji_end_where_the_rest_can_still_fit() -> None:
    assert aligned("亜の亜のは", "あのののはのは") == (("亜", "あ"), ("の", ""), ("亜", "ののは"), ("のは", ""))
