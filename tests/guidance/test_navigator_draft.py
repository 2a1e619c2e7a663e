"""A navigator in boxes: nothing that a document says is lost by editing it, and buttons do to rows what they say."""

from pathlib import Path
from typing import Final

import pytest

from guidance.navigator import require_navigator
from guidance.navigator_changes import changed
from guidance.navigator_draft import Draft, document_of, draft_of, new_draft
from kernel.documents import read_json
from kernel.json_types import JsonObject
from tests.guidance.test_navigator import SMALL, document

FOLDER: Final = Path(__file__).resolve().parents[2] / "samples" / "navigators"
SAMPLES: Final = [read_json(path.read_bytes()) for path in sorted(FOLDER.glob("*.json"))]
OWN: Final = document(
    x={"owner": "DX"},
    title={"ja": "犬", "vi": "Chó"},
    questions=[{**SMALL["questions"][0], "x": 1}, *SMALL["questions"][1:]],
    leads=[{"title": {"ja": "犬"}, "x": [1, {"a": None}]}],
)


def dogs() -> Draft:
    return draft_of(require_navigator(SMALL))


@pytest.mark.parametrize("written", SAMPLES)
def test_a_document_comes_back_from_its_boxes_as_it_was(written: JsonObject) -> None:
    assert document_of(draft_of(require_navigator(written))) == written


def test_further_languages_and_what_an_author_wrote_for_themselves_come_back() -> None:
    found = document_of(draft_of(require_navigator(OWN)))

    assert found["title"] == OWN["title"]
    assert found["x"] == OWN["x"]
    assert found["leads"] == OWN["leads"]
    assert document_of(draft_of(require_navigator(found))) == found


@pytest.mark.parametrize(
    ("command", "questions", "leads", "row"),
    [
        ("questions.add", ["dog", "old", "q1"], 1, "questions.2"),
        ("questions.1.up", ["old", "dog"], 1, "questions.0"),
        ("questions.0.up", ["dog", "old"], 1, "questions.0"),
        ("questions.0.down", ["old", "dog"], 1, "questions.1"),
        ("questions.1.remove", ["dog"], 1, "questions.0"),
        ("questions.0.options.1.ask", ["dog", "q1", "old"], 1, "questions.1"),
        ("questions.0.options.1.lead", ["dog", "old"], 2, "leads.1"),
        ("leads.add", ["dog", "old"], 2, "leads.1"),
        ("leads.0.remove", ["dog", "old"], 0, ""),
        ("questions.7.remove", ["dog", "old"], 1, ""),
        ("questions.０.remove", ["dog", "old"], 1, ""),
        ("questions.-1.remove", ["dog", "old"], 1, ""),
        ("look", ["dog", "old"], 1, ""),
    ],
)
def test_buttons_change_rows(command: str, questions: list[str], leads: int, row: str) -> None:
    after, shown = changed(dogs(), command)

    assert ([each.key for each in after.questions], len(after.leads), shown) == (questions, leads, row)


@pytest.mark.parametrize(
    ("command", "keys", "row"),
    [
        ("questions.0.options.add", ["yes", "no", "a1"], "questions.0.options.2"),
        ("questions.0.options.1.up", ["no", "yes"], "questions.0.options.0"),
        ("questions.0.options.0.remove", ["no"], "questions.0.options.0"),
        ("questions.0.options.9.remove", ["yes", "no"], "questions.0"),
    ],
)
def test_buttons_change_answers(command: str, keys: list[str], row: str) -> None:
    after, shown = changed(dogs(), command)

    assert ([each.key for each in after.questions[0].options], shown) == (keys, row)


def test_things_to_bring_are_moved_and_taken_out() -> None:
    grown, added = changed(dogs(), "leads.0.bring.add")
    turned, moved = changed(grown, "leads.0.bring.0.down")
    less, left = changed(turned, "leads.0.bring.2.remove")

    assert (added, moved, left) == ("leads.0.bring.2", "leads.0.bring.1", "leads.0.bring.1")
    assert less.leads[0].bring == ({"ja": "写真", "en": "photo"}, {"ja": "首輪"})


def test_what_follows_from_an_answer_depends_on_it() -> None:
    asked, _row = changed(dogs(), "questions.0.options.1.ask")
    led, _row = changed(dogs(), "questions.0.options.1.lead")

    assert asked.questions[1].when == led.leads[1].when == (("dog", "no"),)


def test_a_condition_on_an_answer_that_was_taken_out_stays_to_be_told() -> None:
    less, _row = changed(dogs(), "questions.0.options.0.remove")

    assert less.questions[1].when == (("dog", "yes"),)


def test_a_new_navigator_begins_with_a_question() -> None:
    assert [option.key for option in new_draft().questions[0].options] == ["yes", "no"]
