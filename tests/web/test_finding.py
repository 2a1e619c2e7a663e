"""The entrance page: what residents say leads to a procedure; what leads nowhere says what to do instead."""

from datetime import timedelta

import pytest

from tests.guidance.cases import decided
from tests.web.town import WebTown


def test_an_everyday_word_leads_to_the_procedure_and_says_why(shared_town: WebTown) -> None:
    resident = shared_town.resident()

    resident.open("/")
    resident.press("さがす", q="わんちゃん")

    assert "「わんちゃん」の検索結果 1件" in resident.page.text
    assert "「わんちゃん」→「犬」の手続き" in resident.page.text
    assert "犬の登録" in resident.click("犬の登録").text


def test_a_life_event_is_named_in_the_language_of_the_reader(shared_town: WebTown) -> None:
    resident = shared_town.resident()

    page = resident.open("/?q=ひっこし&lang=en")

    assert "“ひっこし” → procedures for “転入”" in page.text
    assert "“ひっこし” → procedures for “Moving in”" in page.text


def test_what_is_not_found_says_what_to_do(shared_town: WebTown) -> None:
    resident = shared_town.resident()

    page = resident.open("/?q=ほげほげ")

    assert "見つかりませんでした" in page.text
    assert "窓口や電話" in page.text
    assert "子育て・教育" in page.text


@pytest.mark.parametrize(
    ("address", "there", "absent"),
    [
        ("/?category=children", ("児童手当", "保育所"), ("犬の登録", "道路占用")),
        ("/?event=pet", ("犬の登録",), ("児童手当",)),
        ("/?category=children&q=お金", ("児童手当",), ("地域活動補助金",)),
        ("/?category=nothing-like-it", ("見つかりませんでした",), ("犬の登録",)),
    ],
)
def test_categories_and_events_narrow_down(
    shared_town: WebTown, address: str, there: tuple[str, ...], absent: tuple[str, ...]
) -> None:
    page = shared_town.resident().open(address)

    assert all(each in page.text for each in there)
    assert not any(each in page.text for each in absent)


def test_staff_choose_under_what_residents_look(town: WebTown) -> None:
    kimura = town.officer("kimura")
    kimura.open("/staff/procedures/dog-registration/page")

    kimura.press("保存する", {"categories.safety": "1", "categories.pets-environment": ""})

    kimura.open("/staff/procedures/dog-registration/page")
    assert 'name="categories.safety" value="1" checked' in kimura.page.html


def test_the_start_page_says_how_long_decisions_took_once_there_are_enough(town: WebTown) -> None:
    resident, now = town.resident(), town.clock.now()

    before = resident.open("/p/nursery").text
    with town.house.database.begin() as tx:
        for number in range(20):
            decided(tx, number, procedure="dog-registration", at=now, took=timedelta(days=number % 10))
    after = resident.open("/p/dog-registration").text

    assert "まだ件数が少ないため" in before
    assert "半分の人は 4日以内 10人のうち9人は 8日以内" in after
    assert "過去12か月に決まった20件" in after
