"""用語の説明: the office's words in instructions are explained where they stand, and the text stays the same."""

from hypothesis import given
from hypothesis import strategies as st

from tests.web.town import WebTown, apply
from web.glossary import glossed

WORDS = st.sampled_from(["補正", "標準処理期間", "審査基準", "供覧", "決裁", "犬", "を見る。", "correction", " "])


@given(st.lists(WORDS, max_size=12).map("".join))
def test_the_pieces_are_the_text_and_each_word_is_explained_once(text: str) -> None:
    pieces = glossed(text, "ja")

    assert "".join(each.words for each in pieces) == text
    told = [each.words for each in pieces if each.meaning]
    assert len(told) == len(set(told))
    assert all(word in text for word in told)


def test_the_longer_word_wins_and_each_language_has_its_own() -> None:
    assert [each.words for each in glossed("標準処理期間と補正", "ja") if each.meaning] == ["標準処理期間", "補正"]
    assert [each.words for each in glossed("Ask for a correction.", "en") if each.meaning] == ["correction"]


def test_a_clerk_meets_the_explanation_in_the_instructions_of_a_step(town: WebTown) -> None:
    number = apply(town.resident(), town, "dog-registration", town.answers("dog-registration", injected=False))
    page = town.look_at(town.officer("kimura"), number)

    assert page.html.count(" popovertarget=") == page.html.count(" popover ") > 0
