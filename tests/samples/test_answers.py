"""Drawn answers are valid on their day, the same for the same seed, and varied enough to need both rules and people."""

import random
from collections import Counter
from datetime import date, timedelta
from typing import Final

import pytest

from forms.definition import Form
from forms.validation import validate
from kernel.condition import Scope
from kernel.json_types import Json
from samples.answers import answers
from tests.samples.documents import PROCEDURES, SAMPLES, flow_at, forms_in, tables_in
from workflow.table.evaluate import compile_table

FORMS: Final = {key: form for folder in PROCEDURES for key, form in forms_in(folder).items()}
DAYS: Final = tuple(date(2025, 4, 1) + timedelta(days=3 * step) for step in range(100))


def drawn(form: Form, today: date, seed: int) -> dict[str, Json]:
    rng = random.Random(seed)
    if form.key != "community-subsidy-report":
        return answers(form.key, rng, today)
    return answers(form.key, rng, today, earlier=answers("community-subsidy", rng, today - timedelta(days=160)))


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.key)
def test_answers_are_valid_on_every_day_of_a_year(form: Form) -> None:
    for seed, today in enumerate(DAYS):
        validated = validate(form, drawn(form, today, seed), today)

        assert [(problem.code, problem.pointer) for problem in validated.problems] == []


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.key)
def test_the_same_seed_draws_the_same_answers(form: Form) -> None:
    assert drawn(form, DAYS[0], 7) == drawn(form, DAYS[0], 7)
    assert drawn(form, DAYS[0], 7) != drawn(form, DAYS[0], 8)


@pytest.mark.parametrize("form", FORMS.values(), ids=lambda form: form.key)
def test_what_is_hidden_or_computed_is_not_answered(form: Form) -> None:
    for seed, today in enumerate(DAYS[:20]):
        given = {key: value for key, value in drawn(form, today, seed).items() if value != []}

        assert given.keys() <= validate(form, given, today).values.keys()
        assert not given.keys() & {field.key for field in form.fields() if field.type == "computed"}


@pytest.mark.parametrize(
    ("procedure", "table", "answer", "low", "high"),
    [
        ("dog-registration", "dog-registration-auto", {"verdict": "approve"}, 0.4, 0.85),
        ("resident-record-mail", "resident-record-auto", {"verdict": "approve"}, 0.5, 0.9),
        ("child-allowance", "child-allowance-auto", {"verdict": "approve"}, 0.1, 0.5),
        ("community-subsidy", "community-subsidy-triage", {"track": "simple"}, 0.1, 0.6),
        ("road-occupancy", "road-occupancy-consultation", {"utilities": "needed"}, 0.4, 0.9),
    ],
)
def test_rules_answer_part_of_the_cases_and_people_see_the_rest(
    procedure: str, table: str, answer: dict[str, str], low: float, high: float
) -> None:
    folder = SAMPLES / procedure
    compiled = compile_table(tables_in(folder)[table])
    params = flow_at(folder / "to-be.json").params
    counted = Counter[bool]()

    for seed, today in enumerate(DAYS):
        values = validate(FORMS[procedure], drawn(FORMS[procedure], today, seed), today).values
        decision = compiled.decide(Scope(values=values, today=today, params=params))
        assert decision.missing == ()
        counted[dict(decision.outputs) == answer] += 1

    assert low < counted[True] / len(DAYS) < high
