"""Decisions of compiled tables: the hit policies of DMN 1.5, missing facts, and the same answers as by hand."""

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.json_types import Json
from tests.workflow.table.table_oracle import a_table, matching, random_table, rows, scope
from workflow.table.codec import require_table
from workflow.table.evaluate import compile_table
from workflow.table.model import Table


@pytest.mark.parametrize("seed", range(0, 800, 100))
def test_the_rules_that_fire_are_those_that_match_by_hand(seed: int) -> None:
    for step in range(100):
        table = random_table(Random(seed + step), "collect")
        compiled = compile_table(table)
        for row in rows(table):
            values = {column.key: value for column, value in zip(table.inputs, row, strict=True)}
            decision = compiled.decide(scope(values))
            assert decision.rules == tuple(table.rules[rule].key for rule in matching(table, row))
            assert decision.missing == tuple(key for key, value in values.items() if value is None)


def graded(policy: str, **output: Json) -> Table:
    """Three rules that all match 5: b 20, a 10 and again b 20, in this order; 6 matches the first only."""
    of_type: Json = output.pop("type", "string")
    answers: list[Json] = ["b", "a", "b"] if of_type == "string" else [20, 10, 20.5]
    return require_table(
        {
            "format": "minaoshi.table/1",
            "key": "t",
            "title": "t",
            "hit_policy": policy,
            "inputs": [{"key": "n", "expr": {"field": "n"}, "type": "number"}],
            "outputs": [{"key": "v", "type": of_type, **output}],
            "rules": [
                {"key": "r1", "when": [{"gte": 5}], "then": [answers[0]]},
                {"key": "r2", "when": [5], "then": [answers[1]]},
                {"key": "r3", "when": [{"lte": 5}], "then": [answers[2]]},
            ],
        }
    )


@pytest.mark.parametrize(
    ("table", "n", "outcome", "rules"),
    [
        pytest.param(graded("unique"), 6, "b", ("r1",), id="unique"),
        pytest.param(graded("first"), 5, "b", ("r1",), id="first"),
        pytest.param(graded("priority", values=["a", "b"]), 5, "a", ("r2",), id="priority"),
        pytest.param(graded("priority", values=["b", "a"]), 5, "b", ("r1",), id="priority tie: the first rule"),
        pytest.param(graded("any"), 6, "b", ("r1",), id="any"),
        pytest.param(graded("collect"), 5, ["b", "a", "b"], ("r1", "r2", "r3"), id="collect"),
        pytest.param(graded("rule_order"), 5, ["b", "a", "b"], ("r1", "r2", "r3"), id="rule order"),
        pytest.param(
            graded("output_order", values=["a", "b"]), 5, ["a", "b", "b"], ("r2", "r1", "r3"), id="output order"
        ),
        pytest.param(graded("collect_sum", type="number"), 5, 50.5, ("r1", "r2", "r3"), id="sum"),
        pytest.param(graded("collect_min", type="number"), 5, 10, ("r1", "r2", "r3"), id="min"),
        pytest.param(graded("collect_max", type="number"), 5, 20.5, ("r1", "r2", "r3"), id="max"),
        pytest.param(graded("collect_count"), 5, 3, ("r1", "r2", "r3"), id="count"),
        pytest.param(graded("collect_count"), None, 0, (), id="count of nothing"),
        pytest.param(graded("collect"), None, [], (), id="list of nothing"),
        pytest.param(graded("collect", default="a"), None, ["a"], (), id="default of a list"),
        pytest.param(graded("collect_sum", type="number"), None, None, (), id="sum of nothing"),
        pytest.param(graded("first", default="c"), None, "c", (), id="default"),
        pytest.param(graded("first"), None, None, (), id="no default"),
    ],
)
def test_each_hit_policy_decides_as_dmn_says(table: Table, n: Json, outcome: Json, rules: tuple[str, ...]) -> None:
    decision = compile_table(table).decide(scope({"n": n}))

    assert decision.outputs == {"v": outcome}
    assert decision.rules == rules


@pytest.mark.parametrize("policy", ["unique", "any"])
def test_rules_that_contradict_each_other_give_no_answer(policy: str) -> None:
    decision = compile_table(graded(policy, default="b")).decide(scope({"n": 5}))

    assert decision.conflict
    assert decision.outputs == {"v": None}
    assert decision.rules == ("r1", "r2", "r3")


def test_any_takes_rules_that_agree() -> None:
    table = a_table([[{"lte": 5}, None, "review"], [{"gte": 5}, None, "review"]], policy="any")

    assert compile_table(table).decide(scope({"n": 5, "s": "x"})).outputs == {"v": "review"}


@pytest.mark.parametrize(
    ("value", "rules"),
    [
        pytest.param(None, ("any", "ne", "not_in", "empty"), id="なし"),
        pytest.param("", ("any", "ne", "not_in", "empty"), id="空文字"),
        pytest.param("5", ("any", "ne", "not_in", "empty"), id="型の違う値"),
        pytest.param(True, ("any", "ne", "not_in", "empty"), id="真偽値は数でない"),
        pytest.param(float("nan"), ("any", "ne", "not_in", "empty"), id="数でない数"),
        pytest.param([5], ("any", "ne", "not_in", "empty"), id="一覧"),
        pytest.param(101, ("any", "ne", "not_in", "empty"), id="範囲の外"),
        pytest.param(5, ("any", "is", "in", "lt", "gte", "between", "present"), id="ある値"),
        pytest.param(5.0, ("any", "is", "in", "lt", "gte", "between", "present"), id="同じ数"),
    ],
)
def test_a_missing_fact_is_visible_and_matches_only_what_formats_says(value: Json, rules: tuple[str, ...]) -> None:
    cells: dict[str, Any] = {
        "any": None,
        "is": 5,
        "ne": {"ne": 5},
        "in": {"in": [5, 6]},
        "not_in": {"not_in": [5, 6]},
        "lt": {"lt": 6},
        "gte": {"gte": 5},
        "between": {"between": [0, 100]},
        "empty": {"empty": True},
        "present": {"empty": False},
    }
    document = dict(a_table([], policy="collect").document)
    document["rules"] = [{"key": key, "when": [cell, None], "then": ["review"]} for key, cell in cells.items()]
    table = require_table(document)

    decision = compile_table(table).decide(scope({"n": value, "s": "x"}))

    assert decision.rules == rules
    assert decision.missing == (() if "present" in rules else ("n",))


def test_a_decision_says_what_it_saw() -> None:
    inputs: Json = [
        {"key": "total", "expr": {"sum": [{"field": "a"}, {"field": "b"}]}, "type": "number"},
        {"key": "limit", "expr": {"param": "limit"}, "type": "number"},
    ]
    table = a_table([[{"lt": 10}, None, "approve"]], inputs=inputs)

    decision = compile_table(table).decide(scope({"a": 0.1, "b": 0.2}))

    assert decision.inputs == {"total": 0.3, "limit": None}
    assert decision.missing == ("limit",)
    assert decision.rules == ("r1",)


@given(
    st.dictionaries(
        st.sampled_from(["n", "s"]), st.none() | st.floats() | st.integers() | st.text() | st.lists(st.integers())
    )
)
def test_no_value_makes_a_decision_raise(values: dict[str, Json]) -> None:
    table = a_table([[{"between": [1, 50]}, {"ne": "x"}, "approve"], [{"gt": 50}, {"gt": "m"}, "review"]])

    assert set(compile_table(table).decide(scope(values)).outputs) == {"v"}


@pytest.mark.parametrize("policy", ["unique", "any", "first", "priority", "collect", "rule_order"])
@pytest.mark.parametrize("seed", range(0, 200, 100))
def test_an_answer_is_settled_only_if_no_value_of_what_is_missing_changes_it(policy: str, seed: int) -> None:
    for step in range(100):
        table = random_table(Random(seed + step), policy, rules=4)
        compiled = compile_table(table)
        decided = {row: compiled.decide(scope(dict(zip(keys_of(table), row, strict=True)))) for row in rows(table)}
        for row, decision in decided.items():
            completions = [other for other in decided if None not in other and agrees(row, other)]
            outcomes = [decided[other].outputs for other in completions]
            if any(outputs != decision.outputs for outputs in outcomes):
                assert decision.unsettled
            if not decision.missing:
                assert not decision.unsettled


def keys_of(table: Table) -> list[str]:
    return [column.key for column in table.inputs]


def agrees(row: tuple[Json, ...], other: tuple[Json, ...]) -> bool:
    return all(value is None or value == replaced for value, replaced in zip(row, other, strict=True))


@pytest.mark.parametrize(
    ("policy", "rules", "unsettled"),
    [
        pytest.param("first", [[{"gt": 50}, None, "review"], [None, None, "approve"]], True, id="先の規則が聞いている"),
        pytest.param(
            "first", [[None, None, "approve"], [{"gt": 50}, None, "review"]], False, id="先の規則が決めている"
        ),
        pytest.param("first", [[{"gt": 50}, None, "approve"], [None, None, "approve"]], False, id="どちらでも同じ結果"),
        pytest.param("unique", [[None, "x", "approve"], [{"gt": 5}, "y", "review"]], False, id="この行では聞かれない"),
        pytest.param("unique", [[{"empty": True}, None, "approve"]], True, id="空であることを根拠にする"),
        pytest.param("unique", [[{"ne": 5}, None, "approve"]], True, id="空でも成り立つ否定"),
        pytest.param("unique", [[{"gt": 5}, None, "approve"]], True, id="値があれば当てはまる"),
    ],
)
def test_a_rule_never_hides_that_a_missing_fact_matters(policy: str, rules: list[list[Json]], unsettled: bool) -> None:
    decision = compile_table(a_table(rules, policy=policy)).decide(scope({"n": None, "s": "x"}))

    assert decision.unsettled is unsettled
