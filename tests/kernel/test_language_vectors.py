"""The vectors that every implementation of conditions and exprs has to reproduce, here and in the browser."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from kernel.calendar_ja import holiday_name
from kernel.condition import OPERATORS, Scope, condition_json, evaluate, parse_condition
from kernel.expr import AGGREGATES, FUNCTIONS, compute, expr_json, parse_expr
from kernel.problems import Problem

VECTORS: Final = Path(__file__).parents[1] / "vectors"
CONDITIONS: Final[list[dict[str, Any]]] = json.loads((VECTORS / "conditions.json").read_text(encoding="utf-8"))
EXPRS: Final[list[dict[str, Any]]] = json.loads((VECTORS / "exprs.json").read_text(encoding="utf-8"))


def scope_of(vector: dict[str, Any]) -> Scope:
    return Scope(vector["values"], date.fromisoformat(vector["today"]), vector["params"])


@pytest.mark.parametrize("vector", CONDITIONS, ids=lambda vector: vector["name"])
@pytest.mark.promise("P47")
def test_a_condition_holds_where_the_vector_says(vector: dict[str, Any]) -> None:
    problems: list[Problem] = []
    condition = parse_condition(vector["condition"], "", problems)

    assert condition is not None
    assert not problems
    assert evaluate(condition, scope_of(vector)) is vector["result"]
    assert condition_json(condition) == vector["condition"]


@pytest.mark.parametrize("vector", EXPRS, ids=lambda vector: vector["name"])
@pytest.mark.promise("P47")
def test_an_expr_has_the_value_that_the_vector_says(vector: dict[str, Any]) -> None:
    problems: list[Problem] = []
    expr = parse_expr(vector["expr"], "", problems)

    assert not problems
    assert expr is not None
    result = compute(expr, scope_of(vector))
    assert (type(result), result) == (type(vector["result"]), vector["result"])
    assert expr_json(expr) == vector["expr"]


def test_the_holidays_beside_the_vectors_are_those_of_the_calendar() -> None:
    listed = json.loads((VECTORS / "holidays.json").read_text(encoding="utf-8"))
    days = [date(2026, 1, 1) + timedelta(days=place) for place in range(730)]

    assert listed == [day.isoformat() for day in days if holiday_name(day)]


def test_every_operator_and_function_has_vectors() -> None:
    written = json.dumps([CONDITIONS, EXPRS])

    assert all(written.count(f'"op": "{operator}"') >= 5 for operator in OPERATORS)
    assert all(written.count(f'"{function}": [') >= 5 for function in (*FUNCTIONS, *AGGREGATES, "if"))
    assert len(CONDITIONS) >= 120
    assert len(EXPRS) >= 120
    for vectors in (CONDITIONS, EXPRS):
        assert len({vector["name"] for vector in vectors}) == len(vectors)
