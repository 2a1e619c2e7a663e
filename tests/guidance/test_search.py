"""Residents find a procedure by what they say, however they spell it, and are told why it was found."""

from types import SimpleNamespace
from typing import Any, Final, cast

import pytest
from flask import Flask
from flask_babel import Babel
from hypothesis import given
from hypothesis import strategies as st

from catalog.page import FORMAT, require_page
from guidance.everyday_words import everyday_words
from guidance.folding import folded, nearly
from guidance.search import Finder, Found
from intake.guide import Guide
from kernel.documents import read_json
from kernel.text_ja import to_half_width, to_hiragana, to_katakana
from samples.town import procedure_folders
from web.life_events import names

DOG, CHILD, NURSERY = "dog-registration", "child-allowance", "nursery"
RECORD, ROAD, SUBSIDY = "resident-record-mail", "road-occupancy", "community-subsidy"
FINDER: Final = Finder()


def guide_of(document: Any) -> Guide:
    page = require_page(document)
    return cast(Guide, SimpleNamespace(key=page.key, bundle=SimpleNamespace(page=page)))


PAGES: Final = tuple(
    guide_of(read_json(path.read_bytes()))
    for folder in procedure_folders()
    if (path := folder / "procedure.json").exists()
)


def found(query: str) -> tuple[Found, ...]:
    return FINDER.search(PAGES, query)


@pytest.mark.parametrize(
    ("query", "first"),
    [
        *[
            (spelt, DOG)
            for spelt in ("犬", "いぬ", "イヌ", "ｲﾇ", "わんちゃん", "ワンコ", "dog", "ＤＯＧ", "犬を飼い始めた")
        ],
        *[(spelt, NURSERY) for spelt in ("ほいくしょ", "ﾎｲｸｼｮ", "ほいくしょー", "保育園に入れたい", "保活", "daycare")],
        *[
            (spelt, CHILD)
            for spelt in ("赤ちゃん", "児手", "じどうてあて", "じどーてあて", "子ども手当", "child benefit")
        ],
        *[(spelt, ROAD) for spelt in ("どうろせんよう", "道路に足場を組みたい", "かんばん", "scaffold")],
        *[(spelt, SUBSIDY) for spelt in ("助成金", "ほじょきん", "町会", "補助金の申請")],
        *[(spelt, RECORD) for spelt in ("住民票", "住民票の写し", "じゅうみんひょう", "じゅみんひょう", "住所を証明")],
    ],
)
def test_what_people_say_leads_to_the_procedure(query: str, first: str) -> None:
    assert [each.guide.key for each in found(query)][:1] == [first]


@pytest.mark.parametrize("query", ["引っ越し", "引越し", "引越", "ひっこし", "ﾋｯｺｼ", "引っ越しをしたい", "moving"])
def test_moving_house_leads_to_everything_that_comes_with_it(query: str) -> None:
    keys = [each.guide.key for each in found(query)]

    assert {*keys[:2]} == {CHILD, RECORD}
    assert {*keys[2:]} == {DOG, NURSERY}


@pytest.mark.parametrize("query", ["", "　", "。、", "ほげほげ", "印鑑登録", "い", "ん", "zzz", "%", "の"])
def test_what_leads_nowhere_finds_nothing(query: str) -> None:
    assert found(query) == ()


def test_a_result_says_why_it_was_found() -> None:
    [by_everyday_word] = found("わんちゃん")[0].why
    [by_title] = found("いぬ")[0].why
    [by_own_word] = found("狂犬病")[0].why

    assert (by_everyday_word.kind, by_everyday_word.met) == ("everyday", "犬")
    assert (by_title.kind, by_title.asked) == ("title", "いぬ")
    assert (by_own_word.kind, by_own_word.met) == ("word", "狂犬病")


def test_all_that_was_typed_must_fit_while_something_fits_it_all() -> None:
    assert [each.guide.key for each in found("赤ちゃん お金")] == [CHILD]
    assert {each.guide.key for each in found("犬 お金")} == {DOG, CHILD, SUBSIDY}


def test_a_slip_is_forgiven_only_when_nothing_fits() -> None:
    [near] = found("ほいきえん")

    assert not any(why.kind == "near" for each in found("ほいくえん") for why in each.why)
    assert near.guide.key == NURSERY
    assert near.why[0].kind == "near"


def test_a_procedure_is_found_by_words_of_its_own() -> None:
    own = guide_of({"format": FORMAT, "key": "pool", "title": "市民プールの利用", "words": ["ちゃぷちゃぷ"]})

    assert [each.guide.key for each in FINDER.search((*PAGES, own), "チャプチャプ")] == ["pool"]


def test_an_english_title_is_found_by_its_words() -> None:
    assert [each.guide.key for each in found("road permit")] == [ROAD]


def test_everyday_words_name_life_events_that_exist(life_events: frozenset[str]) -> None:
    named = {event for word in everyday_words() for event in word.events}

    assert named <= life_events
    assert all(word.said and word.means for word in everyday_words())


@pytest.fixture
def life_events() -> frozenset[str]:

    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        return frozenset(names())


KANA: Final = st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x3094), max_size=12)


@given(KANA)
def test_kana_of_any_kind_and_width_are_one(text: str) -> None:
    assert folded(text) == folded(to_katakana(text)) == folded(to_half_width(to_katakana(text)))
    assert folded(to_hiragana(text)) == folded(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("引っ越し", "引越し"), ("申し込み", "申込み"), ("取り扱い", "取扱い"), ("サーバー", "サーバ"),
        ("おとうさん", "オトーサン"), ("けいさつ", "ケーサツ"), ("おおきい", "オーキイ"),
        ("しょうめいしょ", "ｼﾖｳﾒｲｼﾖ"), ("みかづき", "みかずき"),
    ],
)  # fmt: skip
def test_spellings_of_one_word_are_one(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [("ホイク", "ホイク", True), ("ホイク", "ホイキ", True), ("ホイク", "ホク", True), ("ホイク", "ホクイ", True),
     ("ホイク", "ホイクエ", True), ("ホイク", "アイキ", False), ("ホイク", "ホイクエン", False)],
)  # fmt: skip
def test_one_wrong_sign_is_near(one: str, other: str, is_near: bool) -> None:
    assert nearly(one, other) is is_near
    assert nearly(other, one) is is_near
