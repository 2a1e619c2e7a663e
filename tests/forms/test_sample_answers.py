"""Sample answers: every type of field has one that can be shown, and what is computed adds up."""

from datetime import date

import pytest

from forms.definition import FIELD_TYPES, FieldType
from forms.fields.registry import display
from forms.sample_answers import sample_answers
from kernel.json_types import Json
from tests.forms.building import a_form, field

TODAY = date(2026, 11, 24)
WITHOUT = frozenset({"note", "file", "group", "computed"})
MORE: dict[str, dict[str, Json]] = {
    "choice": {"options": [{"key": "a", "label": "ア"}, {"key": "b", "label": "イ"}]},
    "choices": {"options": [{"key": "a", "label": "ア"}]},
}


@pytest.mark.parametrize("kind", [each for each in FIELD_TYPES if each not in WITHOUT])
def test_a_sample_answer_can_be_shown(kind: FieldType) -> None:
    form = a_form(field("asked", kind, **MORE.get(kind, {})))

    answers = sample_answers(form, TODAY)

    (asked,) = form.fields()
    assert display(asked, answers["asked"], "ja")


def test_a_computed_field_follows_from_the_other_answers() -> None:
    form = a_form(
        field("price", "money", min=500, max=700),
        field("twice", "computed", expr={"product": [{"field": "price"}, 2]}),
    )

    assert sample_answers(form, TODAY) == {"price": 700, "twice": 1400}
