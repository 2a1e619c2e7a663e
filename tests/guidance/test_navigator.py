"""手続きナビ: read strictly, walked by answers, and nothing in it that nobody could reach."""

import copy
from pathlib import Path
from typing import Any, Final

import pytest

from accounts.officer import Grant, Officer
from guidance.navigator import FORMAT, require_navigator
from guidance.navigators import keep_navigator, kept_navigator, show_navigator, shown_navigator, shown_navigators
from guidance.way import destinations, needed, way
from kernel.documents import read_json
from kernel.errors import NotAllowed, NotFound, Stale, UnusableDocument
from kernel.text import say
from tests.web.town import WebTown

MOVING: Final = Path(__file__).resolve().parents[2] / "samples" / "navigators" / "moving-in.json"
YES_NO: Final = [{"key": "yes", "label": "はい"}, {"key": "no", "label": "いいえ"}]
MANY: Final = [
    {"key": f"q{n}", "title": "?", "options": [{"key": f"o{m}", "label": "!"} for m in range(10)]} for n in range(5)
]
SMALL: Final[dict[str, Any]] = {
    "format": FORMAT,
    "key": "dogs",
    "title": "犬のこと",
    "otherwise": "環境課へ",
    "questions": [
        {"key": "dog", "title": "犬がいますか", "options": YES_NO},
        {"key": "old", "title": "91日以上ですか", "when": {"dog": ["yes"]}, "options": YES_NO},
    ],
    "leads": [
        {"when": {"old": ["yes"]}, "procedure": "dog-registration", "bring": ["首輪", {"ja": "写真", "en": "photo"}]}
    ],
}


def document(**changed: Any) -> dict[str, Any]:
    return {**copy.deepcopy(SMALL), **changed}


def codes(of: Any) -> list[tuple[str, str]]:
    with pytest.raises(UnusableDocument) as refused:
        require_navigator(of)
    return [(problem.code, problem.pointer) for problem in refused.value.problems]


def test_answers_lead_on_and_what_was_not_asked_counts_for_nothing() -> None:
    dogs = require_navigator(SMALL)

    begun, halfway, done = way(dogs, {}), way(dogs, {"dog": "yes"}), way(dogs, {"dog": "yes", "old": "yes"})
    short = way(dogs, {"dog": "no", "old": "yes", "colour": "brown"})
    wrong = way(dogs, {"dog": "perhaps"})

    assert begun.following is not None
    assert wrong.following == begun.following == dogs.questions[0]
    assert halfway.following is not None
    assert halfway.following.key == "old"
    assert done.following is short.following is None
    assert short.given == {"dog": "no"}
    assert done.before(dogs.questions[1]) == {"dog": "yes"}


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        ([], [("guidance.not_a_navigator", "")]),
        ({"format": "minaoshi.form/1"}, [("guidance.not_a_navigator", "/format")]),
        (document(leads=[{"note": "?"}]), [("guidance.nothing_to_lead_to", "/leads/0")]),
        (document(leads=[{"when": {"cat": ["yes"]}, "title": "猫"}]), [("guidance.unknown_question", "/leads/0/when")]),
        (document(leads=[{"when": {"dog": ["maybe"]}, "title": "犬"}]), [("guidance.unknown_option", "/leads/0/when")]),
        (document(leads=[{"when": {"dog": ["no"], "old": ["yes"]}, "title": "犬"}]),
         [("guidance.never_reached", "/leads/0")]),
        (document(questions=[*SMALL["questions"], {"key": "cat", "title": "猫", "when": {"dog": ["no"], "old": ["no"]},
                                                   "options": [{"key": "yes", "label": "はい"}]}]),
         [("guidance.never_reached", "/questions/2")]),
        (document(colour="brown"), [("format.unknown_key", "/colour")]),
        (document(title=None), [("format.missing_key", "")]),
        (document(questions=MANY, leads=[{"title": "x"}]), [("guidance.too_many_ways", "/questions")]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(broken: Any, told: list[tuple[str, str]]) -> None:
    assert codes(broken) == told


def test_a_question_can_only_depend_on_one_before_it() -> None:
    turned = document(questions=SMALL["questions"][::-1])

    assert ("guidance.unknown_question", "/questions/0/when") in codes(turned)


def test_each_thing_to_bring_is_said_once_with_what_it_is_for() -> None:
    moving = require_navigator(read_json(MOVING.read_bytes()))
    done = way(moving, {"from": "japan", "child": "no", "dog": "no"})

    found = destinations(moving, done, (), ())

    assert [say(each.title) for each in found][:2] == ["転入届（市民課の窓口）", "転出証明書の用意（前の市区町村）"]
    assert [say(each.what) for each in needed(found)].count("本人確認書類（運転免許証など）") == 1
    assert found[-1].is_closed


def test_the_dx_office_keeps_navigators_and_residents_see_those_that_it_shows(town: WebTown) -> None:
    office = Officer(id="1", login="dx", name="DX", grants=frozenset({Grant("dx", "*")}))
    other = Officer(id="2", login="one", name="課", grants=frozenset({Grant("dx", "kankyo"), Grant("design", "*")}))
    now = town.clock.now()

    with town.house.database.begin() as tx:
        before = shown_navigators(tx)
        keep_navigator(tx, office, SMALL, revision=None, now=now)

        with pytest.raises(NotFound):
            shown_navigator(tx, "dogs")
        with pytest.raises(NotAllowed):
            keep_navigator(tx, other, SMALL, revision=1, now=now)
        with pytest.raises(UnusableDocument) as refused:
            keep_navigator(tx, office, document(key="x", leads=[{"procedure": "cats"}]), revision=None, now=now)

        show_navigator(tx, office, "dogs", shown=True)
        keep_navigator(tx, office, document(title="いぬ"), revision=1, now=now)
        with pytest.raises(Stale):
            keep_navigator(tx, office, document(title="ねこ"), revision=1, now=now)

        assert [problem.code for problem in refused.value.problems] == ["guidance.unknown_procedure"]
        assert shown_navigator(tx, "dogs").title == "いぬ"
        assert kept_navigator(tx, office, "dogs").revision == 2
        assert len(shown_navigators(tx)) == len(before) + 1
