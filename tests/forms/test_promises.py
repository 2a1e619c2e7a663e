"""Attachments that are promised: they excuse the applicant, and no condition takes a promise for a file."""

import pytest

from forms.codec import read_form
from forms.page_model import page_view, summary_view
from forms.promises import PROMISES
from forms.validation import validate
from forms.web_input import answers_from_pairs
from kernel.json_types import Json
from tests.forms.building import TODAY, a_form, codes, document, field, page

UPLOAD: Json = {"id": "u1", "name": "a.pdf", "size": 5, "type": "application/pdf", "sha256": "0" * 64}
FORM = a_form(
    field("proof", "file", required=True, instead=["later", "paper"]),
    field("strict", "file"),
    field("why", "text", when={"field": "proof", "op": "not_empty"}, required=True),
)


@pytest.mark.parametrize(
    ("answers", "promised", "wrong"),
    [
        pytest.param({PROMISES: {"proof": "later"}}, {"proof": "later"}, [], id="あとで"),
        pytest.param({PROMISES: {"proof": "paper"}}, {"proof": "paper"}, [], id="紙で"),
        pytest.param({PROMISES: {"proof": "never"}}, {}, [("answer.attach", "/proof")], id="知らない言葉"),
        pytest.param({PROMISES: {"strict": "later"}}, {}, [("answer.attach", "/proof")], id="認めていない項目"),
        pytest.param({PROMISES: "later"}, {}, [("answer.attach", "/proof")], id="形が違う"),
        pytest.param({PROMISES: {"proof": "later"}, "proof": [UPLOAD], "why": "x"}, {}, [], id="もう出してある"),
        pytest.param({}, {}, [("answer.attach", "/proof")], id="何も選ばない"),
    ],
)
def test_a_promise_excuses_where_the_form_allows_it(
    answers: dict[str, Json], promised: dict[str, str], wrong: list[tuple[str, str]]
) -> None:
    judged = validate(FORM, answers, TODAY)

    assert judged.promised == promised
    assert codes(judged) == wrong
    assert PROMISES not in judged.values


def test_a_promise_is_taken_from_its_page_and_keeps_those_of_others() -> None:
    kept = {PROMISES: {"elsewhere": "paper", "proof": "paper"}}

    typed = answers_from_pairs(FORM, [("proof.instead", "later"), ("strict.instead", "later")], kept=kept)

    assert typed[PROMISES] == {"elsewhere": "paper", "proof": "later"}


def test_the_page_offers_it_and_the_summary_says_it() -> None:
    answers: dict[str, Json] = {PROMISES: {"proof": "later"}}

    proof, strict = page_view(FORM, "one", answers, (), "ja", today=TODAY).questions[:2]
    (section,) = summary_view(FORM, {}, "ja", validate(FORM, answers, TODAY).promised)

    assert [(option.value, option.checked) for option in proof.instead] == [
        ("", False),
        ("later", True),
        ("paper", False),
    ]
    assert strict.instead == ()
    assert [(line.label, line.text) for line in section.answers] == [("項目proof", "あとで出す")]


@pytest.mark.parametrize("value", [[], ["now"], ["later", "later"], "later", [1]])
def test_other_ways_than_those_are_refused(value: Json) -> None:
    _form, problems = read_form(document(page("one", field("proof", "file", instead=value))))

    assert [problem.code for problem in problems] == ["form.setting_unknown_word"]
