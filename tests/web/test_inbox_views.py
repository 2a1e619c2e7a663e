"""The inbox as officers use it: tabs, narrowing, views that they keep for themselves and share with their section."""

from datetime import timedelta
from typing import Final

import pytest

from tests.web.town import Visitor, WebTown, apply

DOG: Final = "dog-registration"


@pytest.fixture
def clerk(town: WebTown) -> Visitor:
    """A clerk of the Environment Section, before whom three applications lie."""
    for seed in range(3):
        apply(town.resident(), town, DOG, town.answers(DOG, seed=seed, injected=False))
        town.clock.advance(timedelta(days=1))
    return town.officer("kimura")


def rows(visitor: Visitor, address: str) -> int:
    return visitor.open(address).html.count('name="rows"')


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", 3),
        ("view=mine", 0),
        ("view=section", 3),
        ("view=late", 1),
        ("view=nonsense", 3),
        ("procedure=dog-registration", 3),
        ("procedure=nursery", 0),
        ("procedure=dog-registration&step=no-such-step", 0),
        ("step=no-such-step", 3),
        ("state=open", 3),
        ("state=decided", 0),
        ("due=none", 0),
        ("due=nonsense", 3),
        ("channel=online", 3),
        ("channel=paper", 0),
        ("assigned=-", 3),
        ("received_from=2026-11-25", 2),
        ("received_to=2026-11-24", 1),
        ("received_from=9999-99-99", 3),
        ("received_from=0001-01-01&received_to=9999-12-31", 3),
    ],
)
def test_an_address_says_what_is_shown(clerk: Visitor, asked: str, found: int) -> None:
    assert rows(clerk, f"/staff/?{asked}") == found
    assert clerk.page.status == 200


def test_what_one_has_done_is_waited_for_and_can_be_opened(clerk: Visitor) -> None:
    clerk.open("/staff/")
    clerk.click("申請内容を確かめる")
    clerk.press("補正を求める", reason="犬の特徴が読めません。", fields=["dog_color"])

    clerk.open("/staff/?view=waiting")

    assert "申請者" in clerk.page.text
    opened = clerk.open(next(href for _shown, href in clerk.page.links if "/staff/cases/" in href and len(href) > 40))
    assert "申請者の返事を待っています" in opened.text


def test_a_view_is_kept_shared_with_the_section_and_removed(town: WebTown, clerk: Visitor) -> None:
    clerk.open("/staff/?view=section&received_from=2026-11-25&channel=online")

    clerk.press("この表示を保存する", name="きのうから", department="kankyo")

    assert "表示を保存しました" in clerk.page.text
    colleague = town.officer("inoue")
    assert rows(colleague, "/staff/?view=section") == rows(clerk, "/staff/") == 3
    colleague.open("/staff/")
    colleague.click("きのうから")
    assert colleague.page.html.count('name="rows"') == 2
    assert "消す（きのうから）" not in colleague.page.buttons()
    assert "きのうから" not in town.officer("ogawa").open("/staff/").text
    clerk.open("/staff/")
    clerk.press("消す（きのうから）")
    assert "保存した表示を消しました" in clerk.page.text
    assert "きのうから" not in colleague.open("/staff/").text


@pytest.mark.parametrize(("department", "shared"), [("", False), ("kankyo", True), ("zaisei", False)])
def test_a_view_is_shared_only_with_a_department_of_ones_own(
    town: WebTown, clerk: Visitor, department: str, shared: bool
) -> None:
    clerk.send("/staff/views", {"name": "急ぐもの", "due": "week", "department": department})

    assert ("急ぐもの" in town.officer("inoue").open("/staff/").text) is shared
    assert "急ぐもの" in clerk.open("/staff/").text


def test_a_view_without_a_name_is_refused_with_a_sentence(clerk: Visitor) -> None:
    clerk.send("/staff/views", {"name": " ", "due": "week"})

    assert "表示に名前を付けてください" in clerk.page.text
    assert "due=week" in clerk.page.path
