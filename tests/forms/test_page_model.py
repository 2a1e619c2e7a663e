"""What pages show, and what comes back from them as flat form data."""

import re
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.codec import require_form
from forms.definition import FIELD_TYPES
from forms.page_model import page_view, questions_view, summary_view
from forms.validation import validate
from forms.views import PageView, QuestionView
from forms.web_input import OTHER, answers_from_pairs, pairs_from_answers, with_item, without_item
from kernel.json_types import Json
from tests.forms.building import TODAY, a_form, document, field, page
from tests.forms.test_fields import ACCEPTED, UPLOAD

TOWN: Final = require_form(
    document(
        page(
            "you",
            field("who", "name", required=True, label={"ja": "氏名", "en": "Name"}),
            field("born", "date", once_only="person.birth_date", max="today", help="元号でも書けます。"),
            field("mail", "email", confirm=True),
            field("animal", "choice", other=True, required=True),
            field("chip", "yesno"),
            field("number", "text", max_length=15, when={"field": "chip", "op": "eq", "value": True}, required=True),
            field("why", "textarea", required={"field": "chip", "op": "eq", "value": False}),
            field("proof", "file", accept=["image/*", ".pdf"], max_mb=5, max_count=2),
        ),
        page(
            "house",
            field(
                "members",
                "group",
                label="世帯員",
                min_items=1,
                max_items=3,
                fields=[
                    field("name", "name", required=True),
                    field("born", "date"),
                    field("school", "text", when={"field": "members.born", "op": "not_empty"}),
                    field("pet", "text", when={"field": "chip", "op": "eq", "value": True}),
                ],
            ),
            field("fee", "computed", label="手数料", expr={"product": [300, {"count": ["members"]}]}),
            {"key": "hint", "type": "note", "text": {"ja": "**無料**です。", "en": "It is **free**."}},
            field("copies", "number", unit={"ja": "通", "en": "copies"}, default=1),
            field("agree", "consent", label="同意"),
        ),
        intro={"ja": "はじめに"},
    )
)


def shown(view: PageView, key: str) -> QuestionView:
    return next(question for question in view.questions if question.key == key)


def test_a_page_says_where_it_stands() -> None:
    first, second = (page_view(TOWN, key, {}, [], "ja", today=TODAY) for key in ("you", "house"))

    assert (first.number, first.total, first.previous, first.next) == (1, 2, None, "house")
    assert (second.number, second.total, second.previous, second.next) == (2, 2, "you", None)
    assert (first.intro, second.intro) == ("はじめに", "")
    with pytest.raises(KeyError):
        page_view(TOWN, "nowhere", {}, [], "ja", today=TODAY)


def test_a_question_has_what_its_control_needs() -> None:
    view = page_view(TOWN, "you", {"born": "1990-04-01", "proof": [UPLOAD]}, [], "ja", today=TODAY)

    who, born, animal, proof = (shown(view, key) for key in ("who", "born", "animal", "proof"))
    assert [(box.name, box.label, box.autocomplete) for box in who.boxes][:2] == [
        ("who.family", "氏", "family-name"),
        ("who.given", "名", "given-name"),
    ]
    assert [(box.part, box.value) for box in born.boxes] == [
        ("era", ""),
        ("year", "1990"),
        ("month", "4"),
        ("day", "1"),
    ]
    assert [option.label for option in born.boxes[0].options] == ["西暦", "令和", "平成", "昭和", "大正", "明治"]
    assert (born.help, born.describedby) == ("元号でも書けます。", "born-help")
    assert born.boxes[1].autocomplete == "bday-year"
    assert [option.value for option in animal.options] == ["x", "y", OTHER]
    assert animal.other is not None
    assert animal.other.name == "animal.other"
    assert (proof.accept, proof.max_mb, proof.max_count) == ("image/*,.pdf", 5, 2)
    assert [file.name for file in proof.files] == ["住民票.pdf"]
    assert shown(page_view(TOWN, "house", {}, [], "en", today=TODAY), "copies").unit == " copies"


def test_what_may_depend_on_the_same_page_is_shown_with_a_sentence() -> None:
    view = page_view(TOWN, "you", {}, [], "ja", today=TODAY)

    assert shown(view, "number").only_if == "「項目chip」が「はい」の場合にお答えください。"
    assert [shown(view, key).tag for key in ("who", "born", "number", "why")] == [
        "required", "optional", "required", "conditional"
    ]  # fmt: skip


def test_what_depends_on_an_earlier_page_is_shown_or_not() -> None:
    without, chipped = (page_view(TOWN, "house", {"chip": chip}, [], "ja", today=TODAY) for chip in (False, True))

    assert [question.key for question in shown(without, "members").items[0].questions] == ["name", "born", "school"]
    assert [question.key for question in shown(chipped, "members").items[0].questions][-1] == "pet"
    assert shown(chipped, "members").items[0].questions[-1].only_if == ""
    assert shown(chipped, "members").items[0].questions[2].only_if == "「項目born」が入力済みの場合にお答えください。"


def test_a_group_is_shown_as_cards_with_room_for_one_more() -> None:
    typed: dict[str, Json] = {"members": [{"name": {"family": "山"}}, {}]}

    group = shown(page_view(TOWN, "house", typed, [], "ja", today=TODAY), "members")

    assert [(item.title, item.remove) for item in group.items] == [
        ("世帯員 1件目", "members.0"),
        ("世帯員 2件目", "members.1"),
    ]
    assert group.add == "members"
    assert group.items[0].questions[0].boxes[0].value == "山"
    assert group.items[0].questions[0].boxes[0].autocomplete == ""  # a household member is not the user
    full = shown(page_view(TOWN, "house", {"members": [{}, {}, {}]}, [], "ja", today=TODAY), "members")
    assert full.add == ""
    lone = shown(page_view(TOWN, "house", {}, [], "ja", today=TODAY), "members")
    assert [item.remove for item in lone.items] == [""]


def test_computed_values_defaults_and_notes_are_shown() -> None:
    view = page_view(TOWN, "house", {"members": [{"name": {"family": "山"}}]}, [], "en", today=TODAY)

    assert shown(view, "fee").text == "300"
    assert shown(view, "copies").value == "1"
    assert shown(view, "hint").text == "It is **free**."
    assert shown(view, "agree").tag == "required"


def test_problems_stand_at_their_box_and_in_the_summary_that_leads_there() -> None:
    typed: dict[str, Json] = {
        "who": {"family": "山田"},
        "born": {"era": "平成", "year": "31", "month": "5", "day": "1"},
        "mail": {"address": "a@example.jp", "confirm": "b@example.jp"},
        "animal": "z",
        "number": "x" * 30,
        "chip": True,
    }
    problems = validate(TOWN, typed, TODAY, only_page="you").problems

    view = page_view(TOWN, "you", typed, problems, "ja", today=TODAY)

    assert [problem.target for problem in view.problems] == [
        "who-given", "who-family_kana", "who-given_kana", "born-year", "mail-confirm", "number"
    ]  # fmt: skip
    who, born = shown(view, "who"), shown(view, "born")
    assert who.problem == ""
    assert [bool(box.problem) for box in who.boxes] == [False, True, True, True]
    assert born.problem == "「項目born」は、その元号にない日付です。元号か年を確かめてください。"
    assert [box.value for box in born.boxes] == ["平成", "31", "5", "1"]
    assert born.describedby == "born-help born-problem"


def test_problems_of_an_item_stand_in_its_card() -> None:
    typed: dict[str, Json] = {"members": [{"name": {"family": "山"}, "born": "きのう"}]}
    problems = validate(TOWN, typed, TODAY, only_page="house").problems

    view = page_view(TOWN, "house", typed, problems, "ja", today=TODAY)

    name, born, *_ = shown(view, "members").items[0].questions
    assert shown(view, "members").problem == ""
    assert [bool(box.problem) for box in name.boxes] == [False, True, True, True]
    assert born.problem
    assert "members-0-born-year" in [problem.target for problem in view.problems]


def test_a_warning_is_told_without_an_error() -> None:
    form = a_form(field("t", "text"))
    typed: dict[str, Json] = {"t": "123456789018"}

    view = page_view(form, "one", typed, validate(form, typed, TODAY).problems, "ja", today=TODAY)

    assert view.questions[0].problem == ""
    assert "12桁" in view.questions[0].warning
    assert [problem.warning for problem in view.problems] == [True]


def test_a_correction_shows_just_the_questions_asked_for() -> None:
    views = questions_view(TOWN, ["born", "fee", "nothing"], {"born": "1990-04-01"}, [], "ja", today=TODAY)

    assert [view.key for view in views] == ["born", "fee"]


def test_the_summary_says_every_answer_in_words() -> None:
    values: dict[str, Json] = {
        "who": {"family": "山田", "given": "太郎"},
        "animal": "y",
        "chip": False,
        "proof": [UPLOAD],
        "members": [{"name": {"family": "山"}}, {"born": "2020-04-01"}],
        "fee": 600,
    }

    you, house = summary_view(TOWN, values, "ja")

    assert [(answer.key, answer.text, answer.pointer) for answer in you.answers] == [
        ("who", "山田 太郎", "/who"),
        ("animal", "ワイ", "/animal"),
        ("chip", "いいえ", "/chip"),
        ("proof", "住民票.pdf", "/proof"),
    ]
    assert [[answer.text for answer in item] for item in house.answers[0].items] == [
        ["山"],
        ["2020年4月1日（令和2年・水）"],
    ]
    assert house.answers[0].items[1][0].pointer == "/members/1/born"
    assert house.answers[1].text == "600"
    assert summary_view(TOWN, {}, "ja") == ()


def test_form_data_becomes_answers() -> None:
    pairs = [
        ("csrf_token", "x"), ("_add", "members"), ("who.family", "山田"), ("who.given", " 太郎 "), ("born.era", "平成"),
        ("born.year", "2"), ("born.month", "4"), ("born.day", "1"), ("mail.address", "a@example.jp"), ("animal", OTHER),
        ("animal.other", "うさぎ"), ("chip", "yes"), ("fee", "0"), ("who.evil", "x"), ("proof", "u1"), ("proof", "u9"),
    ]  # fmt: skip

    answers = answers_from_pairs(TOWN, pairs, page="you", kept={"proof": [UPLOAD, {**UPLOAD, "id": "u2"}]})

    assert answers == {
        "who": {"family": "山田", "given": " 太郎 ", "family_kana": "", "given_kana": ""},
        "born": {"era": "平成", "year": "2", "month": "4", "day": "1"},
        "mail": {"address": "a@example.jp", "confirm": ""},
        "animal": {"other": "うさぎ"},
        "chip": "yes",
        "number": None,
        "why": None,
        "proof": [UPLOAD],
    }


def test_items_come_in_the_order_of_their_numbers_and_gaps_close() -> None:
    pairs = [("members.10.born.year", "3"), ("members.2.born.year", "2"), ("members.0.born.year", "1"),
             ("members.x.born.year", "9"), ("members.99999999.born.year", "9"), ("members.born", "9"),
             ("members.007.born.year", "9"), (f"members.{'0' * 9_000}1.born.year", "9")]  # fmt: skip

    members = answers_from_pairs(TOWN, pairs, page="house")["members"]

    assert isinstance(members, list)
    assert [item["born"]["year"] for item in members] == ["1", "2", "3"]


def test_items_are_added_and_removed() -> None:
    answers: dict[str, Json] = {"members": [{"a": 1}, {"jobs": [{}, {"b": 2}]}], "other": 1}

    assert with_item(answers, "members")["members"] == [{"a": 1}, {"jobs": [{}, {"b": 2}]}, {}]
    assert with_item({}, "members") == {"members": [{}]}
    assert without_item(answers, "members.0") == {"members": [{"jobs": [{}, {"b": 2}]}], "other": 1}
    assert without_item(answers, "members.1.jobs.0")["members"] == [{"a": 1}, {"jobs": [{"b": 2}]}]
    assert without_item(answers, "members." + "1" * 9_000) == answers
    assert without_item(answers, "members.7") == without_item(answers, "members.x") == answers
    assert answers["members"] == [{"a": 1}, {"jobs": [{}, {"b": 2}]}]


@pytest.mark.parametrize(("field_type", "settings", "typed", "kept"), ACCEPTED)
def test_a_stored_answer_survives_being_shown_and_sent_again(
    field_type: str, settings: dict[str, Json], typed: Json, kept: Json
) -> None:
    form = a_form(field("a", field_type, **settings))

    sent = pairs_from_answers(form, {"a": kept})
    back = answers_from_pairs(form, sent, kept={"a": kept})

    assert validate(form, back, TODAY).values.get("a") == kept


@pytest.mark.parametrize(("field_type", "settings", "typed", "kept"), ACCEPTED)
def test_a_page_shows_what_was_typed_so_that_sending_it_again_changes_nothing(
    field_type: str, settings: dict[str, Json], typed: Json, kept: Json
) -> None:
    form = a_form(field("a", field_type, **settings))

    view = page_view(form, "one", {"a": typed}, [], "ja", today=TODAY)
    back = answers_from_pairs(form, sent_by(view), kept={"a": typed})

    assert validate(form, back, TODAY).values.get("a") == kept


def sent_by(view: PageView) -> list[tuple[str, str]]:
    """Return what a browser sends for a page as it is shown."""
    return [pair for question in view.questions for pair in sent_by_question(question)]


def sent_by_question(question: QuestionView) -> list[tuple[str, str]]:
    inner = [pair for item in question.items for each in item.questions for pair in sent_by_question(each)]
    boxes = [(box.name, box.value) for box in (*question.boxes, *([question.other] if question.other else []))]
    picked = [(question.name, option.value) for option in question.options if option.checked]
    files = [(question.name, file.id) for file in question.files]
    single = question.control not in ("group", "radios", "checkboxes", "file") and not question.boxes
    return [*inner, *boxes, *picked, *files, *([(question.name, question.value)] if single else [])]


EVERY_TYPE: Final = a_form(*(field(f"a_{name}", name) for name in FIELD_TYPES))


@given(
    st.lists(
        st.tuples(
            st.sampled_from([f"a_{name}" for name in FIELD_TYPES]).flatmap(
                lambda name: st.sampled_from(
                    [name, f"{name}.0.a", f"{name}.year", f"{name}.family", f"{name}.", f".{name}"]
                )
            ),
            st.text(max_size=5),
        ),
        max_size=12,
    )
)
def test_whatever_a_browser_sends_can_be_judged_and_shown(pairs: list[tuple[str, str]]) -> None:
    answers = answers_from_pairs(EVERY_TYPE, pairs)
    problems = validate(EVERY_TYPE, answers, TODAY).problems

    view = page_view(EVERY_TYPE, "one", answers, problems, "ja", today=TODAY)

    assert len(view.questions) == len(FIELD_TYPES)
    assert len(view.problems) == len(problems)


def test_ids_are_unique_and_errors_lead_to_one_of_them() -> None:
    typed: dict[str, Json] = {"members": [{"name": {"family": "x"}}, {}]}
    for form, key in ((TOWN, "you"), (TOWN, "house"), (EVERY_TYPE, "one")):
        view = page_view(
            form, key, typed if form is TOWN else {}, validate(form, {}, TODAY).problems, "ja", today=TODAY
        )
        ids = [identity for question in view.questions for identity in ids_of(question)]

        assert len(set(ids)) == len(ids)
        assert {problem.target for problem in view.problems} <= set(ids)
        assert all(re.fullmatch("[a-z][A-Za-z0-9_-]*", identity) for identity in ids)


def ids_of(question: QuestionView) -> list[str]:
    inner = [identity for item in question.items for each in item.questions for identity in ids_of(each)]
    own = [box.id for box in question.boxes] + [option.id for option in question.options]
    upload = [f"{question.id}-upload"] if question.control == "file" else []
    return [question.id, *inner, *own, *upload, *(item.id for item in question.items)]
