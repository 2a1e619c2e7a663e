"""Objects of documents are read property by property, and every fault is told with its place."""

import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from kernel.json_types import Json, JsonObject
from kernel.messages_format import MESSAGES
from kernel.object_reader import ObjectReader, is_text
from kernel.problems import Problem
from kernel.schema_language import DEFINITIONS, TEXT
from kernel.text import Text, named

PLACE = {"ja": "申請書「{name}」", "en": "the form “{name}”"}


def reader(**properties: Json) -> ObjectReader:
    return ObjectReader(properties, "/parts/3", named(PLACE, "犬"), [])


def told(found: ObjectReader) -> list[tuple[str, str]]:
    return [(problem.code, problem.pointer) for problem in found.problems]


def test_what_nobody_asked_for_is_reported_with_the_nearest_name() -> None:
    one = reader(titel="x", y=1, x=2)
    one.text("title")
    one.finish()

    assert told(one) == [("format.misspelt_key", "/parts/3/titel"), ("format.unknown_key", "/parts/3/y")]


def test_what_is_missing_is_reported_where_it_is_missing() -> None:
    one = reader(key=None)

    assert one.key("key", required=True) is None
    assert told(one) == [("format.missing_key", "/parts/3")]
    assert one.problems[0].message == {"ja": "申請書「犬」に「key」がありません。書き足してください。",
                                       "en": "the form “犬” lacks “key”. Add it."}  # fmt: skip


def test_an_entry_that_is_no_object_is_left_out_and_reported() -> None:
    def place_of(_value: JsonObject, index: int) -> Text:
        return f"#{index}"

    one = reader(items=[{"key": "a"}, "b", {"key": "c"}])
    entries = one.objects("items", place_of)

    assert [entry.key("key") for entry in entries] == ["a", "c"]
    assert told(one) == [("format.not_an_object", "/parts/3/items/1")]


def test_a_flood_of_unknown_properties_is_cut() -> None:
    one = reader(**{f"unknown{n}": n for n in range(10_000)})
    one.finish()

    assert len(one.problems) == 20


TEXTS: list[tuple[Json, bool]] = [
    ("", True),
    ("転入届\n二行目", True),
    ({"ja": "犬", "en": "Dog", "zh-Hant": "狗"}, True),
    ({}, False),
    ({"日本語": "犬"}, False),
    ({"ja": 1}, False),
    (["犬"], False),
    ("a\0", False),
    ("a\x9f", False),
    ("x" * 10_001, False),
    (dict.fromkeys((f"aa-{n}" for n in range(51)), "x"), False),
]


@pytest.mark.parametrize(("value", "fine"), TEXTS)
def test_reader_and_schema_agree_on_what_a_text_is(value: Json, fine: bool) -> None:
    assert is_text(value) is fine
    assert Draft202012Validator({**TEXT, "$defs": DEFINITIONS}).is_valid(value) is fine


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\ufdd0", "\ud800"])
def test_signs_that_turn_writing_round_or_are_no_characters_are_refused(sign: str) -> None:
    problems: list[Problem] = []

    assert ObjectReader({"title": f"犬{sign}の登録"}, "", "", problems).text("title") is None
    assert [problem.code for problem in problems] == ["format.control_character"]


def test_every_sentence_is_one_that_the_reader_says() -> None:
    source = (Path(__file__).parents[2] / "kernel/object_reader.py").read_text(encoding="utf-8")

    # A key that stands twice is seen by whoever reads the whole list.
    assert set(re.findall(r'"(format\.[a-z_]+)"', source)) == MESSAGES.codes - {"format.duplicate_item"}
