"""What is said about a form before it is published."""

import random
from collections.abc import Callable
from typing import Final

import pytest

from forms.codec import require_form
from forms.individual_number import asked_by, check_digit, found_in
from forms.lint import check_form
from kernel.json_types import Json
from tests.forms.building import a_form, document, field, page


def found(*fields: Json) -> list[tuple[str, str, str]]:
    """Return severity, code and pointer of everything that is said about a form of one page."""
    return [(problem.severity, problem.code, problem.pointer) for problem in check_form(a_form(*fields))]


def test_a_sound_form_gets_no_remark() -> None:
    assert found(field("a", "yesno"), field("b", "text", when={"field": "a", "op": "eq", "value": True})) == []


CONDITIONS: Final[list[tuple[str, Json, str | None]]] = [
    ("an unknown field", {"field": "nobody", "op": "eq", "value": 1}, "condition.unknown_field"),
    ("an unknown field to compare with", {"field": "n", "op": "eq", "value": {"field": "nobody"}},
     "condition.unknown_field"),
    ("a note has no value", {"field": "hint", "op": "empty"}, "condition.unknown_field"),
    ("today is known", {"field": "d", "op": "lt", "value": {"field": "today"}}, None),
    ("an unknown option", {"field": "c", "op": "eq", "value": "z"}, "condition.unknown_option"),
    ("an unknown option in a list", {"field": "c", "op": "in", "value": ["x", "z"]}, "condition.unknown_option"),
    ("an unknown option among several", {"field": "cs", "op": "contains", "value": "z"}, "condition.unknown_option"),
    ("a known option", {"field": "c", "op": "ne", "value": "y"}, None),
    ("any text where others may be written", {"field": "co", "op": "eq", "value": "z"}, None),
    ("a number against a text", {"field": "n", "op": "gt", "value": "5"}, "condition.type"),
    ("a text against a number", {"field": "t", "op": "eq", "value": 5}, "condition.type"),
    ("yes or no against a text", {"field": "y", "op": "eq", "value": "yes"}, "condition.type"),
    ("yes or no in order", {"field": "y", "op": "lt", "value": True}, "condition.type"),
    ("a date against a text", {"field": "d", "op": "lt", "value": "令和8年"}, "condition.type"),
    ("a date against a date", {"field": "d", "op": "between", "value": ["2026-01-01", "today+1d"]}, None),
    ("a month against a date", {"field": "m", "op": "lt", "value": "2026-01-01"}, "condition.type"),
    ("a name as a whole", {"field": "who", "op": "eq", "value": "山田"}, "condition.type"),
    ("a part of a name", {"field": "who.family", "op": "eq", "value": "山田"}, None),
    ("a part that names lack", {"field": "who.middle", "op": "empty"}, "condition.unknown_field"),
    ("a number that contains", {"field": "n", "op": "contains", "value": "5"}, "condition.type"),
    ("options compared at once", {"field": "cs", "op": "eq", "value": "x"}, "condition.type"),
    ("one of several options", {"field": "cs", "op": "in", "value": ["x"]}, None),
    ("files are there", {"field": "f", "op": "not_empty"}, None),
    ("a computed value may be anything", {"field": "k", "op": "eq", "value": "x"}, None),
    ("an item's field from outside", {"field": "g.age", "op": "lt", "value": 18}, None),
    ("null", {"field": "n", "op": "eq", "value": None}, "condition.always_false"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "condition", "code"), CONDITIONS)
def test_a_condition_is_held_against_the_fields(name: str, condition: Json, code: str | None) -> None:
    form = a_form(
        field("n", "number"), field("t", "text"), field("y", "yesno"), field("d", "date"), field("m", "month"),
        field("c", "choice"), field("co", "choice", other=True), field("cs", "choices"), field("who", "name"),
        field("f", "file"), field("k", "computed"), {"key": "hint", "type": "note"},
        field("g", "group", fields=[field("age", "number")]), field("a", "text", when=condition),
    )  # fmt: skip

    problems = [problem for problem in check_form(form) if problem.code.startswith("condition.")]

    assert [problem.code for problem in problems] == ([] if code is None else [code])
    assert all(problem.pointer == "/pages/0/fields/13/when" for problem in problems)


def test_conditions_are_looked_for_everywhere() -> None:
    nobody: Json = {"field": "nobody", "op": "empty"}
    form = require_form(
        document(
            page(
                "one",
                field("a", "text", required=nobody),
                field("g", "group", fields=[field("b", "text", when=nobody), field("c", "text", when={"not": nobody})]),
                field("k", "computed", expr={"if": [nobody, {"field": "also_nobody"}, {"count": ["a"]}]}),
                when=nobody,
            )
        )
    )

    problems = [(problem.code, problem.pointer, problem.params.get("field")) for problem in check_form(form)]

    assert problems == [
        ("condition.unknown_field", "/pages/0/when", "nobody"),
        ("condition.unknown_field", "/pages/0/fields/0/required", "nobody"),
        ("condition.unknown_field", "/pages/0/fields/1/fields/0/when", "nobody"),
        ("condition.unknown_field", "/pages/0/fields/1/fields/1/when", "nobody"),
        ("condition.unknown_field", "/pages/0/fields/2/expr", "nobody"),
        ("condition.unknown_field", "/pages/0/fields/2/expr", "also_nobody"),
        ("condition.type", "/pages/0/fields/2/expr", "a"),
    ]


def test_fields_that_wait_for_each_other_are_told() -> None:
    problems = check_form(
        a_form(
            field("a", "text", when={"field": "b", "op": "not_empty"}),
            field("b", "text", when={"field": "a", "op": "not_empty"}),
            field("c", "text", when={"field": "a", "op": "not_empty"}),
            field("d", "computed", expr={"sum": [{"field": "d"}, 1]}),
        )
    )

    assert [(problem.code, problem.params) for problem in problems] == [("condition.circular", {"fields": "a、b、d"})]


ASKS: Final = [
    "マイナンバー",
    "個人番号（12桁）",
    "ﾏｲﾅﾝﾊﾞｰを入力",
    "マイ・ナンバー",
    "世帯主の個人番号",
    "My Number",
    "your individual number",
    "マイナンバーカードの番号",
    "マイナンバーカード裏面の番号",
    "カードの裏の12桁の番号",
]
ASKS_NOT: Final = [
    "マイナンバーカードの写し（おもて面）",
    "個人番号カード",
    "マイナンバー制度について",
    "マイナポータル",
    "個人番号は書かないでください。",
    "マイナンバーは入力しないでください",
    "マイナンバーの記載は不要です",
    "個人番号は集めません。",
    "Do not enter your My Number.",
    "My Number card (front side)",
    "受付番号",
    "電話番号",
    "an individual number card",
]


@pytest.mark.parametrize("text", ASKS)
@pytest.mark.parametrize(
    "place",
    [
        lambda text: field("a", "text", label=text),
        lambda text: field("a", "text", label={"en": "x", "ja": text}),
        lambda text: field("a", "text", help=f"正確に。{text}"),
        lambda text: field("a", "choice", options=[{"key": "x", "label": text}]),
        lambda text: field("a", "group", fields=[field("b", "text", label=text)]),
        lambda text: {"key": "a", "type": "note", "text": f"次に{text}"},
    ],
)
def test_a_form_that_asks_for_the_individual_number_is_an_error(text: str, place: Callable[[str], Json]) -> None:
    assert ("error", "law.individual_number") in [(severity, code) for severity, code, _ in found(place(text))]


@pytest.mark.parametrize("text", ASKS_NOT)
def test_a_form_that_only_speaks_of_it_is_not(text: str) -> None:
    assert not asked_by(text)
    assert "law.individual_number" not in [code for _, code, _ in found(field("a", "text", label=text))]


@pytest.mark.parametrize(
    ("settings", "asks"),
    [
        ({"pattern": "^[0-9]{12}$"}, True),
        ({"pattern": r"\d{12}"}, True),
        ({"pattern": r"\d{4}-?\d{4}-?\d{4}"}, True),
        ({"pattern": "[0-9 ]{14}"}, True),
        ({"pattern": r"\d+", "min_length": 12, "max_length": 12}, True),
        ({"pattern": "^[0-9]{15}$"}, False),
        ({"pattern": r"\d{10,13}"}, False),
        ({"pattern": r"\d+"}, False),
        ({"min_length": 12, "max_length": 12}, False),
    ],
)
def test_a_field_with_the_shape_of_the_number_is_an_error(settings: dict[str, Json], asks: bool) -> None:
    errors = [pointer for severity, code, pointer in found(field("a", "text", **settings)) if severity == "error"]

    assert errors == (["/pages/0/fields/0/pattern"] if asks else [])


def test_a_number_of_twelve_digits_is_an_error() -> None:
    assert found(field("a", "number", min=100_000_000_000, max=999_999_999_999)) == [
        ("error", "law.individual_number", "/pages/0/fields/0/max")
    ]


def test_who_asks_for_the_card_is_reminded_of_its_back() -> None:
    assert found(field("a", "file", label="マイナンバーカードの写し")) == [
        ("warning", "law.card_front_only", "/pages/0/fields/0")
    ]
    assert found(field("a", "file", label="マイナンバーカードの写し（おもて面だけ）")) == []


def numbers(count: int) -> list[str]:
    chance = random.Random(20_261_123)
    bodies = ("".join(chance.choices("0123456789", k=11)) for _ in range(count))
    return [body + str(check_digit(body)) for body in bodies]


@pytest.mark.promise("P36")
def test_a_made_up_number_is_noticed_however_it_is_typed() -> None:
    chance = random.Random(1)
    ways: list[Callable[[str], str]] = [
        lambda n: n,
        lambda n: f"{n[:4]}-{n[4:8]}-{n[8:]}",
        lambda n: f"{n[:4]} {n[4:8]}　{n[8:]}",
        lambda n: n.translate({ord("0") + digit: ord("０") + digit for digit in range(10)}),
        lambda n: f"{n[:4]}ー{n[4:8]}－{n[8:]}",
        lambda n: f"番号は{n}です。電話は090-1234-5678",
        lambda n: f"my number:{n}.",
        lambda n: "・".join(n),
    ]
    missed = [number for number in numbers(10_000) if not found_in(chance.choice(ways)(number))]

    assert len(missed) <= 10  # promise P36: 99.9 %


@pytest.mark.parametrize(
    "text", ["090-1234-5678", "2026年11月23日 10:30", "1234567890123456", "12345678901", "", "392112345678901"]
)
def test_what_is_no_such_number_is_left_alone(text: str) -> None:
    assert not found_in(text)


def test_the_check_digit_is_that_of_the_ordinance() -> None:
    assert check_digit("12345678901") == 8
    assert check_digit("00000000000") == 0


def test_advice_on_wording_is_no_error() -> None:
    remarks = found(
        field("a", "text", label="あ" * 51, help="短い文。" + "い" * 51 + "。"),
        field("b", "text", label={"ja": "項目", "en": "Field"}),
    )

    assert remarks == [
        ("info", "wording.label_long", "/pages/0/fields/0/label"),
        ("info", "wording.no_english", "/pages/0/fields/0/label"),
        ("info", "wording.sentence_long", "/pages/0/fields/0/help"),
    ]


def test_a_page_that_asks_nothing_and_a_note_that_must_be_answered_are_told() -> None:
    assert found({"key": "a", "type": "note", "text": "x", "required": True}) == [
        ("warning", "form.required_never", "/pages/0/fields/0/required"),
        ("info", "form.nothing_asked", "/pages/0/fields"),
    ]
