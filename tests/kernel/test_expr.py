"""Exprs: what is refused with its place, what holds for every expr, and that the work is bounded."""

import math
from datetime import date

import pytest
from hypothesis import given

from kernel.condition import Scope
from kernel.expr import (
    Call,
    Expr,
    Literal,
    compile_expr,
    compute,
    expr_json,
    fields_of_expr,
    params_of_expr,
    parse_expr,
)
from kernel.json_types import Json, JsonObject
from kernel.problems import Problem
from tests.kernel.languages import ANYTHING, EXPRS, RECORDS

TODAY = date(2026, 11, 22)


def parsed(document: Json) -> Expr:
    problems: list[Problem] = []
    expr = parse_expr(document, "", problems)
    assert expr is not None, problems
    return expr


@pytest.mark.parametrize(
    ("document", "code", "pointer"),
    [
        ([1, 2], "expr.malformed", "/expr"),
        ({}, "expr.malformed", "/expr"),
        ({"sum": [1], "min": [2]}, "expr.malformed", "/expr"),
        ({"pow": [9, 9]}, "expr.unknown_function", "/expr"),
        ({"__class__": []}, "expr.unknown_function", "/expr"),
        ({"sum": []}, "expr.wrong_arguments", "/expr/sum"),
        ({"sum": 5}, "expr.wrong_arguments", "/expr/sum"),
        ({"sub": [1]}, "expr.wrong_arguments", "/expr/sub"),
        ({"div": [1, 2, 3]}, "expr.wrong_arguments", "/expr/div"),
        ({"round": [1, 2, 3]}, "expr.wrong_arguments", "/expr/round"),
        ({"age_at": ["2000-01-01"]}, "expr.wrong_arguments", "/expr/age_at"),
        ({"if": [1, 2]}, "expr.wrong_arguments", "/expr/if"),
        ({"if": [1, 2, 3]}, "condition.malformed", "/expr/if/0"),
        ({"count": "members"}, "expr.group_needed", "/expr/count"),
        ({"count": ["a.b"]}, "expr.group_needed", "/expr/count"),
        ({"sum_of": ["members"]}, "expr.group_needed", "/expr/sum_of"),
        ({"count": ["__dict__"]}, "language.bad_name", "/expr/count/0"),
        ({"field": "a", "default": 1}, "expr.malformed", "/expr"),
        ({"field": "().__class__"}, "language.bad_name", "/expr/field"),
        ({"sum": [1, {"field": 3}]}, "language.bad_name", "/expr/sum/1/field"),
    ],
)
def test_what_is_no_expr_is_refused_with_its_place(document: Json, code: str, pointer: str) -> None:
    problems: list[Problem] = []

    assert parse_expr(document, "/expr", problems) is None
    assert (code, pointer) in [(problem.code, problem.pointer) for problem in problems]


def test_an_expr_that_is_too_deep_or_too_large_is_told_once() -> None:
    deep: Json = 1
    for _ in range(40):
        deep = {"sum": [deep]}
    for document, code in ((deep, "language.too_deep"), ({"sum": [1] * 100_000}, "language.too_large")):
        problems: list[Problem] = []

        assert parse_expr(document, "", problems) is None
        assert [problem.code for problem in problems] == [code]


def test_an_expr_names_its_fields_and_parameters() -> None:
    expr = parsed(
        {
            "if": [
                {"field": "a", "op": "gt", "value": {"param": "p"}},
                {"sum_of": ["members", "income"]},
                {
                    "sum": [
                        {"field": "n.b"},
                        {"param": "q"},
                        {"count": ["items"]},
                        {"age_at": [{"field": "c"}, "today"]},
                    ]
                },
            ]
        }
    )

    assert fields_of_expr(expr) == {"a", "members.income", "n.b", "items", "c"}
    assert params_of_expr(expr) == {"p", "q"}


def test_a_literal_is_what_the_contract_calls_it() -> None:
    assert parsed({"sum": [1, 2]}) == Call("sum", (Literal(1), Literal(2)))


@given(EXPRS, RECORDS)
def test_every_expr_has_a_value_and_reads_back(document: Json, record: JsonObject) -> None:
    problems: list[Problem] = []
    expr = parse_expr(document, "", problems)
    if expr is None:  # deeper than the language allows
        assert {problem.code for problem in problems} == {"language.too_deep"}
        return
    scope = Scope(record, TODAY, {"p": 2})

    value = compute(expr, scope)

    assert not isinstance(value, float) or math.isfinite(value)
    assert parsed(expr_json(expr)) == expr
    assert compile_expr(expr)(scope) == value


@given(ANYTHING)
@pytest.mark.promise("P30")
def test_anything_at_all_gets_a_verdict(document: Json) -> None:
    problems: list[Problem] = []

    expr = parse_expr(document, "/x", problems)

    assert (expr is None) == bool(problems)


def test_numbers_cannot_be_made_to_grow() -> None:
    power: Json = 999_999_999
    for _ in range(30):
        power = {"product": [power, {"field": "a"}, {"field": "a"}]}

    assert compute(parsed(power), Scope({"a": 10**9}, TODAY)) is None


def test_a_number_that_no_json_could_hold_is_missing() -> None:
    assert compute(parsed({"sum": [{"field": "a"}, 1]}), Scope({"a": float("nan")}, TODAY)) is None
    assert compute(parsed({"max": [{"field": "a"}, 1]}), Scope({"a": float("inf")}, TODAY)) is None
