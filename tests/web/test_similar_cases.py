"""Past cases like the one that is open: what makes them alike, how they ended, and who is shown which."""

from typing import Final

import pytest

from intake.similar import is_same
from kernel.json_types import Json
from tests.web.town import Visitor, WebTown, apply

DOG: Final = "dog-registration"


def finish(town: WebTown, number: str) -> None:
    """Let the clerk do everything that a case needs."""
    clerk = town.officer("kimura")
    clerk.open(f"/staff/cases/{town.case_id(number)}")
    clerk.press("適合")
    while town.case(number).status != "closed":
        clerk.open(f"/staff/cases/{town.case_id(number)}")
        clerk.press("済みにする")


def register(town: WebTown, **changed: Json) -> str:
    given = town.answers(DOG, injected=False, dog_breed="shiba", dog_sex="male", has_microchip=False)
    return apply(town.resident(), town, DOG, {**given, **changed})


@pytest.fixture
def clerk(town: WebTown) -> Visitor:
    return town.officer("kimura")


def test_a_past_case_is_shown_with_what_is_the_same_and_what_is_not(town: WebTown, clerk: Visitor) -> None:
    past, now = register(town), register(town, dog_breed="mixed")
    finish(town, past)

    town.look_at(clerk, now)
    clerk.click("似た過去の案件を見る")

    assert past in clerk.page.text
    same, _, different = clerk.page.text.partition(past)[2].partition("あちらは")
    assert "性別" in same
    assert "柴犬" in different
    clerk.click(past)
    assert past in clerk.page.text


def test_nothing_is_alike_where_nothing_has_ended(town: WebTown, clerk: Visitor) -> None:
    register(town)
    now = register(town)

    clerk.open(f"/staff/cases/{town.case_id(now)}/similar")

    assert "似ている案件は見つかりませんでした" in clerk.page.text


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (True, True, True),
        (True, 1, False),
        (100, 109, True),
        (100, 120, False),
        (0, 0, True),
        ("shiba", "shiba", True),
        ("shiba", "mixed", False),
        (["a", "b"], ["b", "a"], True),
        (["a"], ["a", "b"], False),
    ],
)
def test_answers_are_the_same_when_people_would_say_so(one: Json, other: Json, same: bool) -> None:
    assert is_same(one, other) is same
