"""Sentences: complete in both languages, and never a template for what a resident typed."""

import re
from typing import Final

import pytest

from kernel.documents import MESSAGES as DOCUMENTS
from kernel.messages import Messages
from kernel.messages_format import MESSAGES as FORMAT
from kernel.messages_language import MESSAGES as LANGUAGE
from kernel.problems import Problem, errors_in, pointer
from kernel.text import languages_of, say

CATALOGS: Final = (DOCUMENTS, FORMAT, LANGUAGE)
GREETING: Final = Messages({"x.hello": {"ja": "{name}さん、{count}件です。", "en": "{name}, there are {count}."}})


@pytest.mark.parametrize("catalog", CATALOGS)
def test_every_sentence_stands_in_both_languages_with_the_same_parameters(catalog: Messages) -> None:
    for code in catalog.codes:
        texts = catalog.text(code, **{name: f"<{name}>" for name in catalog.parameters(code)})
        assert texts.keys() == {"ja", "en"}, code
        assert all(texts.values()), code
        asked = {language: set(re.findall("<[a-z_]+>", text)) for language, text in texts.items()}
        assert asked["ja"] == asked["en"], code


def test_a_parameter_is_said_in_the_language_of_the_sentence() -> None:
    said = GREETING.text("x.hello", name={"ja": "山田", "en": "Yamada"}, count=3)

    assert said == {"ja": "山田さん、3件です。", "en": "Yamada, there are 3."}


def test_what_was_typed_is_never_read_as_a_template() -> None:
    typed = "{count} {name} {{7*7}} {0.__class__}"

    assert GREETING.text("x.hello", name=typed, count=3)["en"] == f"{typed}, there are 3."


def test_a_problem_prints_its_code_place_and_sentence() -> None:
    problem = GREETING.problem("x.hello", pointer("nodes", 3, "a/b~c"), "warning", name="山田", count=1)

    assert problem.as_json() == {
        "code": "x.hello",
        "severity": "warning",
        "where": {"pointer": "/nodes/3/a~1b~0c"},
        "message": {"ja": "山田さん、1件です。", "en": "山田, there are 1."},
    }
    assert errors_in([problem]) == []
    assert errors_in([Problem(code="x", pointer="", message="x")]) != []


def test_a_text_falls_back_to_japanese_then_english_then_anything() -> None:
    assert say({"en": "Head", "ja": "世帯主"}, "fr") == "世帯主"
    assert say({"en": "Head", "ja": ""}, "ja") == "Head"
    assert say({"pt": "Chefe"}, "ja") == "Chefe"
    assert say("世帯主", "en") == "世帯主"
    assert say(None) == say({}) == ""
    assert languages_of({"ja": "x", "en": "y"}) == {"ja", "en"}
    assert languages_of("x") == frozenset()
