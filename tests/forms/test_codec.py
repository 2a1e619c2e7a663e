"""Reading forms: what is refused and where, and that the published schema agrees."""

import copy
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from forms.codec import read_form, require_form
from forms.definition import FIELD_TYPES
from forms.fields.registry import KINDS
from forms.lint import check_form
from forms.schema import form_schema
from kernel.documents import digest, read_json
from kernel.errors import UnusableDocument
from kernel.json_types import Json
from tests.forms.building import document, field, page

SAMPLES: Final = sorted((Path(__file__).parents[2] / "samples").glob("*/form*.json"))
SCHEMA: Final = Draft202012Validator(form_schema())
EVERYTHING: Final = document(
    page(
        "one",
        *(field(f"a_{name}", name) for name in FIELD_TYPES),
        field("dog", "yesno", required=True, help={"ja": "説明"}, once_only="pet.dog", personal=True, x={"any": [1]}),
        field("breed", "choice", other=True, when={"field": "dog", "op": "eq", "value": True}, default="x"),
        field("code", "text", min_length=1, max_length=9, pattern="[0-9]+", kana="katakana", width="half"),
        field("copies", "number", min=1, max=10.5, unit={"ja": "通"}, default=1),
        field("when", "date", min="today", max="today+14d", default="today+1d"),
        field("moved", "month", min="2020-01", max="today"),
        field("at", "time", min="09:00", max="17:00"),
        field("mail", "email", confirm=True, required={"not": {"field": "dog", "op": "empty"}}),
        field("proof", "file", accept=["image/*", "application/pdf", ".heic"], max_mb=5, max_count=2),
        field("people", "group", min_items=1, max_items=3, fields=[field("more", "group")]),
        {"key": "hint", "type": "note", "text": {"ja": "**説明**"}},
        field("fee", "computed", expr={"if": [{"field": "copies", "op": "gt", "value": 5}, {"sum": [1, 2]}, None]}),
        when={"all": [{"field": "dog", "op": "in", "value": [True, {"param": "p"}]}]},
    ),
    intro={"ja": "はじめに", "en-GB": "Introduction"},
    x="mine",
)


def changed(change: Callable[[Any], object]) -> Json:
    """Return the document of everything, with one thing spoilt."""
    spoilt = copy.deepcopy(EVERYTHING)
    change(spoilt)
    return spoilt


def of(doc: Any, key: str) -> Any:
    """Return the field `key` of the first page."""
    return next(each for each in doc["pages"][0]["fields"] if each["key"] == key)


def at(key: str, name: str = "") -> str:
    """Return the pointer of a field's property."""
    place = next(place for place, each in enumerate(EVERYTHING["pages"][0]["fields"]) if each["key"] == key)  # type: ignore[index, call-overload, arg-type]  # our own document
    return f"/pages/0/fields/{place}" + (f"/{name}" if name else "")


def setting(key: str, name: str, value: Json) -> Callable[[Any], object]:
    return lambda doc: of(doc, key).update({name: value})


BROKEN: Final[list[tuple[str, Callable[[Any], object], str, str]]] = [
    ("no format", lambda doc: doc.pop("format"), "format.not_a_form", "/format"),
    ("another format", lambda doc: doc.update(format="minaoshi.flow/1"), "format.not_a_form", "/format"),
    ("no key", lambda doc: doc.pop("key"), "format.missing_key", ""),
    ("a key with capitals", lambda doc: doc.update(key="Child"), "format.bad_key", "/key"),
    ("a key of JavaScript's", lambda doc: doc.update(key="__proto__"), "format.bad_key", "/key"),
    ("no title", lambda doc: doc.pop("title"), "format.missing_key", ""),
    ("a title that is null", lambda doc: doc.update(title=None), "format.missing_key", ""),
    ("a title that is a number", lambda doc: doc.update(title=5), "format.wrong_type", "/title"),
    ("a control character", lambda doc: doc.update(title="a\0"), "format.control_character", "/title"),
    ("a title in no language", lambda doc: doc.update(title={}), "format.wrong_type", "/title"),
    ("a title in a strange language", lambda doc: doc.update(title={"日本語": "x"}), "format.wrong_type", "/title"),
    ("a property nobody knows", lambda doc: doc.update(colour="red"), "format.unknown_key", "/colour"),
    ("a slip of the pen", lambda doc: doc.update(titel="x"), "format.misspelt_key", "/titel"),
    ("a pointer that needs escaping", lambda doc: doc.update({"a/b~c": 1}), "format.unknown_key", "/a~1b~0c"),
    ("no pages", lambda doc: doc.update(pages=[]), "form.no_pages", "/pages"),
    ("pages that are no list", lambda doc: doc.update(pages={}), "format.wrong_type", "/pages"),
    ("a page that is no object", lambda doc: doc.update(pages=["x"]), "format.not_an_object", "/pages/0"),
    ("too many pages", lambda doc: doc.update(pages=[page(f"p{n}") for n in range(101)]), "format.too_many", "/pages"),
    ("a page without a title", lambda doc: doc["pages"][0].pop("title"), "format.missing_key", "/pages/0"),
    ("a page without fields", lambda doc: doc["pages"][0].pop("fields"), "format.missing_key", "/pages/0"),
    ("a page on no condition", lambda doc: doc["pages"][0].update(when="x"), "condition.malformed", "/pages/0/when"),
    ("no type", lambda doc: of(doc, "dog").pop("type"), "format.missing_key", at("dog")),
    ("an unknown type", setting("dog", "type", "mynumber"), "form.unknown_type", at("dog", "type")),
    ("a type that is a list", setting("dog", "type", ["text"]), "form.unknown_type", at("dog", "type")),
    ("no label", lambda doc: of(doc, "dog").pop("label"), "format.missing_key", at("dog")),
    ("a setting of another type", setting("dog", "min", 1), "format.unknown_key", at("dog", "min")),
    ("required that is a text", setting("dog", "required", "yes"), "form.required_unclear", at("dog", "required")),
    ("personal that is a text", setting("dog", "personal", "yes"), "format.wrong_type", at("dog", "personal")),
    ("once_only with blanks", setting("dog", "once_only", "a b"), "format.bad_key", at("dog", "once_only")),
    ("a condition with an unknown operator", setting("dog", "when", {"field": "a", "op": "~"}),
     "condition.unknown_operator", at("dog", "when/op")),
    ("a length that is a text", setting("code", "min_length", "1"), "form.setting_not_whole", at("code", "min_length")),
    ("a length below nothing", setting("code", "min_length", -1), "form.setting_out_of_range",
     at("code", "min_length")),
    ("kana that do not exist", setting("code", "kana", "romaji"), "form.setting_unknown_word", at("code", "kana")),
    ("a minimum that is a text", setting("copies", "min", "1"), "form.setting_not_a_number", at("copies", "min")),
    ("a minimum that is true", setting("copies", "min", True), "form.setting_not_a_number", at("copies", "min")),
    ("a unit that is a number", setting("copies", "unit", 5), "form.setting_not_a_text", at("copies", "unit")),
    ("a date that is none", setting("when", "min", "tomorrow"), "form.setting_bad_bound", at("when", "min")),
    ("a time that is none", setting("at", "min", "9:00"), "form.setting_bad_bound", at("at", "min")),
    ("accept that is a text", setting("proof", "accept", "image/*"), "form.setting_bad_accept", at("proof", "accept")),
    ("accept with a path", setting("proof", "accept", ["../x"]), "form.setting_bad_accept", at("proof", "accept")),
    ("confirm that is a text", setting("mail", "confirm", "true"), "form.setting_not_a_flag", at("mail", "confirm")),
    ("no options", setting("breed", "options", []), "form.options_missing", at("breed", "options")),
    ("options absent", lambda doc: of(doc, "breed").pop("options"), "format.missing_key", at("breed")),
    ("an option without a label", setting("breed", "options", [{"key": "x"}]), "format.missing_key",
     at("breed", "options/0")),
    ("an empty group", setting("people", "fields", []), "form.fields_missing", at("people", "fields")),
    ("a computed field without expr", lambda doc: of(doc, "fee").pop("expr"), "format.missing_key", at("fee")),
    ("an expr with an unknown function", setting("fee", "expr", {"eval": ["x"]}), "expr.unknown_function",
     at("fee", "expr")),
]  # fmt: skip

# What spans places, or is about the world: for the codec alone (see forms.schema).
BROKEN_FOR_THE_CODEC: Final[list[tuple[str, Callable[[Any], object], str, str]]] = [
    ("a sign that turns the direction of writing", lambda doc: doc.update(title="a\u202eb"), "format.control_character",
     "/title"),
    ("a page key twice", lambda doc: doc["pages"].append(page("one")), "format.duplicate_item", "/pages/1/key"),
    ("a field key on two pages", lambda doc: doc["pages"].append(page("two", field("dog", "text"))),
     "format.duplicate_item", "/pages/1/fields/0/key"),
    ("an option twice", setting("breed", "options", [{"key": "x", "label": "1"}, {"key": "x", "label": "2"}]),
     "format.duplicate_item", at("breed", "options/1/key")),
    ("a field twice in a group", setting("people", "fields", [field("b", "text"), field("b", "text")]),
     "format.duplicate_item", at("people", "fields/1/key")),
    ("a minimum above a maximum", setting("copies", "min", 11), "form.ends_crossed", at("copies", "min")),
    ("lengths crossed", setting("code", "min_length", 10), "form.ends_crossed", at("code", "min_length")),
    ("a date that does not exist", setting("when", "min", "2026-02-30"), "form.setting_bad_bound", at("when", "min")),
    ("a pattern that is none", setting("code", "pattern", "("), "form.pattern_unusable", at("code", "pattern")),
    ("a pattern with look-ahead", setting("code", "pattern", "(?=a)"), "form.pattern_not_linear",
     at("code", "pattern")),
    ("a pattern with look-behind", setting("code", "pattern", "(?<!a)b"), "form.pattern_not_linear",
     at("code", "pattern")),
    ("a pattern with a back-reference", setting("code", "pattern", r"(a)\1"), "form.pattern_not_linear",
     at("code", "pattern")),
    ("a pattern of endless memory", setting("code", "pattern", "((a{1000}){1000}){1000}"), "form.pattern_unusable",
     at("code", "pattern")),
    ("a default that is no option", setting("breed", "default", 5), "form.default_unusable", at("breed", "default")),
    ("a default below the minimum", setting("copies", "default", 0), "form.default_unusable", at("copies", "default")),
    ("consent given in advance", setting("a_consent", "default", True), "form.default_unusable",
     at("a_consent", "default")),
    ("groups too deep", setting("people", "fields", [field("b", "group", fields=[field("c", "group")])]),
     "form.groups_too_deep", at("people", "fields/0/fields/0")),
    ("too many fields", lambda doc: doc["pages"].append(page("two", *(field(f"f{n}", "text") for n in range(480)))),
     "form.too_many_fields", "/pages/1/fields/464"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "change", "code", "pointer"), BROKEN + BROKEN_FOR_THE_CODEC)
def test_a_broken_form_is_refused_with_its_place(
    name: str, change: Callable[[Any], object], code: str, pointer: str
) -> None:
    form, problems = read_form(changed(change))

    assert form is None, name
    assert (code, pointer) in [(problem.code, problem.pointer) for problem in problems]


@pytest.mark.parametrize(("name", "change", "code", "pointer"), BROKEN)
def test_the_schema_refuses_what_the_codec_refuses(
    name: str, change: Callable[[Any], object], code: str, pointer: str
) -> None:
    assert not SCHEMA.is_valid(changed(change)), name


@pytest.mark.parametrize(("name", "change", "code", "pointer"), BROKEN_FOR_THE_CODEC)
def test_the_schema_leaves_to_the_codec_what_no_schema_can_say(
    name: str, change: Callable[[Any], object], code: str, pointer: str
) -> None:
    if name in ("too many fields", "groups too deep"):
        return  # 500 fields of a form are checked against the schema below, once
    assert SCHEMA.is_valid(changed(change)), name


def test_the_schema_is_a_schema_and_takes_what_the_codec_takes() -> None:
    Draft202012Validator.check_schema(form_schema())

    form, problems = read_form(EVERYTHING)

    assert form is not None
    assert problems == []
    assert SCHEMA.is_valid(EVERYTHING)
    assert check_form(form) is not None


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_sample_is_read_and_fits_the_schema(path: Path) -> None:
    sample = read_json(path.read_bytes())

    form = require_form(sample)

    assert form.document == sample
    assert form.digest == digest(sample)
    assert SCHEMA.is_valid(sample)
    assert [problem for problem in check_form(form) if problem.severity == "error"] == []


def test_a_form_keeps_its_document_and_is_named_by_its_digest() -> None:
    form = require_form(EVERYTHING)
    rewritten = json.loads(json.dumps(EVERYTHING, sort_keys=True))

    assert form.document == EVERYTHING
    assert require_form(rewritten).digest == form.digest == digest(EVERYTHING)
    assert require_form(changed(lambda doc: doc.update(x=2))).digest != form.digest


def test_an_unusable_form_is_raised_with_everything_that_is_wrong() -> None:
    with pytest.raises(UnusableDocument) as refusal:
        require_form({"format": "minaoshi.form/1", "key": "A", "pages": [{"key": "b", "fields": [{}]}]})

    places = [problem.pointer for problem in refusal.value.problems]
    assert places == ["/key", "", "/pages/0", "/pages/0/fields/0", "/pages/0/fields/0"]


@pytest.mark.parametrize("sent", [None, True, 5, "x", [], {}, {"format": 5}, {"format": ["minaoshi.form/1"]}])
def test_what_is_no_form_at_all_is_told_in_a_sentence(sent: Json) -> None:
    form, problems = read_form(sent)

    assert form is None
    assert [problem.code for problem in problems] == ["format.not_a_form"]


def test_every_type_of_field_states_its_settings_to_the_schema() -> None:
    definitions = form_schema()["$defs"]
    assert isinstance(definitions, dict)

    for name, kind in KINDS.items():
        described = definitions[f"{name}-field"]
        assert isinstance(described, dict)
        assert isinstance(described["properties"], dict)
        assert kind.settings.keys() <= described["properties"].keys()


PARTS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.floats(allow_nan=False)
    | st.sampled_from(["", "a", "text", "today"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["key", "type", "label", "fields", "options", "when", "required", "expr", "min", "default"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(PARTS)
def test_whatever_stands_in_a_form_gets_a_verdict(part: Json) -> None:
    for doc in (document(page("one", part)), document(part), {**document(), "pages": part, "intro": part}):
        form, problems = read_form(doc)

        assert (form is None) == any(problem.severity == "error" for problem in problems)


@pytest.mark.parametrize(
    "doc",
    [
        pytest.param(document(*[page("p", field("a", "text"))] * 5_000), id="5,000 pages"),
        pytest.param(document(page("p", *[field("a", "text")] * 50_000)), id="50,000 fields"),
        pytest.param(document(page("p", {f"k{n}": n for n in range(100_000)})), id="100,000 unknown properties"),
        pytest.param(document(page("p", field("a", "choice", options=[{"key": "x", "label": "x"}] * 100_000))),
                     id="100,000 options"),
        pytest.param(document(page("p", field("a", "text", label="x" * 4_000_000))), id="a label of 4 MB"),
        pytest.param(document(page("p", field("a", "text", pattern="(a+)+$" * 80))), id="a pattern that explodes"),
        pytest.param(document(page("p", field("a", "text", when={"all": [{"field": "b", "op": "empty"}] * 100_000}))),
                     id="100,000 conditions"),
        pytest.param({**document(), "title": {f"aa-{n}": "x" for n in range(100_000)}}, id="100,000 languages"),
    ],
)  # fmt: skip
def test_a_hostile_form_gets_its_verdict_at_once(doc: Json) -> None:
    started = time.process_time()

    read_form(doc)

    assert time.process_time() - started < 3  # promise T-18
