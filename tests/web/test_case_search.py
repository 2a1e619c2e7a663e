"""Searching cases on the page: what is found, what is said when nothing can be, and for whom nothing is."""

import pytest

from tests.web.town import WebTown, apply

DOG = "dog-registration"


def test_a_case_is_found_by_a_word_of_its_answers(town: WebTown) -> None:
    number = apply(town.resident(), town, DOG, town.answers(DOG, dog_name="ゴンタロウ", injected=False))
    town.work()
    town.work()  # once more changes nothing
    clerk = town.officer("kimura")

    clerk.open("/staff/cases/?q=ごんたろう")

    assert number in clerk.page.text
    assert "犬の登録" in clerk.page.text
    assert number not in town.officer("ogawa").open("/staff/cases/?q=ごんたろう").text
    assert "当てはまる案件はありません" in clerk.open("/staff/cases/?q=ごんじろう").text


@pytest.mark.parametrize("asked", ["あ", "犬 あ", "a"])
def test_a_single_character_is_told_to_be_too_little(town: WebTown, asked: str) -> None:
    clerk = town.officer("kimura")

    clerk.open(f"/staff/cases/?q={asked}")

    assert clerk.page.status == 200
    assert "2文字以上" in clerk.page.text
