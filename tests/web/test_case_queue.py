"""Working through a list: the next case opens after a decision, and every act on a case keeps the list."""

from typing import Final
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.web.town import Visitor, WebTown, apply

DOG: Final = "dog-registration"


@pytest.fixture
def clerk(town: WebTown) -> Visitor:
    """A clerk before whom three applications lie, with the first of them open."""
    for seed in range(3):
        apply(town.resident(), town, DOG, town.answers(DOG, seed=seed, injected=False))
    officer = town.officer("kimura")
    officer.open("/staff/?procedure=dog-registration&state=open")
    officer.click("申請内容を確かめる")
    return officer


def words_of(visitor: Visitor) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(visitor.page.path).query).items()}


def test_the_next_case_of_the_same_list_opens_after_a_decision(clerk: Visitor) -> None:
    seen = [urlsplit(clerk.page.path).path]
    assert "3件中 1件目" in clerk.page.text

    for done in (1, 2):
        clerk.press("適合")
        seen.append(urlsplit(clerk.page.path).path)
        assert f"3件中 {done + 1}件目" in clerk.page.text
        assert f"（{done}件済み）" in clerk.page.text
        assert "処理しました" in clerk.page.text
        assert words_of(clerk)["procedure"] == DOG
    clerk.press("適合")

    assert len(set(seen)) == 3
    assert urlsplit(clerk.page.path).path == "/staff/"
    assert words_of(clerk) == {"procedure": DOG, "state": "open"}


def test_after_the_last_of_a_list_its_first_opens(clerk: Visitor) -> None:
    first = urlsplit(clerk.page.path).path
    clerk.click("次の案件")
    clerk.click("次の案件")
    assert "次の案件" not in [shown for shown, _href in clerk.page.links]

    clerk.press("適合")

    assert urlsplit(clerk.page.path).path == first


def test_what_is_refused_and_what_is_taken_stays_in_the_list(clerk: Visitor) -> None:
    clerk.press("補正を求める", reason="")
    assert clerk.page.status == 422
    assert "3件中 1件目" in clerk.page.text

    clerk.press("自分が引き受ける")

    assert "引き受けました" in clerk.page.text
    assert "3件中 1件目" in clerk.page.text
    assert words_of(clerk)["state"] == "open"


def test_the_list_stands_beside_the_case_and_leads_back(clerk: Visitor) -> None:
    beside = [
        href for _shown, href in clerk.page.links if href.rpartition("/")[0] == "/staff/cases" and "item=" in href
    ]

    assert len({urlsplit(href).path for href in beside}) == 3
    clerk.click("一覧に戻る")
    assert words_of(clerk) == {"procedure": DOG, "state": "open"}


@pytest.mark.parametrize("words", ["item=99", "item=x", "item=", "item=1&done=x", "item=99999999999"])
def test_an_address_with_a_list_that_cannot_be_is_just_the_case(clerk: Visitor, words: str) -> None:
    path = urlsplit(clerk.page.path).path

    clerk.open(f"{path}?{words}")

    assert clerk.page.status == 200


def test_a_case_that_was_opened_by_itself_leads_back_to_the_inbox(clerk: Visitor) -> None:
    clerk.open(urlsplit(clerk.page.path).path)
    assert "件目" not in clerk.page.text

    clerk.press("適合")

    assert clerk.page.path == "/staff/"


def test_without_scripts_nothing_speaks_of_keys_and_no_script_stands_in_the_page(clerk: Visitor) -> None:
    assert "data-shortcuts-open hidden" in clerk.page.html
    assert "onclick" not in clerk.page.html
    assert "<dialog" in clerk.page.html
    assert " open " not in clerk.page.html.partition("<dialog")[2].partition(">")[0]
