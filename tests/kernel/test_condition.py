"""Conditions: what is refused with its place, and what holds for every condition there is."""

from datetime import date
from typing import Final

import pytest
from hypothesis import given

from kernel.condition import (
    All,
    AnyOf,
    Comparison,
    Condition,
    FieldRef,
    Not,
    ParamRef,
    Scope,
    compile_condition,
    condition_json,
    evaluate,
    fields_of,
    params_of,
    parse_condition,
)
from kernel.json_types import Json, JsonObject
from kernel.problems import Problem
from tests.kernel.languages import ANYTHING, CONDITIONS, RECORDS

TODAY = date(2026, 11, 22)
OPPOSITES: Final[tuple[tuple[str, str, Json], ...]] = (
    ("eq", "ne", "x"),
    ("in", "not_in", ["x", 1]),
    ("empty", "not_empty", None),
)


def parsed(document: Json) -> Condition:
    problems: list[Problem] = []
    condition = parse_condition(document, "", problems)
    assert condition is not None, problems
    return condition


def nested(depth: int) -> Json:
    condition: Json = {"field": "a", "op": "empty"}
    for _ in range(depth):
        condition = {"not": condition}
    return condition


@pytest.mark.parametrize(
    ("document", "code", "pointer"),
    [
        (None, "condition.malformed", "/when"),
        ("income < 5", "condition.malformed", "/when"),
        ([], "condition.malformed", "/when"),
        ({}, "condition.malformed", "/when"),
        ({"all": {}, "any": []}, "condition.malformed", "/when"),
        ({"all": {}}, "condition.malformed", "/when/all"),
        ({"all": [{"not": 1}]}, "condition.malformed", "/when/all/0/not"),
        ({"op": "eq", "value": 1}, "condition.malformed", "/when"),
        ({"field": "a"}, "condition.unknown_operator", "/when/op"),
        ({"field": "a", "op": "matches", "value": "x"}, "condition.unknown_operator", "/when/op"),
        ({"field": "a", "op": ["eq"], "value": "x"}, "condition.unknown_operator", "/when/op"),
        ({"field": "a", "op": "eq"}, "condition.value_missing", "/when"),
        ({"field": "a", "op": "empty", "value": False}, "condition.value_unexpected", "/when/value"),
        ({"field": "a", "op": "in", "value": "x"}, "condition.list_needed", "/when/value"),
        ({"field": "a", "op": "between", "value": 5}, "condition.list_needed", "/when/value"),
        ({"field": "a", "op": "between", "value": [1]}, "condition.two_ends_needed", "/when/value"),
        ({"field": "a", "op": "eq", "value": {"x": 1}}, "condition.bad_value", "/when/value"),
        ({"field": "a", "op": "in", "value": [[1]]}, "condition.bad_value", "/when/value/0"),
        ({"field": "a", "op": "eq", "value": {"param": "p", "y": 1}}, "language.unknown_key", "/when/value/y"),
        ({"field": "a", "op": "eq", "value": 1, "x": 1}, "language.unknown_key", "/when/x"),
        ({"all": [], "comment": "x"}, "language.unknown_key", "/when/comment"),
        ({"field": "__class__", "op": "eq", "value": 1}, "language.bad_name", "/when/field"),
        ({"field": "a.__init__.b", "op": "eq", "value": 1}, "language.bad_name", "/when/field"),
        ({"field": "", "op": "empty"}, "language.bad_name", "/when/field"),
        ({"field": "a" * 65, "op": "empty"}, "language.bad_name", "/when/field"),
        ({"field": "a.b.c.d.e", "op": "empty"}, "language.bad_name", "/when/field"),
        ({"field": 3, "op": "empty"}, "language.bad_name", "/when/field"),
        ({"field": "＿＿import＿＿", "op": "empty"}, "language.bad_name", "/when/field"),
        ({"field": "a", "op": "eq", "value": {"field": "A"}}, "language.bad_name", "/when/value/field"),
        (nested(40), "language.too_deep", "/when" + "/not" * 32),
    ],
)
def test_what_is_no_condition_is_refused_with_its_place(document: Json, code: str, pointer: str) -> None:
    problems: list[Problem] = []

    assert parse_condition(document, "/when", problems) is None
    assert (code, pointer) in [(problem.code, problem.pointer) for problem in problems]


def test_every_defect_is_told_at_once() -> None:
    problems: list[Problem] = []

    parse_condition({"any": [{"field": "A", "op": "eq", "value": 1}, {"field": "a", "op": "?"}, 3]}, "", problems)

    assert [problem.pointer for problem in problems] == ["/any/0/field", "/any/1/op", "/any/2"]


def test_a_condition_that_is_too_large_is_told_once() -> None:
    problems: list[Problem] = []

    assert parse_condition({"all": [{"field": "a", "op": "empty"}] * 100_000}, "", problems) is None
    assert [problem.code for problem in problems] == ["language.too_large"]


def test_a_list_that_is_too_large_is_told_once() -> None:
    problems: list[Problem] = []

    parse_condition({"field": "a", "op": "in", "value": ["x"] * 100_000}, "", problems)

    assert [problem.code for problem in problems] == ["language.too_large"]


def test_a_condition_names_its_fields_and_parameters() -> None:
    condition = parsed(
        {
            "all": [
                {"field": "members.age", "op": "between", "value": [{"param": "low"}, {"field": "b"}]},
                {"not": {"field": "a", "op": "lt", "value": {"param": "limit"}}},
                {"field": "today", "op": "gt", "value": {"param": "today"}},
            ]
        }
    )

    assert fields_of(condition) == {"members.age", "a", "b"}  # today is nobody's field
    assert params_of(condition) == {"low", "limit"}


def test_conditions_are_values() -> None:
    left, right = (
        parsed({"field": "a", "op": "in", "value": [1, 2]}),
        parsed({"value": [1, 2], "op": "in", "field": "a"}),
    )

    assert left == right == Comparison(FieldRef(("a",)), "in", (1, 2))
    assert hash(left) == hash(right)
    assert parsed({"any": [nested(1)]}) == AnyOf((Not(Comparison(FieldRef(("a",)), "empty")),))
    assert parsed({"all": []}) == All(())
    assert parsed({"field": "a", "op": "eq", "value": {"param": "p"}}) == Comparison(
        FieldRef(("a",)), "eq", ParamRef("p")
    )


@given(CONDITIONS, RECORDS)
def test_every_condition_gives_an_answer_and_reads_back(document: Json, record: JsonObject) -> None:
    condition = parsed(document)
    scope = Scope(record, TODAY, {"p": 5})

    answer = evaluate(condition, scope)

    assert isinstance(answer, bool)
    assert parsed(condition_json(condition)) == condition
    assert compile_condition(condition)(scope) is answer


@given(CONDITIONS, CONDITIONS, RECORDS)
def test_de_morgan(first: Json, second: Json, record: JsonObject) -> None:
    scope = Scope(record, TODAY)
    not_both: Json = {"not": {"all": [first, second]}}
    one_not: Json = {"any": [{"not": first}, {"not": second}]}

    assert evaluate(parsed(not_both), scope) is evaluate(parsed(one_not), scope)
    assert evaluate(parsed({"not": {"not": first}}), scope) is evaluate(parsed(first), scope)


@given(RECORDS)
def test_opposite_operators_are_opposite_over_everything(record: JsonObject) -> None:
    scope = Scope(record, TODAY)

    for name in ("a", "m.a", "n.family", "x"):
        for op, opposite, value in OPPOSITES:
            shape: dict[str, Json] = {"field": name} if value is None else {"field": name, "value": value}
            holds = evaluate(parsed(shape | {"op": op}), scope)
            assert holds is not evaluate(parsed(shape | {"op": opposite}), scope)


@given(ANYTHING)
def test_anything_at_all_gets_a_verdict(document: Json) -> None:
    problems: list[Problem] = []

    condition = parse_condition(document, "/x", problems)

    assert (condition is None) == bool(problems)
    assert all(problem.pointer.startswith("/x") for problem in problems)
