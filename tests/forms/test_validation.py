"""What becomes of answers: shown or hidden, computed, required, refused, each with its place."""

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.codec import require_form
from forms.definition import Form
from forms.validation import validate
from forms.visibility import visibility
from kernel.json_types import Json
from tests.forms.building import TODAY, a_form, codes, document, field, page

IS_DOG: Final[Json] = {"field": "animal", "op": "eq", "value": "x"}
DOGS: Final = require_form(
    document(
        page("animal", field("animal", "choice", required=True)),
        page(
            "dog",
            field("name", "text", required=True),
            field("chip", "yesno", required=True),
            field("chip_no", "text", when={"field": "chip", "op": "eq", "value": True}, required=True),
            field("fee", "computed", expr={"if": [{"field": "chip", "op": "eq", "value": True}, 0, 3000]}),
            when=IS_DOG,
        ),
        page("last", field("total", "computed", expr={"sum": [{"field": "fee"}, 550]}), field("agree", "consent")),
    )
)


def test_complete_answers_are_accepted_and_computed() -> None:
    validated = validate(DOGS, {"animal": "x", "name": "ポチ", "chip": "no", "agree": "on"}, TODAY)

    assert validated.ok
    assert validated.values == {"animal": "x", "name": "ポチ", "chip": False, "fee": 3000, "total": 3550, "agree": True}
    assert list(validated.values) == ["animal", "name", "chip", "fee", "total", "agree"]


def test_a_hidden_page_asks_for_nothing_and_its_answers_are_dropped() -> None:
    validated = validate(DOGS, {"animal": "y", "name": "ポチ", "chip": "yes", "chip_no": "1", "agree": "on"}, TODAY)

    assert validated.ok
    assert validated.values == {"animal": "y", "agree": True}  # no fee, so no total


def test_what_hides_behind_something_hidden_is_hidden() -> None:
    form = a_form(
        field("a", "yesno"),
        field("b", "yesno", when={"field": "a", "op": "eq", "value": True}),
        field("c", "text", when={"field": "b", "op": "eq", "value": True}, required=True),
    )

    assert validate(form, {"a": False, "b": True, "c": "x"}, TODAY).values == {"a": False}
    assert codes(validate(form, {"a": True, "b": True}, TODAY)) == [("answer.required", "/c")]


def test_the_order_on_the_page_does_not_matter_for_conditions() -> None:
    form = a_form(
        field("c", "text", when={"field": "b", "op": "eq", "value": True}, required=True),
        field("b", "yesno", when={"field": "a", "op": "eq", "value": True}),
        field("a", "yesno"),
    )

    assert codes(validate(form, {"a": True, "b": True}, TODAY)) == [("answer.required", "/c")]
    assert validate(form, {"c": "x", "b": True, "a": False}, TODAY).values == {"a": False}


def test_a_computed_value_that_is_sent_is_ignored_and_computed_again() -> None:
    validated = validate(
        DOGS, {"animal": "x", "name": "ポチ", "chip": True, "chip_no": "1", "fee": -5, "agree": True}, TODAY
    )

    assert validated.ok
    assert validated.values["fee"] == 0


@pytest.mark.parametrize("name", ["status", "department_id", "__proto__", "", "animal.x", "x" * 5_000])
def test_a_name_that_the_form_does_not_know_is_refused(name: str) -> None:
    validated = validate(DOGS, {"animal": "y", "agree": True, name: "approved"}, TODAY)

    assert [problem.code for problem in validated.errors] == ["answer.unknown_field"]
    assert name not in validated.values


@pytest.mark.parametrize("sent", [None, [], "x", 5])
def test_answers_that_are_no_object_are_refused_in_a_sentence(sent: Json) -> None:
    assert codes(validate(DOGS, sent, TODAY)) == [("answer.not_an_object", "")]


def test_required_may_depend_on_an_answer() -> None:
    form = a_form(field("a", "yesno"), field("b", "text", required={"field": "a", "op": "eq", "value": True}))

    assert codes(validate(form, {"a": True}, TODAY)) == [("answer.required", "/b")]
    assert validate(form, {"a": False}, TODAY).ok


def test_only_the_page_in_hand_is_held_to_be_complete() -> None:
    validated = validate(DOGS, {"animal": "x"}, TODAY, only_page="animal")

    assert validated.ok
    assert codes(validate(DOGS, {"animal": "x"}, TODAY, only_page="dog")) == [
        ("answer.required", "/name"),
        ("answer.choose", "/chip"),
    ]


def test_a_default_stands_for_an_answer_that_was_never_asked_for_but_not_for_one_that_was_cleared() -> None:
    form = a_form(field("n", "number", default=1, required=True), field("d", "date", default="today+1d"))

    assert validate(form, {}, TODAY).values == {"n": 1, "d": "2026-11-24"}
    assert codes(validate(form, {"n": "", "d": ""}, TODAY)) == [("answer.required", "/n")]


def test_conditions_see_the_day_and_the_parameters() -> None:
    form = a_form(
        field("birth", "date"),
        field("age", "computed", expr={"age_at": [{"field": "birth"}, "today"]}),
        field("parent", "text", when={"field": "age", "op": "lt", "value": {"param": "adult"}}, required=True),
    )

    assert codes(validate(form, {"birth": "2010-01-01"}, TODAY, params={"adult": 18})) == [
        ("answer.required", "/parent")
    ]
    assert validate(form, {"birth": "2000-01-01"}, TODAY, params={"adult": 18}).ok


MEMBERS: Final = a_form(
    field("limit", "number"),
    field(
        "members",
        "group",
        required=True,
        fields=[
            field("age", "number", required=True),
            field("school", "text", when={"field": "members.age", "op": "lt", "value": 18}, required=True),
            field("job", "text", when={"field": "age", "op": "gte", "value": {"field": "limit"}}),
            field("double", "computed", expr={"product": [{"field": "members.age"}, 2]}),
            field("of", "computed", expr={"count": ["members"]}),
        ],
    ),
    field("children", "yesno", when={"field": "members.age", "op": "lt", "value": 18}, required=True),
    field("sum", "computed", expr={"sum_of": ["members", "double"]}),
)


def test_conditions_in_an_item_speak_of_that_item() -> None:
    sent: Json = [{"age": 17}, {"age": 40, "school": "x", "job": "公務員"}, {"age": "x"}]

    validated = validate(MEMBERS, {"limit": 18, "members": sent}, TODAY)

    assert codes(validated) == [
        ("answer.required", "/members/0/school"),
        ("answer.not_a_number", "/members/2/age"),
        ("answer.choose", "/children"),
    ]
    assert validated.values["members"] == [{"age": 17, "double": 34}, {"age": 40, "job": "公務員", "double": 80}, {}]
    assert validated.values["sum"] == 114


def test_blank_items_are_left_out_but_the_others_keep_their_place_in_what_is_wrong() -> None:
    validated = validate(MEMBERS, {"members": [{}, {"age": ""}, {"age": "x"}, None]}, TODAY)

    assert codes(validated) == [("answer.not_a_number", "/members/2/age")]
    assert validated.values["members"] == [{}]


def test_a_sentence_names_the_item() -> None:
    message = validate(MEMBERS, {"members": [{}, {"age": "x"}]}, TODAY).problems[0].message

    assert message == {
        "ja": "「項目members（2件目）の項目age」は数字で入力してください（例：1200）。",
        "en": "Write “項目age (項目members 2)” in digits, like 1200.",
    }


def test_a_group_in_a_group_is_judged_too() -> None:
    form = a_form(field("a", "group", fields=[field("b", "group", fields=[field("c", "number", required=True)])]))

    validated = validate(form, {"a": [{"b": [{"c": 1}, {"c": "x"}]}]}, TODAY)

    assert codes(validated) == [("answer.not_a_number", "/a/0/b/1/c")]
    assert validated.values == {"a": [{"b": [{"c": 1}, {}]}]}


def test_a_wrong_answer_counts_as_missing_for_conditions() -> None:
    form = a_form(field("n", "number"), field("t", "text", when={"field": "n", "op": "not_empty"}, required=True))

    assert codes(validate(form, {"n": "x"}, TODAY)) == [("answer.not_a_number", "/n")]


def test_an_individual_number_in_free_text_is_a_question_and_no_wall() -> None:
    form = a_form(field("t", "textarea", label="連絡事項"))

    validated = validate(form, {"t": "番号は１２３４ー５６７８ー９０１８です"}, TODAY)

    assert validated.ok
    assert [(problem.code, problem.severity, problem.pointer) for problem in validated.problems] == [
        ("answer.individual_number", "warning", "/t")
    ]
    assert validated.values["t"] == "番号は１２３４ー５６７８ー９０１８です"


def test_fields_that_wait_for_each_other_are_judged_all_the_same() -> None:
    form = a_form(
        field("a", "text", when={"field": "b", "op": "not_empty"}),
        field("b", "text", when={"field": "a", "op": "not_empty"}),
        field("c", "computed", expr={"field": "d"}),
        field("d", "computed", expr={"field": "c"}),
    )

    assert validate(form, {"a": "x", "b": "y"}, TODAY).values == {}


def test_the_order_of_a_forms_keys_is_not_confused_by_the_names_of_marshmallow() -> None:
    names = ["fields", "load", "dump", "context", "opts", "validate", "meta", "declared_fields", "error_messages"]
    form = a_form(*(field(name, "text") for name in names))

    answers: dict[str, Json] = {name: f"値{name}" for name in names}
    assert validate(form, answers, TODAY).values == answers


def test_pages_and_fields_are_shown_as_the_answers_go() -> None:
    unknown, dog, cat = (visibility(DOGS, answers, TODAY) for answers in ({}, {"animal": "x"}, {"animal": "y"}))

    assert unknown.pages == cat.pages == ("animal", "last")
    assert dog.pages == ("animal", "dog", "last")
    assert dog.hidden == {"chip_no"}
    assert dog.page_after("animal") == "dog"
    assert cat.page_after("animal") == "last"
    assert cat.page_after("last") is None


def test_a_page_without_anything_to_show_is_passed_over() -> None:
    form = require_form(
        document(
            page("one", field("a", "yesno")),
            page("two", field("b", "text", when={"field": "a", "op": "eq", "value": True})),
        )
    )

    assert visibility(form, {}, TODAY).pages == ("one",)
    assert visibility(form, {"a": True}, TODAY).pages == ("one", "two")


@given(
    st.dictionaries(
        st.sampled_from(["animal", "name", "chip", "chip_no", "fee", "agree", "evil"]),
        st.sampled_from([None, "", "x", "y", "yes", True, 5, ["x"], {"a": 1}]),
    )
)
def test_what_was_accepted_is_accepted_again_unchanged(answers: dict[str, Json]) -> None:
    first = validate(DOGS, answers, TODAY)

    again = validate(DOGS, first.values, TODAY)
    assert again.values == first.values
    assert not first.ok or again.ok


def big_form(fields: int) -> Form:
    kinds = ("text", "number", "date", "choice", "yesno", "phone", "email", "textarea", "money", "postal_code")
    asked = [field(f"f{n}", kinds[n % 10], required=True, when={"field": "f0", "op": "not_empty"} if n % 3 else None)
             for n in range(fields)]  # fmt: skip
    cleaned: list[Json] = [{key: value for key, value in each.items() if value is not None} for each in asked]
    return require_form(document(page("one", *cleaned)))


def test_three_hundred_fields_are_judged() -> None:
    typed: tuple[Json, ...] = (
        "文字", "1,234", "令和8年4月1日", "x", "はい", "09012345678", "a@example.jp", "長い\n文", "5円", "4440001",
    )  # fmt: skip
    validated = validate(big_form(300), {f"f{n}": typed[n % 10] for n in range(300)}, TODAY)

    assert validated.ok
    assert len(validated.values) == 300
